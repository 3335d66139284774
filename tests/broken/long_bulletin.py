"""A notice of some twenty seconds, one of more than thirty, and one that is short enough.

warning long-bulletin at schedules/bulletins.yaml (bulletins, strike)
error long-bulletin at schedules/bulletins.yaml (bulletins, works)
"""

from datetime import UTC, datetime

from ivr.check.subject import Subject
from ivr.hours.schedules import Bulletin
from ivr.hours.words import words
from tests.broken.sound import at, schedules, subject

SENTENCE = "En raison d'un mouvement social, l'attente peut être plus longue. "


def broken() -> Subject:
    notices = (notice("strike", 4), notice("works", 10), notice("holiday", 1))
    return subject(schedules=schedules(bulletins=notices))


def notice(name: str, times: int) -> Bulletin:
    told = words(fr=SENTENCE * times, en="You may have to wait.")
    first, last = datetime(2026, 12, 3, tzinfo=UTC), datetime(2026, 12, 4, tzinfo=UTC)
    return Bulletin(told, ("national",), first, last, name, at("schedules/bulletins.yaml", "bulletins", name))
