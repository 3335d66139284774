"""Two closures or openings of one body that cross each other are told: which counts is not seen at a glance."""

from collections.abc import Iterator
from itertools import combinations

from ivr.check.subject import Check, Seen, Subject
from ivr.hours.rule import Dated
from ivr.hours.words import words


def find(subject: Subject) -> Iterator[Seen]:
    told: set[tuple[str, str]] = set()
    for rule in subject.schedules.rules:
        for one, other in combinations(rule.dated, 2):
            if (one.name, other.name) not in told and _cross(one, other):
                told.add((one.name, other.name))
                yield Seen(other.place, {"name": other.name, "other": one.name})


def _cross(one: Dated, other: Dated) -> bool:
    return (other.last is None or one.first <= other.last) and (one.last is None or other.first <= one.last)


CHECK = Check(
    code="overlapping-closures",
    severity="warning",
    find=find,
    fr=(
        "« {name} » et « {other} » couvrent les mêmes jours.",
        "Vérifiez laquelle doit compter : c'est celle qui couvre le moins de jours ; à égalité, la fermeture.",
    ),
    en=(
        "“{name}” and “{other}” cover the same days.",
        "Check which is to count: it is the one that covers fewer days; of two alike, the closure.",
    ),
    why=words(
        fr="Deux personnes ont pu saisir la même fermeture, ou l'une a oublié l'autre.",
        en="Two people may have entered the same closure, or one forgot the other.",
    ),
)
