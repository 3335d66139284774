"""Checks of what lies above the weekly hours: nothing that is over, endless or twice goes unseen."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from itertools import combinations

from ivr.check.sentences import closures
from ivr.check.subject import Subject, check
from ivr.findings import Finding
from ivr.hours.days import covered
from ivr.hours.rule import Dated, Emergency, OtherHours
from ivr.hours.words import words

AHEAD = 800  # days


@check(
    "lapsed-closure",
    severity="warning",
    fr=("« {name} » est terminé depuis le {last}.", "Retirez-le du fichier."),
    en=("“{name}” has been over since {last}.", "Take it out of the file."),
    why=words(
        fr="Un fichier qui ne garde que le présent se relit d'un coup d'œil.",
        en="A file that holds the present alone is read at a glance.",
    ),
)
def lapsed_closure(subject: Subject) -> Iterator[Finding]:
    """Closures and notices that are over are told, so that they can be taken away."""
    today = datetime.combine(subject.first, time(), UTC)
    for one in closures(subject):
        end = one.end and one.end.date() if isinstance(one, Emergency) else one.days.last
        if end and end < subject.first:
            yield lapsed_closure.at(one.place, name=one.name, last=end)
    for bulletin in subject.schedules.bulletins:
        if bulletin.last and bulletin.last <= today:
            yield lapsed_closure.at(bulletin.place, name=bulletin.words, last=bulletin.last.date())


@check(
    "endless-closure",
    severity="warning",
    fr=(
        "« {name} » n'a pas de fin.",
        "Écrivez sa fin dès qu'elle est connue ; d'ici là, aucune réouverture n'est dite.",
    ),
    en=("“{name}” has no end.", "Write its end as soon as it is known; until then no reopening is told."),
    why=words(
        fr="Une fermeture sans fin que l'on oublie ferme la ligne pour toujours.",
        en="A closure without an end that is forgotten closes the line for ever.",
    ),
)
def endless_closure(subject: Subject) -> Iterator[Finding]:
    """Closures and notices whose end nobody knows are told, so that none is forgotten."""
    for one in closures(subject):
        if _is_endless(one):
            yield endless_closure.at(one.place, name=one.name)
    for bulletin in subject.schedules.bulletins:
        if bulletin.last is None:
            yield endless_closure.at(bulletin.place, name=bulletin.words)


@check(
    "overlapping-closures",
    severity="warning",
    fr=(
        "« {name} » et « {other} » couvrent les mêmes jours.",
        "Vérifiez laquelle doit compter : c'est celle qui couvre le moins de jours ; à égalité, la dernière écrite.",
    ),
    en=(
        "“{name}” and “{other}” cover the same days.",
        "Check which is to count: it is the one that covers fewer days; of two alike, the one written last.",
    ),
    why=words(
        fr="Deux personnes ont pu saisir la même fermeture, ou l'une a oublié l'autre.",
        en="Two people may have entered the same closure, or one forgot the other.",
    ),
)
def overlapping_closures(subject: Subject) -> Iterator[Finding]:
    """Two closures or openings of one body that cross each other are told: which counts is not seen at a glance."""
    told: set[tuple[str, str]] = set()
    for rule in subject.schedules.rules:
        for one, other in combinations(rule.dated, 2):
            if (one.name, other.name) not in told and _cross(subject, one, other):
                told.add((one.name, other.name))
                yield overlapping_closures.at(other.place, name=other.name, other=one.name)


def _is_endless(one: Dated | Emergency) -> bool:
    """Whether its end is still to be written. What comes back every week or year is meant to go on."""
    if isinstance(one, Emergency):
        return one.end is None
    returning = all(stretch.weekdays or stretch.yearly for stretch in one.days.stretches)
    return one.days.last is None and not returning and not isinstance(one, OtherHours)


def _cross(subject: Subject, one: Dated, other: Dated) -> bool:
    """Whether two entries of one kind, each for whole days, cover a day together."""
    if type(one) is not type(other) or any(getattr(each, "part", ()) for each in (one, other)):
        return False
    days = (set(covered(each.days, subject.first, AHEAD)) for each in (one, other))
    return bool(set.intersection(*days))
