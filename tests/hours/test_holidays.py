"""Holidays: which place keeps which day, and the local ones that count only where a caisse says so."""

import pytest

from ivr.hours.holidays import SUBDIVISIONS, disputed, holidays_of, names_of
from ivr.hours.rule import Rule
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
    ("971", "2026-03-12", "Mi-Carême: custom, not law"),
    ("971", "2026-04-03", "Good Friday in Guadeloupe: custom"),
    ("971", "2026-07-21", "Schœlcher's day: custom"),
    ("972", "2026-07-21", "Schœlcher's day: custom"),
    ("MF", "2026-07-21", "Schœlcher's day: custom"),
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


def test_a_caisse_may_keep_local_days_and_work_on_holidays() -> None:
    rule = Rule(OFFICE, "America/Guadeloupe", "971", ("Lundi de Pentecôte",), ("Mi-Carême",))
    days = calendar(rule)
    assert days.cause_of(day("2026-03-12")).words["en"] == "Mi-Careme"  # a Thursday
    assert days.spans_of(day("2026-05-25"))  # Monday of Pentecost: the day of solidarity
    assert days.cause_of(day("2026-07-21")).kind == "hours"  # Tuesday: not named, so not kept


def test_two_holidays_on_one_day() -> None:
    # Thursday 8 May 2059 is both Ascension and Victory Day: working on one leaves the other.
    assert len(holidays_of("", 2059)[day("2059-05-08")]) == 2
    one = calendar(Rule(OFFICE, "Europe/Paris", "", ("Ascension",)), day("2059-01-01"), 365)
    both = calendar(Rule(OFFICE, "Europe/Paris", "", ("Ascension", "Fête de la Victoire")), day("2059-01-01"), 365)
    assert one.cause_of(day("2059-05-08")).words["fr"] == "Fête de la Victoire"
    assert both.cause_of(day("2059-05-08")).kind == "hours"


def test_unknown_places_are_refused_and_disputed_days_are_real_names() -> None:
    for wrong in ("67", "68", "FR", "Alsace-Moselle"):  # 67 and 68 are 6AE
        with pytest.raises(KeyError):
            holidays_of(wrong, 2026)
    for subdivision in SUBDIVISIONS:
        assert disputed(subdivision) <= names_of(subdivision)


def test_names_are_the_same_every_year() -> None:
    # works_on and also_closed are held against the names of one year.
    for subdivision in SUBDIVISIONS:
        for year in range(2024, 2036):
            found = {name["fr"] for names in holidays_of(subdivision, year).values() for name in names}
            assert found == names_of(subdivision), (subdivision, year)
