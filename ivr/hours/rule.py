"""What decides when somebody can be reached: weekly hours, a place's clock and holidays, and what lies above them."""

from dataclasses import dataclass, field, fields
from datetime import date, datetime, time

from ivr.findings import NOWHERE, Place
from ivr.hours.words import Words

Span = tuple[time, time]  # from, until; both on the same day, the end left out
Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """Days whose hours are not the weekly ones: a closure (no spans), or an exceptional opening.

    `last` is the last day, included; None stands for a closure without an end. Where two of them cover a day, the one
    that covers fewer days wins (a closure of one day within a summer's hours, an opening within a long closure);
    between two of equal length, the closure.
    """

    first: date
    last: date | None
    spans: Spans
    reason: Words
    name: str
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def rank(self) -> tuple[float, bool]:
        """What orders two that cover the same day: the smaller one wins."""
        return (float("inf") if self.last is None else (self.last - self.first).days, bool(self.spans))


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


@dataclass(frozen=True)
class Rule:
    """Everything that an opening depends on. Equal rules are one rule: they share one calendar.

    `hours` is what `read_hours` accepts; `subdivision` is a key of ivr.hours.holidays; `works_on` names holidays on
    which the usual hours are kept, `also_closed` local holidays that this body observes, both in French.
    """

    hours: str
    zone: str
    subdivision: str = ""
    works_on: tuple[str, ...] = ()
    also_closed: tuple[str, ...] = ()
    dated: tuple[Dated, ...] = ()
    emergencies: tuple[Emergency, ...] = ()
    confirmed: tuple[tuple[str, date], ...] = ()
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # A rule is looked up in every turn of a call, and its fields are many: they are hashed once.
        object.__setattr__(self, "_hash", hash(self._told()))

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[type["Rule"], tuple[object, ...]]:
        return Rule, self._told()  # a hash holds for one process only, so it is never carried into another

    def _told(self) -> tuple[object, ...]:
        return tuple(getattr(self, column.name) for column in fields(self) if column.init)
