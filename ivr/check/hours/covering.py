"""Which entries speak of which days, above which rule, and what they make of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache

from ivr.check.bodies import last_day
from ivr.check.subject import Subject
from ivr.hours.days import covered
from ivr.hours.planned import Day, days_of
from ivr.hours.rule import Dated, Opening, OtherHours, Rule

GIVES: Mapping[str, type[Dated]] = {"opening": Opening, "other": OtherHours}  # a day's cause -> what gave it its hours


@dataclass(frozen=True)
class Covered:
    """A rule, and the entries that speak of each day of the months that are looked at."""

    rule: Rule
    first: date
    count: int

    @cached_property
    def entries(self) -> Mapping[date, tuple[Dated, ...]]:
        """Day -> those that cover it, in the order of the file."""
        found: dict[date, list[Dated]] = {}
        for entry in self.rule.dated:
            for number in covered(entry.days, self.first, self.count):
                found.setdefault(self.first + timedelta(days=number), []).append(entry)
        return {day: tuple(entries) for day, entries in found.items()}

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """Every day as it is with all of them."""
        return tuple(days_of(self.rule, self.first, self.count))

    def day(self, day: date) -> Day:
        """One of them."""
        return self.days[(day - self.first).days]

    def without(self, day: date, entry: Dated) -> Day:
        """A day as it would be without one of its entries."""
        return self._planned(day, tuple(one for one in self.entries[day] if one is not entry))

    def instead(self, day: date, entry: Dated, other: Dated) -> Day:
        """A day as it would be with another in the place of one of its entries."""
        return self._planned(day, tuple(other if one is entry else one for one in self.entries[day]))

    def _planned(self, day: date, entries: tuple[Dated, ...]) -> Day:
        return next(days_of(replace(self.rule, dated=entries), day, 1))


def rules_below(subject: Subject) -> Iterator[Covered]:
    """Each rule above which something lies."""
    count = (last_day(subject) - subject.first).days + 1
    for rule in subject.schedules.rules:
        if rule.dated:
            yield _covered(rule, subject.first, count)


_covered = lru_cache(maxsize=256)(Covered)  # several checks look at the same days


def given(below: Covered) -> Iterator[tuple[Opening | OtherHours, date]]:
    """Each entry, and each day to which it gives its hours."""
    for day, entries in below.entries.items():
        if giver := giver_of(below.day(day), entries):
            yield giver, day


def giver_of(day: Day, entries: Sequence[Dated]) -> Opening | OtherHours | None:
    """The one of a day's entries that gave it its hours."""
    kind = GIVES.get(day.cause.kind)
    return next(
        (
            one
            for one in entries
            if isinstance(one, Opening | OtherHours) and type(one) is kind and one.name == day.cause.entry
        ),
        None,
    )
