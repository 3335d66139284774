"""Moments are read back from words as a listener understands them."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.check.plain_hours import plainly_open
from ivr.check.read_back import moment_in
from ivr.hours.calendar import Calendar
from ivr.hours.days import stretch
from ivr.hours.rule import Closure, Rule
from ivr.hours.words import words
from ivr.line.actions import Moment
from ivr.wording.moments import moment_words
from tests.check.real import real
from tests.slices import examples

NOW = datetime(2026, 11, 23, 18, 0)  # noqa: DTZ001 -- a listener's clock has no zone; a Monday
ROWS = (
    ("fr", "Ils répondent de nouveau demain mardi à 8 heures 30.", datetime(2026, 11, 24, 8, 30)),  # noqa: DTZ001
    ("fr", "Aujourd'hui, jour férié. De nouveau lundi 7 décembre à 8 heures.", datetime(2026, 12, 7, 8)),  # noqa: DTZ001
    ("fr", "Horaires : de 8 heures à midi. De nouveau demain mardi à 1 heure.", datetime(2026, 11, 24, 1)),  # noqa: DTZ001
    ("fr", "Jusqu'à 19 heures 15.", datetime(2026, 11, 23, 19, 15)),  # noqa: DTZ001
    ("fr", "vendredi premier janvier à minuit", datetime(2027, 1, 1, 0)),  # noqa: DTZ001
    ("fr", "demain mercredi à 8 heures", None),  # tomorrow is Tuesday
    ("fr", "lundi 8 décembre à 8 heures", None),  # that is a Tuesday
    ("fr", "bientôt", None),
    ("en", "They answer again tomorrow, Tuesday, at 8:30 a.m.", datetime(2026, 11, 24, 8, 30)),  # noqa: DTZ001
    ("en", "until 7:15 p.m.", datetime(2026, 11, 23, 19, 15)),  # noqa: DTZ001
    ("en", "on Monday, 7 December, at noon.", datetime(2026, 12, 7, 12)),  # noqa: DTZ001
    ("en", "tomorrow, Tuesday, at 12:30 a.m.", datetime(2026, 11, 24, 0, 30)),  # noqa: DTZ001
)


@pytest.mark.parametrize(("language", "sentence", "wanted"), ROWS)
def test_a_moment_is_read_back(language: str, sentence: str, wanted: datetime | None) -> None:
    assert moment_in(sentence, language, NOW) == wanted


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001
    st.timedeltas(timedelta(0), timedelta(days=300)),
    st.sampled_from(["fr", "en"]),
)
@examples(300)
def test_every_moment_that_is_spoken_is_read_back(now: datetime, ahead: timedelta, language: str) -> None:
    at = (now + ahead).replace(second=0, microsecond=0)
    spoken = moment_words(real().prompts[language], Moment(at, now))

    assert moment_in(f"Ils répondent de nouveau {spoken}.", language, now) == at


CLOSED = Closure(stretch(date(2026, 12, 24), date(2026, 12, 28)), (), words(fr="fête", en="feast"), "fête")
RULE = Rule("Mo-Th 07:30-14:30; Fr 07:30-12:00", "Indian/Mayotte", "976", dated=(CLOSED,))


@given(st.integers(0, 400 * 24 * 60))
@examples(500)
def test_hours_read_plainly_are_those_of_the_calendar(minutes: int) -> None:
    at = datetime(2026, 6, 1, tzinfo=ZoneInfo("UTC")) + timedelta(minutes=minutes)
    calendar = Calendar(RULE, date(2026, 5, 1), 500)

    assert plainly_open(RULE, at) == calendar.is_open(at)


def test_midnight_is_no_opening() -> None:
    assert not plainly_open(RULE, datetime.combine(date(2026, 11, 23), time(), ZoneInfo("Indian/Mayotte")))
