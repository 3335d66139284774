"""A value that is declared, and breaks when it is asked for.

error never-heard at flow: adviser_missing
error broken-turn at flow: anything_else
error never-heard at flow: away
error never-heard at flow: card
error broken-turn at flow: last_wait
error broken-turn at flow: no_adviser
error broken-turn at flow: topics
error far-adviser at flow: topics
"""

from ivr.check.subject import Subject
from ivr.line.actions import Value
from ivr.line.call import Call
from ivr.line.facts import Facts
from ivr.line.questions import told
from ivr.line.steps import Tell
from tests.broken.sound import both, flow, subject


class Outdoors(Facts):
    """Facts with a value of their own, which the facts of a call have not."""

    @told("bodies")
    def weather(self, _: Call) -> Value:
        raise NotImplementedError


def broken() -> Subject:
    return subject(
        flow=flow(Tell("card", then="connect", fills=("weather",)), facts=Outdoors),
        prompts=both("card", "Il fait {weather}.", "It is {weather}."),
    )
