"""The counts of calls, read for a page: what ivr/journal/folding.py keeps, summed over days of Paris's calendar."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, func, select

from ivr.journal.figures import KINDS, Kind
from ivr.journal.folding import DAY, PARIS, changed_hours, midnight
from ivr.store.figure_tables import counted_hours, day_figures, figures
from ivr.store.tables import turns

COUNT = day_figures.c.calls
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
        return midnight(self.first)

    @property
    def ends(self) -> datetime:
        """The first moment after it."""
        return midnight(self.last + DAY)

    @property
    def days(self) -> Sequence[date]:
        """Each of its days."""
        return [self.first + day * DAY for day in range((self.last - self.first).days + 1)]


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
    number = func.sum(COUNT)
    query = select(day_figures.c.kind, day_figures.c.word, number).where(*_within(period, *COUNTED))
    query = query.group_by(day_figures.c.kind, day_figures.c.word).order_by(number.desc(), day_figures.c.word)
    by: dict[Kind, list[Count]] = {kind: [] for kind in COUNTED}
    for kind, word, calls in connection.execute(query):
        by[kind].append((word, int(calls)))
    calls = sum(number for _, number in by["calls"])
    days, hours = _by_day(connection, period), _by_hour(connection, period)
    return Counts(calls=calls, by=by, lines=_by_line(connection, period), days=days, hours=hours)


def read_edges(connection: Connection, period: Period) -> list[Edge]:
    """How calls went from step to step, the most frequent first."""
    number, step, toward = func.sum(COUNT), day_figures.c.word, day_figures.c.toward
    query = select(step, toward, number).where(*_within(period, "edge")).group_by(step, toward)
    found = connection.execute(query.order_by(number.desc(), step, toward))
    return [Edge(step, toward, int(calls)) for step, toward, calls in found]


def uncounted(connection: Connection, now: datetime) -> int:
    """Turns of the last two days that are not in the counts yet: none or few while a worker runs."""
    changed = changed_hours(connection, now - 2 * DAY)
    known = select(func.coalesce(func.sum(counted_hours.c.turns), 0)).where(counted_hours.c.hour.in_(changed))
    return abs(sum(changed.values()) - int(connection.execute(known).scalar_one()))


def oldest_turn(connection: Connection) -> datetime | None:
    """Since when the journal knows of calls; None when it is empty."""
    return connection.execute(select(func.min(turns.c.at))).scalar()


def _by_line(connection: Connection, period: Period) -> list[Count]:
    number, line = func.sum(COUNT), day_figures.c.line
    query = select(line, number).where(*_within(period, "calls")).group_by(line).order_by(number.desc(), line)
    return [(line, int(calls)) for line, calls in connection.execute(query)]


def _by_day(connection: Connection, period: Period) -> dict[date, int]:
    day = day_figures.c.day
    found = connection.execute(select(day, func.sum(COUNT)).where(*_within(period, "calls")).group_by(day))
    return dict.fromkeys(period.days, 0) | {day: int(calls) for day, calls in found}


def _by_hour(connection: Connection, period: Period) -> dict[int, int]:
    begun = (figures.c.kind == "calls", figures.c.hour >= period.begins, figures.c.hour < period.ends)
    query = select(figures.c.hour, figures.c.calls).where(*begun)
    hours = Counter[int](dict.fromkeys(range(24), 0))
    for at, calls in connection.execute(query.where(figures.c.line == period.line) if period.line else query):
        hours[at.astimezone(PARIS).hour] += calls
    return dict(hours)


def _within(period: Period, *kinds: Kind) -> list[ColumnElement[bool]]:
    days = [day_figures.c.kind.in_(kinds), day_figures.c.day >= period.first, day_figures.c.day <= period.last]
    return [*days, day_figures.c.line == period.line] if period.line else days
