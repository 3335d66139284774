"""A choice leads to a step that nobody wrote.

error no-way-out at flow: hours_open
error unknown-step at flow: hours_open
"""

from ivr.check.subject import Subject
from ivr.line.steps import Tell
from tests.broken.sound import flow, subject


def broken() -> Subject:
    return subject(flow=flow(Tell("hours_open", then="topic", fills=("closing",))))
