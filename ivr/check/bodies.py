"""Who is spoken of under each rule: one of all that share it, and the calendar that they share."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from ivr.check.subject import Subject
from ivr.findings import Place
from ivr.hours.calendar import Calendar
from ivr.hours.rule import Rule
from ivr.hours.schedules import Caisse, Line
from ivr.line.call import Call

BEFORE, AFTER = timedelta(days=8), 45  # days that a calendar sees beyond the months that are looked at
MONTH = 30.5


@dataclass(frozen=True, slots=True)
class Body:
    """A line, a caisse or another body, with its rule."""

    place: Place
    rule: Rule
    call: Call | None  # a call in which its hours count; none where they are only told as a week
    assumed: tuple[bool, ...] = ()  # whether its hours are, for each version of them
    shared: int = 1  # how many have this rule


def bodies(subject: Subject) -> tuple[Body, ...]:
    """One body a rule: the first that has it."""
    found: dict[Rule, Body] = {}
    for body in _all(subject):
        first = found.get(body.rule)
        shared = 1 + (first.shared if first else 0)
        kept = first if first and (first.call or not body.call) else body
        found[body.rule] = replace(kept, shared=shared)
    return tuple(found.values())


def _all(subject: Subject) -> Iterator[Body]:
    schedules = subject.schedules
    for name, line in schedules.lines.items():
        call = Call(line=name, place="mayotte" if name == "mayotte" else "unknown")
        yield Body(line.place, line.rule, call, _assumed(line))
    for code, caisse in schedules.caisses.items():
        department = caisse.departments[0] if caisse.departments else ""
        call = Call(line="national", place="metropole", department=department, caisse=code)
        yield Body(caisse.place, caisse.rule, call, _assumed(caisse))
    for regime in schedules.regimes.values():
        if regime.rule:
            yield Body(regime.place, regime.rule, None)


def _assumed(body: Line | Caisse) -> tuple[bool, ...]:
    return tuple(one.assumed for one in body.vouched)


def last_day(subject: Subject) -> date:
    """The last day that is looked at."""
    return subject.first + timedelta(days=round(subject.months * MONTH))


def calendars(subject: Subject) -> Mapping[Rule, Calendar]:
    """Each rule's calendar over the months that are looked at, and some days around them."""
    first = subject.first - BEFORE
    days = (last_day(subject) - first).days + AFTER
    return {body.rule: _calendar(body.rule, first, days) for body in bodies(subject)}


_calendar = lru_cache(maxsize=256)(Calendar)  # several checks ask for the same ones


def within(subject: Subject, calendar: Calendar, at: datetime) -> bool:
    """Whether a moment lies in the months that are looked at, by that place's clock."""
    return subject.first <= at.astimezone(calendar.zone).date() <= last_day(subject)
