"""A branch asks what nobody can answer.

error unknown-question at unknown_question.py:12
"""

from ivr.check.subject import Subject
from ivr.line.steps import Branch
from tests.broken.sound import flow, subject


def broken() -> Subject:
    return subject(flow=flow(Branch("hours", on="openings", ways={"open": "hours_open", "closed": "hours_closed"})))
