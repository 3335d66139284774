"""Whether somebody is open at a moment, read straight off the rule: slow, and by another way than the calendars.

The checks hold against this what the line says. No window, no intervals, no search: the local day and time are looked
up in what was written.
"""

from datetime import date, datetime, time
from typing import TypeVar
from zoneinfo import ZoneInfo

from ivr.hours.calendar import State
from ivr.hours.holidays import Holiday, kept
from ivr.hours.rule import Closure, Opening, OtherHours, Rule, Spans
from ivr.hours.weekly import read_hours

Entry = TypeVar("Entry", Opening, OtherHours)


def plainly_open(rule: Rule, at: datetime) -> bool:
    """Whether the rule is surely open at an aware moment. In the hour that comes twice both are taken for open."""
    if any(one.start <= at and (one.end is None or at < one.end) for one in rule.emergencies):
        return False
    local = at.astimezone(ZoneInfo(rule.zone))
    clock = time(local.hour, local.minute, local.second)
    return _within(clock, spans_on(rule, local.date())) and not _is_cut(rule, local.date(), clock)


def plain_state(rule: Rule, at: datetime) -> State:
    """Open, perhaps or closed: perhaps where the hours of a doubtful holiday are, or a margin that nothing touches."""
    if plainly_open(rule, at):
        return "open"
    local = at.astimezone(ZoneInfo(rule.zone))
    day, clock = local.date(), time(local.hour, local.minute, local.second)
    if any(one.start <= at and (one.end is None or at < one.end) for one in rule.emergencies):
        return "closed"
    if is_doubtful(rule, day):
        return "perhaps" if _within(clock, _hours(rule, day)) and not _is_cut(rule, day, clock) else "closed"
    return "perhaps" if _in_margin(rule, day, clock) else "closed"


def spans_on(rule: Rule, day: date) -> Spans:
    """The sure hours of a day, before closures of a part of it."""
    return () if is_doubtful(rule, day) else _hours(rule, day)


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
    openings = [one for one in rule.dated if isinstance(one, Opening) and one.days.covers(day)]
    allowed = [one for one in openings if _is_allowed(rule, day, one)]
    other = _other(rule, day)
    planned = other.week[day.weekday()] if other else _usual(rule, day)
    if not _bars(rule, day) and planned:  # a day that has hours; it may be a holiday all the same
        allowed = [one for one in allowed if "holidays" in one.even] if _holidays(rule, day) else []
    return _particular(allowed) if allowed else None


def _other(rule: Rule, day: date) -> OtherHours | None:
    others = [one for one in rule.dated if isinstance(one, OtherHours) and one.days.covers(day)]
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
    return any(isinstance(one, Closure) and not one.part and one.days.covers(day) for one in rule.dated)


def _is_cut(rule: Rule, day: date, clock: time) -> bool:
    closures = (one for one in rule.dated if isinstance(one, Closure) and one.days.covers(day))
    return any(_within(clock, closure.part) for closure in closures)


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
    closures = (one for one in rule.dated if isinstance(one, Closure) and one.days.covers(day))
    parts = (part for closure in closures for part in closure.part)
    if any(_minutes(start) <= last and first <= _minutes(end) for start, end in parts):
        return True
    zone = ZoneInfo(rule.zone)
    begins, ceases = (datetime.combine(day, time(*divmod(minute, 60)), zone) for minute in (first, last))
    return any(one.start <= ceases and (one.end is None or begins <= one.end) for one in rule.emergencies)


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _holidays(rule: Rule, day: date) -> Holiday | None:
    return kept(rule.subdivision, day.year, rule.works_on, rule.also_closed, rule.confirmed).get(day)


def _within(clock: time, spans: Spans) -> bool:
    return any(start <= clock < end for start, end in spans)
