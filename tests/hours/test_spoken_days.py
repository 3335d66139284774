"""Days as the staff say them, seen from Wednesday 25 November 2026; what is read is told again in full words."""

from datetime import date

import pytest

from ivr.hours.day_phrases import read_days
from ivr.hours.day_words import days_words
from ivr.hours.spoken_days import read_spoken
from ivr.hours.weekly import HoursError

WEDNESDAY = date(2026, 11, 25)
FRIDAY = "le vendredi 27 novembre 2026"


@pytest.mark.parametrize(
    ("said", "days", "part"),
    [
        ("demain", "le jeudi 26 novembre 2026", ""),
        ("vendredi après-midi", FRIDAY, "après-midi"),
        ("friday afternoon", FRIDAY, "après-midi"),
        ("vendredi 27", FRIDAY, ""),
        ("le 27", FRIDAY, ""),
        ("mercredi", "le mercredi 25 novembre 2026", ""),  # today
        ("mercredi prochain", "le mercredi 2 décembre 2026", ""),
        ("cet après-midi", "le mercredi 25 novembre 2026", "après-midi"),
        ("aujourd'hui à partir de 15h", "le mercredi 25 novembre 2026", "à partir de 15:00"),
        ("tomorrow from 3pm", "le jeudi 26 novembre 2026", "à partir de 15:00"),
        ("24/12 de 9h à 12h", "le jeudi 24 décembre 2026", "09:00-12:00"),
        ("mardi 1er décembre jusqu'à 10h", "le mardi 1er décembre 2026", "jusqu'à 10:00"),
        ("samedis de décembre", "samedis de décembre 2026", ""),
        ("Saturdays in December", "samedis de décembre 2026", ""),
        ("samedis de décembre sauf le 26", "samedis de décembre 2026 sauf le samedi 26 décembre 2026", ""),
        ("du 4 janvier au 30 juin", "du 4 janvier au 30 juin 2027", ""),
        ("from 4 January to the end of June", "du 4 janvier au 30 juin 2027", ""),
        ("du 24 décembre au 3 janvier", "du 24 décembre 2026 au 3 janvier 2027", ""),
        ("le 24 décembre et le 2 janvier", "le jeudi 24 décembre 2026 ; le samedi 2 janvier 2027", ""),
        ("lundi et mardi", "le lundi 30 novembre 2026 ; le mardi 1er décembre 2026", ""),
        ("lundi et mercredi", "le lundi 30 novembre 2026 ; le mercredi 2 décembre 2026", ""),  # not today and Monday
        ("lundi et vendredi matin", "le lundi 30 novembre 2026 ; le vendredi 4 décembre 2026", "matin"),
        ("du lundi au mercredi", "du 30 novembre au 2 décembre 2026", ""),
        ("la semaine prochaine", "du 30 novembre au 6 décembre 2026", ""),
        ("ce week-end", "du 28 au 29 novembre 2026", ""),
        ("le mois prochain", "en décembre 2026", ""),
        ("de demain à vendredi", "du 26 au 27 novembre 2026", ""),
        ("d'ici vendredi", "du 25 au 27 novembre 2026", ""),
        ("jusqu'au 4 décembre", "du 25 novembre au 4 décembre 2026", ""),  # from today, not from ever
        ("à partir de demain, jusqu'à nouvel ordre", "à partir du 26 novembre 2026", ""),
        ("tous les vendredis après-midi", "tous les vendredis", "après-midi"),
        ("premier lundi du mois", "premier lundi du mois", ""),
        ("chaque année le 24 décembre", "chaque année le 24 décembre", ""),
        ("Noël", "le vendredi 25 décembre 2026", ""),
        ("lundi de Pâques", "le lundi 29 mars 2027", ""),
        ("entre le 24 et le 31 décembre", "du 24 au 31 décembre 2026", ""),
        ("entre Noël et le jour de l'an", "du 25 décembre 2026 au 1er janvier 2027", ""),
        ("CE VENDREDI APREM", FRIDAY, "après-midi"),
        ("27-11-2026", FRIDAY, ""),
        ("27-11-2026 14h-15h30", FRIDAY, "14:00-15:30"),
        ("hier", "le mardi 24 novembre 2026", ""),  # of which the form says that it is past
        ("vendredi après\u2011midi\u200b", FRIDAY, "après-midi"),  # pasted from a letter
        ("vendredi de 14 heures à 15 heures 30", FRIDAY, "14:00-15:30"),
        ("demain à partir de 14 heures", "le jeudi 26 novembre 2026", "à partir de 14:00"),
        (
            "tous les vendredis après-midi, sauf le 25 décembre 2026",
            "tous les vendredis sauf le vendredi 25 décembre 2026",
            "après-midi",
        ),
        ("pendant le ramadan", "du 9 février au 9 mars 2027", ""),
    ],
)
def test_what_is_said_today(said: str, days: str, part: str) -> None:
    read = read_spoken(said, WEDNESDAY)
    assert (days_words(read.days, "fr"), read.part) == (days, part)
    assert read_days(days_words(read.days, "fr")).covers(read.days.first or WEDNESDAY) is read.days.covers(
        read.days.first or WEDNESDAY
    )


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("", "Aucun jour"),
        ("quand on pourra", "n'est pas compris"),
        ("31 février", "n'existe pas"),
        ("vendredi 4 janvier", "Le 4 janvier 2027 est un lundi."),  # of the January that comes
        ("vendredi midi", "L'heure n'est pas claire"),  # until then, or from then on?
        ("vendredi de 15h", "L'heure n'est pas claire"),
        ("jeudi après-midi et vendredi", "vaut pour tous les jours"),  # which would leave Friday morning open
        ("31 décembre à partir de midi et 1er janvier", "vaut pour tous les jours"),
        ("vendredi après-midi, samedi", "vaut pour tous les jours"),
        ("du lundi matin au vendredi", "vaut pour tous les jours"),
        ("du 31 décembre 14h au 4 janvier 8h30", "vaut pour tous les jours"),
        ("matin et après-midi de demain", "L'heure n'est pas claire"),
    ],
)
def test_what_is_unclear_is_refused_and_not_guessed(said: str, why: str) -> None:
    with pytest.raises(HoursError) as refused:
        read_spoken(said, WEDNESDAY)
    assert why in refused.value.reason["fr"]
    assert refused.value.example
