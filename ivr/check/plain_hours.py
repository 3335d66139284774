"""Whether somebody is open at a moment, read straight off the rule: slow, and by another way than the calendars.

The checks hold against this what the line says. No window, no intervals, no search: the local day and time are looked
up in what was written.
"""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from ivr.hours.holidays import disputed, holidays_of
from ivr.hours.rule import Rule, Spans
from ivr.hours.weekly import read_hours


def plainly_open(rule: Rule, at: datetime) -> bool:
    """Whether the rule is open at an aware moment. In the hour that comes twice in autumn both are taken for open."""
    if any(one.start <= at and (one.end is None or at < one.end) for one in rule.emergencies):
        return False
    local = at.astimezone(ZoneInfo(rule.zone))
    clock = time(local.hour, local.minute, local.second)
    return any(start <= clock < end for start, end in spans_on(rule, local.date()))


def spans_on(rule: Rule, day: date) -> Spans:
    """The hours of a day: the shortest closure's or opening's that covers it, none on a holiday, else the week's."""
    covering = [one for one in rule.dated if one.first <= day and (one.last is None or day <= one.last)]
    if covering:
        return min(covering, key=lambda one: (_days(one.first, one.last), bool(one.spans))).spans
    return () if _is_kept_holiday(rule, day) else read_hours(rule.hours)[day.weekday()]


def _days(first: date, last: date | None) -> float:
    return float("inf") if last is None else (last - first).days


def _is_kept_holiday(rule: Rule, day: date) -> bool:
    names = {words["fr"] for words in holidays_of(rule.subdivision, day.year).get(day, ())}
    return bool(names - (disputed(rule.subdivision) - set(rule.also_closed)) - set(rule.works_on))
