"""Two menus that take silence for an answer hand the caller to each other.

error endless-failures at flow: anything_else
error endless-silence at flow: anything_else
error endless-failures at flow: connect
error endless-silence at flow: connect
error endless-failures at flow: last_wait
error endless-failures at flow: texting
error endless-silence at flow: texting
error endless-failures at flow: no_adviser
error endless-silence at flow: no_adviser
error endless-failures at flow: topics
error endless-silence at flow: topics
error lost-thread at flow: anything_else
error lost-thread at flow: no_adviser
"""

from ivr.check.subject import Subject
from ivr.line.steps import Menu, choice
from tests.broken.sound import flow, subject


def broken() -> Subject:
    return subject(
        flow=flow(
            Menu("anything_else", choice(1, "topics"), silence="no_adviser"),
            Menu("no_adviser", choice(1, "adviser", "again"), choice(2, "topics"), silence="anything_else"),
        )
    )
