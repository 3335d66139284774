"""From every state, silence alone ends the call within 8 turns, however the world answers meanwhile."""

from collections.abc import Callable, Iterator

from ivr.check.graph import ENDLESS, longest
from ivr.check.states import Edge
from ivr.check.subject import Check, Seen, Subject, flow_place
from ivr.hours.words import words
from ivr.line.inputs import NotUnderstood, NumberKept, Pressed

MOST = 8  # turns


def find(subject: Subject) -> Iterator[Seen]:
    yield from lasting(subject, MOST, lambda edge: edge.idle and not _is_failure(edge))


def lasting(subject: Subject, most: int, goes_on: Callable[[Edge], bool]) -> Iterator[Seen]:
    """The steps from which edges of a kind can be followed for more turns than `most`."""
    walk = subject.walk
    ways = {state: [edge.target for edge in edges if goes_on(edge)] for state, edges in walk.onwards.items()}
    told: set[str] = set()
    for state, turns in longest(ways).items():
        edge = walk.reached[state]
        step = edge.turn.call.step
        if turns > most and step not in told:
            told.add(step)
            yield Seen(flow_place(step), {"turns": "∞" if turns == ENDLESS else turns, "most": most}, edge)


def _is_failure(edge: Edge) -> bool:
    return isinstance(edge.answer, Pressed | NotUnderstood | NumberKept)


CHECK = Check(
    code="endless-silence",
    severity="error",
    find=find,
    fr=(
        "Un appelant qui se tait y reste {turns} tours ; c'est {most} au plus.",
        "Menez le silence vers un conseiller ou un au revoir.",
    ),
    en=(
        "A caller who stays silent is kept for {turns} turns; {most} are the most.",
        "Lead silence to an adviser or a goodbye.",
    ),
    why=words(
        fr="Une ligne que personne n'écoute se libère.",
        en="A line that nobody listens to is freed.",
    ),
    needs="walk",
)
