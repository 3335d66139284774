"""What decides when somebody can be reached: weekly hours, a place's clock and holidays, and what lies above them."""

from dataclasses import dataclass, field, fields
from datetime import date, datetime, time
from functools import cached_property
from typing import Literal

from ivr.findings import NOWHERE, Place
from ivr.hours.days import Days
from ivr.hours.words import Words

Span = tuple[time, time]  # from, until; both on the same day, the end left out
Spans = tuple[Span, ...]
Week = tuple[Spans, Spans, Spans, Spans, Spans, Spans, Spans]  # Monday first; no span: closed that day
Bar = Literal["holidays", "closures"]  # what closes a day unless an entry says "even"

DAY_END = time.max  # the end of a part of a day that goes on until midnight


@dataclass(frozen=True, slots=True)
class Closure:
    """Days that are closed; or, where `part` has spans, that part of them: it is taken out of what hours they have."""

    days: Days
    part: Spans
    reason: Words
    name: str
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Opening:
    """Hours on days that are otherwise closed. Holidays and closed days stay so, unless it is to hold `even` then."""

    days: Days
    spans: Spans
    reason: Words
    name: str
    even: tuple[Bar, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class OtherHours:
    """Hours instead of the usual ones: a whole other week, or (`is_week` false) the same for each day that has some."""

    days: Days
    week: Week
    is_week: bool
    reason: Words
    name: str
    even: tuple[Bar, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


Dated = Closure | Opening | OtherHours


@dataclass(frozen=True, slots=True)
class Emergency:
    """A closure that takes effect at a moment, whatever was planned. `end` is None until it is known. Aware."""

    start: datetime
    end: datetime | None
    reason: Words
    name: str
    place: Place = field(default=NOWHERE, compare=False)

    def covers(self, at: datetime) -> bool:
        return self.start <= at and (self.end is None or at < self.end)


@dataclass(frozen=True, slots=True)
class Version:
    """Weekly hours from a day on; None: from ever. `margin`: minutes before and after them that are *perhaps* open."""

    first: date | None
    hours: str
    margin: int = 0


@dataclass(frozen=True)
class Rule:
    """Everything that an opening depends on. Equal rules are one rule: they share one calendar.

    `hours` is what `read_hours` accepts, and `later` what follows it, in order; `subdivision` is a key of
    ivr.hours.holidays; `works_on` names holidays on which the usual hours are kept, `also_closed` local holidays that
    this body observes, both in French; `confirmed` the days of moving feasts that a person confirmed.
    """

    hours: str
    zone: str
    subdivision: str = ""
    works_on: tuple[str, ...] = ()
    also_closed: tuple[str, ...] = ()
    dated: tuple[Dated, ...] = ()
    emergencies: tuple[Emergency, ...] = ()
    margin: int = 0
    later: tuple[Version, ...] = ()
    confirmed: tuple[tuple[str, date], ...] = ()
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # A rule is looked up in every turn of a call, and its fields are many: they are hashed once.
        object.__setattr__(self, "_hash", hash(self._told()))

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[type["Rule"], tuple[object, ...]]:
        return Rule, self._told()  # a hash holds for one process only, so it is never carried into another

    def version(self, day: date) -> Version:
        """The weekly hours that count on a day."""
        return next((one for one in reversed(self.versions) if one.first is None or one.first <= day), self.versions[0])

    @cached_property
    def versions(self) -> tuple[Version, ...]:
        """Every version of the weekly hours, the first one first."""
        return (Version(None, self.hours, self.margin), *self.later)

    @cached_property
    def particular_first(self) -> tuple[Dated, ...]:
        """What is dated, in the order in which it counts: what speaks of the fewest days, of two alike the later."""
        latest_first = reversed(self.dated)
        return tuple(sorted(latest_first, key=lambda entry: entry.days.size))

    def _told(self) -> tuple[object, ...]:
        return tuple(getattr(self, column.name) for column in fields(self) if column.init)
