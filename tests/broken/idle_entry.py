"""Entries that change nothing: on a Sunday, on a holiday, on an open day, on a closed one, twice the same, on no day.

warning idle-entry at schedules/closures.yaml (closures, dimanche)
warning idle-entry at schedules/closures.yaml (closures, ferie)
warning idle-entry at schedules/closures.yaml (openings, noel)
warning idle-entry at schedules/closures.yaml (openings, mardi)
warning idle-entry at schedules/closures.yaml (openings, pont)
warning idle-entry at schedules/closures.yaml (hours, memes)
warning idle-entry at schedules/closures.yaml (closures, un)
warning idle-entry at schedules/closures.yaml (closures, deux)
warning idle-entry at schedules/closures.yaml (closures, jamais)
"""

from ivr.check.subject import Subject
from tests.broken.sound import closing, opening, other_hours, rule, schedules, subject


def broken() -> Subject:
    dated = (
        closing("dimanche", "6 décembre 2026"),
        closing("ferie", "25 décembre 2026"),
        opening("noel", "25 décembre 2026"),
        opening("mardi", "1er décembre 2026"),
        closing("ponts", "du 28 décembre 2026 au 3 janvier 2027"),
        opening("pont", "30 décembre 2026"),
        other_hours("memes", "du 7 au 11 décembre 2026", "08:30-17:30"),
        closing("un", "14 décembre 2026"),
        closing("deux", "14 décembre 2026"),
        opening("samedi", "12 décembre 2026"),
        closing("jamais", "samedis du 7 au 11 décembre 2026"),
    )
    return subject(schedules=schedules(rule(dated=dated)))
