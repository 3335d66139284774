"""A caisse bears the name of another département than the one that it serves.

error misnamed-caisse at schedules/caisses.yaml (caisses, 011)
"""

from dataclasses import replace

from ivr.check.subject import Subject
from ivr.hours.schedules import Department
from ivr.hours.words import words
from tests.broken.sound import schedules, subject


def broken() -> Subject:
    sound = schedules()
    aisne = Department("02", words(fr="dans l'Aisne", en="in Aisne"), "Europe/Paris", "")
    caisse = sound.caisses["011"]
    names = words(fr="la CPAM de l'Aisne", en="the CPAM of Ain")
    swapped = {"011": replace(caisse, names=names)}
    return subject(schedules=schedules(caisses=swapped, departments={**sound.departments, "02": aisne}))
