"""`ivr hours --schema-org`: the sure hours of 24 months as JSON-LD, for web pages and those who read them.

They are the hours of a telephone, so they are a ContactPoint's, by the place's own clock (schema.org has no zones).
Days with the usual hours are told by weekday, from one exception to the next; each exception has its own days. So a
reader who only adds up what is open is right, and so is one who lets special days override the usual ones. What is
*perhaps* open is not told.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time
from itertools import groupby
from typing import Any

from ivr.cli.hours_export import Export
from ivr.cli.hours_words import say
from ivr.cli.language import language
from ivr.hours.rule import Span, Spans, Version
from ivr.hours.schedules import Caisse
from ivr.hours.weekly import read_hours
from ivr.line.lines import LINES
from ivr.places.whose import Keeping

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CLOSED: Spans = ((time(0), time(0)),)  # how schema.org is told that a whole day is closed


@dataclass(frozen=True, slots=True)
class _Planned:
    """How a day is told: by its version of the usual week, or (`version` None) as an exception with these spans."""

    version: Version | None
    spans: Spans = ()


def as_json_ld(exports: Iterable[Export]) -> dict[str, Any]:
    """These bodies, each with the hours of its telephone."""
    return {"@context": "https://schema.org", "@graph": [_organization(export) for export in exports]}


def _organization(export: Export) -> dict[str, Any]:
    clock = say("clock", zone=export.calendar.zone)
    contact = {
        "@type": "ContactPoint",
        "telephone": _telephone(export.body),
        "description": f"{clock}. {export.known_by(export.days[0])}",
        "hoursAvailable": list(_specifications(export)),
    }
    return {"@type": "GovernmentOrganization", "name": export.body.names[language()], "contactPoint": contact}


def _telephone(body: Keeping) -> str:
    """A caisse is rung by the line that leads to it."""
    if not isinstance(body, Caisse):
        return body.number
    return LINES["mayotte" if "976" in body.departments else "national"].number


def _specifications(export: Export) -> Iterator[dict[str, Any]]:
    for planned, days in groupby(export.days, key=lambda day: _planned(export, day)):
        first, *others = days
        valid = {"validFrom": first.isoformat(), "validThrough": (others or [first])[-1].isoformat()}
        if planned.version is None:
            yield from (_specification(span) | valid for span in planned.spans or CLOSED)
        else:
            yield from (told | valid for told in _week(planned.version))


def _planned(export: Export, day: date) -> _Planned:
    spans, version = export.calendar.actual_of(day).spans, export.calendar.rule.version(day)
    return _Planned(version) if read_hours(version.hours)[day.weekday()] == spans else _Planned(None, spans)


def _week(version: Version) -> Iterator[dict[str, Any]]:
    """The usual week: each span with the weekdays that have it."""
    week = read_hours(version.hours)
    for span in dict.fromkeys(span for spans in week for span in spans):
        days = [WEEKDAYS[number] for number, spans in enumerate(week) if span in spans]
        yield _specification(span) | {"dayOfWeek": days}


def _specification(span: Span) -> dict[str, Any]:
    opens, closes = span
    return {"@type": "OpeningHoursSpecification", "opens": f"{opens:%H:%M}", "closes": f"{closes:%H:%M}"}
