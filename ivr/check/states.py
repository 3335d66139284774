"""What makes two calls the same for the walk: the same future, whatever is answered. A test holds it to that."""

from operator import attrgetter
from typing import NamedTuple

from ivr.check.telling import Telling
from ivr.line.actions import Turn
from ivr.line.call import FIELDS, Call
from ivr.line.facts import Facts
from ivr.line.inputs import Input
from ivr.line.steps import End, Flow

State = tuple[object, ...]
Node = tuple[State, str]  # a state, and where `*` leads from it: "" for the table's parent

# Fields of a call that no sure question reads: a new field counts until it is named here.
FORGOTTEN = frozenset({"turn", "language", "link", "dials", "internet", "paper", "closed", "back"})
COUNTED = attrgetter(*(name for name in FIELDS if name not in FORGOTTEN))
KNOWN = attrgetter(*(name for name in FIELDS if name not in FORGOTTEN | {"step", "tries"}))


class Edge(NamedTuple):
    """One turn: from a call, by an answer, to what follows."""

    source: Call | None  # None: the call begins, on the line and from the caller that `facts` know
    answer: Input | None
    turn: Turn
    state: State | None  # of the source
    target: State
    facts: Facts
    telling: Telling
    idle: bool = False  # a caller who answers nothing clear can take it: a failure, or the world answers


class States:
    """The states of a flow's calls.

    Of what is known of a call only the answers count that questions of the call itself give. The language is forgotten,
    for every turn is spoken in each; so is the link, which only chooses among alike words; and `back` stands apart, for
    only `*` reads it.
    """

    def __init__(self, flow: Flow, facts: Facts) -> None:
        self._flow, self._facts = flow, facts
        self._kept: dict[tuple[object, ...], State] = {}
        self._known: dict[tuple[object, ...], State] = {}
        self._ends = frozenset(name for name, step in flow.steps.items() if isinstance(step, End))
        self._sure = [name for name, question in flow.questions.items() if question.is_sure]

    def of(self, call: Call) -> State:
        """The state of a call."""
        counted = COUNTED(call)
        state = self._kept.get(counted)
        if state is None:
            state = self._kept[counted] = self._state(call)
        return state

    def known(self, call: Call) -> State:
        """What is known of a call, wherever it stands."""
        counted = KNOWN(call)
        known = self._known.get(counted)
        if known is None:
            known = self._known[counted] = self.of(call._replace(step=self._flow.manners.home, tries=0))[2:]
        return known

    def node(self, call: Call) -> Node:
        """The state of a call, and where `*` leads."""
        return self.of(call), self.back(call)

    def back(self, call: Call) -> str:
        """Where `*` leads, unless that is the table's parent anyway."""
        return self.back_from(call.step, call.back)

    def back_from(self, step: str, back: str) -> str:
        """The same, of what is remembered at a step."""
        return "" if step in self._ends or back == self._flow.parents.get(step) else back

    def _state(self, call: Call) -> State:
        if call.step in self._ends:
            return (call.step,)
        return (call.step, call.tries, *(getattr(self._facts, name)(call) for name in self._sure))
