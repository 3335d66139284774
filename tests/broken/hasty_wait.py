"""Two seconds to find one's glasses.

error hasty-wait at flow: anything_else
error hasty-wait at flow: last_wait
error hasty-wait at flow: no_adviser
error hasty-wait at flow: topics
"""

from ivr.check.subject import Subject
from ivr.line.steps import Ask, Menu
from tests.broken.sound import subject

PATCHES = {"ivr.line.conversation.WAITS": {Menu: (2, 7, 10), Ask: (7, 9, 12)}}


def broken() -> Subject:
    return subject()
