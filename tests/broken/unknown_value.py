"""A step tells what nobody knows.

error unknown-value at unknown_value.py:12
"""

from ivr.check.subject import Subject
from ivr.line.steps import Tell
from tests.broken.sound import both, flow, subject


def broken() -> Subject:
    changed = flow(Tell("card", then="connect", fills=("weather",)))
    return subject(flow=changed, prompts=both("card", "Il fait {weather}.", "It is {weather}."))
