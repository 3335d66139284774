"""`ivr hours --json`: what is known of a line, a caisse or another body, under the same keys for each."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from ivr.cli.whose import OWN_BODIES, Body
from ivr.hours.calendar import Calendar
from ivr.hours.planned import Cause
from ivr.hours.schedules import Caisse, Department, Line, Regime, Schedules

KEYS = (
    "kind",
    "key",
    "names",
    "number",
    "at",
    "zone",
    "open",
    "state",
    "why",
    "closes_at",
    "opens_at",
    "days",
    "assumed",
    "source",
    "checked",
)
WEEK = 7


def as_object(schedules: Schedules, body: Body, at: datetime, week: bool) -> dict[str, Any]:
    """A body as it is at a moment, which comes back in its own zone; null where something is not known of it.

    `days` holds that day, or the week from it on. A body without hours has none, and is neither open nor closed.
    """
    told = dict.fromkeys(KEYS) | {"at": at, "names": dict(body.names), "days": []} | _particulars(body, at)
    if isinstance(body, Department) or body.rule is None:
        return told
    calendar = schedules.calendar(body.rule, at)
    here = at.astimezone(calendar.zone)
    days = (here.date() + timedelta(days=number) for number in range(WEEK if week else 1))
    return told | {
        "at": here,
        "zone": str(calendar.zone),
        "open": calendar.is_open(here),
        "state": calendar.state(here),
        "why": _cause(calendar.why(here)),
        "closes_at": calendar.closes(here),
        "opens_at": calendar.next_opening(here),
        "days": list(_days(calendar, days)),
    }


def own_body_as_object(code: str, at: datetime) -> dict[str, Any]:
    """A territory that has a body of its own, of which nothing is known here."""
    return dict.fromkeys(KEYS) | {"kind": "own_body", "key": code, "names": OWN_BODIES[code], "at": at, "days": []}


def _particulars(body: Body, at: datetime) -> dict[str, Any]:
    told: dict[str, Any]
    match body:
        case Line():
            told = {"kind": "line", "key": body.name, "number": body.number}
        case Caisse():
            told = {"kind": "caisse", "key": body.code}
        case Regime():
            told = {"kind": "regime", "key": body.key, "number": body.number or None}
        case Department():
            return {"kind": "department", "key": body.code}
    known = body.vouched_on(at.date())
    assumed = {} if isinstance(body, Regime) else {"assumed": known.assumed}
    return told | assumed | {"source": known.source or None, "checked": known.checked}


def _days(calendar: Calendar, days: Iterator[date]) -> Iterator[dict[str, Any]]:
    for day in days:
        spans = [f"{start:%H:%M}-{end:%H:%M}" for start, end in calendar.spans_of(day)]
        yield {"day": day, "hours": spans, "why": _cause(calendar.cause_of(day))}


def _cause(cause: Cause) -> dict[str, Any]:
    return {"kind": cause.kind, "words": dict(cause.words)}
