"""The year ahead: each sort of surprise, on days that can be looked up."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from click.testing import CliRunner

from ivr.cli.radar import radar as command
from ivr.hours.days import single, stretch
from ivr.hours.rule import Closure, Emergency, Opening
from ivr.hours.schedules import Bulletin, Schedules
from ivr.hours.words import NO_WORDS, words
from ivr.radar.surprise import Surprise
from ivr.radar.survey import months_later, radar
from tests.drawing.real_line import content

FIRST = date(2026, 11, 23)
REAL = radar(content().schedules, FIRST)


def on(day: date, kind: str, found: tuple[Surprise, ...] = REAL) -> list[Surprise]:
    return [surprise for surprise in found if surprise.first == day and surprise.kind == kind]


def of(kind: str, found: tuple[Surprise, ...]) -> list[Surprise]:
    return [surprise for surprise in found if surprise.kind == kind]


def with_national(**changes: object) -> Schedules:
    """The real schedules, less the caisses, with another rule for 3646."""
    schedules = content().schedules
    line = schedules.lines["national"]
    lines = {"national": replace(line, rule=replace(line.rule, **changes))}  # type: ignore[arg-type]
    return Schedules(lines, {}, {}, schedules.departments)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "place", "gaps"),
    [
        # Sundays: Miquelon follows North America's dates, Paris Europe's
        (date(2027, 3, 14), "Saint-Pierre-et-Miquelon", ["métropole +4 h → +3 h"]),
        (date(2027, 3, 28), "métropole", ["La Réunion +3 h → +2 h", "Mayotte +2 h → +1 h", "−5 h → −6 h"]),
        (date(2027, 10, 31), "métropole", ["Mayotte +1 h → +2 h", "Guyane −5 h → −4 h"]),
        (date(2027, 11, 7), "Saint-Pierre-et-Miquelon", ["métropole +3 h → +4 h"]),
    ],
)
def test_clocks_that_change(day: date, place: str, gaps: list[str]) -> None:
    told = [surprise for surprise in on(day, "clock") if place in surprise.where["fr"].split(" ; ")[0]]
    assert len(told) == 1
    assert all(gap in told[0].where["fr"] for gap in gaps), told[0].where["fr"]


def test_only_paris_and_miquelon_change_their_clocks() -> None:
    assert len(of("clock", REAL)) == 2 * 4


@pytest.mark.parametrize(
    ("day", "holiday", "where"),
    [
        (date(2027, 3, 26), "Vendredi saint", ["Moselle", "Bas-Rhin", "Haut-Rhin"]),  # a Friday
        (date(2027, 4, 27), "Abolition de l'esclavage", ["la ligne de Mayotte"]),  # a Tuesday
        (date(2027, 5, 27), "Abolition de l'esclavage", ["Guadeloupe"]),  # a Thursday
        (date(2027, 12, 20), "Abolition de l'esclavage", ["Réunion"]),  # a Monday
    ],
)
def test_holidays_of_some_places_only(day: date, holiday: str, where: list[str]) -> None:
    [told] = on(day, "holiday")
    assert told.words["fr"].startswith(holiday)
    assert all(place in told.where["fr"] for place in where)


def test_a_holiday_of_everybody_is_no_surprise() -> None:
    assert not on(date(2027, 7, 14), "holiday")


def test_a_custom_waits_for_somebody_to_settle_it() -> None:
    """Mid-Lent in Guadeloupe: a Thursday; nobody has said whether the body there is closed."""
    [told] = on(date(2027, 3, 4), "uncertain")
    assert "Guadeloupe" in told.where["fr"]
    assert "sous réserve" in told.words["fr"]
    for settled in ({"also_closed": ("Mi-Carême",)}, {"works_on": ("Mi-Carême",)}):
        assert not on(date(2027, 3, 4), "uncertain", radar(with_national(subdivision="971", **settled), FIRST))


def test_an_employers_choice_is_told_with_the_hours_that_are_announced() -> None:
    [told] = on(date(2027, 2, 9), "uncertain")  # Shrove Tuesday
    assert "horaires habituels annoncés" in told.words["fr"]
    assert all(place in told.where["fr"] for place in ("Guadeloupe", "Martinique", "Guyane"))


def test_a_feast_of_the_moon_waits_for_its_day_to_be_confirmed() -> None:
    """Idi el-Fitr in Mayotte: a Wednesday, computed."""
    [told] = on(date(2027, 3, 10), "provisional")
    assert "Idi el-Fitr" in told.words["fr"]
    assert "holidays.yaml" in told.words["en"]
    assert told.where["fr"] == "la ligne de Mayotte, la Caisse de sécurité sociale de Mayotte"
    moved = (("Idi el-Fitr", date(2027, 3, 9)),)
    found = radar(with_national(subdivision="976", confirmed=moved), FIRST)
    assert not on(date(2027, 3, 9), "provisional", found)
    assert not on(date(2027, 3, 10), "provisional", found)


def test_a_holiday_tells_how_it_is_known() -> None:
    assert "(Code du travail L3134-13)" in on(date(2027, 3, 26), "holiday")[0].words["fr"]  # Good Friday in Alsace
    assert "(Labour code L3422-2)" in on(date(2027, 5, 27), "holiday")[0].words["en"]


def test_long_weekends_are_counted_from_their_first_day() -> None:
    easter = {surprise.first: surprise for surprise in of("run", REAL) if surprise.last == date(2027, 3, 29)}
    assert set(easter) == {date(2027, 3, 26), date(2027, 3, 27)}, "Alsace and Moselle close on Good Friday already"
    assert "4 jours" in easter[date(2027, 3, 26)].words["fr"]


def test_ordinary_weekends_are_no_surprise() -> None:
    assert all((surprise.last - surprise.first).days >= 2 for surprise in of("run", REAL))


def test_closures_that_end_never_end_or_are_over() -> None:
    def closed(first: date, last: date | None, name: str) -> Closure:
        return Closure(stretch(first, last), (), words(fr=name, en=name), name)

    schedules = with_national(
        dated=(
            closed(date(2027, 8, 2), date(2027, 8, 6), "travaux"),
            closed(date(2027, 9, 1), None, "incendie"),
            closed(date(2026, 1, 5), date(2026, 1, 6), "neige"),
            closed(date(2040, 1, 5), date(2040, 1, 6), "lointain"),
            closed(date(2041, 1, 5), None, "lointain sans fin"),
            Opening(single(date(2027, 1, 9)), ((time(9), time(12)),), NO_WORDS, "samedi"),
        ),
        emergencies=(Emergency(datetime(2026, 12, 1, 9, tzinfo=UTC), None, words(fr="panne", en="failure"), "x"),),
    )
    found = radar(schedules, FIRST)
    assert [(s.first, s.last) for s in on(date(2027, 8, 2), "closure", found)] == [(date(2027, 8, 2), date(2027, 8, 6))]
    assert "incendie" in on(date(2027, 9, 1), "endless", found)[0].words["fr"]
    assert "panne" in on(date(2026, 12, 1), "endless", found)[0].words["fr"]
    assert "neige" in on(FIRST, "lapse", found)[0].words["fr"]
    assert "samedi" in on(date(2027, 1, 9), "closure", found)[0].words["fr"]
    assert not any("lointain" in surprise.words["fr"] for surprise in found)


def test_bulletins_that_end_never_end_or_are_over() -> None:
    def said(name: str, last: datetime | None) -> Bulletin:
        return Bulletin(words(fr=name, en=name), ("national",), datetime(2026, 11, 1, tzinfo=UTC), last)

    endless, ending, over = (
        said("sans fin", None),
        said("grève", datetime(2026, 12, 4, tzinfo=UTC)),
        said("finie", datetime(2026, 11, 2, tzinfo=UTC)),
    )
    found = radar(replace(with_national(), bulletins=(endless, ending, over)), FIRST)
    assert "sans fin" in on(FIRST, "endless", found)[0].words["fr"]
    assert "grève" in on(date(2026, 12, 4), "bulletin", found)[0].words["fr"]
    assert "finie" in on(FIRST, "lapse", found)[0].words["fr"]


def test_sources_grow_old() -> None:
    checked = content().schedules.lines["mayotte"].vouched[0].checked
    assert checked is not None
    assert any("la ligne de Mayotte" in surprise.where["fr"] for surprise in of("source", REAL))
    old = of("source", radar(content().schedules, FIRST, stale_days=0))
    assert all(surprise.first == FIRST for surprise in old)


def test_assumed_hours_are_told_once() -> None:
    [told] = of("assumed", REAL)
    assert "caisses" in told.where["fr"]


def test_surprises_come_in_the_order_of_their_days_within_the_window() -> None:
    days = [surprise.first for surprise in REAL]
    assert days == sorted(days)
    assert days[0] >= FIRST
    assert days[-1] < months_later(FIRST, 24) == date(2028, 11, 23)


def test_every_surprise_is_told_in_both_languages() -> None:
    for surprise in REAL:
        assert surprise.words["fr"] != surprise.words["en"]
        assert surprise.where["en"]


def test_the_command_prints_months_or_json() -> None:
    shown = CliRunner().invoke(command, ["--from", "2026-11-23", "--months", "6"])
    assert shown.exit_code == 0, shown.output
    assert "Mars 2027" in shown.output
    listed = CliRunner().invoke(command, ["--from", "2026-11-23", "--json"])
    assert len(json.loads(listed.output)) == len(REAL)
    english = CliRunner().invoke(command, ["--from", "2026-11-23", "--english"])
    assert "March 2027" in english.output
