"""An opening from Friday to Saturday: the Friday is open anyway, and keeps its own hours.

warning open-anyway at schedules/closures.yaml (openings, campagne)
"""

from ivr.check.subject import Subject
from tests.broken.sound import opening, rule, schedules, subject


def broken() -> Subject:
    dated = (opening("campagne", "du 11 au 12 décembre 2026"), opening("samedis", "samedis du 5 au 26 juin 2027"))
    return subject(schedules=schedules(rule(dated=dated)))
