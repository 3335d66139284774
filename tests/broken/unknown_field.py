"""A choice learns a topic that no call has.

error unknown-field at unknown_field.py:13
"""

from ivr.check.subject import Subject
from ivr.line.steps import Menu, choice
from tests.broken.sound import flow, subject


def broken() -> Subject:
    hours = choice(1, "hours", learns={"topic": "hour"})
    return subject(flow=flow(Menu("topics", hours, choice(2, "link", learns={"link": "attestation"}))))
