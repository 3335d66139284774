"""Reasons of half a minute and of a quarter of one, before the reopening is told; and one of some words.

error long-reason at schedules/closures.yaml (closures, roman)
error long-reason at schedules/closures.yaml (closures, roman)
warning long-reason at schedules/closures.yaml (closures, lettre)
"""

from ivr.check.subject import Subject
from ivr.hours.words import words
from tests.broken.sound import closing, rule, schedules, subject

FRENCH, ENGLISH = "travaux dans nos locaux chez nos voisins ", "works in our offices next door "


def broken() -> Subject:
    dated = (
        closing("roman", "vendredi 4 décembre 2026", reason=words(fr=FRENCH * 17, en=ENGLISH * 20)),
        closing("lettre", "vendredi 11 décembre 2026", reason=words(fr=FRENCH * 6, en=ENGLISH)),
        closing("mot", "vendredi 18 décembre 2026"),
    )
    return subject(schedules=schedules(rule(dated=dated)))
