"""`ivr hours --ical`: the sure hours of 24 months for calendar programs, an event for each time that somebody answers.

Every event is written in UTC. So it says the same moment in every program, whatever zones that knows, and needs no
VTIMEZONE; programs show it by the clock of whoever looks. What is *perhaps* open is no event.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

import icalendar

from ivr.cli.hours_day import cause_words
from ivr.cli.hours_export import Export
from ivr.cli.hours_words import say
from ivr.cli.language import language
from ivr.hours.planned import Cause

PRODUCT = "-//ivr-3646//ivr hours//FR"
DOMAIN = "ivr-3646.invalid"  # makes the identifiers of events unlike those of others
SPECIAL = ("opening", "other")


def as_ical(exports: Iterable[Export], now: datetime) -> str:
    """The times at which these bodies surely answer, as an iCalendar file; `now` stamps it."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    for export in exports:
        for event in _events(export, now):
            calendar.add_component(event)
    return str(calendar.to_ical().decode())


def _events(export: Export, now: datetime) -> Iterator[icalendar.Event]:
    for start, end, cause in export.calendar.intervals:
        event = icalendar.Event()
        event.add("uid", f"{export.key}-{start:%Y%m%dT%H%M%SZ}@{DOMAIN}")
        event.add("dtstamp", now)
        event.add("dtstart", start)
        event.add("dtend", end)
        event.add("summary", _summary(export, cause))
        event.add("description", export.known_by(start.astimezone(export.calendar.zone).date()))
        event.add("transp", "TRANSPARENT")  # it doesn't fill anybody's day
        yield event


def _summary(export: Export, cause: Cause) -> str:
    told = say("answers", name=export.body.names[language()])
    return f"{told} : {cause_words(cause)}" if cause.kind in SPECIAL else told
