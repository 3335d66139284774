"""A step was left over when its key was taken away.

error unreachable-step at flow: closed
error unreachable-step at flow: greeting
"""

from ivr.check.subject import Subject
from ivr.line.steps import Tell
from tests.broken.sound import flow, subject


def broken() -> Subject:
    return subject(flow=flow(Tell("welcome", then="topics")))
