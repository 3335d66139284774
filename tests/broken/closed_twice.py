"""Whoever has just heard that nobody answers, and wants an adviser, hears it again.

error closed-twice at closed_twice.py:13
"""

from ivr.check.subject import Subject
from ivr.line.steps import Tell
from tests.broken.sound import flow, subject


def broken() -> Subject:
    closed = Tell("closed", then="topics", fills=("reopening",), learns={"closed": "told"})
    away = Tell("away", then="anything_else", fills=("reopening",), learns={"closed": "told"})
    return subject(flow=flow(closed, away))
