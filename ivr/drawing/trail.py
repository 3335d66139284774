"""A call by its keys, taken through the flow: which steps it passed, for the map to draw."""

from dataclasses import dataclass, replace
from typing import cast, get_args

from ivr.line.actions import Connect, HangUp, KeepNumber, Perform, Turn
from ivr.line.asker import Asker
from ivr.line.call import Call
from ivr.line.conversation import advance, begin
from ivr.line.facts import Facts
from ivr.line.inputs import DialEnded, DialOutcome, Input, NotUnderstood, NumberKept, Pressed, Silent, TextAnswered
from ivr.line.origin import read_mobile
from ivr.line.steps import Flow

SILENCE, NOISE = "-", "?"


@dataclass(frozen=True, slots=True)
class Trail:
    """The steps that a call passed, in order, each with its turn; turn 1 is ended by the first of the keys."""

    keys: tuple[str, ...]
    stops: tuple[tuple[int, str], ...]


class TrailError(ValueError):
    """The keys are no call. `key` is the one that has no place in it, `step` where the call stood."""

    def __init__(self, key: str, step: str) -> None:
        super().__init__(f"{key} at {step}")
        self.key, self.step = key, step


def trail_of(flow: Flow, keys: tuple[str, ...], facts: Facts) -> Trail:
    """The way of a call: each of `keys` answers one turn.

    Keys as they are pressed ("1", "75012", "#"), "-" for silence, "?" for something not understood, and how a transfer
    ends ("busy", "answered"). Texts are taken, and typed mobiles kept. Raises TrailError.
    """
    turn = begin(flow, Call(), Asker(facts))
    stops = [(1, passed.step) for passed in turn.way]
    for number, key in enumerate(keys, 2):
        answer: Input | None = _read(turn, key)
        known = facts
        while answer is not None:
            turn = advance(flow, turn.call, answer, Asker(known))
            stops += [(number, passed.step) for passed in turn.way]
            answer, known = _performed(turn, facts)
    return Trail(keys, tuple(stops))


def _performed(turn: Turn, facts: Facts) -> tuple[Input | None, Facts]:
    """The outcome of what a turn asks to be done, and the facts that follow."""
    if not isinstance(turn.ends, Perform):
        return None, facts
    if isinstance(turn.ends.action, KeepNumber):
        kept = read_mobile(turn.ends.action.digits)
        return NumberKept("yes" if kept else "no"), replace(facts, typed_number=kept.e164 if kept else "")
    return TextAnswered("taken"), facts


def _read(turn: Turn, key: str) -> Input:
    match turn.ends:
        case HangUp():
            raise TrailError(key, turn.call.step)
        case Connect():
            if key not in get_args(DialOutcome):
                raise TrailError(key, turn.call.step)
            return DialEnded(cast(DialOutcome, key))
    if key == SILENCE:
        return Silent()
    return NotUnderstood() if key == NOISE else Pressed(key)
