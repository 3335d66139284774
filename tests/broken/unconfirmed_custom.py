"""Mid-Lent in Guadeloupe in a month, a Thursday: custom, and nobody has said whether the body there keeps it.

warning unconfirmed-custom at schedules/regimes.yaml (regimes, msa)
"""

from dataclasses import replace
from datetime import date

from ivr.check.subject import Subject
from ivr.hours.schedules import Department
from ivr.hours.words import words
from tests.broken.sound import at, rule, schedules, subject


def broken() -> Subject:
    there = rule(zone="America/Guadeloupe", subdivision="971", works_on=("Vendredi saint",))
    place = at("schedules/regimes.yaml", "regimes", "msa")
    regimes = {"msa": replace(schedules().regimes["msa"], rule=there, place=place)}
    names = words(fr="en Guadeloupe", en="in Guadeloupe")
    department = Department("971", names, "America/Guadeloupe", "971", regime="msa")
    departments = {**schedules().departments, "971": department}
    return subject(schedules=schedules(regimes=regimes, departments=departments), first=date(2027, 2, 2))
