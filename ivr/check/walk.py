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
from typing import Any

from ivr.check.answers import CALLERS, answers_at, failures_at, wishes_at
from ivr.check.forked import ForkError, Forking, Settled, forks, settled_forks
from ivr.check.states import Edge, Node, State, States
from ivr.line.actions import Turn
from ivr.line.asker import Asker
from ivr.line.call import LINE_NAMES, Call
from ivr.line.conversation import advance, begin
from ivr.line.facts import Facts
from ivr.line.inputs import Input, Pressed, Silent
from ivr.line.steps import Ask, Choice, Flow, Listening, Menu, SendText, Step, Transfer

GIVEN_UP = 3  # failures; calls with fewer have the same choices as those with none
STAR = Pressed("*")
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
    def first(self) -> tuple[Edge, ...]:
        """The turns with which calls begin."""
        return tuple(edge for edge in self.edges if edge.state is None)


def walk(flow: Flow, facts: Facts, most: int = 1 << 30) -> Walk:
    """Take every turn from every state, breadth first, until nothing new is reached; or after `most` turns.

    Of a walk that was stopped, what is found in single turns holds, and nothing that is not found.
    """
    return _Walking(flow, facts, most).walk()


Led = tuple[str, State]  # where a key leads, and what is known by then


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
    waiting: deque[Edge] = field(default_factory=deque)
    carried: dict[State, dict[State, Edge]] = field(default_factory=dict)  # turns that leave `back` as it was
    led: dict[Led, list[Settled]] = field(default_factory=dict)  # how facts fell that led on from a key, each elsewhere

    def walk(self) -> Walk:
        self.states = States(self.flow, self.facts)
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
            for turn in forks(lambda asker: begin(self.flow, Call(), asker), given):
                yield Edge(None, None, turn, None, self.states.of(turn.call), given)

    def _take_turns(self, way: Edge) -> None:
        """Every turn from a state but those of `*`."""
        call = way.turn.call._replace(back=self.states.back(way.turn.call))
        marked = call._replace(back=CARRIED)
        step = self.flow.steps[call.step]
        failures = failures_at(step)
        understood = (*answers_at(step, call, self.facts), *wishes_at(self.flow, call))
        for answer in failures if self._was_taken(step, call) else understood:
            if answer != STAR:
                idle = answer in (*failures, Silent()) or isinstance(step, SendText | Transfer)
                self._try(way.target, call.step, answer, self._turns(way, call, marked, answer, idle))

    def _turns(self, way: Edge, source: Call, marked: Call, answer: Input, idle: bool) -> Iterator[Edge]:
        for turn in self._advanced(marked, answer, way.facts):
            target = self.states.of(turn.call)
            carries = turn.call.back == CARRIED
            if carries:
                turn = turn._replace(call=turn.call._replace(back=source.back))
            edge = Edge(source, answer, turn, way.target, target, way.facts, idle)
            if carries:
                self.carried[way.target].setdefault(target, edge)
            yield edge

    def _advanced(self, call: Call, answer: Input, facts: Facts) -> Iterable[Turn]:
        """The turns that an answer leads to: all of them, or one for each state where the same key led before."""

        def take(asker: Asker) -> Turn:
            return advance(self.flow, call, answer, asker)

        led = self._led(call, answer, facts)
        if led in self.led:
            try:
                return [take(Forking(facts, settled)) for settled in self.led[led]]
            except ForkError:  # of another place the same question is another one
                pass
        found = list(settled_forks(take, facts))
        if led:
            self.led[led] = list(
                {(self.states.of(turn.call), asked(turn)): settled for turn, settled in found}.values()
            )
        return [turn for turn, _ in found]

    def _led(self, call: Call, answer: Input, facts: Facts) -> Led | None:
        """Where an answer leads whatever step it is given at, and what is known by then; None where that is not so."""
        match self.flow.steps[call.step], answer:
            case Menu(assent=assent), Pressed("0") if assent:
                return None
            case Menu(choices=choices), Pressed(keys) if keys in {one.key for one in choices} | {"0"}:
                return self._chosen(call, next((one for one in choices if one.key == keys), self.flow.manners.adviser))
            case Ask(skip=Choice() as skip), Silent() | Pressed("#"):
                return self._chosen(facts.living_nowhere(call), skip)
            case Ask(skip=Choice(to=to)), Pressed("0"):
                return self._chosen(facts.living_nowhere(call), replace(self.flow.manners.adviser, to=to))
            case Ask(), Pressed("0"):
                return self._chosen(call, self.flow.manners.adviser)
            case Menu(silence="", each=None, typed=""), Silent() if (
                self.flow.manners.short and call.tries == GIVEN_UP - 2
            ):
                return self.flow.manners.short, self.states.known(call)
            case Menu(silence="", each=None) as menu, _ if call.tries == GIVEN_UP - 1 and answer in failures_at(menu):
                return self.flow.manners.give_up, self.states.known(call)
        return None

    def _chosen(self, call: Call, choice: Choice) -> Led:
        learns: Mapping[str, Any] = choice.learns
        return choice.to, self.states.known(call._replace(**learns))

    def _go_back(self, way: Edge) -> None:
        """The turns of `*`, which leads from one state to many places."""
        step = self.flow.steps.get(way.turn.call.step)
        if not isinstance(step, Listening) or self._was_taken(step, way.turn.call):
            return
        call = way.turn.call._replace(back=self.states.back(way.turn.call))

        def turns() -> Iterator[Edge]:
            for turn in forks(lambda asker: advance(self.flow, call, STAR, asker), way.facts):
                yield Edge(call, STAR, turn, way.target, self.states.of(turn.call), way.facts)

        self._try(way.target, call.step, STAR, turns())

    def _carry_on(self, way: Edge) -> None:
        """A known state with another place that `*` leads to: turns that carry it on lead to their states with it."""
        back = self.states.back(way.turn.call)
        for edge in self.carried[way.target].values():
            assert edge.source is not None
            if (edge.target, self.states.back_from(edge.turn.call.step, back)) in self.ways:
                continue
            turn = edge.turn._replace(call=edge.turn.call._replace(back=back))
            self._note(replace(edge, source=edge.source._replace(back=back), turn=turn))

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


def asked(turn: Turn) -> frozenset[str]:
    """The questions that a turn asked."""
    return frozenset(passed.question for passed in turn.way)


def repeats(step: Step, call: Call) -> bool:
    """Whether, after one or two failures, every understood answer does what it did before them: only failures differ.

    Not where a number is typed, which is kept before the conversation goes on.
    """
    listens = (isinstance(step, Menu) and not step.typed) or (isinstance(step, Ask) and step.takes == "postcode")
    return listens and 0 < call.tries < GIVEN_UP
