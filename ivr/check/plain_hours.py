"""Whether somebody is open at a moment, read straight off the rule: slow, and by another way than the calendars.

The checks hold against this what the line says. No window, no intervals, no search: the local day and time are looked
up in what was written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TypeVar
from zoneinfo import ZoneInfo

from ivr.hours.calendar import State
from ivr.hours.days import Days
from ivr.hours.holidays import Holiday, kept
from ivr.hours.rule import Closure, Dated, Emergency, Opening, OtherHours, Rule, Spans
from ivr.hours.weekly import read_hours

Entry = TypeVar("Entry", Opening, OtherHours)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PlainDay:
    """What is written of one day: its sure hours, what closures take out of them, and the emergencies near it."""

    spans: Spans
    cuts: Spans
    emergencies: tuple[Emergency, ...]

    def is_open(self, at: datetime, clock: time) -> bool:
        """Whether it is surely open at a moment, at which the day's own clock shows this time."""
        return _within(clock, self.spans) and not _within(clock, self.cuts) and not _is_stopped(self.emergencies, at)


def plainly_open(rule: Rule, at: datetime) -> bool:
    """Whether the rule is surely open at an aware moment. In the hour that comes twice both are taken for open."""
    local = at.astimezone(_zone(rule.zone))
    return plain_day(rule, local.date()).is_open(at, _clock(local))


def plain_state(rule: Rule, at: datetime) -> State:
    """Open, perhaps or closed: perhaps where the hours of a doubtful holiday are, or a margin that nothing touches."""
    if plainly_open(rule, at):
        return "open"
    local = at.astimezone(_zone(rule.zone))
    day, clock = local.date(), _clock(local)
    if _is_stopped(rule.emergencies, at):
        return "closed"
    if is_doubtful(rule, day):
        return "perhaps" if _within(clock, _hours(rule, day)) and not _within(clock, _cuts(rule, day)) else "closed"
    return "perhaps" if _in_margin(rule, day, clock) else "closed"


@lru_cache(maxsize=1 << 17)
def plain_day(rule: Rule, day: date) -> PlainDay:
    """What is written of a day: the minutes of a day are asked one by one, and most days more than once."""
    start, end = (datetime.combine(day + ahead * DAY, time(), UTC) for ahead in (-1, 2))
    near = (one for one in rule.emergencies if one.start < end and (one.end is None or one.end > start))
    return PlainDay(() if is_doubtful(rule, day) else _hours(rule, day), _cuts(rule, day), tuple(near))


def is_doubtful(rule: Rule, day: date) -> bool:
    """Whether nobody knows if the day is a holiday, and nothing that is written settles its hours."""
    holiday = _holidays(rule, day)
    if holiday is None or holiday.closes:
        return False
    return _opening(rule, day) is None and not _closing(rule, day) and "holidays" not in _even(_other(rule, day))


def _hours(rule: Rule, day: date) -> Spans:
    """An opening's hours, other hours, none on a closed day, else the usual week's."""
    opening, other = _opening(rule, day), _other(rule, day)
    if opening:
        return opening.spans
    if other:
        return other.week[day.weekday()]
    holiday = _holidays(rule, day)
    return () if _closing(rule, day) or (holiday and holiday.closes) else _usual(rule, day)


def _usual(rule: Rule, day: date) -> Spans:
    hours = rule.hours
    for version in rule.later:
        if version.first and version.first <= day:
            hours = version.hours
    return read_hours(hours)[day.weekday()]


def _opening(rule: Rule, day: date) -> Opening | None:
    openings = [one for one in _entries(rule, day) if isinstance(one, Opening) and _is_allowed(rule, day, one)]
    if not openings:
        return None
    other = _other(rule, day)
    planned = other.week[day.weekday()] if other else _usual(rule, day)
    if not _bars(rule, day) and planned:  # a day that has hours; it may be a holiday all the same
        openings = [one for one in openings if "holidays" in one.even] if _holidays(rule, day) else []
    return _particular(openings) if openings else None


def _other(rule: Rule, day: date) -> OtherHours | None:
    others = [one for one in _entries(rule, day) if isinstance(one, OtherHours)]
    allowed = [one for one in others if _is_allowed(rule, day, one) and (one.is_week or _usual(rule, day))]
    return _particular(allowed) if allowed else None


def _particular(entries: list[Entry]) -> Entry:
    """Of those that cover the fewest days, the one written last."""
    fewest = min(entry.days.size for entry in entries)
    return [entry for entry in entries if entry.days.size == fewest][-1]


def _is_allowed(rule: Rule, day: date, entry: Opening | OtherHours) -> bool:
    return all(bar in entry.even for bar in _bars(rule, day))


def _bars(rule: Rule, day: date) -> list[str]:
    holiday = _holidays(rule, day)
    return ["closures"] * _closing(rule, day) + ["holidays"] * (holiday is not None and holiday.closes)


def _even(entry: OtherHours | None) -> tuple[str, ...]:
    return entry.even if entry else ()


def _closing(rule: Rule, day: date) -> bool:
    return any(isinstance(one, Closure) and not one.part for one in _entries(rule, day))


def _cuts(rule: Rule, day: date) -> Spans:
    """The parts of a day that closures take out."""
    closures = (one for one in _entries(rule, day) if isinstance(one, Closure))
    return tuple(part for closure in closures for part in closure.part)


def _is_stopped(emergencies: tuple[Emergency, ...], at: datetime) -> bool:
    return any(one.start <= at and (one.end is None or at < one.end) for one in emergencies)


def _entries(rule: Rule, day: date) -> tuple[Dated, ...]:
    """What is written of a day, in the order of the file."""
    return _entries_of(rule, day.year).get(day, ())


@lru_cache(maxsize=1024)
def _entries_of(rule: Rule, year: int) -> Mapping[date, tuple[Dated, ...]]:
    """What is written of each day of a year."""
    found: dict[date, tuple[Dated, ...]] = {}
    for entry in rule.dated:
        for day in _days_of(entry.days, year):
            found[day] = (*found.get(day, ()), entry)
    return found


@lru_cache(maxsize=4096)
def _days_of(days: Days, year: int) -> tuple[date, ...]:
    """The days of a year that are meant, each one asked: many rules share an entry."""
    first = date(year, 1, 1)
    every = (first + number * DAY for number in range((date(year, 12, 31) - first).days + 1))
    return tuple(day for day in every if days.covers(day))


def _in_margin(rule: Rule, day: date, clock: time) -> bool:
    """Whether the time lies in a margin of the usual hours: so near to them, and no exception touches that margin."""
    if _opening(rule, day) or _other(rule, day) or _closing(rule, day) or _holidays(rule, day):
        return False
    minute, margin = clock.hour * 60 + clock.minute, rule.version(day).margin
    usual = [(_minutes(start), _minutes(end)) for start, end in _usual(rule, day)]
    if not _is_near(minute, usual, margin):
        return False
    first = last = minute
    while _is_near(first - 1, usual, margin):
        first -= 1
    while _is_near(last + 1, usual, margin):
        last += 1
    return not _is_touched(rule, day, first, last + 1)


def _is_near(minute: int, usual: list[tuple[int, int]], margin: int) -> bool:
    """Whether a minute of the day is outside of all hours, but no further than the margin from some."""
    if not 0 <= minute < 24 * 60 - 1 or any(start <= minute < end for start, end in usual):
        return False
    return any(start - margin <= minute < end + margin for start, end in usual)


def _is_touched(rule: Rule, day: date, first: int, last: int) -> bool:
    """Whether a closure of a part of the day, or an emergency, meets the time between two minutes, or touches it."""
    if any(_minutes(start) <= last and first <= _minutes(end) for start, end in _cuts(rule, day)):
        return True
    zone = _zone(rule.zone)
    begins, ceases = (datetime.combine(day, time(*divmod(minute, 60)), zone) for minute in (first, last))
    return any(one.start <= ceases and (one.end is None or begins <= one.end) for one in rule.emergencies)


_zone = lru_cache(maxsize=64)(ZoneInfo)


def _clock(local: datetime) -> time:
    return time(local.hour, local.minute, local.second)


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _holidays(rule: Rule, day: date) -> Holiday | None:
    return kept(rule.subdivision, day.year, rule.works_on, rule.also_closed, rule.confirmed).get(day)


def _within(clock: time, spans: Spans) -> bool:
    return any(start <= clock < end for start, end in spans)
