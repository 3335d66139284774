"""What is unlike the usual week in seven days: each row a rule, the day it is asked on, and what is found."""

from datetime import date, time

import pytest

from ivr.hours.rule import Dated, Emergency, Rule
from ivr.hours.unusual import Unusual, standing_week, unusual
from tests.hours.rules import OFFICE, PARIS, calendar, closure, day, emergency, exceptional, other

NOON, TWO, TEN = time(12), time(14), time(10)
SHORT = ((time(9), time(12)),)
Found = tuple[str, str, str | None, time | None, time | None]  # kind, first and last day, since, until
ROWS: list[tuple[list[Dated | Emergency], str, list[Found], str]] = [
    ([], "2026-12-07", [], "a week like others"),
    ([], "2026-12-21", [("closed", "2026-12-25", "2026-12-25", None, None)], "a holiday alone"),
    ([], "2027-05-03", [("closed", "2027-05-06", "2027-05-06", None, None)], "8 May is a Saturday: nothing is lost"),
    (
        [closure("2027-05-07", "2027-05-07")],
        "2027-05-03",
        [("closed", "2027-05-06", "2027-05-07", None, None)],
        "a holiday and its bridge are one run",
    ),
    (
        [closure("2026-12-24", "2027-01-03")],
        "2026-12-21",
        [("closed", "2026-12-24", "2027-01-03", None, None)],
        "to its last day, a Sunday, beyond the seven days",
    ),
    (
        [closure("2026-12-24", "2026-12-24", part="après-midi"), closure("2026-12-25", "2027-01-03")],
        "2026-12-21",
        [("closed", "2026-12-24", "2027-01-03", NOON, None)],
        "from noon on",
    ),
    (
        [closure("2026-12-28", "2026-12-28", part="jusqu'à 10:00"), closure("2026-12-24", "2026-12-27")],
        "2026-12-21",
        [("closed", "2026-12-24", "2026-12-28", None, TEN)],
        "until ten of a Monday",
    ),
    (
        [closure("2026-12-09", "2026-12-09", part="après-midi")],
        "2026-12-07",
        [("part", "2026-12-09", "2026-12-09", NOON, None)],
        "an afternoon",
    ),
    (
        [closure("2026-12-09", "2026-12-09", part="12:00-14:00")],
        "2026-12-07",
        [("part", "2026-12-09", "2026-12-09", NOON, TWO)],
        "the middle of a day",
    ),
    (
        [closure("2026-12-09", "2026-12-11", part="après-midi")],
        "2026-12-07",
        [("part", "2026-12-09", "2026-12-11", NOON, None)],
        "three afternoons are one thing",
    ),
    (
        [closure("2026-12-10", "2026-12-15", part="après-midi")],
        "2026-12-07",
        [("part", "2026-12-10", "2026-12-15", NOON, None)],
        "over a weekend too",
    ),
    (
        [closure("2026-12-09", None)],
        "2026-12-07",
        [("closed", "2026-12-09", None, None, None)],
        "nobody knows until when",
    ),
    (
        [exceptional("2026-12-12", "2026-12-12", "09:00-12:00")],
        "2026-12-07",
        [("hours", "2026-12-12", "2026-12-12", None, None)],
        "a Saturday",
    ),
    (
        [other("2026-12-09", "2026-12-10", "08:00-18:00")],
        "2026-12-07",
        [("hours", "2026-12-09", "2026-12-10", None, None)],
        "two long days",
    ),
    ([other("2026-12-01", "2027-06-30", "Mo-Fr 08:00-18:00")], "2026-12-07", [], "the week that counts is this one"),
    (
        [other("2026-12-09", "2027-06-30", "Su 09:00-12:00")],
        "2026-12-07",
        [("closed", "2026-12-09", "2026-12-12", None, None), ("hours", "2026-12-13", "2026-12-13", None, None)],
        "a run ends at an opening on a day that usually has none; this broke the call",
    ),
    (
        [other("2026-12-14", None, "Mo-Fr 08:00-18:00")],
        "2026-12-08",
        [("hours", "2026-12-14", None, None, None)],
        "from then on: Christmas, which is not told yet, is no end of it",
    ),
    (
        [other("2026-12-14", "2027-01-15", "Mo-Fr 08:00-18:00")],
        "2026-12-08",
        [("hours", "2026-12-14", "2027-01-15", None, None)],
        "until it ends, over Christmas and the new year",
    ),
    (
        [other("2026-12-21", None, "Mo-Fr 08:00-18:00")],
        "2026-12-20",
        [("hours", "2026-12-21", "2026-12-24", None, None), ("closed", "2026-12-25", "2026-12-25", None, None)],
        "a holiday within the seven days is told",
    ),
    (
        [closure("2026-12-10", "2027-06-30", part="après-midi")],
        "2026-12-07",
        [("part", "2026-12-10", None, NOON, None)],
        "its end is far",
    ),
    (
        [emergency("2026-12-09 11:00", "2026-12-09 13:00")],
        "2026-12-07",
        [("part", "2026-12-09", "2026-12-09", NOON, TWO)],
        "an emergency, by the clock of Paris",
    ),
    (
        [emergency("2026-12-09 11:00", "2026-12-10 09:00")],
        "2026-12-07",
        [("closed", "2026-12-09", "2026-12-10", NOON, TEN)],
        "an emergency over a night",
    ),
]


@pytest.mark.parametrize(("above", "first", "found", "why"), ROWS)
def test_what_is_unlike_the_usual_week(
    above: list[Dated | Emergency], first: str, found: list[Found], why: str
) -> None:
    dated = tuple(one for one in above if not isinstance(one, Emergency))
    emergencies = tuple(one for one in above if isinstance(one, Emergency))
    days = calendar(Rule(OFFICE, PARIS, dated=dated, emergencies=emergencies))
    assert [told(one) for one in unusual(days, day(first))] == found, why


def told(one: Unusual) -> Found:
    return one.kind, f"{one.first}", f"{one.last}" if one.last else None, one.since, one.until


def test_a_run_has_every_reason_once() -> None:
    eve = closure("2026-12-24", "2026-12-24", "veille", "après-midi")
    days = calendar(Rule(OFFICE, PARIS, dated=(eve, closure("2026-12-28", "2026-12-31", "fêtes"))))
    (run,) = unusual(days, day("2026-12-21"))
    assert [cause.words["fr"] for cause in run.causes] == ["veille", "Noël", "fêtes", "Jour de l'an"]


def test_the_smallest_of_other_weeks_counts() -> None:
    year, month = other("2026-12-01", None, "Mo-Fr 08:00-18:00"), other("2027-02-01", "2027-02-28", "Mo-Fr 09:00-12:00")
    days = calendar(Rule(OFFICE, PARIS, dated=(month, year)))
    assert standing_week(days, date(2027, 2, 1))[1] == month
    assert standing_week(days, date(2027, 2, 26))[1] == year, "the month ends within seven days"
    assert standing_week(days, date(2026, 11, 24))[1] is None
