"""Every state that a call can be in, found by taking every turn: facts are forked only where a step asks them.

Two turns of one walk need not agree on a fact of the moment (open, then closed): the clock may cross an edge between
them. What is proved over such a walk holds for every call.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import get_args

from ivr.check.answers import CALLERS, answers_at, failures_at
from ivr.check.forked import forks, has_rivals
from ivr.check.liveness import NONE, live_fields
from ivr.line.actions import Turn
from ivr.line.call import Call, LineName
from ivr.line.conversation import advance, begin
from ivr.line.facts import Facts
from ivr.line.inputs import Input
from ivr.line.steps import End, Flow, SendText, Transfer

LINES: tuple[LineName, ...] = get_args(LineName)
GIVEN_UP = 3  # failures; calls with fewer have the same choices as those with none

State = tuple[object, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Edge:
    """One turn: from a call, by an answer, under the facts that it asked, to what follows."""

    source: Call | None  # None: the call begins, on the line and from the caller that `facts` know
    answer: Input | None
    settled: Mapping[str, str]
    turn: Turn
    state: State | None  # of the source
    target: State
    facts: Facts
    idle: bool = False  # a caller who answers nothing clear can take it: a failure, or the world answers


class States:
    """What makes two calls of a flow the same: the same future, whatever is answered.

    Of the place only the answers count that steps ask about it, of the régime only its kind; fields that no step
    ahead reads are forgotten. So are the language, in which every turn is spoken anyway, and the link, which only
    chooses among alike words.
    """

    def __init__(self, flow: Flow, facts: Facts) -> None:
        self._flow, self._live, self._facts = flow, live_fields(flow), facts
        self._kept: dict[Call, State] = {}

    def of(self, call: Call) -> State:
        """The state of a call; turn numbers and languages don't tell states apart."""
        call = replace(call, turn=0, language="fr")
        if call not in self._kept:
            self._kept[call] = self._state(call)
        return self._kept[call]

    def _state(self, call: Call) -> State:
        facts = self._facts
        if self._flow.steps.get(call.step).__class__ is End:
            return (call.step,)
        live = self._live.get(call.step, NONE) | self._live.get(call.back, NONE)
        place = (facts.where(call), facts.body(call), has_rivals(facts, call), call.line == "mayotte")
        topic = (facts.wants(call), facts.subject(call)) if "topic" in live else ()
        regime = self._regime(call) if "regime" in live else ()
        back = "" if call.back == self._flow.parents.get(call.step) else call.back
        return (call.step, call.tries, back, place, topic, regime)

    def _regime(self, call: Call) -> tuple[str, ...]:
        regime = self._facts.regime(call)
        return (regime, self._facts.account(call)) if regime == "other" else (regime,)


@dataclass(frozen=True, slots=True)
class Broken:
    """An answer for which there is no turn: an exception came instead."""

    state: State | None  # None: as the call begins
    step: str
    answer: str
    error: str


@dataclass(slots=True)
class _Found:
    reached: dict[State, Edge] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)


@dataclass(frozen=True)
class Walk:
    """All states, each with the edge by which it was first reached, the shortest way there; and all edges."""

    reached: Mapping[State, Edge]
    edges: tuple[Edge, ...]
    broken: tuple[Broken, ...] = ()

    def path(self, edge: Edge) -> tuple[Edge, ...]:
        """The shortest call that takes an edge, from its first turn on."""
        edges = [edge]
        while edges[-1].state is not None:
            edges.append(self.reached[edges[-1].state])
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

    @cached_property
    def calls(self) -> Mapping[State, Call]:
        """A call in each state."""
        return {state: edge.turn.call for state, edge in self.reached.items()}


def walk(flow: Flow, facts: Facts) -> Walk:
    """Take every turn from every state, breadth first, until nothing new is reached."""
    states, found = States(flow, facts), _Found()
    waiting: deque[tuple[State, Call, Facts]] = deque()
    _follow(found, waiting, _first_turns(flow, facts, states))
    while waiting:
        at = waiting.popleft()
        for answer, idle in _answers(flow, at[1]):
            try:
                _follow(found, waiting, _turns(flow, at, (answer, idle), states))
            except Exception as error:
                found.broken.append(Broken(at[0], at[1].step, repr(answer), f"{type(error).__name__}: {error}"))
    return Walk(found.reached, tuple(found.edges), tuple(found.broken))


def _answers(flow: Flow, call: Call) -> Iterator[tuple[Input, bool]]:
    """What is answered in a state, and whether a caller who answers nothing clear comes along there."""
    step = flow.steps[call.step]
    # After one or two failures every understood answer does what it did before them: only failures differ.
    failures = failures_at(step)
    for answer in failures if 0 < call.tries < GIVEN_UP else answers_at(step):
        yield answer, answer in failures or isinstance(step, SendText | Transfer)


def _turns(flow: Flow, at: tuple[State, Call, Facts], given: tuple[Input, bool], states: States) -> Iterator[Edge]:
    (state, call, facts), (answer, idle) = at, given
    for settled, turn in forks(lambda forked: advance(flow, call, answer, forked), facts):
        yield Edge(call, answer, settled, turn, state, states.of(turn.call), facts, idle)


def _first_turns(flow: Flow, facts: Facts, states: States) -> Iterator[Edge]:
    """The turns with which a call can begin: every line, every kind of caller."""
    for line in LINES:
        for caller in CALLERS:
            given = replace(facts, called=line, caller=caller)
            for settled, turn in forks(lambda forked: begin(flow, Call(), forked), given):
                yield Edge(None, None, settled, turn, None, states.of(turn.call), given)


def _follow(found: _Found, waiting: deque[tuple[State, Call, Facts]], edges: Iterable[Edge]) -> None:
    for edge in edges:
        found.edges.append(edge)
        if edge.target not in found.reached:
            found.reached[edge.target] = edge
            waiting.append((edge.target, edge.turn.call, edge.facts))


def worldly(flow: Flow, call: Call) -> bool:
    """Whether the world answers next, not the caller: a text that is sent, a telephone that rings."""
    return isinstance(flow.steps.get(call.step), SendText | Transfer)
