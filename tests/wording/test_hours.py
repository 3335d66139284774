"""Opening hours in words."""

from datetime import date, time, timedelta

import pytest

from ivr.hours.planned import Cause
from ivr.hours.unusual import Unusual
from ivr.hours.words import words
from ivr.line.actions import Exceptions, Spans, Week
from ivr.wording.hours import exceptions_words, listed, spans_words, week_words
from tests.wording.spoken import ENGLISH, FRENCH

MONDAY = date(2026, 12, 7)


def spans(text: str) -> Spans:
    """ "08:30-12:00,13:00-17:00", or "" """
    both = [span.split("-") for span in text.split(",") if span]
    return Spans(tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in both))


def week(*days: str, first: date = MONDAY) -> Week:
    return Week(tuple((first + timedelta(days=number), spans(day)) for number, day in enumerate(days)))


@pytest.mark.parametrize(
    ("written", "french", "english"),
    [
        ("08:30-17:00", "de 8 heures 30 à 17 heures", "from 8:30 a.m. to 5 p.m."),
        (
            "08:30-12:00,13:00-17:00",
            "de 8 heures 30 à midi et de 13 heures à 17 heures",
            "from 8:30 a.m. to noon and from 1 p.m. to 5 p.m.",
        ),
        ("", "fermé", "closed"),
        ("20:00-00:00", "de 20 heures à minuit", "from 8 p.m. to midnight"),
        ("00:00-00:00", "toute la journée", "toute la journée"),
    ],
)
def test_the_hours_of_a_day(written: str, french: str, english: str) -> None:
    assert spans_words(FRENCH, spans(written)) == french
    assert spans_words(ENGLISH, spans(written)) == english


def test_equal_neighbours_of_a_week_are_said_together() -> None:
    open_all_week = week(*["07:30-14:30"] * 4, "07:30-12:00", "", "")

    assert week_words(FRENCH, open_all_week) == (
        "du lundi au jeudi, de 7 heures 30 à 14 heures 30 ; vendredi, de 7 heures 30 à midi ; samedi et dimanche, fermé"
    )
    assert week_words(ENGLISH, open_all_week) == (
        "Monday to Thursday, from 7:30 a.m. to 2:30 p.m.; Friday, from 7:30 a.m. to noon; Saturday and Sunday, closed"
    )


def test_a_week_is_told_from_monday_when_that_is_shorter() -> None:
    from_wednesday = week(*["08:30-17:00"] * 3, "", "", *["08:30-17:00"] * 2, first=MONDAY + timedelta(days=2))

    assert week_words(FRENCH, from_wednesday) == (
        "du lundi au vendredi, de 8 heures 30 à 17 heures ; samedi et dimanche, fermé"
    )


def test_equal_days_apart_are_not_said_together() -> None:
    guadeloupe = week("07:30-15:30", "07:30-12:00", "07:30-12:00", "07:30-15:30", "07:30-12:00", "", "")

    assert week_words(FRENCH, guadeloupe).startswith(
        "lundi, de 7 heures 30 à 15 heures 30 ; mardi et mercredi, de 7 heures 30 à midi ; jeudi,"
    )


def test_a_week_can_leave_out_its_closed_days() -> None:
    open_only = week("08:00-17:00", "", *["08:00-17:00"] * 3, "", "")

    assert week_words(FRENCH, open_only, opened=True) == (
        "lundi, de 8 heures à 17 heures ; du mercredi au vendredi, de 8 heures à 17 heures"
    )
    assert week_words(FRENCH, week("", ""), opened=True) == "fermé"
    assert week_words(FRENCH, Week(())) == "fermé"


def test_things_are_listed_with_and_before_the_last() -> None:
    assert listed(FRENCH, ["a"]) == "a"
    assert listed(FRENCH, ["a", "b", "c"]) == "a, b et c"


DECEMBER = [date(2026, 12, day) for day in range(24, 32)]
EVE = Cause("closure", words(fr="réveillon", en="Christmas Eve"))
NOEL = Cause("holiday", words(fr="Noël", en="Christmas Day"))
FEAST = Cause("unsure", words(fr="Idi el-Fitr", en="Eid al-Fitr"), sure=False)
WORKS = Cause("other", words(fr="travaux", en="building works"))
THURSDAY, FRIDAY = DECEMBER[0], DECEMBER[1]
UNUSUAL = [
    (
        Unusual("closed", FRIDAY, FRIDAY, (NOEL,)),
        "vendredi 25 décembre, fermé, Noël",
        "Friday 25 December, closed, Christmas Day",
    ),
    (
        Unusual("closed", THURSDAY, date(2027, 1, 3), (EVE,)),
        "du jeudi 24 décembre au dimanche 3 janvier inclus, fermé, réveillon",
        "Thursday 24 December through Sunday 3 January, closed, Christmas Eve",
    ),
    (
        Unusual("part", THURSDAY, THURSDAY, (EVE,), since=time(12)),
        "jeudi 24 décembre, fermé à partir de midi, réveillon",
        "Thursday 24 December, closed from noon on, Christmas Eve",
    ),
    (
        Unusual("part", THURSDAY, THURSDAY, (EVE,), until=time(10, 30)),
        "jeudi 24 décembre, fermé jusqu'à 10 heures 30, réveillon",
        "Thursday 24 December, closed until 10:30 a.m., Christmas Eve",
    ),
    (
        Unusual("part", THURSDAY, THURSDAY, (EVE,), since=time(12), until=time(14)),
        "jeudi 24 décembre, fermé de midi à 14 heures, réveillon",
        "Thursday 24 December, closed from noon to 2 p.m., Christmas Eve",
    ),
    (
        Unusual("part", THURSDAY, FRIDAY, (WORKS,), since=time(12)),
        "du jeudi 24 décembre au vendredi 25 décembre inclus, fermé à partir de midi, travaux",
        "Thursday 24 December through Friday 25 December, closed from noon on, building works",
    ),
    (
        Unusual("closed", THURSDAY, FRIDAY, (EVE, NOEL), since=time(12)),
        "du jeudi 24 décembre à midi au vendredi 25 décembre inclus, fermé, réveillon et Noël",
        "closed from Thursday 24 December, at noon through Friday 25 December, Christmas Eve and Christmas Day",
    ),
    (
        Unusual("closed", THURSDAY, date(2026, 12, 28), (EVE,), since=time(12), until=time(10)),
        "du jeudi 24 décembre à midi au lundi 28 décembre à 10 heures, fermé, réveillon",
        "closed from Thursday 24 December, at noon through Monday 28 December, at 10 a.m., Christmas Eve",
    ),
    (
        Unusual("closed", THURSDAY, None, (WORKS,)),
        "à partir du jeudi 24 décembre, fermé jusqu'à nouvel ordre, travaux",
        "closed from Thursday 24 December until further notice, building works",
    ),
    (
        Unusual("hours", THURSDAY, FRIDAY, (), ((time(9), time(12)),)),
        "du jeudi 24 décembre au vendredi 25 décembre inclus, de 9 heures à midi",
        "Thursday 24 December through Friday 25 December, from 9 a.m. to noon",
    ),
    (
        Unusual("closed", THURSDAY, date(2027, 12, 24), ()),
        "du jeudi 24 décembre au vendredi 24 décembre inclus, fermé",
        "Thursday 24 December through Friday 24 December, closed",
    ),
    (
        Unusual("hours", THURSDAY, None, (), ((time(8), time(18)),)),
        "à partir du jeudi 24 décembre, de 8 heures à 18 heures",
        "from Thursday 24 December on, from 8 a.m. to 6 p.m.",
    ),
    (
        Unusual("part", THURSDAY, None, (), since=time(12)),
        "à partir du jeudi 24 décembre, fermé à partir de midi",
        "from Thursday 24 December on, closed from noon on",
    ),
    (
        Unusual("closed", THURSDAY, date(2028, 1, 15), ()),
        "du jeudi 24 décembre au samedi 15 janvier 2028 inclus, fermé",
        "Thursday 24 December through Saturday 15 January 2028, closed",
    ),
    (
        Unusual("perhaps", THURSDAY, THURSDAY, (FEAST,), ((time(9), time(12)),)),
        "jeudi 24 décembre, peut-être fermé, Idi el-Fitr, sous réserve",
        "Thursday 24 December, perhaps closed, Eid al-Fitr, to be confirmed",
    ),
]


@pytest.mark.parametrize(("found", "french", "english"), UNUSUAL)
def test_what_is_unlike_the_usual_week(found: Unusual, french: str, english: str) -> None:
    assert exceptions_words(FRENCH, Exceptions((found,))) == french
    assert exceptions_words(ENGLISH, Exceptions((found,))) == english


def test_several_follow_each_other() -> None:
    one, other = Unusual("closed", FRIDAY, FRIDAY, (NOEL,)), Unusual("closed", THURSDAY, THURSDAY, ())
    assert exceptions_words(FRENCH, Exceptions((one, other))) == (
        "vendredi 25 décembre, fermé, Noël ; jeudi 24 décembre, fermé"
    )
    assert exceptions_words(FRENCH, Exceptions(())) == ""


def test_the_clock_of_exceptions_is_named_once_where_a_time_is_told() -> None:
    whole = Unusual("closed", THURSDAY, THURSDAY, ())
    parts = [Unusual("part", day, day, (NOEL,), since=time(12)) for day in (THURSDAY, FRIDAY)]
    assert exceptions_words(FRENCH, Exceptions((whole, *parts)), clock="heure de Paris") == (
        "jeudi 24 décembre, fermé ; jeudi 24 décembre, fermé à partir de midi, heure de Paris, Noël ; "
        "vendredi 25 décembre, fermé à partir de midi, Noël"
    )
    assert "heure" not in exceptions_words(FRENCH, Exceptions((whole,)), clock="heure de Paris")
