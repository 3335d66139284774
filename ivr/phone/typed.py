"""What a caller does, as it is typed in a terminal, and back."""

import re

from ivr.phone.acts import Act
from ivr.phone.advisers import BEHAVIOURS
from ivr.phone.listening import KEYS

QUIT = "q"
SILENCE = "-"
ADVISERS = "!"  # before how the advisers behave from now on: "!busy"
_QUOTED = re.compile(r'["«“](.+)["»”]', re.DOTALL)  # words, whatever they are: "75012" is said


def keys_in(text: str) -> list[Act]:
    """The acts of a line of keys, "1 75012 - #": groups pressed one after the other, "-" for silence."""
    return [Act("wait") if group == SILENCE else Act("press", group) for group in text.split()]


def act_of(typed: str) -> Act:
    """What somebody means who typed this at the prompt."""
    typed = typed.strip()
    if quoted := _QUOTED.fullmatch(typed):
        return Act("say", quoted[1].strip())
    if typed.lower() == QUIT:
        return Act("hang_up")
    if typed[:1] == ADVISERS and typed[1:] in BEHAVIOURS:
        return Act("advisers", typed[1:])
    keys = typed.replace(" ", "")
    if not keys or typed == SILENCE:
        return Act("wait")
    return Act("press", keys) if KEYS.issuperset(keys) else Act("say", typed)


def typed_of(act: Act) -> str:
    """What is typed for it: words that would be read as a key, or as an order, between quotes."""
    match act.kind:
        case "wait" | "say" if not act.detail.strip():
            return SILENCE
        case "hang_up":
            return QUIT
        case "advisers":
            return ADVISERS + act.detail
        case "say" if act_of(act.detail) != Act("say", act.detail):
            return f'"{act.detail}"'
    return act.detail
