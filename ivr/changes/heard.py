"""What a caller would hear of an entry: the line's own conversation, asked for the hours of somebody it reaches."""

from dataclasses import replace
from datetime import datetime

from ivr.check.reached import reached_by
from ivr.findings import Language
from ivr.hours.schedules import Above
from ivr.line.actions import Say
from ivr.line.asker import Asker
from ivr.line.call import Call
from ivr.line.conversation import advance
from ivr.line.facts import Facts
from ivr.line.flow import FLOW
from ivr.line.inputs import Pressed
from ivr.line.origin import UNKNOWN
from ivr.line.steps import Menu
from ivr.published.snapshot import Snapshot
from ivr.wording.speak import speak, text

TOLD = "hours_"  # the sentences on when advisers answer; what follows is a menu


def heard(snapshot: Snapshot, entry: Above, at: datetime, language: Language) -> str:
    """The sentence on the hours of the first whom an entry reaches; "" where its callers are asked where they live."""
    reached, schedules = reached_by(entry, snapshot.schedules), snapshot.schedules
    line = reached.lines[0] if reached.lines and not reached.caisses else "national"
    facts = Facts(at, line, UNKNOWN, schedules)
    call = facts.placed(Call(language=language))
    if line == "national" and reached.caisses:
        caisse = reached.caisses[0]
        call = replace(call, place="metropole", department=caisse.departments[0], caisse=caisse.code)
    turn = advance(FLOW, replace(call, step="topics"), Pressed(_key()), Asker(facts))
    says = tuple(said for said in turn.says if isinstance(said, Say) and said.prompt.startswith(TOLD))
    return " ".join(map(text, speak(snapshot.prompts, language, says)))


def _key() -> str:
    """The key that asks for the hours."""
    menu = FLOW.steps["topics"]
    assert isinstance(menu, Menu)
    return next(choice.key for choice in menu.choices if choice.name == "hours")
