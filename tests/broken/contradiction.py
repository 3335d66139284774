"""Open, the line says when it opens; closed, when it closes.

error misnamed-way at flow: hours
error misnamed-way at flow: hours
error contradiction at flow: hours_closed
error contradiction at flow: hours_open
"""

from ivr.check.subject import Subject
from ivr.line.steps import Branch
from tests.broken.sound import flow, subject


def broken() -> Subject:
    return subject(
        flow=flow(
            Branch(
                "hours", on="opening", ways={"open": "hours_closed", "perhaps": "hours_today", "closed": "hours_open"}
            )
        )
    )
