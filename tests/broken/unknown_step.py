"""A step leads to one that nobody wrote.

error unknown-step at unknown_step.py:12
"""

from ivr.check.subject import Subject
from ivr.line.steps import Tell
from tests.broken.sound import flow, subject


def broken() -> Subject:
    return subject(flow=flow(Tell("hours_open", then="topic", fills=("closing",))))
