"""A branch asks what nobody can answer.

error unknown-question at unknown_question.py:14
"""

from ivr.check.subject import Subject
from ivr.line.steps import Branch
from tests.broken.sound import flow, subject


def broken() -> Subject:
    return subject(
        flow=flow(
            Branch(
                "hours", on="openings", ways={"open": "hours_open", "perhaps": "hours_today", "closed": "hours_closed"}
            )
        )
    )
