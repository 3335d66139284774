"""Which days an entry speaks of: one day, a stretch, some weekdays of it, each first Monday, one day every year."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property, lru_cache

MonthDay = tuple[int, int]  # (12, 24)
YEAR = 366
LEAP_YEAR = date(2028, 1, 1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from `first` to `last`, both included; None where it has no beginning, or no end that is known.

    Of these, only those that fit all that is said: `weekdays` (0 is Monday; none: any), `nth` of the month (1 to 5, -1
    the last; 0: each of them), `yearly` (from one day of the year to another, over the new year where it must).
    """

    first: date | None = None
    last: date | None = None
    weekdays: tuple[int, ...] = ()
    nth: int = 0
    yearly: tuple[MonthDay, MonthDay] | None = None

    def covers(self, day: date) -> bool:
        if (self.first and day < self.first) or (self.last and self.last < day):
            return False
        if self.weekdays and day.weekday() not in self.weekdays:
            return False
        return (not self.nth or _is_nth(self.nth, day)) and (self.yearly is None or _in_year(self.yearly, day))


@dataclass(frozen=True)
class Days:
    """The days of some stretches, without those of `but`. Equal ones are looked through once."""

    stretches: tuple[Stretch, ...]
    but: tuple[Stretch, ...] = ()
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.stretches, self.but)))

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[type["Days"], tuple[object, ...]]:
        return Days, (self.stretches, self.but)

    def covers(self, day: date) -> bool:
        return any(one.covers(day) for one in self.stretches) and not any(one.covers(day) for one in self.but)

    @property
    def first(self) -> date | None:
        """Before this day none is covered; None when there is no such day."""
        starts = [one.first for one in self.stretches]
        return None if None in starts else min(start for start in starts if start)

    @property
    def last(self) -> date | None:
        """After this day none is covered; None when no end is known."""
        ends = [one.last for one in self.stretches]
        return None if None in ends else max(end for end in ends if end)

    @cached_property
    def size(self) -> int:
        """How many days are covered within a year of the first: what makes one entry more particular than another."""
        start = self.first or (self.last and self.last - timedelta(days=YEAR - 1)) or LEAP_YEAR
        return len(_covered(self, start, YEAR))


def single(day: date) -> Days:
    """One day."""
    return Days((Stretch(day, day),))


def stretch(first: date, last: date | None) -> Days:
    """Every day from the first to the last, included; without an end where that is not known."""
    return Days((Stretch(first, last),))


@lru_cache(maxsize=1 << 16)  # thousands of entries, each asked for by many rules, some weeks at a time
def covered(days: Days, first: date, count: int) -> tuple[int, ...]:
    """The numbers of the days of a window that are covered, 0 for `first`, in order."""
    return _covered(days, first, count)


def _covered(days: Days, first: date, count: int) -> tuple[int, ...]:
    found = {number for one in days.stretches for number in _numbers(one, first, count)}
    out = {number for one in days.but for number in _numbers(one, first, count)}
    return tuple(sorted(found - out))


def _numbers(one: Stretch, first: date, count: int) -> Iterator[int]:
    start = max(0, (one.first - first).days) if one.first else 0
    end = min(count, (one.last - first).days + 1) if one.last else count
    if not (one.weekdays or one.nth or one.yearly):
        yield from range(start, end)
        return
    for number in range(start, end):
        if one.covers(first + timedelta(days=number)):
            yield number


def _is_nth(nth: int, day: date) -> bool:
    """Whether it is the nth of its weekday in its month; -1: the last."""
    if nth < 0:
        return (day + timedelta(days=7)).month != day.month
    return (day.day - 1) // 7 + 1 == nth


def _in_year(between: tuple[MonthDay, MonthDay], day: date) -> bool:
    start, end = between
    at = (day.month, day.day)
    return start <= at <= end if start <= end else at >= start or at <= end
