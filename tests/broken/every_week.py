"""A closure of every Wednesday there is; and those of a month, of afternoons, and of each first Monday.

warning every-week at schedules/closures.yaml (closures, toujours)
"""

from ivr.check.subject import Subject
from ivr.hours.schedules import Above
from tests.broken.sound import closure, rule, schedules, subject


def broken() -> Subject:
    dated = (
        closure("toujours", "mercredis"),
        closure("decembre", "jeudis de décembre 2026"),
        closure("soirs", "tous les vendredis", "à partir de 16h"),
        closure("lundi", "premier lundi du mois"),
    )
    above = tuple(Above(frozenset({"011"}), one) for one in dated)
    return subject(schedules=schedules(rule(dated=dated), above=above))
