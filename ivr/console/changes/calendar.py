"""The coming months as a calendar in which days are chosen, with the holidays of the place by name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ivr.findings import Language
from ivr.hours.day_words import days_words
from ivr.hours.days import Days, Stretch, covered
from ivr.hours.holidays import local_days
from ivr.hours.schedules import Schedules
from ivr.hours.words import NO_WORDS, Words

MONTHS = 6  # that are shown at once
FURTHEST = 18  # months ahead
AHEAD = 600  # days in which chosen ones are looked for
RUN = 3  # days in a row that are told as a stretch


@dataclass(frozen=True, slots=True)
class Cell:
    """A day. `holiday` names it; `is_past` can't be chosen any more."""

    day: date
    chosen: bool
    is_today: bool
    is_past: bool
    holiday: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class Month:
    """A month in weeks from Monday; None where another month's days would stand."""

    first: date
    weeks: tuple[tuple[Cell | None, ...], ...]

    @property
    def holidays(self) -> tuple[Cell, ...]:
        """Its holidays, in their order."""
        return tuple(cell for week in self.weeks for cell in week if cell and cell.holiday)


def months(days: Days | None, today: date, shown: int, subdivision: str) -> tuple[Month, ...]:
    """The months from `shown` months after this one on."""
    chosen = chosen_days(days, today)
    firsts = (_month_after(today, shown + number) for number in range(MONTHS))
    return tuple(_month(first, chosen, today, subdivision) for first in firsts)


def chosen_days(days: Days | None, today: date) -> frozenset[date]:
    """The days of a phrase from today on, as far as they are looked at."""
    numbers = covered(days, today, AHEAD) if days else ()
    return frozenset(today + timedelta(days=number) for number in numbers)


def toggled(days: Days | None, day: date, since: date | None, today: date, language: Language) -> str:
    """The phrase of the days with one more, or one less; with every day of a stretch where it begins `since` another.

    Days that come back for ever are given up for those that are looked at.
    """
    chosen = set(chosen_days(days, today))
    if since and since in chosen:
        first, last = sorted((since, day))
        chosen |= {first + timedelta(days=number) for number in range(min((last - first).days, AHEAD) + 1)}
    else:
        chosen ^= {day}
    return days_words(Days(tuple(_stretches(sorted(chosen)))), language) if chosen else ""


def subdivision_of(schedules: Schedules, where: Iterable[str]) -> str:
    """The holidays that a calendar shows: those of the first place that has some of its own."""
    for name in where:
        caisse, department = schedules.caisses.get(name), schedules.departments.get(name)
        line = schedules.lines["mayotte"] if name == "mayotte" else None
        body = caisse or line
        if body and body.rule.subdivision:
            return body.rule.subdivision
        if department and department.subdivision:
            return department.subdivision
    return ""


def _stretches(days: list[date]) -> Iterator[Stretch]:
    """Days in a row as one stretch, others alone."""
    while days:
        run = next(
            (number for number in range(1, len(days)) if days[number] - days[0] != timedelta(days=number)), len(days)
        )
        if run >= RUN:
            yield Stretch(days[0], days[run - 1])
        else:
            yield from (Stretch(day, day) for day in days[:run])
        days = days[run:]


def _month_after(today: date, number: int) -> date:
    months_ = today.year * 12 + today.month - 1 + number
    return date(months_ // 12, months_ % 12 + 1, 1)


def _month(first: date, chosen: frozenset[date], today: date, subdivision: str) -> Month:
    names = {one.day: one.name for one in local_days(subdivision, first.year)}
    count = (_month_after(first, 1) - first).days
    cells: list[Cell | None] = [None] * first.weekday()
    for number in range(count):
        day = first + timedelta(days=number)
        cells.append(Cell(day, day in chosen, day == today, day < today, names.get(day, NO_WORDS)))
    cells += [None] * (-len(cells) % 7)
    return Month(first, tuple(tuple(cells[start : start + 7]) for start in range(0, len(cells), 7)))
