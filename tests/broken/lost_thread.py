"""Who has given up is led back to the first menu instead of waiting once more for a word.

error lost-thread at flow: give_up_closed
"""

from ivr.check.subject import Subject
from ivr.line.steps import Tell
from tests.broken.sound import flow, subject


def broken() -> Subject:
    return subject(flow=flow(Tell("give_up_closed", then="topics", fills=("reopening",))))
