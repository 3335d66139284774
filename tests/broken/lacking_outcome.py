"""An adviser's telephone that may fail, and no word about it.

error lacking-outcome at flow: connect
"""

from ivr.check.subject import Subject
from ivr.line.steps import Transfer
from tests.broken.sound import flow, subject


def broken() -> Subject:
    return subject(
        flow=flow(Transfer("connect", outcomes={"answered": "goodbye", "busy": "busy", "no_answer": "busy"}))
    )
