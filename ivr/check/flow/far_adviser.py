"""Within three turns of the first menu: an adviser, or when closed a spoken reopening time; however the facts fall."""

from collections.abc import Iterator, Mapping

from ivr.check.graph import ENDLESS
from ivr.check.states import Edge, State
from ivr.check.subject import Check, Seen, Subject, flow_place
from ivr.check.walk import Walk
from ivr.hours.words import words
from ivr.line.actions import Connect, Say

MOST = 3  # turns
REOPENING = "reopening"  # the value that tells when it opens


def find(subject: Subject) -> Iterator[Seen]:
    walk, home = subject.walk, subject.flow.manners.home
    far = _turns(walk)
    for state, edge in walk.reached.items():
        if edge.turn.call.step == home and edge.turn.call.tries == 0 and far.get(state, ENDLESS) > MOST:
            yield Seen(flow_place(home), {"most": MOST}, edge)
            return


def _turns(walk: Walk) -> Mapping[State, int]:
    """The turns that a caller who wants an adviser needs from each state, at worst."""
    wanted = {state: _answers(edges) for state, edges in walk.onwards.items()}
    far: dict[State, int] = {}
    for turn in range(1, MOST + 1):
        near = dict(far)
        for state, answers in wanted.items():
            if state not in near and any(all(_is_there(edge, near) for edge in edges) for edges in answers):
                far[state] = turn
    return far


def _answers(edges: tuple[Edge, ...]) -> list[list[Edge]]:
    """The edges of each answer. Where no adviser exists, or no reopening is known, none can be promised."""
    by_answer: dict[object, list[Edge]] = {}
    for edge in edges:
        promised = edge.settled.get("adviser") != "missing" and edge.settled.get("reason") != "endless"
        if promised and not edge.idle:  # who wants an adviser answers, and does not fail three times
            by_answer.setdefault(edge.answer, []).append(edge)
    return list(by_answer.values())


def _is_there(edge: Edge, near: Mapping[State, int]) -> bool:
    return isinstance(edge.turn.ends, Connect) or _names_reopening(edge) or edge.target in near


def _names_reopening(edge: Edge) -> bool:
    return any(REOPENING in said.values for said in edge.turn.says if isinstance(said, Say))


CHECK = Check(
    code="far-adviser",
    severity="error",
    find=find,
    fr=(
        "Du premier menu, il faut plus de {most} tours pour un conseiller ou l'heure de réouverture.",
        "Raccourcissez le chemin de la touche 0.",
    ),
    en=(
        "From the first menu, an adviser or the reopening time takes more than {most} turns.",
        "Shorten the way of key 0.",
    ),
    why=words(
        fr="Une personne doit rester à portée de main, code postal compris.",
        en="A person must stay within reach, postcode included.",
    ),
    needs="walk",
)
