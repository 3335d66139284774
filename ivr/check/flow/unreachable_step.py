"""Every step can be reached from the beginning of a call or by the manners."""

from collections.abc import Iterator

from ivr.check.graph import reached
from ivr.check.subject import Check, Seen, Subject, flow_place
from ivr.hours.words import words
from ivr.line.steps import Flow, targets


def find(subject: Subject) -> Iterator[Seen]:
    yield from (Seen(flow_place(name)) for name in unreachable(subject.flow))


def unreachable(flow: Flow) -> tuple[str, ...]:
    """The steps to which no way leads."""
    manners = flow.manners
    starts = (manners.first, manners.home, manners.adviser.to, manners.give_up, manners.farewell)
    found = reached(starts, lambda name: targets(flow.steps[name]) if name in flow.steps else ())
    return tuple(name for name in flow.steps if name not in found)


CHECK = Check(
    code="unreachable-step",
    severity="error",
    find=find,
    fr=("Aucun chemin ne mène à cette étape.", "Menez-y depuis un menu, ou retirez-la avec ses textes."),
    en=("No way leads to this step.", "Lead to it from a menu, or take it away with its words."),
    why=words(
        fr="Une étape que personne n'atteint vieillit sans que personne ne l'entende.",
        en="A step that nobody reaches grows old unheard.",
    ),
)
