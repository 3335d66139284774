"""What is found out of many rules together, kept while nothing changes for any of them: asked by every ring, worked out
a few times an hour.
"""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

from ivr.hours.calendar import Calendar
from ivr.hours.local_time import DAY, EPOCH_DAY, moment, seconds

Answer = TypeVar("Answer")
Stretch = tuple[int, int]  # the year that is asked about; the second with which it begins, or the day since 1970
KEPT_DAYS, KEPT_STRETCHES = 16, 64  # the present ones, and some that rehearsals ask about


class Still:
    """Answers to questions about calendars, each with the stretch of time in which it holds."""

    def __init__(self, calendars: Callable[[datetime], Iterable[Calendar]]) -> None:
        self._calendars = calendars
        self._days: dict[Stretch, list[int]] = {}  # when something changes
        self._answers: dict[Stretch, dict[Hashable, object]] = {}

    def known(self, key: Hashable, at: datetime, find: Callable[[], Answer]) -> Answer:
        """What `find` says at that moment; it may depend on nothing but the key, the calendars and the moment."""
        answers = self._answers_at(at)
        if key not in answers:
            answers[key] = find()
        return cast(Answer, answers[key])

    def _answers_at(self, at: datetime) -> dict[Hashable, object]:
        second = at.timestamp()
        day = int(second // DAY)
        changes = self._days.get((at.year, day))
        if changes is None:
            _make_room(self._days, KEPT_DAYS)
            changes = self._days[at.year, day] = self._changes(at, day)
        stretch = (at.year, changes[bisect_right(changes, second) - 1])
        if stretch not in self._answers:
            _make_room(self._answers, KEPT_STRETCHES)
        return self._answers.setdefault(stretch, {})

    def _changes(self, at: datetime, day: int) -> list[int]:
        """When something changes on a day of UTC's calendar, its beginning included."""
        begins, ends = day * DAY, (day + 1) * DAY
        every = {second for calendar in self._calendars(at) for second in _changes_of(calendar, day)}
        return sorted({begins, *(second for second in every if begins < second < ends)})


def _changes_of(calendar: Calendar, day: int) -> Iterator[int]:
    """Each edge, each midnight of its place, and where the reason changes while it is closed."""
    yield from calendar.edges_between(day * DAY, (day + 1) * DAY)
    for local, midnight in _local_days(calendar.zone, day):
        yield midnight
        for (start, end), _ in calendar.plan_of(local).cuts:
            yield moment(local, start, calendar.zone)
            yield moment(local, end, calendar.zone)
    for emergency in calendar.rule.emergencies:
        yield seconds(emergency.start)
        if emergency.end:
            yield seconds(emergency.end)


@lru_cache(maxsize=256)  # of a dozen zones
def _local_days(zone: ZoneInfo, day: int) -> tuple[tuple[date, int], ...]:
    """The days of a place that a day of UTC's calendar may touch, each with its first moment."""
    days = (date.fromordinal(EPOCH_DAY + day + more) for more in (-1, 0, 1))
    return tuple((local, moment(local, time(), zone)) for local in days)


def _make_room(kept: dict[Stretch, Any], most: int) -> None:
    for oldest in list(kept)[: max(0, len(kept) - most + 1)]:
        kept.pop(oldest, None)
