"""What is unlike the usual week is told without its clock, to whoever may live by another.

error clock-unnamed at clock_of_exceptions.py:25
"""

from collections.abc import Mapping

from ivr.check.subject import Subject
from ivr.line.actions import Exceptions
from ivr.line.questions import told
from ivr.line.steps import Tell
from ivr.wording.prompts import Prompt
from tests.broken.sound import flow, prompts, subject


@told("hours", "moment")
def exceptions(*_: object) -> Exceptions:
    return Exceptions(())


PATCHES: Mapping[str, object] = {"ivr.line.facts.Facts.exceptions": exceptions}


def broken() -> Subject:
    odd = Tell("odd_days", then="topics", fills=("exceptions",))
    said = {"odd_days": Prompt("odd_days", "Sauf : {exceptions}.")}
    english = {"odd_days": Prompt("odd_days", "But: {exceptions}.")}
    steps = (Tell("hours_open", then="odd_days", fills=("closing",)), odd)
    return subject(flow=flow(*steps), prompts=prompts(said, english))
