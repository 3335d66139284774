"""The greeting of a closed line leads past the first menu.

error lost-greeting at flow: last_wait
error lost-thread at flow: welcome
"""

from ivr.check.subject import Subject
from ivr.line.steps import Tell
from tests.broken.sound import flow, subject


def broken() -> Subject:
    return subject(flow=flow(Tell("closed", then="last_wait", fills=("reopening",))))
