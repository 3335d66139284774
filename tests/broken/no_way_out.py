"""A branch that can only come back to itself.

error no-way-out at flow: hours
error silent-loop at flow: hours
"""

from ivr.check.subject import Subject
from ivr.line.steps import Branch
from tests.broken.sound import flow, prompts, subject

GONE = ("hours_open", "hours_today", "hours_closed")


def broken() -> Subject:
    return subject(
        flow=flow(
            Branch("hours", on="opening", ways={"open": "hours", "perhaps": "hours", "closed": "hours"}),
            without=GONE,
        ),
        prompts=prompts(dict.fromkeys(GONE), dict.fromkeys(GONE)),
    )
