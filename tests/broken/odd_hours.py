"""Hours at night, of far too long a day, and of an hour; and a short Saturday, which is a usual one.

warning odd-hours at schedules/closures.yaml (openings, nuit)
warning odd-hours at schedules/closures.yaml (hours, long)
warning odd-hours at schedules/closures.yaml (hours, court)
"""

from ivr.check.subject import Subject
from tests.broken.sound import opening, other_hours, rule, schedules, subject


def broken() -> Subject:
    dated = (
        opening("nuit", "12 décembre 2026", "01:00-05:00"),
        other_hours("long", "du 7 au 9 décembre 2026", "07:00-21:00"),
        other_hours("court", "14 décembre 2026", "16:00-17:00"),
        opening("samedi", "19 décembre 2026", "09:00-11:00"),
        other_hours("midi", "du 1er au 5 février 2027", "08:30-12:00"),
    )
    return subject(schedules=schedules(rule(dated=dated)))
