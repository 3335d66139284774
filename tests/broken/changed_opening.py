"""Openings of before "format: 2": on a holiday, in a longer closure, on usual days; on a Saturday nothing has changed.

warning changed-opening at schedules/closures.yaml (openings, noel)
warning changed-opening at schedules/closures.yaml (openings, pont)
warning changed-opening at schedules/closures.yaml (openings, mardi)
warning idle-entry at schedules/closures.yaml (openings, noel)
warning idle-entry at schedules/closures.yaml (openings, pont)
warning idle-entry at schedules/closures.yaml (openings, mardi)
"""

from ivr.check.subject import Subject
from tests.broken.sound import closing, opening, rule, schedules, subject


def broken() -> Subject:
    dated = (
        opening("noel", "25 décembre 2026"),
        closing("ponts", "du 28 décembre 2026 au 3 janvier 2027"),
        opening("pont", "30 décembre 2026"),
        opening("mardi", "1er décembre 2026"),
        opening("samedi", "12 décembre 2026"),
    )
    return subject(schedules=schedules(rule(dated=dated), format=1))
