"""Two calls in one state have the same future: what the walk forgets of a call never matters.

Each day others wander, four hundred with --whole.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from random import Random

import pytest

from ivr.check.answers import answers_at, failures_at
from ivr.check.forked import forks
from ivr.check.states import State, States
from ivr.check.walk import CARRIED, GIVEN_UP, STAR, repeats
from ivr.line.actions import Offer, Turn
from ivr.line.call import LINE_NAMES, Call
from ivr.line.conversation import arrive, lead, ring
from ivr.line.facts import Facts
from ivr.line.inputs import Input, Pressed
from ivr.line.origin import read_number
from ivr.line.steps import Ask
from tests.check.real import real, walked
from tests.slices import slice_of

CALLERS = (
    "+33612345678",
    "+33199001234",
    "",
    "+590590271234",
    "+262692123456",
    "+262269601234",
    "+508411234",
    "+687271234",
    "+3222",
)
POSTCODES = ("69001", "62000", "64000", "76600", "20000", "97133", "97200", "97600", "98800", "98000", "99999", "59000")
WHOLE, PARTS, TURNS = 400, 5, 14

Wandering = dict[State, list[tuple[Call, Facts]]]


@pytest.fixture(scope="module")
def calls_by_state(pytestconfig: pytest.Config) -> Wandering:
    """Calls that wandered, by the states they passed."""
    return wandering(slice_of(range(WHOLE), PARTS, pytestconfig))


def answers(call: Call, random: Random) -> Input:
    step = real().flow.steps[call.step]
    if isinstance(step, Ask) and random.random() < 0.5:
        return Pressed(random.choice(POSTCODES))
    return random.choice(answers_at(step, call, real().facts))


def wandering(seeds: Iterable[int]) -> Wandering:
    """Calls that took turns at random, by the states they passed: numbers and postcodes beyond those of the walk."""
    states, found = States(real().flow, real().facts), defaultdict(list)
    for random in map(Random, seeds):
        facts = replace(real().facts, called=random.choice(LINE_NAMES), caller=read_number(random.choice(CALLERS)))
        turn = random.choice([turn for turn, _ in forks(real().flow, ring(real().flow, Call(), facts), facts)])
        for _ in range(TURNS):
            found[states.of(turn.call)].append((turn.call, facts))
            step = real().flow.steps.get(turn.call.step)
            if step is None or not answers_at(step, turn.call, real().facts):
                break
            turn = random.choice(taken(turn.call, answers(turn.call, random), facts))
    return found


def taken(call: Call, answer: Input, facts: Facts) -> list[Turn]:
    """Every turn that an answer can lead to, as the conversation would take it."""
    led = lead(real().flow, call, answer, facts)
    if isinstance(led, Turn):
        return [led]
    return [arrive(real().flow, led, turn) for turn, _ in forks(real().flow, led, facts)]


def future(call: Call, answer: Input, facts: Facts) -> list[object]:
    """What an answer leads to: which facts were asked, what was said, how the turn ended, and the state after it."""
    states = States(real().flow, facts)
    marked = call._replace(back=CARRIED)
    return sorted(
        ([str(passed) for passed in turn.way], said(turn), states.of(turn.call), turn.call.back)
        for turn in taken(marked, answer, facts)
    )


def said(turn: Turn) -> list[str]:
    names = [one.menu if isinstance(one, Offer) else one.prompt for one in turn.says]
    return [*names, type(turn.ends).__name__]


def test_calls_of_one_state_have_one_future(calls_by_state: Wandering) -> None:
    compared = 0
    for calls in calls_by_state.values():
        first, *others = {call._replace(turn=0): (call, facts) for call, facts in calls}.values()
        for other in others[:3]:
            for answer in answers_at(real().flow.steps[first[0].step], first[0], first[1]):
                if answer != STAR:  # which is taken for each place that it leads to
                    compared += 1
                    assert future(first[0], answer, first[1]) == future(other[0], answer, other[1]), (
                        first,
                        other,
                        answer,
                    )
    assert compared > 200


def test_after_one_or_two_failures_an_understood_answer_does_what_it_did_before(calls_by_state: Wandering) -> None:
    for calls in calls_by_state.values():
        call, facts = calls[0]
        step = real().flow.steps[call.step]
        if call.tries == 0 and repeats(step, call._replace(tries=1)):
            for answer in set(answers_at(step, call, facts)) - set(failures_at(step)) - {STAR}:
                for tries in range(1, GIVEN_UP):
                    assert future(call, answer, facts) == future(call._replace(tries=tries), answer, facts), (
                        call,
                        answer,
                    )


def test_the_walk_finds_every_state_that_a_wandering_call_comes_to(calls_by_state: Wandering) -> None:
    missed = {state for state in calls_by_state if state not in walked().reached}

    assert not missed
