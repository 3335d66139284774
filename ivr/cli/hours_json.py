"""`ivr hours --json`: what is known of a line, a caisse or another body, under the same keys for each."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from ivr.cli.hours_day import day_there, spans_words
from ivr.hours.calendar import Calendar
from ivr.hours.planned import Cause
from ivr.hours.rule import Spans
from ivr.hours.schedules import Caisse, Department, Line, Regime, Schedules
from ivr.places.whose import Body, Found, OwnBody, label

KEYS = (
    "kind",
    "key",
    "names",
    "departments",
    "regime",
    "number",
    "site",
    "commune",
    "others",
    "guessed",
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
    told = _known(body, day_there(body, at)) | {"at": at}
    if isinstance(body, Department | OwnBody) or body.rule is None:
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
        "days": [_day(calendar, day) for day in days],
    }


def as_object_of_day(schedules: Schedules, body: Body, day: date) -> dict[str, Any]:
    """A body and one of its days, under the same keys: null where they tell of a moment."""
    told = _known(body, day)
    if isinstance(body, Department | OwnBody) or body.rule is None:
        return told
    calendar = schedules.calendar(body.rule, datetime.combine(day, time(12), UTC))
    return told | {"zone": str(calendar.zone), "days": [_day(calendar, day)]}


def of_place(found: Found) -> dict[str, Any]:
    """How what was typed was understood: the commune that it names, and what else it might have meant."""
    commune = found.commune
    told = {"name": commune.name, "department": commune.department, "people": commune.people} if commune else None
    others = [label(meaning, "fr") for meaning in found.others]
    return {"commune": told, "others": others, "guessed": found.guessed}


def _known(body: Body, day: date) -> dict[str, Any]:
    """What is known of a body whatever the hour."""
    nothing = dict.fromkeys(KEYS) | {"departments": [], "days": []}
    return nothing | {"names": dict(body.names)} | _particulars(body, day)


def _particulars(body: Body, day: date) -> dict[str, Any]:
    told: dict[str, Any]
    match body:
        case Line():
            told = {"kind": "line", "key": body.name, "number": body.number}
        case Caisse():
            told = {"kind": "caisse", "key": body.code, "departments": body.departments}
        case Regime():
            told = {"kind": "regime", "key": body.key, "number": body.number or None, "site": body.site or None}
        case Department():
            return {"kind": "department", "key": body.code, "departments": (body.code,), "regime": body.regime}
        case OwnBody():
            return {"kind": "own_body", "key": body.code, "departments": (body.code,)}
    known = body.vouched_on(day)
    assumed = {} if isinstance(body, Regime) else {"assumed": known.assumed}
    return told | assumed | {"source": known.source or None, "checked": known.checked}


def _day(calendar: Calendar, day: date) -> dict[str, Any]:
    """The hours of a day, what is perhaps open, and what was taken out of it and why."""
    actual = calendar.actual_of(day)
    cuts = [{"hours": _spans((part,)), "why": _cause(cause)} for part, cause in actual.cuts]
    hours, perhaps = _spans(actual.spans), _spans(actual.perhaps)
    return {"day": day, "hours": hours, "perhaps": perhaps, "why": _cause(actual.cause), "cuts": cuts}


def _spans(spans: Spans) -> list[str]:
    return [spans_words((span,)) for span in spans]


def _cause(cause: Cause) -> dict[str, Any]:
    return {"kind": cause.kind, "words": dict(cause.words), "entry": cause.entry or None, "sure": cause.sure}
