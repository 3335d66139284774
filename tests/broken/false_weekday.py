"""Notices of Thursday, 3 December: a date under another weekday, in each language, and a Thursday after "tomorrow".

error false-weekday at schedules/bulletins.yaml (bulletins, strike)
error false-weekday at schedules/bulletins.yaml (bulletins, meeting)
error false-weekday at schedules/bulletins.yaml (bulletins, evening)
"""

from ivr.check.subject import Subject
from tests.broken.outlived_day import notice
from tests.broken.sound import schedules, subject


def broken() -> Subject:
    day = ("2026-12-02 23:00", "2026-12-03 23:00")
    right = "On Wednesday 2 December 2026 we answered"
    notices = (
        notice("strike", *day, "Le vendredi 3 décembre, l'attente sera longue."),
        notice("meeting", *day, "L'attente est longue.", f"{right}, on Thursday, 9 December too."),
        notice("evening", *day, "Nos conseillers sont absents demain, jeudi."),
        notice("sound", *day, "Aujourd'hui jeudi et le vendredi 1er janvier 2027, l'attente est longue.", f"{right}."),
    )
    return subject(schedules=schedules(bulletins=notices))
