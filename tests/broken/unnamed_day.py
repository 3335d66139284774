"""A week-end's opening that names no day of it; and one Sunday by its date, others by their name.

warning unnamed-day at schedules/closures.yaml (openings, campagne)
"""

from ivr.check.subject import Subject
from tests.broken.sound import opening, rule, schedules, subject


def broken() -> Subject:
    dated = (
        opening("campagne", "du 12 au 13 décembre 2026"),
        opening("marche", "20 décembre 2026"),
        opening("dimanches", "dimanches du 3 au 31 janvier 2027"),
    )
    return subject(schedules=schedules(rule(dated=dated)))
