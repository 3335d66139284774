"""A caisse without its article, in both languages, and a département without its preposition in one.

warning bare-name at schedules/caisses.yaml (caisses, 011)
warning bare-name at schedules/caisses.yaml (caisses, 011)
warning bare-name at schedules/departments.yaml (departments, 07)
"""

from dataclasses import replace

from ivr.check.subject import Subject
from ivr.hours.schedules import Department
from ivr.hours.words import words
from tests.broken.sound import at, schedules, subject


def broken() -> Subject:
    sound = schedules()
    caisse = replace(sound.caisses["011"], names=words(fr="CPAM de l'Ain", en="CPAM of Ain"))
    place = at("schedules/departments.yaml", "departments", "07")
    named = Department("07", words(fr="Ardèche", en="in Ardèche"), "Europe/Paris", "", place=place)
    return subject(schedules=schedules(caisses={"011": caisse}, departments={**sound.departments, "07": named}))
