"""Whose hours: the lines, the caisses, the bodies of other régimes, and the notices of the moment."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Literal, TypeVar
from weakref import WeakValueDictionary

from ivr.findings import NOWHERE, Place
from ivr.hours.calendar import Calendar
from ivr.hours.rule import Dated, Emergency, Rule
from ivr.hours.still import Still
from ivr.hours.words import Words

Answer = TypeVar("Answer")
LineName = Literal["national", "mayotte", "abroad"]

# A calendar answers for one year and sees 13 months further; the days before it are for clocks west and east of UTC.
BEFORE, DAYS = (12, 25), 7 + 366 + 31 + 366 + 14
YEARS = 8  # whose calendars are kept beside the present ones: many can be walked without their staying for ever
AHEAD = timedelta(days=8)  # a call asks about the week that begins today


@dataclass(frozen=True, slots=True)
class Department:
    """A département or overseas territory. `names` say where: "dans le Rhône", "in Rhône"."""

    code: str  # "01" to "95", "2A", "2B", "971" to "978"
    names: Words
    zone: str  # IANA
    subdivision: str  # of ivr.hours.holidays
    regime: str = ""  # a key of regimes, where a body of its own serves it rather than a caisse
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Vouched:
    """How weekly hours are known, from a day on (None: from ever), until the next version of them."""

    first: date | None
    assumed: bool  # they are the national minimum, not this body's own
    source: str
    checked: date | None  # the day on which somebody last held the hours against their source


@dataclass(frozen=True, slots=True)
class Line:
    """One of the public numbers."""

    name: LineName
    number: str  # "3646", or E.164
    names: Words
    rule: Rule
    adviser: str  # E.164 of an adviser who can be rung; empty when none is configured
    vouched: tuple[Vouched, ...]  # one for each version of its hours, in order
    place: Place = field(default=NOWHERE, compare=False)

    def vouched_on(self, day: date) -> Vouched:
        """How the hours of a day are known."""
        return _vouched_on(self.vouched, day)


@dataclass(frozen=True, slots=True)
class Caisse:
    """A local body of the Assurance Maladie. `names` come with their article: "la CPAM de l'Ain"."""

    code: str
    names: Words
    departments: tuple[str, ...]
    rule: Rule
    adviser: str
    vouched: tuple[Vouched, ...]
    said: tuple[str, ...] = ()  # what callers may say for it, where they must choose among several
    place: Place = field(default=NOWHERE, compare=False)

    def vouched_on(self, day: date) -> Vouched:
        """How the hours of a day are known."""
        return _vouched_on(self.vouched, day)


def _vouched_on(vouched: tuple[Vouched, ...], day: date) -> Vouched:
    return next((one for one in reversed(vouched) if one.first is None or one.first <= day), vouched[0])


@dataclass(frozen=True, slots=True)
class Regime:
    """A body of health insurance, ours or another. What is not known for certain is left empty."""

    key: str
    names: Words
    ameli: bool  # its members use the ameli account
    number: str  # E.164 or short
    site: str  # a domain: "msa.fr"
    rule: Rule | None
    source: str
    checked: date | None
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def vouched(self) -> tuple[Vouched, ...]:
        """How what is known of it is known."""
        return (Vouched(None, assumed=False, source=self.source, checked=self.checked),)

    def vouched_on(self, _: date) -> Vouched:
        return self.vouched[0]


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A notice said at the start of each call, from `first` until `last` (left out; None: until it is removed)."""

    words: Words
    lines: tuple[LineName, ...]
    first: datetime
    last: datetime | None
    name: str = ""  # its key in bulletins.yaml
    place: Place = field(default=NOWHERE, compare=False)

    def is_current(self, at: datetime) -> bool:
        return self.first <= at and (self.last is None or at < self.last)


@dataclass(frozen=True, slots=True)
class Above:
    """An entry of closures.yaml, `where` it was written for, and whom that reaches: lines and codes of caisses.

    `keys` tells where each of its keys stands.
    """

    places: frozenset[str]
    what: Dated | Emergency
    where: tuple[str, ...] = field(default=(), compare=False)
    keys: Mapping[str, Place] = field(default_factory=dict, compare=False)


_ALIVE: WeakValueDictionary[tuple[Rule, int], Calendar] = WeakValueDictionary()


def _calendar(rule: Rule, year: int) -> Calendar:
    """One for all schedules that hold the rule: a proposal needs new ones only for whom it changes something."""
    calendar = _ALIVE.get((rule, year))
    if calendar is None:
        calendar = _ALIVE[rule, year] = Calendar(rule, date(year - 1, *BEFORE), DAYS)
    return calendar


@dataclass(frozen=True)
class Schedules:
    """Everything that schedules/ says, checked. `revision` changes with every byte of it.

    `above`: what lies above the weekly hours, as it was written; each rule holds its own. `format` is that of
    closures.yaml: 1 where entries may still mean what they meant before `days` (see ivr/check/hours/meaning.py).
    """

    lines: Mapping[LineName, Line]
    caisses: Mapping[str, Caisse]
    regimes: Mapping[str, Regime]
    departments: Mapping[str, Department]
    bulletins: tuple[Bulletin, ...] = ()
    above: tuple[Above, ...] = ()
    format: int = 2
    revision: str = ""
    # By year; those of the years that were prepared stay as long as this content is live.
    _calendars: dict[int, dict[Rule, Calendar]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _prepared: set[int] = field(default_factory=set, init=False, repr=False, compare=False)

    def caisses_of(self, department: str) -> tuple[Caisse, ...]:
        """The caisses that serve a département; none for an unknown one."""
        return self._served.get(department, ())

    def bulletins_at(self, line: LineName, at: datetime) -> tuple[Bulletin, ...]:
        return tuple(bulletin for bulletin in self.bulletins if line in bulletin.lines and bulletin.is_current(at))

    def calendar(self, rule: Rule, at: datetime) -> Calendar:
        """The calendar that answers for the year of `at`; it sees 13 months and more beyond. Built once, then kept."""
        calendars = self._calendars.get(at.year)
        if calendars is None:
            calendars = self._another_year(at.year)
        calendar = calendars.get(rule)
        if calendar is None:
            calendar = calendars[rule] = _calendar(rule, at.year)
        return calendar

    def known(self, key: Hashable, at: datetime, find: Callable[[], Answer]) -> Answer:
        """What `find` says at that moment of all the rules together, worked out once until something changes for one.

        It may depend on nothing but the key, these schedules and the moment.
        """
        return self._still.known(key, at, find)

    @cached_property
    def _still(self) -> Still:
        return Still(lambda at: [self.calendar(rule, at) for rule in self.rules])

    def _another_year(self, year: int) -> dict[Rule, Calendar]:
        passing = [known for known in list(self._calendars) if known not in self._prepared]
        for known in passing[: max(0, len(passing) - YEARS + 1)]:
            self._calendars.pop(known, None)
        return self._calendars.setdefault(year, {})

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Each distinct rule, once."""
        return tuple(dict.fromkeys(self._all_rules()))

    @cached_property
    def unlike_caisses(self) -> tuple[Caisse, ...]:
        """Of the caisses that the national line reaches one of each kind: Mayotte's has a line of its own.

        Of a kind are those with equal hours, known alike, and the same adviser.
        """
        ours = (body for body in self.caisses.values() if "976" not in body.departments)
        return tuple({(body.rule, body.adviser, body.vouched): body for body in ours}.values())

    def prepare(self, at: datetime) -> None:
        """Work out what calls ask about that moment and the week after it, so that none has to wait for it."""
        self._prepared.add(at.year)
        for rule in self.rules:
            calendar = self.calendar(rule, at)
            calendar.plan_of((at + AHEAD).astimezone(calendar.zone).date())
            calendar.next_opening(at)

    @cached_property
    def _served(self) -> Mapping[str, tuple[Caisse, ...]]:
        served: dict[str, tuple[Caisse, ...]] = {}
        for caisse in self.caisses.values():
            for department in caisse.departments:
                served[department] = (*served.get(department, ()), caisse)
        return served

    def _all_rules(self) -> Iterator[Rule]:
        yield from (line.rule for line in self.lines.values())
        yield from (caisse.rule for caisse in self.caisses.values())
        yield from (regime.rule for regime in self.regimes.values() if regime.rule)
