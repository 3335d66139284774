"""Notices that say a day's own word: for two days, without an end, past noon for a morning; and three that end in time.

warning outlived-day at schedules/bulletins.yaml (bulletins, strike)
warning outlived-day at schedules/bulletins.yaml (bulletins, failure)
warning outlived-day at schedules/bulletins.yaml (bulletins, meeting)
warning endless-closure at schedules/bulletins.yaml (bulletins, failure)
"""

from datetime import UTC, datetime

from ivr.check.subject import Subject
from ivr.hours.schedules import Bulletin
from ivr.hours.words import words
from tests.broken.sound import at, schedules, subject

STRIKE = "Aujourd'hui, en raison d'un mouvement social, l'attente peut être plus longue."


def broken() -> Subject:
    notices = (
        notice("strike", "2026-12-02 23:00", "2026-12-04 23:00", STRIKE),
        notice("failure", "2026-12-03 09:00", None, "L'attente est longue.", "We answer again tomorrow."),
        notice("meeting", "2026-12-03 07:00", "2026-12-03 15:00", "Nos conseillers sont en réunion ce matin."),
        notice("day", "2026-12-02 23:00", "2026-12-03 23:00", STRIKE),
        notice("morning", "2026-12-03 07:00", "2026-12-03 11:00", "Nos conseillers sont en réunion ce matin."),
        notice("dated", "2026-12-02 23:00", "2026-12-05 23:00", "Le jeudi 3 décembre, l'attente sera longue."),
    )
    return subject(schedules=schedules(bulletins=notices))


def notice(name: str, first: str, last: str | None, fr: str, en: str = "You may have to wait.") -> Bulletin:
    """A notice, its moments in UTC: an hour less than in Paris."""
    start, end = utc(first), utc(last) if last else None
    place = at("schedules/bulletins.yaml", "bulletins", name)
    return Bulletin(words(fr=fr, en=en), ("national",), start, end, name, place)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
