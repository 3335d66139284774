"""The counts of calls, read for a page: what ivr/journal/folding.py keeps by the hour, summed over some days.

A day is one of Paris's calendar, whose hours are whole in UTC too.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, func, select

from ivr.journal.figures import KINDS, Kind
from ivr.journal.folding import changed_hours
from ivr.store.figure_tables import counted_hours, figures
from ivr.store.tables import turns

PARIS = ZoneInfo("Europe/Paris")  # by whose clock days and hours are shown
COUNTED: tuple[Kind, ...] = tuple(kind for kind in KINDS if kind != "edge")

Count = tuple[str, int]  # a value, and how many calls had it


@dataclass(frozen=True, slots=True)
class Period:
    """Which calls are summed: those that began on these days, the last one too; of one line, or of all where ""."""

    first: date
    last: date
    line: str = ""

    @property
    def begins(self) -> datetime:
        """Its first moment."""
        return _midnight(self.first)

    @property
    def ends(self) -> datetime:
        """The first moment after it."""
        return _midnight(self.last + timedelta(days=1))

    @property
    def days(self) -> Sequence[date]:
        """Each of its days."""
        return [self.first + timedelta(days=day) for day in range((self.last - self.first).days + 1)]


@dataclass(frozen=True, slots=True)
class Counts:
    """The calls of a period: how many, and how many of each value of each kind, the most frequent first."""

    calls: int
    by: Mapping[Kind, Sequence[Count]]
    lines: Sequence[Count]
    days: Mapping[date, int]  # every day of the period
    hours: Mapping[int, int]  # hour of Paris's clock -> calls, all 24

    @property
    def mean_seconds(self) -> float | None:
        """How long a call lasted; None where no end was reported."""
        ended = self._sum("ended")
        return self._sum("seconds") / ended if ended else None

    @property
    def alone(self) -> float | None:
        """The share of calls that were served without an adviser, of all calls; None where there were none.

        What counts as served is said in `ivr.journal.figures.served`.
        """
        return dict(self.by["served"]).get("alone", 0) / self.calls if self.calls else None

    def _sum(self, kind: Kind) -> int:
        return sum(number for _, number in self.by[kind])


@dataclass(frozen=True, slots=True)
class Edge:
    """So many moves from one step to the next, `step` being "" at the ring; `toward` may be LEFT or UNENDED."""

    step: str
    toward: str
    calls: int


def read_counts(connection: Connection, period: Period) -> Counts:
    """All that is counted of a period, but for its edges."""
    number = func.sum(figures.c.calls)
    query = select(figures.c.kind, figures.c.word, number).where(figures.c.kind.in_(COUNTED), *_within(period))
    found = connection.execute(query.group_by(figures.c.kind, figures.c.word).order_by(number.desc(), figures.c.word))
    by: dict[Kind, list[Count]] = {kind: [] for kind in COUNTED}
    for kind, word, calls in found:
        by[kind].append((word, int(calls)))
    days, hours = _by_time(connection, period)
    return Counts(calls=sum(days.values()), by=by, lines=_by_line(connection, period), days=days, hours=hours)


def read_edges(connection: Connection, period: Period) -> list[Edge]:
    """How calls went from step to step, the most frequent first."""
    number = func.sum(figures.c.calls)
    query = select(figures.c.word, figures.c.toward, number).where(figures.c.kind == "edge", *_within(period))
    found = connection.execute(query.group_by(figures.c.word, figures.c.toward).order_by(number.desc()))
    return [Edge(step, toward, int(calls)) for step, toward, calls in found]


def uncounted(connection: Connection, now: datetime) -> int:
    """Turns of the last two days that are not in the counts yet: none or few while a worker runs."""
    changed = changed_hours(connection, now - timedelta(days=2))
    known = select(func.coalesce(func.sum(counted_hours.c.turns), 0)).where(counted_hours.c.hour.in_(changed))
    return abs(sum(changed.values()) - int(connection.execute(known).scalar_one()))


def oldest_turn(connection: Connection) -> datetime | None:
    """Since when the journal knows of calls; None when it is empty."""
    return connection.execute(select(func.min(turns.c.at))).scalar()


def _by_line(connection: Connection, period: Period) -> list[Count]:
    number = func.sum(figures.c.calls)
    query = _calls(figures.c.line, period).group_by(figures.c.line).order_by(number.desc(), figures.c.line)
    return [(line, int(calls)) for line, calls in connection.execute(query)]


def _by_time(connection: Connection, period: Period) -> tuple[dict[date, int], dict[int, int]]:
    days = Counter[date](dict.fromkeys(period.days, 0))
    hours = Counter[int](dict.fromkeys(range(24), 0))
    for at, calls in connection.execute(_calls(figures.c.hour, period).group_by(figures.c.hour)):
        here = at.astimezone(PARIS)
        days[here.date()] += int(calls)
        hours[here.hour] += int(calls)
    return dict(days), dict(hours)


def _calls(column: Any, period: Period) -> Any:
    return select(column, func.sum(figures.c.calls)).where(figures.c.kind == "calls", *_within(period))


def _within(period: Period) -> list[ColumnElement[bool]]:
    hours = [figures.c.hour >= period.begins, figures.c.hour < period.ends]
    return [*hours, figures.c.line == period.line] if period.line else hours


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), PARIS)
