"""Days in words: what is told of an entry, written into the file again, means the very same days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.findings import Language
from ivr.hours.day_phrases import read_days
from ivr.hours.day_words import days_words
from ivr.hours.days import Days, MonthDay, Stretch

DAYS = st.dates(date(2024, 1, 1), date(2031, 12, 31))
MONTH_DAYS = st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda day: (day.month, day.day))
WEEKDAYS = st.sets(st.integers(0, 6), min_size=1).map(lambda found: tuple(sorted(found)))
LANGUAGES = st.sampled_from(("fr", "en"))


def ordered(pair: tuple[date, date]) -> tuple[date, date]:
    return min(pair), max(pair)


BOUNDS = st.one_of(
    st.tuples(DAYS, DAYS).map(ordered),
    st.tuples(DAYS, st.none()),
    st.tuples(st.none(), DAYS),
    DAYS.map(lambda day: (day, day)),
    st.builds(date, st.integers(2024, 2031), st.integers(1, 12), st.just(1)).map(
        lambda first: (first, date(first.year, first.month, 28))
    ),
)


@st.composite
def stretches(draw: st.DrawFn) -> Stretch:
    """What can be written of days: a stretch, weekdays of it or ever, one of the month, days of every year."""
    match draw(st.sampled_from(("stretch", "weekdays", "nth", "yearly"))):
        case "yearly":
            yearly: tuple[MonthDay, MonthDay] = (draw(MONTH_DAYS), draw(MONTH_DAYS))
            return Stretch(yearly=yearly)
        case "stretch":
            return Stretch(*draw(BOUNDS))
        case kind:
            first, last = draw(BOUNDS | st.just((None, None)))
            nth = draw(st.sampled_from((1, 2, 3, 4, 5, -1))) if kind == "nth" else 0
            return Stretch(first, last, draw(WEEKDAYS), nth)


SEVERAL = st.lists(stretches(), min_size=1, max_size=3).map(tuple)


@given(days=st.builds(Days, SEVERAL, st.just(()) | SEVERAL), language=LANGUAGES)
def test_what_is_told_reads_back_to_the_same_days(days: Days, language: Language) -> None:
    assert read_days(days_words(days, language)) == days, days_words(days, language)


@pytest.mark.parametrize(
    ("written", "french", "english"),
    [
        ("4 décembre 2026", "le vendredi 4 décembre 2026", "on Friday 4 December 2026"),
        ("2026-05-01", "le vendredi 1er mai 2026", "on Friday 1 May 2026"),
        ("du 4 janvier à fin juin 2027", "du 4 janvier au 30 juin 2027", "from 4 January to 30 June 2027"),
        ("du 5 au 26 décembre 2026", "du 5 au 26 décembre 2026", "from 5 to 26 December 2026"),
        (
            "du 24 décembre 2026 au 3 janvier 2027",
            "du 24 décembre 2026 au 3 janvier 2027",
            "from 24 December 2026 to 3 January 2027",
        ),
        ("février 2028", "en février 2028", "in February 2028"),
        ("à partir du 4 janvier 2027", "à partir du 4 janvier 2027", "from 4 January 2027 on"),
        ("jusqu'au 4 janvier 2027", "jusqu'au 4 janvier 2027", "until 4 January 2027"),
        ("tous les samedis", "tous les samedis", "every Saturday"),
        ("lundi et mardi de mars 2027", "lundis et mardis de mars 2027", "Mondays and Tuesdays in March 2027"),
        (
            "samedis du 5 au 26 décembre 2026 sauf le 12 décembre 2026",
            "samedis du 5 au 26 décembre 2026 sauf le samedi 12 décembre 2026",
            "Saturdays from 5 to 26 December 2026 except on Saturday 12 December 2026",
        ),
        (
            "premier et troisième lundi du mois",
            "premier et troisième lundi du mois",
            "first and third Monday of the month",
        ),
        (
            "dernier vendredi du mois à partir du 4 janvier 2027",
            "dernier vendredi du mois à partir du 4 janvier 2027",
            "last Friday of the month from 4 January 2027 on",
        ),
        ("chaque année le 24 décembre", "chaque année le 24 décembre", "every year on 24 December"),
        (
            "chaque année du 24 décembre au 2 janvier",
            "chaque année du 24 décembre au 2 janvier",
            "every year from 24 December to 2 January",
        ),
    ],
)
def test_days_are_told_as_people_say_them(written: str, french: str, english: str) -> None:
    days = read_days(written)
    assert days_words(days, "fr") == french
    assert days_words(days, "en") == english


def test_single_days_of_one_list_are_told_one_by_one() -> None:
    days = read_days("24, 26 et 31 décembre 2026")
    assert days_words(days, "fr") == "les 24, 26 et 31 décembre 2026"
    assert days_words(days, "en") == "on 24, 26 and 31 December 2026"
