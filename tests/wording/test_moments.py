"""Dates and times in words."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.line.actions import Moment
from ivr.wording.moments import date_words, moment_words, time_words
from tests.wording.spoken import ENGLISH, FRENCH

PARIS = ZoneInfo("Europe/Paris")


def at(text: str, zone: ZoneInfo = PARIS) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("clock", "french", "english", "why"),
    [
        ("00:00", "minuit", "midnight", "never 0 heures"),
        ("00:05", "minuit 5", "12:05 a.m.", "five past"),
        ("01:00", "1 heure", "1 a.m.", "one is no plural"),
        ("01:30", "1 heure 30", "1:30 a.m.", "nor is it with minutes"),
        ("02:00", "2 heures", "2 a.m.", "two is"),
        ("07:30", "7 heures 30", "7:30 a.m.", "as Mayotte's line opens; never 7h30"),
        ("08:05", "8 heures 5", "8:05 a.m.", "French says no 0 before 5, English does"),
        ("08:30", "8 heures 30", "8:30 a.m.", "as most open"),
        ("12:00", "midi", "noon", "as people say it"),
        ("12:30", "midi 30", "12:30 p.m.", "half past noon"),
        ("13:00", "13 heures", "1 p.m.", "the afternoon"),
        ("17:00", "17 heures", "5 p.m.", "no 'zéro minute'"),
        ("21:45", "21 heures 45", "9:45 p.m.", "the evening"),
        ("23:59", "23 heures 59", "11:59 p.m.", "the last minute"),
    ],
)
def test_a_time_is_said_in_words(clock: str, french: str, english: str, why: str) -> None:
    assert time_words(FRENCH, time.fromisoformat(clock)) == french, why
    assert time_words(ENGLISH, time.fromisoformat(clock)) == english, why


@pytest.mark.parametrize(
    ("now", "then", "french", "english", "why"),
    [
        ("2026-12-07T09:00", "2026-12-07T14:00", "aujourd'hui à 14 heures", "today at 2 p.m.", "Monday, the same day"),
        (
            "2026-12-07T18:00",
            "2026-12-08T08:30",
            "demain mardi à 8 heures 30",
            "tomorrow, Tuesday, at 8:30 a.m.",
            "Monday evening",
        ),
        (
            "2026-12-04T18:00",
            "2026-12-07T08:30",
            "lundi 7 décembre à 8 heures 30",
            "Monday, 7 December, at 8:30 a.m.",
            "Friday evening: Monday is not tomorrow",
        ),
        (
            "2026-10-30T18:00",
            "2026-12-01T08:30",
            "mardi premier décembre à 8 heures 30",
            "Tuesday, 1st December, at 8:30 a.m.",
            "the first of a month",
        ),
        (
            "2026-12-31T18:00",
            "2027-01-01T08:30",
            "demain vendredi à 8 heures 30",
            "tomorrow, Friday, at 8:30 a.m.",
            "New Year's Eve: tomorrow is another year",
        ),
        (
            "2026-12-31T18:00",
            "2027-01-04T08:30",
            "lundi 4 janvier à 8 heures 30",
            "Monday, 4 January, at 8:30 a.m.",
            "a few days on, the year goes without saying",
        ),
        (
            "2026-12-31T18:00",
            "2027-03-01T08:30",
            "lundi premier mars 2027 à 8 heures 30",
            "Monday, 1st March 2027, at 8:30 a.m.",
            "two months on it does not",
        ),
        (
            "2026-03-28T18:00",
            "2026-03-29T08:30",
            "demain dimanche à 8 heures 30",
            "tomorrow, Sunday, at 8:30 a.m.",
            "the day of 23 hours",
        ),
        (
            "2026-12-07T23:59",
            "2026-12-08T00:00",
            "demain mardi à minuit",
            "tomorrow, Tuesday, at midnight",
            "a minute later is tomorrow",
        ),
    ],
)
def test_a_moment_is_said_as_seen_from_now(now: str, then: str, french: str, english: str, why: str) -> None:
    assert moment_words(FRENCH, Moment(at(then), at(now))) == french, why
    assert moment_words(ENGLISH, Moment(at(then), at(now))) == english, why


def test_until_says_the_hour_alone_today_and_the_day_otherwise() -> None:
    now = at("2026-12-07T09:00")

    assert moment_words(FRENCH, Moment(at("2026-12-07T17:00"), now), "until") == "jusqu'à 17 heures"
    assert moment_words(FRENCH, Moment(at("2026-12-08T03:00"), now), "until") == "jusqu'à demain mardi à 3 heures"


@pytest.mark.parametrize(
    ("then", "french", "english"),
    [
        ("2026-12-07T14:00", "aujourd'hui à partir de 14 heures", "today from 2 p.m."),
        ("2026-12-08T08:30", "demain mardi à partir de 8 heures 30", "tomorrow, Tuesday, from 8:30 a.m."),
        ("2026-12-14T12:00", "lundi 14 décembre à partir de midi", "Monday, 14 December, from noon"),
    ],
)
def test_a_reopening_is_said_as_a_time_from_which_to_call(then: str, french: str, english: str) -> None:
    now = at("2026-12-07T09:00")

    assert moment_words(FRENCH, Moment(at(then), now), "from") == french
    assert moment_words(ENGLISH, Moment(at(then), now), "from") == english


def test_a_moment_shows_the_clock_of_its_own_zone() -> None:
    now = datetime(2026, 12, 7, 20, 0, tzinfo=UTC)
    reunion = ZoneInfo("Indian/Reunion")
    moment = Moment(datetime(2026, 12, 8, 7, 30, tzinfo=UTC).astimezone(reunion), now.astimezone(reunion))

    assert moment_words(FRENCH, moment) == "aujourd'hui à 11 heures 30"  # there it is past midnight already


def test_a_date_is_said_with_its_weekday() -> None:
    assert date_words(FRENCH, date(2026, 5, 1)) == "vendredi premier mai"
    assert date_words(FRENCH, date(2026, 8, 15)) == "samedi 15 août"


@given(st.times(), st.datetimes(timezones=st.just(PARIS)))
def test_every_time_and_moment_can_be_said(clock: time, then: datetime) -> None:
    words = time_words(FRENCH, clock)

    assert "heure" in words or words.startswith(("minuit", "midi"))
    assert "{" not in moment_words(FRENCH, Moment(then, at("2026-12-07T09:00")))


@pytest.mark.parametrize(
    ("day", "french", "why"),
    [
        ("2027-06-30", "mercredi 30 juin", "the next 30 June"),
        ("2027-12-07", "mardi 7 décembre", "in a year"),
        ("2028-06-30", "vendredi 30 juin 2028", "another 30 June comes before it"),
    ],
)
def test_a_last_day_more_than_a_year_away_is_said_with_its_year(day: str, french: str, why: str) -> None:
    assert date_words(FRENCH, date.fromisoformat(day), date(2026, 12, 7)) == french, why


def test_a_closing_that_is_only_known_to_be_no_earlier_is_said_to_be_one() -> None:
    moment = Moment(at("2026-12-07T17:00"), at("2026-12-07T10:00"), "earliest")

    assert moment_words(FRENCH, moment, "until") == "au moins jusqu'à 17 heures"
    assert moment_words(ENGLISH, moment, "until") == "at least until 5 p.m."
