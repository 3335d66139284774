"""Closing at once: what is published then, from a terminal or from the console, and what goes on."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from ivr.content.changes import Change, Written
from ivr.content.fields import UNKNOWN
from ivr.content.whom import Places
from ivr.hours.rule import Emergency, Rule
from ivr.hours.schedules import Above, Schedules
from ivr.hours.words import Words
from ivr.published.live import Published

SECTION = "emergencies"
MOMENT = "%Y-%m-%d %H:%M"
PARIS = ZoneInfo("Europe/Paris")  # by whose clock emergencies are written


def closing(name: str, where: Written, reason: Words, start: datetime, end: datetime | None) -> Change:
    """The draft of a closure from a moment on; without an end: until somebody opens again."""
    entry: Mapping[str, Written] = {
        "where": where,
        "start": _written(start),
        "end": _written(end) if end else UNKNOWN,
        "fr": reason["fr"],
        "en": reason["en"],
    }
    return Change(SECTION, name, "puts", entry)


def going_on(schedules: Schedules, at: datetime) -> tuple[Above, ...]:
    """The emergencies that count at a moment."""
    return tuple(one for one in schedules.above if isinstance(one.what, Emergency) and one.what.covers(at))


def new_name(published: Published, now: datetime) -> str:
    """A name that no emergency has: "urgence-2026-12-01-14h20"."""
    name = f"urgence-{now.astimezone(PARIS):%Y-%m-%d-%Hh%M}"
    snapshot = published.current()
    above = {one.what.name for one in snapshot.schedules.above} if snapshot else set()
    taken = above | {one.name for one in published.changes}
    names = (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3)))
    return next(one for one in names if one not in taken)


def with_emergency(schedules: Schedules, emergency: Emergency, places: Places) -> tuple[Schedules, Above]:
    """The schedules as they would be, and the entry: what is heard then can be told at once, without any check."""

    def closed(rule: Rule) -> Rule:
        return replace(rule, emergencies=(*rule.emergencies, emergency))

    entry = Above(places, emergency)
    lines = {name: replace(one, rule=closed(one.rule)) for name, one in schedules.lines.items() if name in places}
    caisses = {code: replace(one, rule=closed(one.rule)) for code, one in schedules.caisses.items() if code in places}
    after = replace(
        schedules,
        lines={**schedules.lines, **lines},
        caisses={**schedules.caisses, **caisses},
        above=(*schedules.above, entry),
    )
    return after, entry


def _written(moment: datetime) -> str:
    return f"{moment.astimezone(PARIS):{MOMENT}}"
