"""Two choices of a menu have one key.

error repeated-key at repeated_key.py:13
"""

from ivr.check.subject import Subject
from ivr.line.steps import Menu, choice
from tests.broken.sound import flow, subject


def broken() -> Subject:
    hours, link = choice(1, "hours"), choice(1, "link", learns={"link": "attestation"})
    return subject(flow=flow(Menu("topics", hours, link)))
