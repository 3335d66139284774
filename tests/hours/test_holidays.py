"""Holidays: which place keeps which day by law, which by custom, and which when the moon was seen."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise

import pytest

from ivr.hours.customs import CUSTOMS
from ivr.hours.holidays import NONE, SUBDIVISIONS, Holiday, expected, kept, local_days, names_of, unsettled
from ivr.hours.rule import Rule
from tests.hours.feasts import KEPT as ANNOUNCED
from tests.hours.rules import OFFICE, calendar, day

# Everything here is in 2026 unless the date says otherwise; the weekday is told because it decides what is seen.
KEPT = [
    ("", "2026-01-01", "Jour de l'an", "Thursday"),
    ("", "2026-04-06", "Lundi de Pâques", "Monday"),
    ("", "2026-05-14", "Ascension", "Thursday"),
    ("", "2026-12-25", "Noël", "Friday"),
    ("57", "2026-04-03", "Vendredi saint", "Friday, Moselle"),
    ("6AE", "2026-04-03", "Vendredi saint", "Friday, Alsace"),
    ("57", "2025-12-26", "Saint-Étienne", "Friday, Moselle"),
    ("971", "2026-05-27", "Abolition de l'esclavage", "Wednesday, Guadeloupe"),
    ("972", "2026-05-22", "Abolition de l'esclavage", "Friday, Martinique"),
    ("973", "2026-06-10", "Abolition de l'esclavage", "Wednesday, Guyane"),
    ("974", "2027-12-20", "Abolition de l'esclavage", "Monday, La Réunion"),
    ("976", "2026-04-27", "Abolition de l'esclavage", "Monday, Mayotte"),
    ("BL", "2026-10-09", "Abolition de l'esclavage", "Friday, Saint-Barthélemy"),
    ("MF", "2026-05-28", "Abolition de l'esclavage", "Thursday, Saint-Martin"),
]

NOT_KEPT = [
    ("", "2026-04-03", "Good Friday is a working day outside Alsace and Moselle"),
    ("", "2026-05-27", "the abolition is kept overseas"),
    ("PM", "2026-05-27", "Saint-Pierre-et-Miquelon keeps the national days alone"),
    ("971", "2026-02-17", "Shrove Tuesday: each employer's choice"),
    ("972", "2026-05-27", "Guadeloupe's day, not Martinique's"),
]


@pytest.mark.parametrize(("subdivision", "on", "name", "why"), KEPT)
def test_keeps(subdivision: str, on: str, name: str, why: str) -> None:
    days = calendar(Rule("Mo-Su 08:00-12:00", "Europe/Paris", subdivision), day("2025-01-01"))
    cause = days.cause_of(day(on))
    assert (cause.kind, cause.words["fr"]) == ("holiday", name), why
    assert cause.words["en"]
    assert days.spans_of(day(on)) == ()


@pytest.mark.parametrize(("subdivision", "on", "why"), NOT_KEPT)
def test_does_not_keep(subdivision: str, on: str, why: str) -> None:
    days = calendar(Rule(OFFICE, "Europe/Paris", subdivision))
    assert days.cause_of(day(on)).kind == "hours", why
    assert days.spans_of(day(on))


def on(text: str, subdivision: str, **said: tuple[str, ...]) -> tuple[str, bool, bool] | None:
    """What a body there makes of a day: its holiday's French name, whether it closes, whether that is sure."""
    return _told(kept(subdivision, day(text).year, said.get("works_on", ()), said.get("also_closed", ()), ()), text)


def confirmed(text: str, *pairs: tuple[str, str], **said: tuple[str, ...]) -> tuple[str, bool, bool] | None:
    """The same in Mayotte, where somebody confirmed days."""
    told = tuple((feast, day(on)) for feast, on in pairs)
    return _told(kept("976", day(text).year, said.get("works_on", ()), said.get("also_closed", ()), told), text)


def _told(holidays: Mapping[date, Holiday], text: str) -> tuple[str, bool, bool] | None:
    holiday = holidays.get(day(text))
    return (holiday.words["fr"], holiday.closes, holiday.sure) if holiday else None


def test_the_law_closes_custom_is_doubtful_and_an_employers_choice_is_nothing() -> None:
    assert on("2027-05-27", "971") == ("Abolition de l'esclavage", True, True)  # a Thursday
    assert on("2027-03-26", "972") == ("Vendredi saint", False, False)
    assert on("2027-03-26", "971") == ("Vendredi saint", False, False)
    assert on("2027-03-26", "57") == ("Vendredi saint", True, True)  # the law there
    assert on("2027-07-21", "MF") == ("Fête de Victor Schoelcher", False, False)  # a Wednesday
    assert on("2027-02-09", "972") is None  # Shrove Tuesday


def test_a_caisse_says_whether_it_keeps_a_custom() -> None:
    assert on("2027-03-26", "972", also_closed=("Vendredi saint",)) == ("Vendredi saint", True, True)
    assert on("2027-02-10", "973", also_closed=("Mercredi des Cendres",)) == ("Mercredi des Cendres", True, True)
    assert on("2027-03-26", "972", works_on=("Vendredi saint",)) is None
    assert on("2027-05-17", "", works_on=("Lundi de Pentecôte",)) is None


def test_every_custom_can_be_named_and_is_told_in_both_languages_with_its_source() -> None:
    for subdivision, customs in CUSTOMS.items():
        for custom in customs:
            [first, *_] = custom.days(2027)
            holiday = kept(subdivision, 2027, (), (custom.name["fr"],), ())[first]
            assert holiday.closes or custom.standing == "lunar"
            assert custom.name["en"]
            assert custom.source


# Miradji on Wednesday 6 January 2027, Idi el-Fitr on Wednesday 10 March: computed, until somebody confirms.
def test_a_feast_of_the_moon_closes_only_where_that_was_said_and_is_not_sure() -> None:
    assert on("2027-03-10", "976") == ("Idi el-Fitr", False, False)
    assert on("2027-03-10", "976", also_closed=("Idi el-Fitr",)) == ("Idi el-Fitr", True, False)
    assert on("2027-03-10", "976", works_on=("Idi el-Fitr",)) is None
    assert on("2027-01-06", "976", also_closed=("Idi el-Fitr",)) == ("Miradji", False, False)


def test_a_confirmed_feast_closes_surely_on_its_day_and_on_no_other() -> None:
    assert confirmed("2027-03-10", ("Idi el-Fitr", "2027-03-10")) == ("Idi el-Fitr", True, True)
    assert confirmed("2027-03-09", ("Idi el-Fitr", "2027-03-09")) == ("Idi el-Fitr", True, True)
    assert confirmed("2027-03-10", ("Idi el-Fitr", "2027-03-09")) is None
    assert confirmed("2027-01-06", ("Idi el-Fitr", "2027-03-09")) == ("Miradji", False, False)
    assert confirmed("2028-02-27", ("Idi el-Fitr", "2027-03-10")) == ("Idi el-Fitr", False, False)
    assert confirmed("2027-03-10", ("Idi el-Fitr", "2027-03-10"), works_on=("Idi el-Fitr",)) is None


def test_a_feast_that_is_not_kept_one_year_is_kept_in_the_next() -> None:
    assert confirmed("2027-03-10", (NONE, "2027-03-10")) is None
    assert confirmed("2028-02-27", (NONE, "2027-03-10")) == ("Idi el-Fitr", False, False)


def test_a_feast_may_be_moved_over_the_new_year() -> None:
    # Miradji is expected on Sunday 26 December 2027, and again on 15 December 2028.
    assert confirmed("2028-01-01", ("Miradji", "2028-01-01")) == ("Jour de l'an", True, True)
    assert confirmed("2028-01-03", ("Miradji", "2028-01-03")) == ("Miradji", True, True)
    assert confirmed("2027-12-26", ("Miradji", "2028-01-03")) is None


def test_a_feast_on_a_public_holiday_leaves_it_sure() -> None:
    assert on("2027-05-17", "976") == ("Lundi de Pentecôte", True, True)  # Idi el-Kabir too
    assert on("2027-05-17", "976", works_on=("Lundi de Pentecôte",)) == ("Idi el-Kabir", False, False)


@pytest.mark.parametrize(("feast", "announced", "source"), ANNOUNCED)
def test_feasts_were_kept_on_the_computed_day_or_the_day_before(feast: str, announced: date, source: str) -> None:
    awaited = expected("976", feast, announced)
    assert awaited in (announced, announced + timedelta(days=1)), source


def test_nearly_all_feasts_were_kept_on_the_computed_day() -> None:
    right = [feast for feast, announced, _ in ANNOUNCED if expected("976", feast, announced) == announced]
    assert (len(right), len(ANNOUNCED)) == (16, 18)


def test_feasts_are_expected_about_every_354_days_within_the_tables() -> None:
    for custom in CUSTOMS["976"]:
        days = [found for year in range(1925, 2077) for found in custom.days(year)]
        assert {(after - before).days for before, after in pairwise(days)} <= {353, 354, 355, 356}
        assert not list(custom.days(2100))


def test_what_is_unsettled_waits_for_a_person() -> None:
    def waiting(subdivision: str, works_on: tuple[str, ...] = (), also_closed: tuple[str, ...] = ()) -> set[str]:
        return {local.name["fr"] for local in unsettled(subdivision, 2027, works_on, also_closed, ())}

    assert waiting("") == waiting("974") == set()
    assert waiting("MF") == {"Fête de Victor Schoelcher", "Mi-Carême"}
    assert waiting("MF", ("Mi-Carême",), ("Fête de Victor Schoelcher",)) == set()
    assert waiting("976", ("Miradji",), ("Idi el-Fitr",)) == {"Idi el-Fitr"}, "its day; the others fall on holidays"
    told = tuple((local.name["fr"], local.day) for local in unsettled("976", 2027, (), (), ()))
    assert not list(unsettled("976", 2027, (), (), told))


def test_two_holidays_on_one_day() -> None:
    # Thursday 8 May 2059 is both Ascension and Victory Day: working on one leaves the other.
    assert len([local for local in local_days("", 2059) if local.day == day("2059-05-08")]) == 2
    assert on("2059-05-08", "", works_on=("Ascension",)) == ("Fête de la Victoire", True, True)
    assert on("2059-05-08", "", works_on=("Ascension", "Fête de la Victoire")) is None


def test_unknown_places_are_refused() -> None:
    for wrong in ("67", "68", "FR", "Alsace-Moselle"):  # 67 and 68 are 6AE
        with pytest.raises(KeyError):
            kept(wrong, 2026, (), (), ())


def test_names_are_the_same_every_year() -> None:
    # works_on and also_closed are held against the names of one year.
    for subdivision in SUBDIVISIONS:
        for year in range(2024, 2036):
            assert {local.name["fr"] for local in local_days(subdivision, year)} == names_of(subdivision), year


def test_the_law_names_its_article() -> None:
    articles = {
        local.source for subdivision in SUBDIVISIONS for local in local_days(subdivision, 2027) if local.confirmed
    }
    assert articles == {f"Code du travail {article}" for article in ("L3133-1", "L3134-13", "L3422-2")}
