"""A step wants a value that nobody knows.

error broken-turn at flow: anything_else
error never-heard at flow: card
error broken-turn at flow: last_wait
error broken-turn at flow: no_adviser
error broken-turn at flow: topics
"""

from ivr.check.subject import Subject
from ivr.line.steps import Tell
from tests.broken.sound import both, flow, subject


def broken() -> Subject:
    return subject(
        flow=flow(Tell("card", then="connect", fills=("weather",))),
        prompts=both("card", "Il fait {weather}.", "It is {weather}."),
    )
