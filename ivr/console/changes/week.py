"""The week as a grid: up to three periods a day, written as the hours that are read."""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby

from ivr.hours.day_parts import read_other_hours
from ivr.hours.rule import Week
from ivr.hours.weekly import DAYS, HoursError, written

PERIODS = 3  # a day
CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
Grid = tuple[tuple[tuple[str, str], ...], ...]  # each day's periods, from and until; "" where there is none
NONE = ("", "")


def grid_of(hours: str) -> Grid:
    """The grid of hours that can be read, a blank one otherwise. Hours alone fill Monday to Friday."""
    try:
        week, is_week = read_other_hours(hours)
    except HoursError:
        return ((NONE,) * PERIODS,) * 7
    return tuple(_periods(week, number, is_week) for number in range(7))


def grid_in(form: Mapping[str, str]) -> Grid:
    """A grid as a form sends it: "g-0-1-from" is the beginning of Monday's second period."""
    return tuple(
        tuple(
            (form.get(f"g-{day}-{period}-from", ""), form.get(f"g-{day}-{period}-to", "")) for period in range(PERIODS)
        )
        for day in range(7)
    )


def same_until_friday(grid: Grid) -> Grid:
    """Monday's periods on every day until Friday."""
    return (*(grid[0],) * 5, *grid[5:])


def hours_of(grid: Grid) -> str:
    """ "Mo-Fr 08:00-12:00,13:00-17:00; Sa 09:00-12:00"; days without a period are left out, for they are closed."""
    days = [(DAYS[number], ",".join(_spans(day))) for number, day in enumerate(grid)]
    groups = ((spans, [name for name, _ in same]) for spans, same in groupby(days, key=lambda day: day[1]))
    return "; ".join(f"{_named(names)} {spans}" for spans, names in groups if spans)


def _spans(day: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for start, end in sorted(day):
        if start or end:  # half a period is left for the reader to refuse
            yield f"{_padded(start)}-{_padded(end)}"


def _padded(clock: str) -> str:
    found = CLOCK.fullmatch(clock.strip()[:5])
    return f"{int(found[1]):02}:{found[2]}" if found else clock.strip()[:5] or "?"


def _named(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]}-{names[-1]}"


def _periods(week: Week, number: int, is_week: bool) -> tuple[tuple[str, str], ...]:
    spans = week[number] if is_week or number < 5 else ()
    told = [tuple(span.split("-")) for span in written(spans).split(",") if span]
    periods = [(start, end) for start, end in told][:PERIODS]
    return (*periods, *(NONE,) * (PERIODS - len(periods)))
