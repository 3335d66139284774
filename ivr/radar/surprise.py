"""One thing to know beforehand, and the stretch of days that is looked at."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from ivr.hours.calendar import Calendar
from ivr.hours.rule import Rule
from ivr.hours.schedules import Caisse, Line, Schedules
from ivr.hours.words import Words, words

Kind = Literal[
    "clock",
    "holiday",
    "provisional",
    "uncertain",
    "run",
    "closure",
    "endless",
    "lapse",
    "bulletin",
    "assumed",
    "source",
]
NAMED = 3  # bodies that are called by name; more are counted


@dataclass(frozen=True, slots=True)
class Surprise:
    """`last` is the last day of a stretch; the first day itself when it is one day."""

    first: date
    last: date
    kind: Kind
    words: Words  # a sentence
    where: Words

    @property
    def order(self) -> tuple[date, date, str, str]:
        return self.first, self.last, self.kind, self.words["fr"]


@dataclass(frozen=True, slots=True)
class Ahead:
    """The days that are looked at: from `first` until `last`, left out."""

    schedules: Schedules
    first: date
    last: date
    stale_days: int = 365  # a source checked longer ago is old

    @property
    def days(self) -> Iterator[date]:
        return (self.first + timedelta(days=number) for number in range((self.last - self.first).days))

    @property
    def bodies(self) -> Iterator[Line | Caisse]:
        yield from self.schedules.lines.values()
        yield from self.schedules.caisses.values()

    @property
    def rules(self) -> dict[Rule, tuple[Line | Caisse, ...]]:
        """Each distinct rule, with those that keep it."""
        kept: dict[Rule, tuple[Line | Caisse, ...]] = {}
        for body in self.bodies:
            kept[body.rule] = (*kept.get(body.rule, ()), body)
        return kept

    def calendar(self, rule: Rule, day: date) -> Calendar:
        """The calendar that knows a day."""
        return self.schedules.calendar(rule, datetime(day.year, 7, 1, tzinfo=UTC))


def named(bodies: Iterable[Line | Caisse]) -> Words:
    """ "le 36 46, la ligne de Mayotte, 101 caisses": lines by name, and caisses too when they are few."""
    lines = [body for body in bodies if isinstance(body, Line)]
    caisses = [body for body in bodies if isinstance(body, Caisse)]
    return words(**{language: ", ".join(_names(lines, caisses, language)) for language in ("fr", "en")})


def _names(lines: list[Line], caisses: list[Caisse], language: str) -> Iterator[str]:
    yield from (line.names[language] for line in lines)
    if len(caisses) > NAMED:
        yield f"{len(caisses)} caisses"
    else:
        yield from (caisse.names[language] for caisse in caisses)
