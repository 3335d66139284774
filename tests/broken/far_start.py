"""Slips in the year of a beginning: a closure's, an emergency's, a notice's, new hours'; and one in due time.

warning far-start at schedules/closures.yaml (closures, pont)
warning far-start at schedules/closures.yaml (emergencies, panne)
warning far-start at schedules/bulletins.yaml (bulletins, strike)
warning far-start at schedules/lines.yaml (lines, national)
warning far-start at schedules/lines.yaml (lines, mayotte)
"""

from dataclasses import replace
from datetime import date

from ivr.check.subject import Subject
from ivr.hours.rule import Version
from tests.broken.forgotten_emergency import emergency
from tests.broken.outlived_day import notice
from tests.broken.sound import closing, rule, schedules, subject


def broken() -> Subject:
    dated = (closing("pont", "7 mai 2072"), closing("fetes", "27 octobre 2028"), closing("sans", "tous les vendredis"))
    failure = emergency("panne", "2027-12-01 13:20", "2027-12-01 15:00")
    strike = notice("strike", "2028-12-02 23:00", "2028-12-03 23:00", "L'attente est longue.")
    later = (Version(date(2207, 1, 4), "Mo-Fr 08:00-18:00"),)
    above = rule(dated=dated, emergencies=(failure,), later=later)
    sound = schedules(above, bulletins=(strike,))
    lines = {name: replace(one, vouched=one.vouched * 2) for name, one in sound.lines.items()}
    caisses = {code: replace(one, vouched=one.vouched * 2) for code, one in sound.caisses.items()}
    return subject(schedules=replace(sound, lines=lines, caisses=caisses))
