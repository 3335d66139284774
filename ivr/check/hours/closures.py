"""What the checks of closures look at: each closure, opening and emergency once, with whom it concerns."""

from collections.abc import Iterator
from dataclasses import dataclass

from ivr.check.subject import Subject
from ivr.hours.rule import Dated, Emergency

FILE = "schedules/closures.yaml"


@dataclass(frozen=True, slots=True)
class Above:
    """One entry of closures.yaml."""

    place: str
    what: Dated | Emergency


def closures(subject: Subject) -> Iterator[Above]:
    """Each entry once, however many rules it lies above."""
    every: dict[Dated | Emergency, None] = {}
    for rule in subject.schedules.rules:
        every |= dict.fromkeys(rule.dated) | dict.fromkeys(rule.emergencies)
    yield from (Above(place_of(subject, one), one) for one in every)


def place_of(subject: Subject, one: Dated | Emergency) -> str:
    section = "emergencies" if isinstance(one, Emergency) else "openings" if one.spans else "closures"
    return subject.place(FILE, section, one.name)
