"""A branch that can only come back to itself.

error no-way-out at flow: hours
error silent-loop at flow: hours
"""

from ivr.check.subject import Subject
from ivr.line.steps import Branch
from tests.broken.sound import flow, prompts, subject


def broken() -> Subject:
    return subject(
        flow=flow(
            Branch("hours", on="opening", ways={"open": "hours", "closed": "hours"}),
            without=("hours_open", "hours_closed"),
        ),
        prompts=prompts(dict.fromkeys(("hours_open", "hours_closed")), dict.fromkeys(("hours_open", "hours_closed"))),
    )
