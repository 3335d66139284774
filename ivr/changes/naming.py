"""Readable names for new entries: "fermeture-rhone-2026-11-27"."""

import re
from collections.abc import Iterable, Mapping

from ivr.changes.form import Does
from ivr.content.changes import Written
from ivr.hours.day_names import plain
from ivr.hours.day_phrases import read_days
from ivr.hours.schedules import Schedules
from ivr.hours.weekly import HoursError

LONGEST_SLUG = 40  # letters
SLUGS: Mapping[Does, str] = {
    "closed": "fermeture",
    "open": "ouverture",
    "hours": "horaires",
    "notice": "annonce",
    "emergency": "urgence",
}


def new_name(kind: Does, schedules: Schedules, entry: Mapping[str, Written], taken: Iterable[str]) -> str:
    """A readable name that no entry has: "fermeture-rhone-2026-11-27"."""
    whom = texts_of(entry.get("where", entry.get("lines")))
    when = _day_slug(texts_of(entry.get("days", entry.get("start", entry.get("first")))))
    name = "-".join(filter(None, (SLUGS[kind], _slug(_whom(schedules, whom)), when)))
    known = set(taken)
    numbered = (name, *(f"{name}-{number}" for number in range(2, len(known) + 3)))
    return next(one for one in numbered if one not in known)


def _whom(schedules: Schedules, whom: tuple[str, ...]) -> str:
    if len(whom) != 1:
        return f"{len(whom)} lieux"
    code = whom[0]
    if caisse := schedules.caisses.get(code):
        return re.sub(r"^(?:la|le|l)\b|\b(?:cpam|du|de|des|la|le|les|l|d)\b", " ", plain(caisse.names["fr"]))
    if department := schedules.departments.get(code):
        return re.sub(r"^(?:dans|en|a|au)\b|\b(?:le|la|les|l)\b", " ", plain(department.names["fr"]))
    return code


def _day_slug(days: tuple[str, ...]) -> str:
    """The first day, or the phrase of days that come back."""
    first = days[0] if days else ""
    if found := re.match(r"([0-9-]{10}) ([0-9]{2}):([0-9]{2})", first):
        return f"{found[1]}-{found[2]}h{found[3]}"
    try:
        start = read_days(first).first
    except HoursError:
        return ""
    return start.isoformat() if start else _slug(first)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", plain(text)).strip("-")[:LONGEST_SLUG].strip("-")


def texts_of(value: Written | None) -> tuple[str, ...]:
    """One text or a list of them, as a list; nothing of a table."""
    if value is None or isinstance(value, dict):
        return ()
    return tuple(str(one) for one in value) if isinstance(value, list) else (value,)
