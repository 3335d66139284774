"""What the checks of closures look at: each closure, opening and emergency."""

from collections.abc import Iterable

from ivr.check.subject import Subject
from ivr.hours.rule import Dated, Emergency


def closures(subject: Subject) -> Iterable[Dated | Emergency]:
    """Each entry of closures.yaml once, however many rules it lies above."""
    every: dict[Dated | Emergency, None] = {}
    for rule in subject.schedules.rules:
        every |= dict.fromkeys(rule.dated) | dict.fromkeys(rule.emergencies)
    return every
