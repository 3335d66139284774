"""Moments and days as people write them, in French and English: each is read as it was meant, or refused."""

from contextlib import suppress
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.cli.moments import DAYS, MOMENTS
from ivr.hours.when import is_exact, read_day, read_when
from ivr.hours.when_pieces import UnreadError

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 25, 10, tzinfo=PARIS)  # a Wednesday

MEANT = """
maintenant                            = 2026-11-25 10:00
now                                   = 2026-11-25 10:00
aujourd'hui                           = 2026-11-25 10:00
aujourd'hui 17h                       = 2026-11-25 17:00
aujourd’hui à 17 heures               = 2026-11-25 17:00
today at 5pm                          = 2026-11-25 17:00
demain                                = 2026-11-26 09:00
demain 13h                            = 2026-11-26 13:00
demain à 13 h                         = 2026-11-26 13:00
demain, 9h                            = 2026-11-26 09:00
9H30 DEMAIN                           = 2026-11-26 09:30
à 12h30 demain                        = 2026-11-26 12:30
demain 13:00                          = 2026-11-26 13:00
demain matin                          = 2026-11-26 09:00
demain après-midi                     = 2026-11-26 15:00
demain soir 8h                        = 2026-11-26 20:00
midi demain                           = 2026-11-26 12:00
après-demain 9h                       = 2026-11-27 09:00
apres demain 9h30                     = 2026-11-27 09:30
hier 15h                              = 2026-11-24 15:00
avant-hier 15h                        = 2026-11-23 15:00
tomorrow                              = 2026-11-26 09:00
tomorrow 1pm                          = 2026-11-26 13:00
tomorrow at 1:30 pm                   = 2026-11-26 13:30
tomorrow 12am                         = 2026-11-26 00:00
day after tomorrow 9:00               = 2026-11-27 09:00
yesterday 3pm                         = 2026-11-24 15:00
13h                                   = 2026-11-25 13:00
8h                                    = 2026-11-25 08:00
13 h 05                               = 2026-11-25 13:05
à midi                                = 2026-11-25 12:00
midi et demi                          = 2026-11-25 12:30
9 heures et demie                     = 2026-11-25 09:30
9 heures moins le quart               = 2026-11-25 08:45
3h de l'après-midi                    = 2026-11-25 15:00
9 heures du soir                      = 2026-11-25 21:00
ce soir                               = 2026-11-25 19:00
ce soir 19h30                         = 2026-11-25 19:30
tonight                               = 2026-11-25 19:00
this afternoon                        = 2026-11-25 15:00
9 o'clock                             = 2026-11-25 09:00
vendredi                              = 2026-11-27 09:00
vendredi 9 h 30                       = 2026-11-27 09:30
vendredi à 9h                         = 2026-11-27 09:00
ven. 9h                               = 2026-11-27 09:00
ce vendredi 10h                       = 2026-11-27 10:00
vendredi prochain 10h                 = 2026-11-27 10:00
vendredi en huit 9h                   = 2026-12-04 09:00
mardi dernier 9h                      = 2026-11-24 09:00
mar 9h                                = 2026-12-01 09:00
mercredi 9h                           = 2026-12-02 09:00
mercredi 10h                          = 2026-11-25 10:00
mercredi prochain 13h                 = 2026-12-02 13:00
lundi de la semaine prochaine 9h      = 2026-11-30 09:00
samedi matin                          = 2026-11-28 09:00
dimanche après-midi 14h               = 2026-11-29 14:00
next monday 9:00                      = 2026-11-30 09:00
monday 9am                            = 2026-11-30 09:00
monday of next week 9am               = 2026-11-30 09:00
friday noon                           = 2026-11-27 12:00
next friday at 3 p.m.                 = 2026-11-27 15:00
last friday 9am                       = 2026-11-20 09:00
25/12/2026 9h                         = 2026-12-25 09:00
25/12/2026 09:00                      = 2026-12-25 09:00
25/12/2026 à 9h00                     = 2026-12-25 09:00
25/12/26 9h                           = 2026-12-25 09:00
25/12 9h                              = 2026-12-25 09:00
25.12.2026 9h                         = 2026-12-25 09:00
25-12-2026 9h                         = 2026-12-25 09:00
4/12 14h30                            = 2026-12-04 14:30
04/12/2026                            = 2026-12-04 09:00
1/2 9h                                = 2027-02-01 09:00
25/11 8h                              = 2026-11-25 08:00
jeudi 26/11 à 14h15                   = 2026-11-26 14:15
à 9h le 25/12/2026                    = 2026-12-25 09:00
le 24 décembre à midi                 = 2026-12-24 12:00
24 décembre 2026 à 16 h 30            = 2026-12-24 16:30
jeudi 24 décembre 9h                  = 2026-12-24 09:00
8h30 le 30 novembre                   = 2026-11-30 08:30
9 h 30 décembre                       = 2026-12-30 09:00
le 1er janvier à 9h                   = 2027-01-01 09:00
3 fév. 8h                             = 2027-02-03 08:00
mar. 1er déc. 9 h                     = 2026-12-01 09:00
29 février                            = 2028-02-29 09:00
6 décembre au matin                   = 2026-12-06 09:00
le 30 à 8h30                          = 2026-11-30 08:30
le 24 à midi                          = 2026-12-24 12:00
december 24 9am                       = 2026-12-24 09:00
dec 24th, 2026 4:30pm                 = 2026-12-24 16:30
24th of december 2026 16:30           = 2026-12-24 16:30
on 24 december at noon                = 2026-12-24 12:00
nov 30 at 8:30                        = 2026-11-30 08:30
fri 27 nov 9am                        = 2026-11-27 09:00
the 30th at 8:30                      = 2026-11-30 08:30
noël 9h                               = 2026-12-25 09:00
lundi de Pâques 9h                    = 2027-03-29 09:00
jour de l'an 2028 9h                  = 2028-01-01 09:00
christmas day 10am                    = 2026-12-25 10:00
new year's day noon                   = 2027-01-01 12:00
dans 2 heures                         = 2026-11-25 12:00
dans une heure                        = 2026-11-25 11:00
dans 1h30                             = 2026-11-25 11:30
dans 30 minutes                       = 2026-11-25 10:30
dans une demi-heure                   = 2026-11-25 10:30
il y a 2 heures                       = 2026-11-25 08:00
il y a 1h30                           = 2026-11-25 08:30
dans 3 jours                          = 2026-11-28 09:00
dans 3 jours à 14h                    = 2026-11-28 14:00
d'ici deux semaines                   = 2026-12-09 09:00
in 2 hours                            = 2026-11-25 12:00
in half an hour                       = 2026-11-25 10:30
in 3 days at 9am                      = 2026-11-28 09:00
2 hours ago                           = 2026-11-25 08:00
2026-12-25                            = 2026-12-25 09:00
2026-12-25 09:00                      = 2026-12-25 09:00
2026-12-25 9:00                       = 2026-12-25 09:00
2026-11-25 13h                        = 2026-11-25 13:00
2026-12-25T09:00                      = 2026-12-25 09:00
2026-12-25T09:00+03:00                = 2026-12-25 07:00
20261225T080000Z                      = 2026-12-25 09:00
2027-03-28 02:30                      = 2027-03-28 03:00
"""

REFUSED = [
    ("demain hier", "« hier » et « demain » ne vont pas ensemble", "two days"),
    ("mardi ou mercredi", "ou", "one of two"),
    ("9h 10h", "10h", "two times"),
    ("dans 2 heures demain", "ne vont pas ensemble", "two moments"),
    ("31/02/2027 9h", "le 31/02/2027 n'existe pas", "no such day"),
    ("12/25/2026 9h", "le jour s'écrit avant le mois", "month first"),
    ("32 décembre", "n'existe pas", "no such day"),
    ("2026-13-01", "n'existe pas", "no such month"),
    ("vendredi 24 décembre 2026", "24/12/2026", "that is a Thursday"),
    ("demain 25h", "« 25:00 » n'est pas une heure", "no such hour"),
    ("tomorrow 13pm", "n'est pas une heure", "no such hour"),
    ("demain matin 15h", "15:00 n'est pas le matin", "not in the morning"),
    ("demain minuit", "0h ou 23h59", "of which night"),
    ("25/12/2026 9", "mais pas « 9 »", "of the morning or the evening"),
    ("tomorrow at 9", "mais pas « 9 »", "of the morning or the evening"),
    ("demain à l'ouverture", "« ouverture »", "nobody reads that"),
    ("vers 9h demain", "« vers »", "not a moment"),
    ("tomorow 9am", "« tomorow »", "a slip"),
    ("9999-12-31 09:00", "de 1971 à 2099", "no calendar goes there"),
    ("25/12/1492", "de 1971 à 2099", "no calendar goes there"),
    ("bientôt", "aucun jour", "no day"),
    ("janvier", "aucun jour", "a month"),
    ("lyon", "aucun jour", "no day"),
    ("", "aucun jour", "nothing"),
]


def rows() -> list[tuple[str, str]]:
    return [tuple(map(str.strip, row.split("="))) for row in MEANT.strip().splitlines()]  # type: ignore[misc]


@pytest.mark.parametrize(("text", "meant"), rows(), ids=[row[0] for row in rows()])
def test_a_moment_is_read_as_it_was_meant(text: str, meant: str) -> None:
    assert f"{read_when(text, NOW, PARIS).astimezone(PARIS):%Y-%m-%d %H:%M}" == meant


@pytest.mark.parametrize("blank", ["\u00a0", "\u202f", "  ", "\t"])
def test_any_blank_is_one(blank: str) -> None:
    assert read_when(f"demain{blank}13{blank}h", NOW, PARIS) == datetime(2026, 11, 26, 13, tzinfo=PARIS)


@pytest.mark.parametrize(("text", "told", "why"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_is_not_surely_a_moment_is_refused(text: str, told: str, why: str) -> None:
    with pytest.raises(UnreadError) as refused:
        read_when(text, NOW, PARIS)

    assert told in refused.value.why["fr"], why
    assert set(refused.value.why) == {"fr", "en"}


@pytest.mark.parametrize("text", [*MOMENTS["fr"], *MOMENTS["en"]])
def test_what_the_refusal_advises_is_read(text: str) -> None:
    assert read_when(text, NOW, PARIS) > NOW


@pytest.mark.parametrize("text", [*DAYS["fr"], *DAYS["en"]])
def test_what_the_refusal_of_a_day_advises_is_read(text: str) -> None:
    assert read_day(text, NOW.date()) > NOW.date()


ON = [
    ("2026-12-24", date(2026, 12, 24)),
    ("24/12/2026", date(2026, 12, 24)),
    ("demain", date(2026, 11, 26)),
    ("mercredi", date(2026, 11, 25)),  # today
    ("noël", date(2026, 12, 25)),
    ("in 3 days", date(2026, 11, 28)),
]


@pytest.mark.parametrize(("text", "day"), ON)
def test_a_day_is_read_as_it_was_meant(text: str, day: date) -> None:
    assert read_day(text, NOW.date()) == day


@pytest.mark.parametrize("text", ["demain 9h", "ce soir", "dans 2 heures", "xyzzy"])
def test_a_time_is_no_day(text: str) -> None:
    with pytest.raises(UnreadError):
        read_day(text, NOW.date())


def test_hours_ahead_are_hours_of_the_world() -> None:
    before = datetime(2027, 3, 27, 23, tzinfo=PARIS)  # the clocks go forward at 2:00

    assert read_when("dans 4 heures", before, PARIS) == datetime(2027, 3, 28, 4, tzinfo=PARIS)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)))  # noqa: DTZ001 - what a wall clock shows
def test_every_moment_written_out_is_read_back(wall: datetime) -> None:
    minute = wall.replace(second=0, microsecond=0)
    told = {
        read_when(f"{minute:{shape}}", NOW, PARIS) for shape in ("%Y-%m-%d %H:%M", "%d/%m/%Y %Hh%M", "%Hh%M %d.%m.%Y")
    }

    (moment,) = told
    skipped = moment.replace(tzinfo=None) - minute
    assert timedelta() <= skipped <= timedelta(hours=1)  # a skipped hour becomes the next moment there is


@given(st.text() | st.lists(st.sampled_from([*MEANT.split(), "99", "/"]), max_size=6).map(" ".join))
def test_no_text_is_more_than_a_moment_or_a_refusal(text: str) -> None:
    with suppress(UnreadError):
        assert read_when(text, NOW, PARIS).tzinfo


def test_only_what_programs_write_is_exact() -> None:
    assert is_exact("2026-12-25 09:00")
    assert not is_exact("25/12/2026 9h")
    assert not is_exact("2026-12-25")
