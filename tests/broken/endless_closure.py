"""A closure whose end nobody has written. One of each Monday, or of a part of each day, has none and is meant so.

warning endless-closure at schedules/closures.yaml (closures, travaux)
"""

from ivr.check.subject import Subject
from tests.broken.sound import closing, rule, schedules, subject


def broken() -> Subject:
    endless = closing("travaux", "à partir du 1er février 2027, jusqu'à nouvel ordre")
    mondays = closing("formation", "premier lundi du mois", "à partir de 15 h")
    lunch = closing("pause", "à partir du 1er décembre 2026", "12:00-14:00")
    return subject(schedules=schedules(rule(dated=(endless, mondays, lunch))))
