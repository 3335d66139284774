"""Days and parts of days as people write them, in French and English."""

from datetime import date, time

import pytest

from ivr.hours.day_parts import is_whole_day, read_other_hours, read_part, read_times, read_week
from ivr.hours.day_phrases import read_days
from ivr.hours.days import Days, Stretch
from ivr.hours.rule import DAY_END, Spans
from ivr.hours.weekly import HoursError
from tests.hours.rules import spans


def d(text: str) -> date:
    return date.fromisoformat(text)


def one(*days: str) -> Days:
    return Days(tuple(Stretch(d(day), d(day)) for day in days))


def range_(first: str | None, last: str | None, *weekdays: int, nth: int = 0) -> Days:
    return Days((Stretch(d(first) if first else None, d(last) if last else None, weekdays, nth),))


def yearly(start: tuple[int, int], end: tuple[int, int]) -> Days:
    return Days((Stretch(yearly=(start, end)),))


EVES = Days((Stretch(yearly=((12, 24), (12, 24))), Stretch(yearly=((12, 31), (12, 31)))))
FESTIVE = range_("2026-12-24", "2027-01-03")
SATURDAYS = range_("2026-12-05", "2026-12-26", 5)
FIRST_MONDAYS = range_(None, None, 0, nth=1)
SPRING = range_("2027-01-04", "2027-06-30")
READ: list[tuple[str, Days]] = [
    ("2026-12-04", one("2026-12-04")),
    ("4 décembre 2026", one("2026-12-04")),
    ("le 4 decembre 2026", one("2026-12-04")),
    ("vendredi 4 décembre 2026", one("2026-12-04")),
    ("Friday 4 December 2026", one("2026-12-04")),
    ("December 4, 2026", one("2026-12-04")),
    ("1er janvier 2027", one("2027-01-01")),
    ("vendredi 1er janvier 2027", one("2027-01-01")),
    ("24 et 31 décembre 2026", one("2026-12-24", "2026-12-31")),
    ("les 24, 26 et 31 décembre 2026", one("2026-12-24", "2026-12-26", "2026-12-31")),
    ("24 décembre et 2 janvier 2027", one("2026-12-24", "2027-01-02")),
    ("24, 31 décembre et 2 janvier 2027", one("2026-12-24", "2026-12-31", "2027-01-02")),
    ("24 décembre 2026 et 2 janvier", one("2026-12-24", "2027-01-02")),
    ("2026-12-24 et 2 janvier", one("2026-12-24", "2027-01-02")),
    ("2 janvier et 24 décembre 2026", one("2026-01-02", "2026-12-24")),
    ("24 décembre et 11 novembre 2026", one("2026-11-11", "2026-12-24")),
    ("12 et 5 décembre 2026", one("2026-12-05", "2026-12-12")),
    ("2026-12-24, 2026-12-31", one("2026-12-24", "2026-12-31")),
    ("2026-12-24; 2026-12-31", one("2026-12-24", "2026-12-31")),
    ("vendredi 4 et samedi 5 décembre 2026", one("2026-12-04", "2026-12-05")),
    ("les samedis 5 et 12 décembre 2026", one("2026-12-05", "2026-12-12")),
    ("du 24 décembre 2026 au 3 janvier 2027", FESTIVE),
    ("du 24 décembre au 3 janvier 2027", FESTIVE),
    ("2026-12-24 au 2027-01-03", FESTIVE),
    ("from 24 December 2026 to 3 January 2027", FESTIVE),
    ("24 December 2026 to 3 January 2027", FESTIVE),
    ("du 4 janvier à fin juin 2027", SPRING),
    ("du 4 janvier à la fin juin 2027", SPRING),
    ("du 24 déc. 2026 au 3 janv.", FESTIVE),
    ("tous les jours du 24 décembre 2026 au 3 janvier 2027", FESTIVE),
    ("from 24th December 2026 to 3rd January 2027", FESTIVE),
    ("décembre 2026", range_("2026-12-01", "2026-12-31")),
    ("de janvier à juin 2027", range_("2027-01-01", "2027-06-30")),
    ("à partir du 4 janvier 2027", range_("2027-01-04", None)),
    ("à partir du 4 janvier 2027, jusqu'à nouvel ordre", range_("2027-01-04", None)),
    ("du 4 janvier 2027 jusqu’à nouvel ordre", range_("2027-01-04", None)),
    ("2027-01-04 until further notice", range_("2027-01-04", None)),
    ("from 4 January 2027", range_("2027-01-04", None)),
    ("jusqu'au 30 juin 2027", range_(None, "2027-06-30")),
    ("samedis du 5 au 26 décembre 2026", SATURDAYS),
    ("les samedis du 2026-12-05 au 2026-12-26", SATURDAYS),
    ("Saturdays from 5 to 26 December 2026", SATURDAYS),
    ("Sa from 2026-12-05 to 2026-12-26", SATURDAYS),
    ("samedi 5 au dimanche 6 décembre 2026", range_("2026-12-05", "2026-12-06")),
    ("tous les samedis de décembre 2026", range_("2026-12-01", "2026-12-31", 5)),
    ("les samedis du mois de décembre 2026", range_("2026-12-01", "2026-12-31", 5)),
    ("tous les samedis", range_(None, None, 5)),
    ("lundis", range_(None, None, 0)),
    ("lundi et mardi du 5 au 26 décembre 2026", range_("2026-12-05", "2026-12-26", 0, 1)),
    ("lundi au mercredi du 5 au 26 décembre 2026", range_("2026-12-05", "2026-12-26", 0, 1, 2)),
    ("lundis, mercredis et vendredis de mars 2027", range_("2027-03-01", "2027-03-31", 0, 2, 4)),
    ("Mo-We from 2026-12-07 to 2026-12-20", range_("2026-12-07", "2026-12-20", 0, 1, 2)),
    ("mercredis à partir du 2 décembre 2026", range_("2026-12-02", None, 2)),
    ("Mondays until 30 June 2027", range_(None, "2027-06-30", 0)),
    ("premier lundi du mois", FIRST_MONDAYS),
    ("le premier lundi de chaque mois", FIRST_MONDAYS),
    ("every first Monday of the month", FIRST_MONDAYS),
    ("1er lundi du mois", FIRST_MONDAYS),
    ("premier lundi de janvier 2027", one("2027-01-04")),
    ("first Monday of January 2027", one("2027-01-04")),
    ("premier et troisième lundi du mois de janvier 2027", one("2027-01-04", "2027-01-18")),
    ("dernier vendredi de mars 2027", one("2027-03-26")),
    ("la semaine du 14 décembre 2026", range_("2026-12-14", "2026-12-20")),
    ("week of 16 December 2026", range_("2026-12-14", "2026-12-20")),
    ("semaine du 14 au 18 décembre 2026", range_("2026-12-14", "2026-12-18")),
    ("dernier vendredi du mois à partir du 1er janvier 2027", range_("2027-01-01", None, 4, nth=-1)),
    ("chaque année le 24 décembre", yearly((12, 24), (12, 24))),
    ("tous les ans le 24 décembre", yearly((12, 24), (12, 24))),
    ("every year on 24 December", yearly((12, 24), (12, 24))),
    ("chaque année du 24 décembre au 2 janvier", yearly((12, 24), (1, 2))),
    ("chaque année les 24 et 31 décembre", EVES),
    (
        "samedis de décembre 2026 sauf le 26 décembre 2026",
        Days((Stretch(d("2026-12-01"), d("2026-12-31"), (5,)),), (Stretch(d("2026-12-26"), d("2026-12-26")),)),
    ),
]
REFUSED = [
    ("04/12/2026", "deux façons", "2026-12-04", "in France the day comes first"),
    ("le 24/12/26", "comme une date", "2026-12-24", "a short year too"),
    ("13/12/2026", "comme une date", "2026-12-13", "there is no thirteenth month: it is not doubtful"),
    ("du 04/12/2026 au 13/12/2026", "deux façons", "du 2026-12-04 au 2026-12-13", "both dates"),
    ("31/02/2027", "n'existe pas", "", "no such day"),
    ("4 décembre", "l'année", "4 décembre 2026", "there is no year to guess"),
    ("29 février", "l'année", "29 février 2028", "a leap year"),
    ("du 24 décembre au 3 janvier", "l'année", "du 24 décembre 2026 au 3 janvier", "over the new year"),
    ("samedis de décembre sauf le 26 décembre 2026", "l'année", "samedis de décembre 2026 sauf le 26", "within"),
    ("semaine du 14 décembre", "l'année", "semaine du 14 décembre 2026", "a week too"),
    ("jeudi 4 décembre 2026", "est un vendredi", "vendredi 4 décembre 2026", "the weekday is wrong"),
    ("lundi de Pentecôte 2027", "jour férié", "lundi 17 mai 2027", "a holiday by its name"),
    ("Noël 2026", "jour férié", "vendredi 25 décembre 2026", "another"),
    ("Christmas Day 2026", "jour férié", "vendredi 25 décembre 2026", "in English"),
    ("Abolition de l'esclavage 2027", "compris", "", "not on one day everywhere"),
    ("samedis matin de janvier 2027", "« hours: matin »", "samedis de janvier 2027", "a time among days"),
    ("4 décembre 2026 midi", "« hours: à partir de midi »", "4 décembre 2026", "another"),
    ("4 décembre 2026 à 14h", "« hours: à partir de 14h »", "4 décembre 2026", "a clock"),
    ("4 décembre de 9h à 12h", "« hours: de 9h à 12h »", "4 décembre 2026", "two, and no year"),
    ("le soir du 4 décembre 2026", "« hours: à partir de 18:00 »", "4 décembre 2026", "before the day"),
    ("31 février 2027", "n'existe pas", "", "no such day"),
    ("2026-13-01", "n'existe pas", "", "no such month"),
    (
        "semaine du 31 décembre 9999",
        "n'existe pas",
        "",
        "its Sunday is in no calendar; this broke the reading of all files",
    ),
    ("lundis à partir du 1er juin 9999", "n'existe pas", "", "nor are its last Mondays"),
    ("jusqu'au 0001-01-01", "n'existe pas", "", "nor is the year before it"),
    ("du 3 janvier 2027 au 24 décembre 2026", "avant de commencer", "", "backwards"),
    ("du 4 janvier 2027", "ne nomme pas", "", "that day, or from it on?"),
    ("samedi 5 au 26 décembre 2026", "deux façons", "samedis du 5", "Saturdays, or all days?"),
    ("samedi", "lequel", "tous les samedis", "one Saturday, or each?"),
    ("demain", "une date", "4 décembre 2026", "no day of today's is known here"),
    ("lundi prochain", "une date", "4 décembre 2026", "nor a next one"),
    ("4 décembre 2026 après-midi", "« hours: après-midi »", "4 décembre 2026", "the hours have a key of their own"),
    ("cinquième lundi de janvier 2027", "n'existe pas", "", "it has four"),
    ("week-end du 5 décembre 2026", "ne nomme pas", "", "no week"),
    ("ramadan 2027", "ramadan", "", "not guessed"),
    ("", "ne nomme pas", "", "nothing"),
    ("premier lundi", "ne nomme pas", "", "of which month?"),
]


@pytest.mark.parametrize(("phrase", "days"), READ)
def test_days_are_read(phrase: str, days: Days) -> None:
    assert read_days(phrase) == days


@pytest.mark.parametrize(("phrase", "words", "example", "why"), REFUSED)
def test_what_is_not_certain_is_refused(phrase: str, words: str, example: str, why: str) -> None:
    with pytest.raises(HoursError) as refused:
        read_days(phrase)
    assert words in refused.value.reason["fr"], why
    assert example in refused.value.example
    read_days(refused.value.example)  # what is proposed can be written


def test_a_weekday_that_is_not_the_dates_has_two_readings() -> None:
    with pytest.raises(HoursError) as refused:
        read_days("lundi 4 décembre 2026")
    assert (refused.value.example, refused.value.or_else) == ("vendredi 4 décembre 2026", "lundi 7 décembre 2026")
    assert read_days(refused.value.or_else) == one("2026-12-07")


TO_THE_END: Spans = ((time(12), DAY_END),)
PARTS: list[tuple[str, Spans]] = [
    ("après-midi", TO_THE_END),
    ("l'après-midi", TO_THE_END),
    ("afternoon", TO_THE_END),
    ("à partir de midi", TO_THE_END),
    ("from noon", TO_THE_END),
    ("matin", ((time(0), time(12)),)),
    ("the morning", ((time(0), time(12)),)),
    ("à partir de 15:00", ((time(15), DAY_END),)),
    ("à partir de 15 h", ((time(15), DAY_END),)),
    ("dès 15h30", ((time(15, 30), DAY_END),)),
    ("jusqu'à 10:00", ((time(0), time(10)),)),
    ("avant 9 h 30", ((time(0), time(9, 30)),)),
    ("until 10:00", ((time(0), time(10)),)),
    ("12:00-14:00", spans("12:00-14:00")),
    ("de midi à 14 h", spans("12:00-14:00")),
    ("12h-14h et 16h-17h", spans("12:00-14:00 16:00-17:00")),
]


@pytest.mark.parametrize(("phrase", "part"), PARTS)
def test_parts_of_a_day_are_read(phrase: str, part: Spans) -> None:
    assert read_part(phrase) == part


@pytest.mark.parametrize(
    "phrase", ["toute la journée", "25:00", "à partir de 25h", "midi", "Mo-Fr 09:00-12:00", "soir"]
)
def test_what_is_no_part_of_a_day_is_refused(phrase: str) -> None:
    with pytest.raises(HoursError) as refused:
        read_part(phrase)
    read_part(refused.value.example)


@pytest.mark.parametrize("phrase", ["09:00-12:00,14:00-16:00", "9h-12h, 14 h - 16 h", "de 9h à 12h et de 14h à 16h"])
def test_times_are_read(phrase: str) -> None:
    assert read_times(phrase) == spans("09:00-12:00 14:00-16:00")


@pytest.mark.parametrize(
    "phrase",
    ["8-18", "8–18", "8 à 18", "8h à 18h", "8h–18", "de 8 à 18 heures", "8:00 to 18:00", "8am-6pm", "8 a.m. to 6 p.m."],
)
def test_a_stretch_of_hours_is_read_as_people_write_it(phrase: str) -> None:
    assert read_times(phrase) == spans("08:00-18:00")
    assert read_other_hours(f"lundi {phrase}")[0][0] == spans("08:00-18:00")


@pytest.mark.parametrize("phrase", ["18", "8-", "8-25", "2026-12-24", "8-18-20"])
def test_a_number_that_is_no_stretch_of_hours_is_refused(phrase: str) -> None:
    with pytest.raises(HoursError):
        read_times(phrase)


WEEKS = [
    ("Mo-Th 08:00-18:00; Fr 08:00-12:00", True),
    ("lundi au jeudi 8h-18h ; vendredi 8h-12h", True),
    ("du lundi au jeudi de 8h à 18h; vendredi de 8h à 12h", True),
    ("Monday to Thursday 8:00-18:00; Friday 8:00-12:00", True),
]


@pytest.mark.parametrize(("phrase", "is_week"), WEEKS)
def test_another_week_is_read(phrase: str, is_week: bool) -> None:
    long, short = spans("08:00-18:00"), spans("08:00-12:00")
    assert read_other_hours(phrase) == ((long, long, long, long, short, (), ()), is_week)


@pytest.mark.parametrize("phrase", [phrase for phrase, _ in WEEKS])
def test_a_usual_week_is_read_as_another_is(phrase: str) -> None:
    assert read_week(phrase) == "Mo-Th 08:00-18:00; Fr 08:00-12:00"


@pytest.mark.parametrize(
    ("phrase", "words", "example"),
    [
        ("8h-18h", "ne dit pas les jours", "Mo-Fr 08:00-18:00"),
        ("lundi au vendredi", "à la fois les jours et les heures", "Mo-Th"),
        ("lundi 8h", "deux heures, un tiret", "Mo-Th"),
        ("Mo-Fr 08:30-12:00; Mo-Fr 13:00-17:00", "deux fois", "Mo-Fr 08:30-12:00,13:00-17:00"),
    ],
)
def test_a_week_that_lacks_something_is_refused(phrase: str, words: str, example: str) -> None:
    with pytest.raises(HoursError) as refused:
        read_week(phrase)
    assert words in refused.value.reason["fr"]
    assert example in refused.value.example
    assert read_week(refused.value.example) == refused.value.example


@pytest.mark.parametrize(
    ("phrase", "example"),
    [("jusqu'à midi", "08:30-12:00"), ("matin", "08:30-12:00"), ("à partir de 14h", "14:00-17:00")],
)
def test_a_part_of_the_day_is_no_hours_of_a_day(phrase: str, example: str) -> None:
    for read in (read_times, read_other_hours):
        with pytest.raises(HoursError) as refused:
            read(phrase)
        assert f"« {phrase} » est une partie de la journée" in refused.value.reason["fr"]
        assert refused.value.example == example


@pytest.mark.parametrize("phrase", ["toute la journée", "journée entière", "all day", "00:00-24:00"])
def test_the_whole_day_is_no_part_of_it(phrase: str) -> None:
    assert is_whole_day(phrase)


def test_hours_alone_are_those_of_each_day() -> None:
    week, is_week = read_other_hours("9h-12h")
    assert (set(week), is_week) == ({spans("09:00-12:00")}, False)


@pytest.mark.parametrize("phrase", ["9", "jusqu'à 19h", "Mo-Fr", "lundi 8h"])
def test_other_hours_that_cannot_be_read_are_refused(phrase: str) -> None:
    with pytest.raises(HoursError) as refused:
        read_other_hours(phrase)
    assert phrase in refused.value.reason["fr"], "what was written is told, not what was made of it"
    read_other_hours(refused.value.example)
