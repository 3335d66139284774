"""Which call to listen to after a change: from a place that it reaches, at the first moment that it is for."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from ivr.check.entry_words import SECTIONS
from ivr.check.reached import reached_by
from ivr.content.changes import Change
from ivr.hours.rule import Closure, Dated, Emergency, Opening
from ivr.hours.schedules import Above, Caisse, Line, Schedules
from ivr.phone.moments import PARIS

MORNING, LATER = time(8, 30), time(10)  # when people call: in the first hours of a part of the day, or of a whole one


def call_after(schedules: Schedules, change: Change, now: datetime) -> dict[str, str]:
    """The fields of the page Listen, by the clock of Paris; those of now where the moment is past, or nobody's."""
    same = (one for one in schedules.above if one.what.name == change.name)
    entry = next((one for one in same if SECTIONS[type(one.what)] == change.section), None)
    body = _first_reached(entry, schedules) if entry else None
    if entry is None or body is None:
        return {}
    place = {"place": body.code if isinstance(body, Caisse) else body.name}
    at = _first_moment(entry.what, ZoneInfo(body.rule.zone))
    return place | {"at": f"{at.astimezone(PARIS):%Y-%m-%d %H:%M}"} if at and at > now else place


def _first_reached(entry: Above, schedules: Schedules) -> Caisse | Line | None:
    reached = reached_by(entry, schedules)
    bodies: list[Caisse | Line] = [*reached.caisses, *(schedules.lines[name] for name in reached.lines)]
    return bodies[0] if bodies else None


def _first_moment(what: Dated | Emergency, zone: ZoneInfo) -> datetime | None:
    if isinstance(what, Emergency):
        return what.start
    if what.days.first is None:
        return None
    spans = what.part if isinstance(what, Closure) else what.spans if isinstance(what, Opening) else ()
    return datetime.combine(what.days.first, max(spans[0][0], MORNING) if spans else LATER, zone)
