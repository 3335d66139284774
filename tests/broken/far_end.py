"""Slips in the year of an end: a closure's, an opening's, an emergency's and a notice's; and a closure of ten months.

warning far-end at schedules/closures.yaml (closures, travaux)
warning far-end at schedules/closures.yaml (openings, campagne)
warning far-end at schedules/closures.yaml (emergencies, panne)
warning far-end at schedules/bulletins.yaml (bulletins, strike)
"""

from ivr.check.subject import Subject
from tests.broken.forgotten_emergency import emergency
from tests.broken.outlived_day import notice
from tests.broken.sound import closing, opening, rule, schedules, subject


def broken() -> Subject:
    dated = (
        closing("travaux", "du 24 décembre 2026 au 3 janvier 2028", "à partir de 15 h"),
        opening("campagne", "samedis du 9 janvier 2027 au 23 janvier 2037"),
        closing("formation", "du 1er février 2027 au 30 novembre 2027", "matin"),
    )
    failure = emergency("panne", "2026-11-23 09:00", "2027-11-23 17:00")
    strike = notice("strike", "2026-12-02 23:00", "2029-12-03 23:00", "L'attente est longue.")
    return subject(schedules=schedules(rule(dated=dated, emergencies=(failure,)), bulletins=(strike,)))
