"""A call by its keys, taken through the flow: which steps it came to, and by which ways, for the map to highlight."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, cast, get_args

from ivr.drawing.panels import Trail
from ivr.line.actions import Connect, HangUp, KeepNumber, Perform, Turn
from ivr.line.call import Call
from ivr.line.conversation import advance, begin
from ivr.line.facts import Facts
from ivr.line.inputs import DialEnded, DialOutcome, Input, NotUnderstood, NumberKept, Pressed, Silent, TextAnswered
from ivr.line.origin import read_mobile
from ivr.line.steps import Branch, Flow, Menu, Tell, targets

SILENCE, NOISE = "-", "?"
Hop = tuple[str, int | None]  # a step, and the row by which it was left (None: by the manners of every menu)


class TrailError(ValueError):
    """The keys are no call. `key` is the one that has no place in it, `step` where the call stood."""

    def __init__(self, key: str, step: str) -> None:
        super().__init__(f"{key} at {step}")
        self.key, self.step = key, step


@dataclass(slots=True)
class _Watched:
    """Facts that note each answer that a Branch was given, in order."""

    facts: Facts
    questions: frozenset[str]
    answers: list[str] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.facts, name)
        return self._noting(found) if name in self.questions else found

    def _noting(self, ask: Callable[[Call], str]) -> Callable[[Call], str]:
        def asked(call: Call) -> str:
            self.answers.append(ask(call))
            return self.answers[-1]

        return asked


def trail_of(flow: Flow, keys: tuple[str, ...], facts: Facts) -> Trail:
    """The way of a call: each of `keys` answers one turn.

    Keys as they are pressed ("1", "75012", "#"), "-" for silence, "?" for something not understood, and how a transfer
    ends ("busy", "answered"). Texts are taken, and typed mobiles kept. Raises TrailError.
    """
    watched = _Watched(facts, _questions(flow))
    turn = begin(flow, Call(), cast(Facts, watched))
    turns = [_way(flow, flow.manners.first, watched.answers, turn.call.step) or []]
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
        watched = _Watched(known, _questions(flow))
        at, turn = turn.call, advance(flow, turn.call, answer, cast(Facts, watched))
        entries = _entries(flow, at, answer)
        ways = ((row, _way(flow, entry, watched.answers, turn.call.step)) for row, entry in entries)
        # the first way that fits what the branches answered; there always is one
        row, way = next(((row, way) for row, way in ways if way is not None), (None, []))
        hops += [(at.step, row), *way]
        answer, known = _performed(turn, facts)
    return turn, hops


def _questions(flow: Flow) -> frozenset[str]:
    return frozenset(step.on for step in flow.steps.values() if isinstance(step, Branch))


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


def _entries(flow: Flow, at: Call, answer: Input) -> Iterator[tuple[int | None, str]]:
    """Where an answer can lead, the likeliest first: the row of the key that was pressed, other rows, the manners."""
    step, manners = flow.steps[at.step], flow.manners
    rows = list(enumerate(targets(step)))
    if isinstance(step, Menu) and isinstance(answer, Pressed):
        rows = [(row, choice.to) for row, choice in enumerate(step.choices) if choice.key == answer.keys]
    yield from rows
    for name in (
        manners.adviser.to,
        at.step,
        at.back,
        flow.parents.get(at.step, ""),
        manners.give_up,
        manners.farewell,
    ):
        if name:
            yield None, name


def _way(flow: Flow, entry: str, answers: list[str], end: str) -> list[Hop] | None:
    """The messages and branches from `entry` to `end`, if the answers given lead there."""
    left, hops, name = list(answers), list[Hop](), entry
    while isinstance(step := flow.steps[name], Tell | Branch):
        if isinstance(step, Tell):
            hops.append((name, 0))
            name = step.then
        elif left and left[0] in step.ways:
            answer = left.pop(0)
            hops.append((name, list(step.ways).index(answer)))
            name = step.ways[answer]
        else:
            return None
    return hops if name == end and not left else None


def _trail(keys: str, hops_of: list[list[Hop]]) -> Trail:
    turns: dict[str, dict[int, None]] = {}
    taken: dict[str, frozenset[int]] = {}
    for number, (name, row) in ((number, hop) for number, hops in enumerate(hops_of, 1) for hop in hops):
        turns.setdefault(name, {})[number] = None
        if row is not None:
            taken[name] = taken.get(name, frozenset()) | {row}
    return Trail(keys, {name: ", ".join(map(str, numbers)) for name, numbers in turns.items()}, taken)
