"""When a rule is open, in a window of days: worked out some weeks at a time, when one of them is first asked for.

A call asks about the days around it, so a thousand calendars cost little until somebody asks for their whole year.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from ivr.hours.local_time import moment
from ivr.hours.planned import HOURS, Cause, Day, Kind, cut
from ivr.hours.rule import DAY_END, Rule, Spans
from ivr.hours.weeks import State as State
from ivr.hours.weeks import Weeks

UNPLANNED: tuple[Kind, ...] = ("closure", "emergency")
AT_ONCE = 28  # days


class Calendar:
    """A rule over a window of whole local days: `first`, and `days` days from it on.

    Moments are any aware datetimes; those outside the window raise ValueError, as do naive ones.
    """

    def __init__(self, rule: Rule, first: date, days: int) -> None:
        self.rule, self.first, self.zone = rule, first, ZoneInfo(rule.zone)
        self._count = days
        self._starts = _starts(self.zone, first, days)
        self._weeks: list[Weeks | None] = [None] * (len(self._starts) - 1)

    def is_open(self, at: datetime) -> bool:
        """Whether it is surely open."""
        return self.state(at) == "open"

    def state(self, at: datetime) -> State:
        """Whether it is open, perhaps open, or closed."""
        number, second = self._found(at)
        return self._at(number).state(second)[0]

    def closes(self, at: datetime) -> datetime | None:
        """The end of the present opening, in the place's zone; None when it is not surely open."""
        number, second = self._found(at)
        weeks = self._at(number)
        return self._moment(weeks.next_edge(second)) if weeks.state(second)[0] == "open" else None

    def next_opening(self, at: datetime) -> datetime | None:
        """The first start of a sure opening after `at`, in the place's zone; None when the window holds none."""
        number, second = self._found(at)
        for later in range(number, len(self._weeks)):
            if (opening := self._at(later).next_opening(second)) is not None:
                return self._moment(opening)
        return None

    def why(self, at: datetime) -> Cause:
        """Why it is open, perhaps open, or closed at that moment.

        When it never opens again within the window, that is the reason, also on the evening before it takes effect.
        """
        number, second = self._found(at)
        state, cause = self._at(number).state(second)
        if state != "closed":
            return cause
        cause = self._closed_by(at)
        if cause.kind not in UNPLANNED and self.next_opening(at) is None:
            last = self._closed_by(datetime.fromtimestamp(self._starts[-1] - 1, UTC))
            return last if last.kind in UNPLANNED else cause
        return cause

    def plan_of(self, day: date) -> Day:
        """The hours planned for a day, by the place's own clock, and why. Emergencies are moments: not shown here."""
        number = (day - self.first).days
        if not 0 <= number < self._count:
            raise ValueError(f"{day} lies outside the calendar, {self._count} days from {self.first} on")
        return self._at(number // AT_ONCE).days[number % AT_ONCE]

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

    def edges_between(self, begins: int, ends: int) -> Iterator[int]:
        """The moments at which its state changes, as seconds since 1970: after one, and before another."""
        first, last = (bisect_right(self._starts, second) - 1 for second in (begins, ends))
        for number in range(max(first, 0), min(last + 1, len(self._weeks))):
            edges = self._at(number).edges
            yield from edges[bisect_right(edges, begins) : bisect_left(edges, ends)]

    @cached_property
    def stretches(self) -> tuple[tuple[datetime, datetime, State, Cause], ...]:
        """When it is open or perhaps open in the window, as (start, end, state, cause), in UTC, sorted and disjoint."""
        found = (stretch for number in range(len(self._weeks)) for stretch in self._at(number).found)
        return tuple(
            (datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC), state, cause)
            for start, end, state, cause in found
        )

    @cached_property
    def intervals(self) -> tuple[tuple[datetime, datetime, Cause], ...]:
        """Every sure opening of the window as (start, end, cause), in UTC, sorted and disjoint."""
        return tuple((start, end, cause) for start, end, state, cause in self.stretches if state == "open")

    def _found(self, at: datetime) -> tuple[int, float]:
        """Which weeks hold a moment, and its second."""
        if at.tzinfo is None:
            raise ValueError(f"{at} has no time zone: a calendar is asked about moments, not about clocks")
        second = at.timestamp()
        if not self._starts[0] <= second < self._starts[-1]:
            raise ValueError(f"{at} lies outside the calendar, {self._count} days from {self.first} on")
        return bisect_right(self._starts, second) - 1, second

    def _at(self, number: int) -> Weeks:
        weeks = self._weeks[number]
        if weeks is None:
            before = number * AT_ONCE
            first, count = self.first + timedelta(days=before), min(AT_ONCE, self._count - before)
            weeks = self._weeks[number] = Weeks(self.rule, first, count)
        return weeks

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

    def _moment(self, second: int | None) -> datetime | None:
        return None if second is None else datetime.fromtimestamp(second, self.zone)


_MIDNIGHT = time()


@lru_cache(maxsize=256)  # of a dozen zones
def _starts(zone: ZoneInfo, first: date, days: int) -> tuple[int, ...]:
    """The moments at which the weeks of a window begin, and its end."""
    return tuple(moment(first + timedelta(days=day), _MIDNIGHT, zone) for day in (*range(0, days, AT_ONCE), days))
