"""Calendars against opening_hours.js, which has holidays of its own: every quarter of an hour, place by place.

Two years of 2024-2035; all twelve with `pytest tests/hours/test_opening_hours_js.py --whole`. Where Node is not there,
this is skipped, and the end of the run says so; where it is, `make test` brings the package.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ivr.hours.calendar import Calendar, State
from ivr.hours.customs import CUSTOMS
from ivr.hours.holidays import customs_of
from ivr.hours.rule import Rule
from tests.hours.rules import TWO_PERIODS, calendar

JAVASCRIPT = Path(__file__).parents[1] / "javascript"
NODE = shutil.which("node")
needs_node = pytest.mark.skipif(
    not (NODE and (JAVASCRIPT / "node_modules").is_dir()), reason="Node or opening_hours.js is not here (make test)"
)
pytestmark = needs_node

PLACES = {  # what opening_hours.js calls it: our subdivision, and the clock
    "Île-de-France": ("", "Europe/Paris"),
    "Moselle": ("57", "Europe/Paris"),
    "Bas-Rhin": ("6AE", "Europe/Paris"),
    "Haut-Rhin": ("6AE", "Europe/Paris"),
    "Guadeloupe": ("971", "America/Guadeloupe"),
    "Martinique": ("972", "America/Martinique"),
    "Guyane": ("973", "America/Cayenne"),
    "La Réunion": ("974", "Indian/Reunion"),
    "Mayotte": ("976", "Indian/Mayotte"),
    "Saint-Pierre-et-Miquelon": ("PM", "America/Miquelon"),
}
THEIRS_ALONE = {"Vendredi saint", "Fête de Victor Schoelcher"}  # closed there, though L3422-2 doesn't list them
QUARTER = 15 * 60
Years = tuple[int, int]  # the second is left out


@pytest.fixture
def years(request: pytest.FixtureRequest) -> Years:
    return (2024, 2036) if request.config.getoption("--whole") else (2026, 2028)


@cache
def theirs(place: str, years: Years) -> tuple[tuple[int, int], ...]:
    """When it is open by opening_hours.js, as seconds since 1970."""
    assert NODE
    command = [NODE, str(JAVASCRIPT / "intervals.mjs"), f"{TWO_PERIODS}; PH off", place, *map(str, years)]
    done = subprocess.run(
        command, env={**os.environ, "TZ": PLACES[place][1]}, capture_output=True, text=True, check=True, timeout=120
    )
    return tuple((start, end) for start, end in json.loads(done.stdout))


@dataclass(frozen=True)
class Window:
    """A place's years, as quarters of an hour."""

    zone: ZoneInfo
    start: int
    end: int

    def quarters(self, open_times: Iterable[tuple[float, float]]) -> bytearray:
        """1 for each quarter of an hour that is open."""
        found = bytearray((self.end - self.start) // QUARTER)
        for start, end in open_times:
            first, last = ((int(edge) - self.start) // QUARTER for edge in (start, end))
            found[first:last] = b"\1" * (last - first)
        return found

    def day(self, quarter: int) -> date:
        return datetime.fromtimestamp(self.start + quarter * QUARTER, self.zone).date()


def window(place: str, years: Years) -> Window:
    zone = ZoneInfo(PLACES[place][1])
    start, end = (int(datetime(year, 1, 1, tzinfo=zone).timestamp()) for year in years)
    return Window(zone, start, end)


def days_apart(place: str, years: Years, **said: Iterable[str]) -> set[date]:
    """The days on which any quarter of an hour is surely open by one and not by the other."""
    return {day for day, _, _ in _apart(place, years, said)}


def _apart(place: str, years: Years, said: Mapping[str, Iterable[str]]) -> set[tuple[date, bool, str]]:
    """Each day that differs, whether it is open by opening_hours.js, and what we call the same quarter of an hour."""
    subdivision, zone = PLACES[place]
    rule = Rule(TWO_PERIODS, zone, subdivision, **{key: tuple(names) for key, names in said.items()})
    first = date(years[0], 1, 1)
    ours = calendar(rule, first, (date(years[1], 1, 1) - first).days)
    span = window(place, years)
    mine, other = span.quarters(_seconds(ours, "open")), span.quarters(theirs(place, years))
    perhaps = span.quarters(_seconds(ours, "perhaps"))
    assert len(mine) == len(other) > 365 * 24 * 4
    return {
        (span.day(number), bool(two), "perhaps" if perhaps[number] else "closed" if two else "open")
        for number, (one, two) in enumerate(zip(mine, other, strict=True))
        if one != two
    }


def _seconds(ours: Calendar, state: State) -> Iterator[tuple[float, float]]:
    return ((start.timestamp(), end.timestamp()) for start, end, is_, _ in ours.stretches if is_ == state)


def names_on(place: str, days: Iterable[date]) -> set[str]:
    """The customs that fall on days; "?" for a day on which none does."""
    customs = CUSTOMS.get(PLACES[place][0], ())
    return {next((custom.name["fr"] for custom in customs if day in custom.days(day.year)), "?") for day in days}


@pytest.mark.parametrize("place", PLACES)
def test_by_the_law_alone_only_two_customs_of_the_antilles_differ(place: str, years: Years) -> None:
    apart = days_apart(place, years, works_on=customs_of(PLACES[place][0]))
    assert names_on(place, apart) == (THEIRS_ALONE if place in ("Guadeloupe", "Martinique") else set())


@pytest.mark.parametrize("place", ["Guadeloupe", "Martinique"])
def test_a_caisse_that_names_them_differs_nowhere(place: str, years: Years) -> None:
    others = customs_of(PLACES[place][0]) - THEIRS_ALONE
    assert not days_apart(place, years, works_on=others, also_closed=sorted(THEIRS_ALONE))


@pytest.mark.parametrize("place", PLACES)
def test_as_the_line_tells_it_what_differs_is_never_sure(place: str, years: Years) -> None:
    apart = _apart(place, years, {})
    assert {ours for _, _, ours in apart} <= {"perhaps"}
    doubtful = {one.name["fr"] for one in CUSTOMS.get(PLACES[place][0], ()) if one.standing != "employer"}
    theirs_alone = THEIRS_ALONE if place in ("Guadeloupe", "Martinique") else set()
    assert names_on(place, {day for day, is_open, _ in apart if is_open}) == doubtful - theirs_alone


def test_a_wrong_clock_or_holiday_would_be_seen(years: Years) -> None:
    christmas = days_apart("Mayotte", years, works_on=(*customs_of("976"), "Noël"))
    assert christmas == {day for year in range(*years) if (day := date(year, 12, 25)).weekday() < 5}
