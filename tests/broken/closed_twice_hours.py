"""Who heard in the greeting that nobody answers, and asks for the hours, hears it once more.

error closed-twice at closed_twice_hours.py:13
"""

from ivr.check.subject import Subject
from ivr.line.steps import Tell
from tests.broken.sound import flow, subject


def broken() -> Subject:
    closed = Tell("closed", then="topics", fills=("reopening",), learns={"closed": "told"})
    hours = Tell("hours_closed", then="topics", fills=("reopening",), learns={"closed": "told"})
    return subject(flow=flow(closed, hours))
