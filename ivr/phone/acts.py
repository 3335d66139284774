"""What a caller does in a call, or the world does, as a value that can be written down, and done again."""

from typing import NamedTuple, cast, get_args

from ivr.phone.advisers import Advisers
from ivr.phone.phone import Phone

KINDS = ("press", "say", "wait", "hang_up", "advisers")


class ActError(Exception):
    """Nobody can do that; the message says what can be done."""


class Act(NamedTuple):
    """One thing that is done. `at`: the second of the call; None, once everything is heard."""

    kind: str
    detail: str = ""
    at: float | None = None


def do(phone: Phone, act: Act, *, goes_on: bool = False) -> None:
    """Does it. `goes_on`: after these keys there may be more, so that a line that takes more is left waiting.

    Raises ActError for what can't be done, CallOverError where the call is over.
    """
    match act.kind:
        case "press":
            phone.press(act.detail, _after(phone, act.at), goes_on=goes_on)
        case "say":
            phone.say(act.detail, _after(phone, act.at))
        case "wait":
            phone.wait()
        case "hang_up":
            phone.hang_up(act.at)
        case "advisers":
            phone.set_advisers(behaviour(act.detail))
        case _:
            raise ActError(f"{act.kind!r}: write one of {', '.join(KINDS)}")


def can_do(phone: Phone, act: Act) -> bool:
    """Whether the call goes on; or is over, and is to be put down at an earlier second, which undoes the rest."""
    earlier = act.kind == "hang_up" and act.at is not None and act.at < phone.seconds
    return phone.ended is None or earlier


def behaviour(text: str) -> Advisers:
    """How advisers behave, by its name. Raises ActError."""
    if text not in get_args(Advisers):
        raise ActError(f"advisers: write one of {', '.join(get_args(Advisers))}")
    return cast(Advisers, text)


def _after(phone: Phone, at: float | None) -> float | None:
    """Seconds from the document's first word; within its time, for what is said may be shorter than it was."""
    if at is None or phone.listens_from is None or phone.waits_until is None:
        return None
    begun = phone.turns[-1].at
    return min(max(at, phone.listens_from), phone.waits_until) - begun
