"""A call by its keys, taken through the flow: which steps it came to, and by which ways, for the map to highlight."""

from dataclasses import replace
from typing import cast, get_args

from ivr.drawing.panels import Trail
from ivr.line.actions import Connect, HangUp, KeepNumber, Passed, Perform, Turn
from ivr.line.asker import Asker
from ivr.line.call import Call
from ivr.line.conversation import advance, begin
from ivr.line.facts import Facts
from ivr.line.inputs import DialEnded, DialOutcome, Input, NotUnderstood, NumberKept, Pressed, Silent, TextAnswered
from ivr.line.origin import read_mobile
from ivr.line.steps import Branch, Flow, Menu, Step, targets

SILENCE, NOISE = "-", "?"
Hop = tuple[str, int | None]  # a step, and the row by which it was left (None: by the manners of every menu)


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
    turns = [_hops(flow, turn.way[:-1])]
    for key in keys:
        turn, (left, *hops) = _answered(flow, turn, key, facts)
        turns[-1].append(left)  # a step belongs to the turn in which it was heard
        turns.append(hops)
    turns[-1].append((turn.call.step, None))
    return _trail(" ".join(keys), turns)


def _answered(flow: Flow, turn: Turn, key: str, facts: Facts) -> tuple[Turn, list[Hop]]:
    """The turn that a key leads to, with what had to be done on the way done; and the steps up to there."""
    answer: Input | None = _read(turn, key)
    known, hops = facts, list[Hop]()
    while answer is not None:
        at, turn = turn.call, advance(flow, turn.call, answer, Asker(known))
        hops += [(at.step, _row(flow, at.step, answer, turn.way[0].step)), *_hops(flow, turn.way[:-1])]
        answer, known = _performed(turn, facts)
    return turn, hops


def _hops(flow: Flow, way: tuple[Passed, ...]) -> list[Hop]:
    """The messages and branches of a way, each with the row by which it was left."""
    return [(passed.step, _row_of(flow.steps[passed.step], passed)) for passed in way]


def _row_of(step: Step, passed: Passed) -> int:
    return list(step.ways).index(passed.answer) if isinstance(step, Branch) else 0


def _row(flow: Flow, name: str, answer: Input, entry: str) -> int | None:
    """The row by which an answer leads on from a step to the first one of its way; None: by the manners."""
    step = flow.steps[name]
    rows = list(enumerate(targets(step)))
    if isinstance(step, Menu) and isinstance(answer, Pressed):
        rows = [(row, choice.to) for row, choice in enumerate(step.choices) if choice.key == answer.keys]
    return next((row for row, target in rows if target == entry), None)


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


def _trail(keys: str, hops_of: list[list[Hop]]) -> Trail:
    turns: dict[str, dict[int, None]] = {}
    taken: dict[str, frozenset[int]] = {}
    for number, (name, row) in ((number, hop) for number, hops in enumerate(hops_of, 1) for hop in hops):
        turns.setdefault(name, {})[number] = None
        if row is not None:
            taken[name] = taken.get(name, frozenset()) | {row}
    return Trail(keys, {name: ", ".join(map(str, numbers)) for name, numbers in turns.items()}, taken)
