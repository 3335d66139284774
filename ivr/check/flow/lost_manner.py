"""`0`, `*` and `#` work in every menu: none counts as an error, # stays, and * alone leads to the first menu."""

from collections.abc import Iterator

from ivr.check.graph import ENDLESS, longest
from ivr.check.states import Edge, Node
from ivr.check.subject import Check, Seen, Subject, flow_place
from ivr.hours.words import words
from ivr.line.inputs import Pressed
from ivr.line.steps import Menu

KEYS = ("0", "*", "#")


def find(subject: Subject) -> Iterator[Seen]:
    told: set[tuple[str, str]] = set()
    for edge, key in (*_misunderstood(subject), *_lost(subject)):
        step = edge.source.step if edge.source else ""
        if (step, key) not in told:
            told.add((step, key))
            yield Seen(flow_place(step), {"key": key}, edge)


def _misunderstood(subject: Subject) -> Iterator[tuple[Edge, str]]:
    for edge in subject.walk.edges:
        match edge.source, edge.answer:
            case call, Pressed(key) if call and key in KEYS and isinstance(subject.flow.steps[call.step], Menu):
                failed = edge.turn.call.tries > 0
                gate = getattr(subject.flow.steps[call.step], "gate", "")
                turned_away = gate and any(passed.step == gate for passed in edge.turn.way)
                if failed or (key == "#" and edge.turn.call.step != call.step and not turned_away):
                    yield edge, key


def _lost(subject: Subject) -> Iterator[tuple[Edge, str]]:
    """Where * leads in circles that never come to the first menu."""
    home = subject.flow.manners.home
    backs: dict[Node, dict[Node, Edge]] = {}
    for edge in subject.walk.edges:
        if edge.answer == Pressed("*") and edge.source and edge.state and edge.target[0] != home:
            backs.setdefault((edge.state, edge.source.back), {})[edge.target, edge.turn.call.back] = edge
    turns = longest({node: list(edges) for node, edges in backs.items()})
    for node, edges in backs.items():
        if turns[node] == ENDLESS:
            yield next(iter(edges.values())), "*"


CHECK = Check(
    code="lost-manner",
    severity="error",
    find=find,
    fr=("La touche « {key} » n'y fait pas ce qu'elle fait partout.", "Laissez-la aux usages de la ligne."),
    en=("The key “{key}” doesn't do there what it does everywhere.", "Leave it to the manners of the line."),
    why=words(
        fr="0 un conseiller, * retour jusqu'au premier menu, # réécouter : qui les apprend une fois s'en sert partout.",
        en="0 an adviser, * back up to the first menu, # again: who learns them once uses them everywhere.",
    ),
    needs="walk",
)
