"""What is unlike the usual week in the days ahead, as people say it: a run of closed days is one thing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from ivr.hours.calendar import Calendar
from ivr.hours.planned import Cause, Day, without
from ivr.hours.rule import OtherHours, Spans, Week
from ivr.hours.weekly import weekly

WEEK, LONGEST = 7, timedelta(days=92)  # what goes on for longer is told from its first day on
Usual = Callable[[date], Spans]


@dataclass(frozen=True, slots=True)
class Unusual:
    """Days unlike the usual ones, by their place's clock, from `first` to `last`; None: no end is known, or it is far.

    "closed": not open when it usually is, from `since` on the first day until `until` on the last; None: all of that
    day. "part": closed for that part of each day. "hours": open as `spans` say, each day. "perhaps": nobody knows
    whether it is open as `spans` say.
    """

    kind: Literal["closed", "part", "hours", "perhaps"]
    first: date
    last: date | None
    causes: tuple[Cause, ...]
    spans: Spans = ()
    since: time | None = None
    until: time | None = None


def standing_week(calendar: Calendar, today: date) -> tuple[Week, OtherHours | None]:
    """The week that counts from today on: other hours that hold all seven days, else the usual ones."""
    days = [today + timedelta(days=number) for number in range(WEEK)]
    weeks = [one for one in calendar.rule.dated if isinstance(one, OtherHours) and one.is_week]
    holding = [one for one in weeks if all(one.days.covers(day) for day in days)]
    if not holding:
        return weekly(calendar.rule, today), None
    counts = min(reversed(holding), key=lambda one: one.days.size)
    return counts.week, counts


def unusual(calendar: Calendar, first: date, count: int = WEEK) -> Iterator[Unusual]:
    """What is unlike the week that counts on the first day, in so many days from it on."""
    week, _ = standing_week(calendar, first)
    day, end = first, first + timedelta(days=count)
    while day < end:
        found = _unlike(calendar, day, end, lambda day: week[day.weekday()])
        if found:
            yield found
        day = (found.last or end) + timedelta(days=1) if found else day + timedelta(days=1)


def _alike(found: Unusual, calendar: Calendar, end: date, usual: Usual) -> Unusual:
    """The same, with the days that follow and are unlike the usual in the same way, over days that have no hours.

    From `end` on holidays are told by nobody: they are no end of it.
    """
    last, day = found.last or found.first, found.last or found.first
    while (day := day + timedelta(days=1)) < found.first + LONGEST:
        plan = calendar.actual_of(day)
        if not plan.spans and (not usual(day) or (day >= end and plan.cause.kind in ("holiday", "unsure"))):
            continue
        following = _of_day(plan, day, usual(day))
        if following is None or replace(following, first=found.first, last=found.last) != found:
            return replace(found, last=last)
        last = day
    return replace(found, last=None)


def _unlike(calendar: Calendar, day: date, end: date, usual: Usual) -> Unusual | None:
    """What is unlike the usual on a day, with the days that it goes on for."""
    plan = calendar.actual_of(day)
    found = _of_day(plan, day, usual(day))
    if found is None or found.kind == "perhaps":
        return found
    if found.kind == "closed" or (found.since and not found.until and _is_closed_after(calendar, day, usual)):
        return _run(calendar, day, found.since, usual)
    return _alike(found, calendar, end, usual)


def _of_day(plan: Day, day: date, usual: Spans) -> Unusual | None:
    """What is unlike the usual on one day."""
    if plan.cause.kind == "unsure" and plan.perhaps:
        return Unusual("perhaps", day, day, (plan.cause,), plan.perhaps)
    if plan.spans == usual:
        return None
    causes, lost = _causes(plan), without(usual, plan.spans)
    if without(plan.spans, usual) or not lost:
        return Unusual("hours", day, day, causes, plan.spans)
    if not plan.spans:
        return Unusual("closed", day, day, causes)
    closing, opening = _last_end(plan.spans, lost), _first_start(plan.spans, lost)
    if closing or opening:
        return Unusual("part", day, day, causes, since=closing, until=opening)
    if len(lost) == 1:
        return Unusual("part", day, day, causes, since=lost[0][0], until=lost[0][1])
    return Unusual("hours", day, day, causes, plan.spans)


def _is_closed_after(calendar: Calendar, day: date, usual: Usual) -> bool:
    """Whether the next day that usually has hours is closed, or opens late: a run begins on this one."""
    following = (day + timedelta(days=number) for number in range(1, WEEK))
    later = next((one for one in following if usual(one)), day)
    plan = calendar.actual_of(later)
    return later != day and (not plan.spans or plan.spans[0][0] > usual(later)[0][0])


def _last_end(spans: Spans, lost: Spans) -> time | None:
    """When it closes, where all that is lost comes after that."""
    return spans[-1][1] if spans and spans[-1][1] <= lost[0][0] else None


def _first_start(spans: Spans, lost: Spans) -> time | None:
    """When it opens, where all that is lost comes before that."""
    return spans[0][0] if spans and lost[-1][1] <= spans[0][0] else None


def _run(calendar: Calendar, day: date, closing: time | None, usual: Usual) -> Unusual:
    """Closed from a day on, or from an hour of it, until it opens again: the days in between that it usually opens."""
    begins = datetime.combine(day, closing or usual(day)[0][0], calendar.zone)
    opens, last, until = calendar.next_opening(begins), day, None
    causes = dict.fromkeys(_causes(calendar.actual_of(day)))
    for number in range(1, (opens.date() - day).days + 1) if opens else ():
        later = day + timedelta(days=number)
        plan, spans = calendar.actual_of(later), usual(later)
        if not spans and plan.cause not in causes:
            continue
        if plan.spans and not (spans and (until := _first_start(plan.spans, without(spans, plan.spans) or spans))):
            break  # it opens as usual, or on a day that it usually doesn't
        last = later
        causes |= dict.fromkeys(_causes(plan))
    return Unusual("closed", day, last if opens else None, tuple(causes), since=closing, until=until)


def _causes(plan: Day) -> tuple[Cause, ...]:
    """Why a day is unlike the usual one, where words tell it."""
    causes = (plan.cause, *(cause for _, cause in plan.cuts))
    return tuple(cause for cause in causes if cause.words)
