"""A département that bears the name of another one.

error same-name at schedules/departments.yaml (departments, 02)
error same-name at schedules/departments.yaml (departments, 02)
"""

from ivr.check.subject import Subject
from ivr.hours.schedules import Department
from ivr.hours.words import words
from tests.broken.sound import at, schedules, subject


def broken() -> Subject:
    place = at("schedules/departments.yaml", "departments", "02")
    named = Department("02", words(fr="dans l'Ain", en="in Ain"), "Europe/Paris", "", place=place)
    return subject(schedules=schedules(departments={**schedules().departments, "02": named}))
