"""Reasons that are a sentence, end with a stop, have an article or a capital; and four that fit.

warning ill-fitting-reason at schedules/closures.yaml (closures, pont)
warning ill-fitting-reason at schedules/closures.yaml (closures, phrase)
warning ill-fitting-reason at schedules/closures.yaml (closures, article)
warning ill-fitting-reason at schedules/closures.yaml (closures, capital)
"""

from ivr.check.subject import Subject
from ivr.hours.rule import Closure
from ivr.hours.words import words
from tests.broken.sound import closing, rule, schedules, subject


def broken() -> Subject:
    dated = (
        reasoned("pont", "7 mai 2027", "Le pont de l'Ascension.", "the long weekend"),
        reasoned("phrase", "10 mai 2027", "travaux", "we are closed"),
        reasoned("article", "11 mai 2027", "l'inventaire", "stocktaking"),
        reasoned("capital", "12 mai 2027", "inventaire", "A stocktaking"),
        reasoned("noel", "24 décembre 2026", "veille de Noël", "Christmas Eve"),
        reasoned("grève", "3 décembre 2026", "grève à La Poste", "a strike at La Poste"),
    )
    return subject(schedules=schedules(rule(dated=dated)))


def reasoned(name: str, day: str, fr: str, en: str) -> Closure:
    return closing(name, day, reason=words(fr=fr, en=en))
