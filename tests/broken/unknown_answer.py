"""A branch has a way for an answer that never comes.

error unknown-answer at unknown_answer.py:13
"""

from ivr.check.subject import Subject
from ivr.line.steps import Branch
from tests.broken.sound import flow, subject


def broken() -> Subject:
    ways = {"open": "hours_open", "perhaps": "hours_today", "closed": "hours_closed", "close": "hours_closed"}
    return subject(flow=flow(Branch("hours", on="opening", ways=ways)))
