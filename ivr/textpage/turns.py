"""The turn that a page shows: the conversation's own, asked of the facts of a reader of whom nothing is known."""

from dataclasses import replace
from datetime import datetime

from ivr.hours.schedules import Schedules
from ivr.line.actions import Turn
from ivr.line.asker import Asker
from ivr.line.call import Call, LineName
from ivr.line.conversation import AGAIN, advance, begin
from ivr.line.facts import Facts, Rules
from ivr.line.inputs import Pressed
from ivr.line.origin import UNKNOWN
from ivr.line.steps import Flow
from ivr.textpage.asked import Asked, speaking


def page_rules(rules: Rules) -> Rules:
    """The line's rules for a page: no number is typed, nothing is said aloud; advisers are there, if not to be rung; a
    banner tells of a test service. Who reads on for long keeps nobody waiting: pages have a limit of their own."""
    return replace(rules, test_service=False, typed_numbers=False, queue=True, speech=False, most_turns=0)


def page_facts(schedules: Schedules, rules: Rules, line: LineName, now: datetime) -> Facts:
    """What is true at this moment for whoever reads."""
    return Facts(now=now, called=line, caller=UNKNOWN, schedules=schedules, rules=page_rules(rules))


def first_turn(flow: Flow, language: str, facts: Facts) -> Turn:
    """How a call begins on the line of these facts."""
    return begin(flow, speaking(Call(), language), Asker(facts))


def turn_of(flow: Flow, asked: Asked, facts: Facts) -> Turn:
    """What follows when a key is pressed where the call stands; without one, what is said there."""
    return advance(flow, asked.call, Pressed(asked.keys or AGAIN), Asker(facts))
