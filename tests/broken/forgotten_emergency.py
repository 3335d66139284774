"""A failure of three days ago that goes on, and one of this night.

warning forgotten-emergency at schedules/closures.yaml (emergencies, panne)
warning endless-closure at schedules/closures.yaml (emergencies, incendie)
"""

from datetime import UTC, datetime

from ivr.check.subject import Subject
from ivr.hours.rule import Emergency
from ivr.hours.words import words
from tests.broken.sound import at, rule, schedules, subject


def broken() -> Subject:
    failures = (emergency("panne", "2026-11-20 09:00"), emergency("incendie", "2026-11-22 23:30"))
    return subject(schedules=schedules(rule(emergencies=failures)))


def emergency(name: str, start: str, end: str | None = None) -> Emergency:
    """One whose moments are written in UTC."""
    begins, ceases = (datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None for text in (start, end))
    assert begins
    place = at("schedules/closures.yaml", "emergencies", name)
    return Emergency(begins, ceases, words(fr="panne de téléphone", en="a telephone failure"), name, place)
