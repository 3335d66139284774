"""The year of a line or caisse: each day that is unlike its usual ones, with its name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from ivr.hours.calendar import Calendar
from ivr.hours.planned import Cause, Day, Kind
from ivr.hours.rule import Rule
from ivr.hours.schedules import Schedules
from ivr.hours.weekly import weekly

Mark = Literal["open", "shut", "holiday", "closure", "part", "opening", "other", "unsure", "emergency"]
SIGNS: dict[Mark, str] = {  # beside the colour
    "open": "",
    "shut": "",
    "holiday": "F",
    "closure": "×",
    "part": "–",
    "opening": "+",
    "other": "±",
    "unsure": "?",
    "emergency": "!",
}
MARKS: dict[Kind, Mark] = {
    "holiday": "holiday",
    "closure": "closure",
    "opening": "opening",
    "other": "other",
    "unsure": "unsure",
    "emergency": "emergency",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A day: its plan without what emergencies take out, and why it is unlike the usual one."""

    day: date
    plan: Day
    mark: Mark
    causes: tuple[Cause, ...]

    @property
    def sign(self) -> str:
        """What tells it apart without colour."""
        return SIGNS[self.mark]


@dataclass(frozen=True, slots=True)
class Month:
    """Weeks from Monday on; None where another month's day would stand."""

    first: date
    weeks: tuple[tuple[Cell | None, ...], ...]

    @property
    def told(self) -> tuple[Cell, ...]:
        """The days that have a name, in their order."""
        return tuple(cell for week in self.weeks for cell in week if cell and cell.causes)


def year_of(schedules: Schedules, rule: Rule, year: int) -> tuple[Month, ...]:
    """Its twelve months."""
    calendar = schedules.calendar(rule, datetime(year, 7, 1, tzinfo=UTC))
    return tuple(_month(calendar, date(year, month, 1)) for month in range(1, 13))


def days_from(schedules: Schedules, rule: Rule, first: date, count: int) -> tuple[Cell, ...]:
    """So many days from one on."""
    calendar = schedules.calendar(rule, datetime.combine(first, datetime.min.time(), UTC))
    return tuple(_cell(calendar, first + timedelta(days=number)) for number in range(count))


def _month(calendar: Calendar, first: date) -> Month:
    cells: list[Cell | None] = [None] * first.weekday()
    cells += _days(calendar, first)
    cells += [None] * (-len(cells) % 7)
    return Month(first, tuple(tuple(cells[start : start + 7]) for start in range(0, len(cells), 7)))


def _days(calendar: Calendar, first: date) -> Iterator[Cell]:
    day = first
    while day.month == first.month:
        yield _cell(calendar, day)
        day += timedelta(days=1)


def _cell(calendar: Calendar, day: date) -> Cell:
    plan = calendar.actual_of(day)
    causes = tuple(dict.fromkeys(cause for cause in (plan.cause, *(why for _, why in plan.cuts)) if cause.words))
    return Cell(day, plan, _mark(calendar, day, plan), causes)


def _mark(calendar: Calendar, day: date, plan: Day) -> Mark:
    if any(cause.kind == "emergency" for _, cause in plan.cuts):
        return "emergency"
    if plan.cause.kind in MARKS:
        return MARKS[plan.cause.kind]
    if plan.cuts:
        return "part"
    return "open" if plan.spans or weekly(calendar.rule, day)[day.weekday()] else "shut"
