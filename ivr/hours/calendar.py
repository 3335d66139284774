"""When a rule is open, worked out once for a window of days; every question is then a search among numbers."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo

from ivr.hours.holidays import disputed, holidays_of
from ivr.hours.local_time import DAY, EPOCH_DAY, moment, offsets, seconds
from ivr.hours.rule import Emergency, Rule, Spans
from ivr.hours.weekly import Week, weekly
from ivr.hours.words import NO_WORDS, Words

Kind = Literal["hours", "weekend", "holiday", "closure", "opening", "emergency"]
ENDLESS = 1 << 62  # seconds: after every window


@dataclass(frozen=True, slots=True)
class Cause:
    """Why it is open or closed. `words` name a holiday or give a closure's reason; the usual hours have none."""

    kind: Kind
    words: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class Day:
    """The hours of one day, as that place's clock shows them, and why they are those."""

    spans: Spans
    cause: Cause


HOURS, WEEKEND = Cause("hours"), Cause("weekend")
UNPLANNED: tuple[Kind, ...] = ("closure", "emergency")


def days_of(rule: Rule, first: date, count: int) -> Iterator[Day]:
    """Each day of a window: dated days above holidays, holidays above the weekly hours."""
    week, dated = _week(weekly(rule)), _dated(rule, first, count)
    for number in range(count):
        day = first + timedelta(days=number)
        yield dated.get(number) or _holiday(rule, day) or week[day.weekday()]


def openings(rule: Rule, first: date, days: tuple[Day, ...]) -> Iterator[tuple[int, int, Cause]]:
    """THE generator: every open interval as (start, end, cause), in order, disjoint and never empty.

    An interval belongs to the local day on which it starts. Each day's spans become moments, empty ones fall away, and
    emergency closures are taken out last, as moments.
    """
    pending: tuple[int, int, Cause] | None = None
    for start, end, cause in _planned(rule, first, days):
        for piece in _without(start, end, rule.emergencies):
            if pending and pending[1] == piece[0]:
                pending = (pending[0], piece[1], pending[2])  # a skipped hour has brought two spans together
                continue
            if pending:
                yield pending
            pending = (*piece, cause)
    if pending:
        yield pending


class Calendar:
    """A rule over a window of whole local days: `first`, and `days` days from it on.

    Moments are any aware datetimes; those outside the window raise ValueError, as do naive ones.
    """

    def __init__(self, rule: Rule, first: date, days: int) -> None:
        self.rule, self.first, self.zone = rule, first, ZoneInfo(rule.zone)
        self._days = tuple(days_of(rule, first, days))
        found = list(openings(rule, first, self._days))
        # start, end, start, end...: an odd number of edges passed means open.
        self._edges = [edge for start, end, _ in found for edge in (start, end)]
        self._causes = [cause for _, _, cause in found]
        self._begins = moment(first, _MIDNIGHT, self.zone)
        self._ends = moment(first + timedelta(days=days), _MIDNIGHT, self.zone)

    def is_open(self, at: datetime) -> bool:
        return self._passed(at) & 1 == 1

    def closes(self, at: datetime) -> datetime | None:
        """The end of the present opening, in the place's zone; None when it is closed."""
        passed = self._passed(at)
        return self._moment(passed) if passed & 1 else None

    def next_opening(self, at: datetime) -> datetime | None:
        """The first start of an opening after `at`, in the place's zone; None when the window holds none."""
        passed = self._passed(at)
        return self._moment(passed + (passed & 1))

    def why(self, at: datetime) -> Cause:
        """Why it is open or closed at that moment.

        When it never opens again within the window, that is the reason, also on the evening before it takes effect.
        """
        passed = self._passed(at)
        if passed & 1:
            return self._causes[passed >> 1]
        cause = self._closed_by(at)
        if passed == len(self._edges) and cause.kind not in UNPLANNED:
            last = self._closed_by(datetime.fromtimestamp(self._ends - 1, UTC))
            return last if last.kind in UNPLANNED else cause
        return cause

    def spans_of(self, day: date) -> Spans:
        """The hours planned for a day, in the place's own clock. Emergencies are moments: they don't show here."""
        return self._day(day).spans

    def cause_of(self, day: date) -> Cause:
        """Why a day has the hours that it has."""
        return self._day(day).cause

    def week(self, first: date) -> tuple[tuple[date, Spans], ...]:
        """Seven days from `first` on."""
        days = (first + timedelta(days=number) for number in range(7))
        return tuple((day, self.spans_of(day)) for day in days)

    @cached_property
    def intervals(self) -> tuple[tuple[datetime, datetime, Cause], ...]:
        """Every opening of the window as (start, end, cause), in UTC, sorted and disjoint."""
        moments = [datetime.fromtimestamp(edge, UTC) for edge in self._edges]
        return tuple(zip(moments[::2], moments[1::2], self._causes, strict=True))

    def _passed(self, at: datetime) -> int:
        """How many edges lie at or before a moment."""
        if at.tzinfo is None:
            raise ValueError(f"{at} has no time zone: a calendar is asked about moments, not about clocks")
        second = at.timestamp()
        if not self._begins <= second < self._ends:
            raise ValueError(f"{at} lies outside the calendar, {len(self._days)} days from {self.first} on")
        return bisect_right(self._edges, second)

    def _closed_by(self, at: datetime) -> Cause:
        for emergency in self.rule.emergencies:
            if emergency.covers(at):
                return Cause("emergency", emergency.reason)
        cause = self.cause_of(at.astimezone(self.zone).date())
        return HOURS if cause.kind == "opening" else cause  # before or after an exceptional opening: not at this hour

    def _moment(self, edge: int) -> datetime | None:
        return datetime.fromtimestamp(self._edges[edge], self.zone) if edge < len(self._edges) else None

    def _day(self, day: date) -> Day:
        number = (day - self.first).days
        if not 0 <= number < len(self._days):
            raise ValueError(f"{day} lies outside the calendar, {len(self._days)} days from {self.first} on")
        return self._days[number]


_MIDNIGHT = datetime.min.time()


def _week(week: Week) -> tuple[Day, ...]:
    return tuple(Day(spans, HOURS if spans or number < 5 else WEEKEND) for number, spans in enumerate(week))


def _dated(rule: Rule, first: date, count: int) -> dict[int, Day]:
    """The dated days of a window, by number: the largest rank first, so that the smallest is written last."""
    days: dict[int, Day] = {}
    for dated in sorted(rule.dated, key=lambda dated: dated.rank, reverse=True):
        day = Day(dated.spans, Cause("opening" if dated.spans else "closure", dated.reason))
        last = count - 1 if dated.last is None else min(count - 1, (dated.last - first).days)
        days.update(dict.fromkeys(range(max(0, (dated.first - first).days), last + 1), day))
    return days


def _holiday(rule: Rule, day: date) -> Day | None:
    names = holidays_of(rule.subdivision, day.year).get(day)
    if names is None:
        return None
    ignored = (disputed(rule.subdivision) - set(rule.also_closed)) | set(rule.works_on)
    kept = [name for name in names if name["fr"] not in ignored]
    return Day((), Cause("holiday", kept[0])) if kept else None


def _planned(rule: Rule, first: date, days: tuple[Day, ...]) -> Iterator[tuple[int, int, Cause]]:
    """Every span as moments, before emergencies; empty where the clocks skip it."""
    zone = ZoneInfo(rule.zone)
    midnight = (first.toordinal() - EPOCH_DAY) * DAY
    for number, (day, offset) in enumerate(zip(days, offsets(zone, first, len(days)), strict=True)):
        for start, end in day.spans:
            if offset is None:  # the clocks may change: each time is looked up
                date_ = first + timedelta(days=number)
                edges = moment(date_, start, zone), moment(date_, end, zone)
            else:
                base = midnight + number * DAY - offset
                edges = base + start.hour * 3600 + start.minute * 60, base + end.hour * 3600 + end.minute * 60
            yield (*edges, day.cause)


def _without(start: int, end: int, emergencies: tuple[Emergency, ...]) -> Iterator[tuple[int, int]]:
    """What emergency closures leave of an interval."""
    for emergency in sorted(emergencies, key=lambda closure: closure.start):
        begins = seconds(emergency.start)
        ceases = ENDLESS if emergency.end is None else seconds(emergency.end)
        if begins >= end or ceases <= start:
            continue
        if start < begins:
            yield start, begins
        start = ceases
    if start < end:
        yield start, end
