"""Every state that a call can be in, found by taking every turn: facts are forked only where a step asks them.

Two turns of one walk need not agree on a fact of the moment (open, then closed): the clock may cross an edge between
them. What is proved over such a walk holds for every call.

What follows a key depends on where the key leads and on what is known by then, not on the menu: from the second menu on
only one turn is taken for each state that it leads to and each set of questions that it asks on the way.
So it is with the failures that lead out of a menu.

Where `*` leads is no part of a state: turns are taken with a mark in its place, which tells whether they carry it on;
what it can be in each state follows from that, and `*` alone is taken once for each.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product
from operator import attrgetter
from typing import NamedTuple

from ivr.check.answers import CALLERS, answers_at, failures_at, wishes_at
from ivr.check.forked import ForkError, Forking, Settled, forks
from ivr.check.states import Edge, Node, State, States
from ivr.check.telling import Telling, Tellings
from ivr.line.actions import Say, Turn
from ivr.line.call import FIELDS, LINE_NAMES, Call, after
from ivr.line.conversation import ADVISER, Led, back_after, lead, named, ring, walk_on
from ivr.line.facts import Facts
from ivr.line.inputs import Input, Pressed, Silent
from ivr.line.steps import Ask, Flow, Listening, Menu, SendText, Step, Transfer

GIVEN_UP = 3  # failures; calls with fewer have the same choices as those with none
STAR = Pressed("*")
GOING = attrgetter(*(name for name in FIELDS if name not in ("step", "turn", "back")))  # what the way on may hang on
CARRIED = "^"  # stands for `back` while a turn is taken


@dataclass(frozen=True, slots=True)
class Broken:
    """An answer for which there is no turn: an exception came instead."""

    state: State | None  # None: as the call begins
    step: str
    answer: str
    error: str


@dataclass(frozen=True)
class Walk:
    """All states, each with the edge by which it was first reached, the shortest way there; and all edges."""

    reached: Mapping[State, Edge]
    edges: tuple[Edge, ...]
    broken: tuple[Broken, ...]
    ways: Mapping[Node, Edge]  # to each state with each place that `*` leads to from it

    def path(self, edge: Edge) -> tuple[Edge, ...]:
        """The shortest call that takes an edge, from its first turn on."""
        edges = [edge]
        while edges[-1].state is not None:
            source = edges[-1].source
            assert source is not None
            edges.append(self.ways[edges[-1].state, source.back])
        return tuple(reversed(edges))

    @cached_property
    def onwards(self) -> Mapping[State, tuple[Edge, ...]]:
        """The edges that leave each state."""
        leaving: defaultdict[State, list[Edge]] = defaultdict(list)
        for edge in self.edges:
            if edge.state is not None:
                leaving[edge.state].append(edge)
        return {state: tuple(edges) for state, edges in leaving.items()}

    @cached_property
    def said(self) -> tuple[Edge, ...]:
        """The first edge of what is said: turns that went on together say the very same, so few edges are left."""
        firsts: dict[int, Edge] = {}
        for edge in self.edges:
            firsts.setdefault(id(edge.turn.says), edge)
        return tuple(firsts.values())

    @cached_property
    def first(self) -> tuple[Edge, ...]:
        """The turns with which calls begin."""
        return tuple(edge for edge in self.edges if edge.state is None)


def walk(flow: Flow, facts: Facts, most: int = 1 << 30) -> Walk:
    """Take every turn from every state, breadth first, until nothing new is reached; or after `most` turns.

    Of a walk that was stopped, what is found in single turns holds, and nothing that is not found.
    """
    return _Walking(flow, facts, most).walk()


Key = tuple[str, State]  # where a key leads, and what is known by then
Start = tuple[object, ...]  # from where a turn goes on


class Onward(NamedTuple):
    """A turn that goes on from a start: of which call it is, as to turns and where `*` leads, does not count."""

    turn: Turn
    target: State
    telling: Telling
    settled: Settled  # how the facts fell


class Onwards:
    """The turns that go on from a start, looked up by which they are, not what."""

    def __init__(self, turns: Iterable[Onward]) -> None:
        self.turns = tuple(turns)


@dataclass
class _Walking:
    """A walk on its way."""

    flow: Flow
    facts: Facts
    most: int
    reached: dict[State, Edge] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    ways: dict[Node, Edge] = field(default_factory=dict)
    answers: dict[Input, Input] = field(default_factory=dict)  # so that edges share them
    waiting: deque[Edge] = field(default_factory=deque)
    carried: dict[State, dict[State, Edge]] = field(default_factory=dict)  # turns that leave `back` as it was
    keys: dict[Key, Onwards] = field(default_factory=dict)  # where a key led first, a turn for each state and questions
    gone: dict[tuple[Start, Onwards | None], Onwards] = field(default_factory=dict)  # all turns, or those of a key

    def walk(self) -> Walk:
        self.states, self.tellings = States(self.flow, self.facts), Tellings(self.flow)
        self._try(None, "", None, self._first_turns())
        while self.waiting and len(self.edges) < self.most:
            way = self.waiting.popleft()
            new = way.target not in self.carried
            if new:
                self.carried[way.target] = {}
                self._take_turns(way)
            self._go_back(way)
            if not new:
                self._carry_on(way)
        return Walk(self.reached, tuple(self.edges), tuple(self.broken), self.ways)

    def _first_turns(self) -> Iterator[Edge]:
        """The turns with which a call can begin: every line, every kind of caller."""
        for line, caller in product(LINE_NAMES, CALLERS):
            given = replace(self.facts, called=line, caller=caller)
            for turn, _ in forks(self.flow, ring(self.flow, Call(), given), given):
                yield Edge(None, None, turn, None, self.states.of(turn.call), given, self.tellings.of(turn))

    def _take_turns(self, way: Edge) -> None:
        """Every turn from a state but those of `*`."""
        call = self._normal(way.turn.call)
        marked = after(call, call.turn, CARRIED)
        step = self.flow.steps[call.step]
        failures = failures_at(step)
        understood = (*answers_at(step, call, self.facts), *wishes_at(self.flow, call))
        for answer in failures if self._was_taken(step, call) else understood:
            if answer != STAR:
                answer = self.answers.setdefault(answer, answer)
                idle = answer in (*failures, Silent()) or isinstance(step, SendText | Transfer)
                self._try(way.target, call.step, answer, self._turns(way, call, marked, answer, idle))

    def _turns(self, way: Edge, source: Call, marked: Call, answer: Input, idle: bool) -> Iterator[Edge]:
        kept = self.carried[way.target]
        for turn, one, carries in self._advanced(source, marked, answer, way.facts):
            edge = Edge(source, answer, turn, way.target, one.target, way.facts, one.telling, idle)
            if carries:
                kept.setdefault(one.target, edge)
            yield edge

    def _advanced(self, source: Call, marked: Call, answer: Input, facts: Facts) -> Iterator[tuple[Turn, Onward, bool]]:
        """The turns that an answer leads to, each with what it has from others, and whether it carries `back` on."""
        led = lead(self.flow, marked, answer, facts)
        if isinstance(led, Turn):
            found, led = Onwards([self._onward(led, {})]), Led(led.call, led.call.step)
        else:
            found = self._onwards(led, self._key(marked, answer, led), facts)
        for one in found.turns:
            call, _, ends, way = one.turn
            back = back_after(self.flow, led, call.step) if led.chosen else led.call.back
            carries = back == CARRIED
            call = after(call, led.call.turn, source.back if carries else back)
            if led.wish:
                one = self._named(led, one)
            yield Turn(call, one.turn.says, ends, way), one, carries

    def _named(self, led: Led, one: Onward) -> Onward:
        return self._onward(one.turn._replace(says=named(self.flow, led, one.turn)), one.settled)

    def _onwards(self, led: Led, key: Key | None, facts: Facts) -> Onwards:
        """All turns that go on from there; or, where a key led to the same before, one for each state and questions."""
        said = tuple([one.prompt for one in led.says if isinstance(one, Say)])
        start = (GOING(led.call), led.to, led.instead, said, facts.called, facts.caller)
        before = self.keys.get(key) if key else None
        again = self._fallen_alike(led, start, before, facts) if before else None
        if again:
            return again
        found = self.gone.get((start, None))
        if found is None:
            forked = forks(self.flow, led, facts)
            found = self.gone[start, None] = Onwards(self._onward(turn, settled) for turn, settled in forked)
        if key:
            self.keys[key] = Onwards(
                {(one.target, frozenset(one.telling.settled)): one for one in found.turns}.values()
            )
        return found

    def _fallen_alike(self, led: Led, start: Start, before: Onwards, facts: Facts) -> Onwards | None:
        """The turns in which facts fall as before; None if, of another place, the same question is another one."""
        found = self.gone.get((start, before))
        if found is None:
            try:
                found = Onwards(
                    self._onward(walk_on(self.flow, led, Forking(facts, one.settled)), one.settled)
                    for one in before.turns
                )
            except ForkError:
                return None
            self.gone[start, before] = found
        return found

    def _onward(self, turn: Turn, settled: Settled) -> Onward:
        return Onward(turn, self.states.of(turn.call), self.tellings.of(turn), settled)

    def _key(self, call: Call, answer: Input, led: Led) -> Key | None:
        """Where an answer leads whatever step it is given at, and what is known by then; None where that is not so."""
        manners = self.flow.manners
        match self.flow.steps[call.step], answer:
            case Menu(choices=choices), Pressed(keys) if led.chosen:
                alike = keys == ADVISER or any(one.key == keys for one in choices)
            case Ask(), Silent() | Pressed():
                alike = led.chosen
            case Menu(silence="", each=None, typed=""), Silent() if call.tries == GIVEN_UP - 2:
                alike = led.to == manners.short
            case Menu(silence="", each=None), _ if call.tries == GIVEN_UP - 1:
                alike = led.to == manners.give_up
            case _:
                alike = False
        return (led.to, self.states.known(led.call)) if alike else None

    def _go_back(self, way: Edge) -> None:
        """The turns of `*`, which leads from one state to many places."""
        step = self.flow.steps.get(way.turn.call.step)
        if not isinstance(step, Listening) or self._was_taken(step, way.turn.call):
            return
        call = self._normal(way.turn.call)
        back = (
            Edge(call, STAR, turn, way.target, one.target, way.facts, one.telling)
            for turn, one, _ in self._advanced(call, call, STAR, way.facts)
        )
        self._try(way.target, call.step, STAR, back)

    def _carry_on(self, way: Edge) -> None:
        """A known state with another place that `*` leads to: turns that carry it on lead to their states with it."""
        back = self.states.back(way.turn.call)
        for edge in self.carried[way.target].values():
            assert edge.source is not None
            source, call = edge.source, edge.turn.call
            node = (edge.target, self.states.back_from(call.step, back))
            if node not in self.ways:
                turn = edge.turn._replace(call=after(call, call.turn, back))
                self.ways[node] = edge._replace(source=after(source, source.turn, back), turn=turn)
                self.waiting.append(self.ways[node])

    def _normal(self, call: Call) -> Call:
        """A call that remembers nothing for `*` but what the table has not."""
        back = self.states.back(call)
        return call if call.back == back else after(call, call.turn, back)

    def _was_taken(self, step: Step, call: Call) -> bool:
        """Whether all but failures was taken before the failures of this call; not at a menu to which failures led."""
        return repeats(step, call) and self.states.of(call._replace(tries=0)) in self.carried

    def _try(self, state: State | None, step: str, answer: Input | None, edges: Iterator[Edge]) -> None:
        try:
            for edge in edges:
                self.edges.append(edge)
                self._note(edge)
        except Exception as error:
            told = repr(answer) if answer else "(ring)"
            self.broken.append(Broken(state, step, told, f"{type(error).__name__}: {error}"))

    def _note(self, edge: Edge) -> None:
        """Remember where an edge leads, if that is new."""
        node = (edge.target, self.states.back(edge.turn.call))
        self.reached.setdefault(edge.target, edge)
        if node not in self.ways:
            self.ways[node] = edge
            self.waiting.append(edge)


def repeats(step: Step, call: Call) -> bool:
    """Whether, after one or two failures, every understood answer does what it did before them: only failures differ.

    Not where a number is typed, which is kept before the conversation goes on.
    """
    listens = (isinstance(step, Menu) and not step.typed) or (isinstance(step, Ask) and step.takes == "postcode")
    return listens and 0 < call.tries < GIVEN_UP
