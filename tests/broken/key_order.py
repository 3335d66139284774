"""Key 1, then key 3.

error key-order at flow: topics
"""

from ivr.check.subject import Subject
from ivr.line.steps import Menu, choice
from tests.broken.sound import flow, subject


def broken() -> Subject:
    return subject(flow=flow(Menu("topics", choice(1, "hours"), choice(3, "link", learns={"link": "attestation"}))))
