"""When a rule is open, worked out once for a window of days; every question is then a search among numbers."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from ivr.hours.local_time import DAY, EPOCH_DAY, moment, offsets, seconds
from ivr.hours.planned import HOURS, Cause, Day, Kind, cut, days_of
from ivr.hours.rule import DAY_END, Emergency, Rule, Span, Spans

State = Literal["open", "perhaps", "closed"]
Interval = tuple[int, int, State, Cause]  # start and end as seconds since 1970
UNPLANNED: tuple[Kind, ...] = ("closure", "emergency")
ENDLESS = 1 << 62  # seconds: after every window
KEPT = 256  # plans: of twice as many rules as there are


def stretches(rule: Rule, first: date, days: tuple[Day, ...]) -> Iterator[Interval]:
    """THE generator: when it is open or perhaps open, and why, in order, disjoint and never empty.

    A stretch belongs to the local day on which it starts. Each day's spans become moments, empty ones fall away, and
    emergency closures are taken out last, as moments. Stretches of one state that touch are one.
    """
    pending: Interval | None = None
    stopped = _stopped(rule.emergencies)
    for stretch in _planned(rule, first, days):
        _, _, state, cause = stretch
        for piece in _left(stretch, stopped):
            if pending and pending[1] == piece[0] and pending[2] == state:
                pending = (pending[0], piece[1], state, pending[3])  # a skipped hour has brought two spans together
                continue
            if pending:
                yield pending
            pending = (*piece, state, cause)
    if pending:
        yield pending


class Calendar:
    """A rule over a window of whole local days: `first`, and `days` days from it on.

    Moments are any aware datetimes; those outside the window raise ValueError, as do naive ones.
    """

    def __init__(self, rule: Rule, first: date, days: int) -> None:
        self.rule, self.first, self.zone = rule, first, ZoneInfo(rule.zone)
        self._days = _planned_days(replace(rule, emergencies=()), first, days)
        self._found = tuple(stretches(rule, first, self._days))
        # Each edge begins a state, which lasts until the next one; before the first it is closed.
        self._edges = sorted({edge for start, end, _, _ in self._found for edge in (start, end)})
        begins = {start: (state, cause) for start, _, state, cause in self._found}
        self._states = [_CLOSED, *(begins.get(edge, _CLOSED) for edge in self._edges)]
        self._opens = _next_opens([state for state, _ in self._states])
        self._begins = moment(first, _MIDNIGHT, self.zone)
        self._ends = moment(first + timedelta(days=days), _MIDNIGHT, self.zone)

    def is_open(self, at: datetime) -> bool:
        """Whether it is surely open."""
        return self._states[self._passed(at)][0] == "open"

    def state(self, at: datetime) -> State:
        """Whether it is open, perhaps open, or closed."""
        return self._states[self._passed(at)][0]

    def closes(self, at: datetime) -> datetime | None:
        """The end of the present opening, in the place's zone; None when it is not surely open."""
        passed = self._passed(at)
        return self._moment(passed) if self._states[passed][0] == "open" else None

    def next_opening(self, at: datetime) -> datetime | None:
        """The first start of a sure opening after `at`, in the place's zone; None when the window holds none."""
        return self._moment(self._opens[self._passed(at)])

    def why(self, at: datetime) -> Cause:
        """Why it is open, perhaps open, or closed at that moment.

        When it never opens again within the window, that is the reason, also on the evening before it takes effect.
        """
        passed = self._passed(at)
        state, cause = self._states[passed]
        if state != "closed":
            return cause
        cause = self._closed_by(at)
        if self._opens[passed] == len(self._edges) and cause.kind not in UNPLANNED:
            last = self._closed_by(datetime.fromtimestamp(self._ends - 1, UTC))
            return last if last.kind in UNPLANNED else cause
        return cause

    def plan_of(self, day: date) -> Day:
        """The hours planned for a day, by the place's own clock, and why. Emergencies are moments: not shown here."""
        number = (day - self.first).days
        if not 0 <= number < len(self._days):
            raise ValueError(f"{day} lies outside the calendar, {len(self._days)} days from {self.first} on")
        return self._days[number]

    def actual_of(self, day: date) -> Day:
        """The plan of a day without what emergencies take out of it."""
        plan = self.plan_of(day)
        for emergency in self.rule.emergencies:
            start = emergency.start.astimezone(self.zone)
            end = emergency.end.astimezone(self.zone) if emergency.end else None
            if start.date() <= day and (end is None or day <= end.date()):
                begins = start.time() if start.date() == day else _MIDNIGHT
                ceases = end.time() if end and end.date() == day else DAY_END
                plan = cut(plan, (begins, ceases), Cause("emergency", emergency.reason, emergency.name))
        return plan

    def spans_of(self, day: date) -> Spans:
        """The sure hours planned for a day."""
        return self.plan_of(day).spans

    def cause_of(self, day: date) -> Cause:
        """Why a day has the hours that it has."""
        return self.plan_of(day).cause

    def week(self, first: date) -> tuple[tuple[date, Spans], ...]:
        """Seven days from `first` on."""
        days = (first + timedelta(days=number) for number in range(7))
        return tuple((day, self.spans_of(day)) for day in days)

    @cached_property
    def stretches(self) -> tuple[tuple[datetime, datetime, State, Cause], ...]:
        """When it is open or perhaps open in the window, as (start, end, state, cause), in UTC, sorted and disjoint."""
        return tuple(
            (datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC), state, cause)
            for start, end, state, cause in self._found
        )

    @cached_property
    def intervals(self) -> tuple[tuple[datetime, datetime, Cause], ...]:
        """Every sure opening of the window as (start, end, cause), in UTC, sorted and disjoint."""
        return tuple((start, end, cause) for start, end, state, cause in self.stretches if state == "open")

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
                return Cause("emergency", emergency.reason, emergency.name)
        local = at.astimezone(self.zone)
        plan = self.plan_of(local.date())
        for (start, end), cause in plan.cuts:
            if start <= local.time() < end:
                return cause
        return HOURS if plan.spans or plan.perhaps else plan.cause  # before or after its hours: not at this hour

    def _moment(self, edge: int) -> datetime | None:
        return datetime.fromtimestamp(self._edges[edge], self.zone) if edge < len(self._edges) else None


@lru_cache(maxsize=KEPT)
def _planned_days(rule: Rule, first: date, days: int) -> tuple[Day, ...]:
    """The plan of each day, kept: an emergency makes another rule of it, and is to be heard at once."""
    return tuple(days_of(rule, first, days))


_MIDNIGHT = time()
_CLOSED: tuple[State, Cause] = ("closed", HOURS)


def _next_opens(states: list[State]) -> list[int]:
    """For each number of edges passed: which edge begins the next opening; their count when none does."""
    found, upcoming = [0] * len(states), len(states) - 1
    for passed in range(len(states) - 1, -1, -1):
        found[passed] = upcoming
        if states[passed] == "open":
            upcoming = passed - 1
    return found


def _planned(rule: Rule, first: date, days: tuple[Day, ...]) -> Iterator[Interval]:
    """Every span as moments, before emergencies; empty where the clocks skip it."""
    zone = ZoneInfo(rule.zone)
    midnight = (first.toordinal() - EPOCH_DAY) * DAY
    for number, (day, offset) in enumerate(zip(days, offsets(zone, first, len(days)), strict=True)):
        for (start, end), state in _of_day(day):
            if offset is None:  # the clocks may change: each time is looked up
                date_ = first + timedelta(days=number)
                edges = moment(date_, start, zone), moment(date_, end, zone)
            else:
                base = midnight + number * DAY - offset
                edges = base + start.hour * 3600 + start.minute * 60, base + end.hour * 3600 + end.minute * 60
            yield (*edges, state, day.cause)


def _of_day(day: Day) -> Iterable[tuple[Span, State]]:
    """A day's hours in order, each open or perhaps."""
    sure: list[tuple[Span, State]] = [(span, "open") for span in day.spans]
    return sure if not day.perhaps else sorted([*sure, *((span, "perhaps") for span in day.perhaps)])


def _stopped(emergencies: tuple[Emergency, ...]) -> list[tuple[int, int]]:
    """From when until when each emergency closes, in order."""
    return sorted((seconds(one.start), ENDLESS if one.end is None else seconds(one.end)) for one in emergencies)


def _left(stretch: Interval, stopped: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What emergency closures leave of a stretch. A margin that one touches is none: what is beside it is known."""
    start, end, state, cause = stretch
    is_margin = state == "perhaps" and cause.kind != "unsure"
    for begins, ceases in stopped:
        if is_margin and begins <= end and ceases >= start:
            return
        if begins >= end or ceases <= start:
            continue
        if start < begins:
            yield start, begins
        start = ceases
    if start < end:
        yield start, end
