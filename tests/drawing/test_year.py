"""The year of a caisse as a picture: each day as the calendar has it."""

from collections import Counter
from datetime import UTC, date, datetime, time
from xml.etree import ElementTree

import pytest

from ivr.drawing.year import Heading, days_of_year, draw_year
from ivr.hours.calendar import Calendar
from ivr.hours.days import single, stretch
from ivr.hours.rule import Closure, Emergency, Opening, Rule
from ivr.hours.words import words
from tests.drawing.real_line import content

SVG = "{http://www.w3.org/2000/svg}"
RULES = content().schedules.rules
HEADING = Heading("la CPAM de l'essai", "une source", True)


def calendar_of(rule: Rule, year: int) -> Calendar:
    return content().schedules.calendar(rule, datetime(year, 7, 1, tzinfo=UTC))


def classes(svg: str) -> Counter[str]:
    groups = ElementTree.fromstring(svg).iter(f"{SVG}g")
    return Counter(group.get("class", "").removeprefix("day ") for group in groups if group.get("class", "") != "")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.zone} {rule.subdivision}")
@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_days_are_drawn_as_the_calendar_counts_them(rule: Rule, year: int) -> None:
    calendar = calendar_of(rule, year)
    drawn = classes(draw_year(HEADING, calendar, year, "fr"))
    openings = {start.astimezone(calendar.zone).date() for start, _, _ in calendar.intervals}
    assert drawn.total() == (366 if year == 2028 else 365)
    assert drawn["open"] + drawn["opening"] == sum(day.year == year for day in openings)


def test_a_strasbourg_year_names_its_own_holidays() -> None:
    """Good Friday and Saint Stephen's Day are holidays in Alsace and in Moselle only."""
    drawn = draw_year(HEADING, calendar_of(content().schedules.caisses["673"].rule, 2027), 2027, "fr")
    assert "Vendredi saint" in drawn
    assert "Saint-Étienne" in drawn
    assert classes(drawn)["holiday"] == 13


def test_closures_openings_emergencies_and_clock_changes_stand_out() -> None:
    rule = Rule(
        "Mo-Tu,Th-Fr 08:30-17:00",
        "Europe/Paris",
        dated=(
            Closure(stretch(date(2027, 8, 2), date(2027, 8, 6)), (), words(fr="travaux", en="works"), "works"),
            Opening(single(date(2027, 9, 4)), ((time(9), time(12)),), words(fr="samedi", en="Saturday"), "s"),
        ),
        emergencies=(
            Emergency(
                datetime(2027, 10, 5, 10, tzinfo=UTC),
                datetime(2027, 10, 5, 12, tzinfo=UTC),
                words(fr="panne", en="failure"),
                "failure",
            ),
        ),
    )
    days = {day.day: day for day in days_of_year(Calendar(rule, date(2026, 12, 25), 400), 2027, "fr")}
    assert [days[date(2027, 8, day)].state for day in (1, 2, 6, 7)] == ["weekend", "closure", "closure", "weekend"]
    assert (days[date(2027, 9, 4)].state, days[date(2027, 9, 4)].words) == ("opening", "samedi")
    assert days[date(2027, 9, 8)].state == "closed", "a Wednesday, which has no hours"
    assert (days[date(2027, 10, 5)].state, days[date(2027, 10, 5)].words) == ("emergency", "panne")
    assert time(12) not in {start for start, _ in days[date(2027, 10, 5)].spans}, "12:00 to 14:00 in Paris is lost"
    assert {day.day: day.shift for day in days.values() if day.shift} == {
        date(2027, 3, 28): 3600,
        date(2027, 10, 31): -3600,
    }
