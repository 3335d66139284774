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
    "working",
    "closure",
    "opening",
    "hours",
    "emergency",
    "endless",
    "lapse",
    "bulletin",
    "assumed",
    "source",
]
NAMED = 3  # bodies that are called by name; more are counted
EVERYBODY = words(fr="tout le monde", en="everybody")
ALL_CAISSES = words(fr="toutes les caisses", en="all caisses")
SAVE = words(fr="{all} sauf {few}", en="{all} but {few}")
SHORT = {  # as the staff say them
    "Caisse générale de sécurité sociale": "CGSS",
    "Caisse de sécurité sociale": "CSS",
    "Caisse de prévoyance sociale": "CPS",
    "General Social Security Fund": "CGSS",
    "Social Security Fund": "CSS",
    "Social Welfare Fund": "CPS",
}


@dataclass(frozen=True, slots=True)
class Surprise:
    """`last` is the last day of a stretch; the first day itself when it is one day."""

    first: date
    last: date
    kind: Kind
    words: Words  # what it is, as a group of words
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
    def count(self) -> int:
        """How many lines and caisses there are."""
        return len(self.schedules.lines) + len(self.schedules.caisses)

    @property
    def rules(self) -> dict[Rule, tuple[Line | Caisse, ...]]:
        """Each distinct rule, with those that keep it."""
        kept: dict[Rule, tuple[Line | Caisse, ...]] = {}
        for body in self.bodies:
            kept[body.rule] = (*kept.get(body.rule, ()), body)
        return kept

    def named(self, bodies: Iterable[Line | Caisse]) -> Words:
        """ "tout le monde sauf la CPAM du Rhône", "la ligne de Mayotte, 101 caisses": the few are called by name."""
        several = tuple(bodies)
        lines = [body for body in several if isinstance(body, Line)]
        caisses = [body for body in several if isinstance(body, Caisse)]
        return words(**{language: self._named(lines, caisses, language) for language in ("fr", "en")})

    def _named(self, lines: list[Line], caisses: list[Caisse], language: str) -> str:
        codes = {caisse.code for caisse in caisses}
        others = [caisse for code, caisse in self.schedules.caisses.items() if code not in codes]
        by_name = [line.names[language] for line in lines]
        if len(caisses) <= NAMED or len(others) > NAMED:
            return ", ".join([*by_name, *_counted(caisses, language)])
        few = ", ".join(_counted(others, language))
        if len(lines) == len(self.schedules.lines):
            every, by_name = EVERYBODY[language], []
        else:
            every = ALL_CAISSES[language]
        return ", ".join([*by_name, SAVE[language].format(all=every, few=few) if few else every])

    def calendar(self, rule: Rule, day: date) -> Calendar:
        """The calendar that knows a day."""
        return self.schedules.calendar(rule, datetime(day.year, 7, 1, tzinfo=UTC))


def _counted(caisses: list[Caisse], language: str) -> list[str]:
    if len(caisses) > NAMED:
        return [f"{len(caisses)} caisses"]
    return [short_name(caisse.names[language]) for caisse in caisses]


def short_name(name: str) -> str:
    """The name of a body as the staff say it: "la CGSS de la Martinique"."""
    for long, short in SHORT.items():
        name = name.replace(long, short)
    return name
