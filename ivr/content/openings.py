"""The part that lines, caisses and régimes have in common: hours, clock, holidays, and how they are known."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from zoneinfo import available_timezones

from ivr.content import schedule_faults as wrong
from ivr.content.fields import Entry
from ivr.hours.holidays import SUBDIVISIONS, disputed, names_of
from ivr.hours.rule import Rule, Spans
from ivr.hours.weekly import HoursError, read_hours, read_spans

HOURS_KEYS = ("hours", "assumed", "source", "checked")
PLACE_KEYS = ("zone", "subdivision", "works_on", "also_closed")


@dataclass(frozen=True, slots=True)
class Where:
    """The clock and the holidays of a place."""

    zone: str = "Europe/Paris"
    subdivision: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """When somebody can be reached, and how that is known."""

    rule: Rule
    assumed: bool
    source: str
    checked: date | None


def read_opening(entry: Entry, where: Where, defaults: Entry | None = None) -> Opening:
    """The opening of an entry.

    Hours and their source go together: an entry that says anything of them says all of it, so that a default's source
    never vouches for other hours.
    """
    told = entry if defaults is None or entry.has(*HOURS_KEYS) else defaults
    place = read_where(entry, where)
    rule = Rule(
        read_weekly(told),
        place.zone,
        place.subdivision,
        _holidays(entry, "works_on", names_of(place.subdivision)),
        _holidays(entry, "also_closed", disputed(place.subdivision)),
    )
    assumed = told.flag("assumed")
    for key in () if assumed else ("source", "checked"):
        if not told.has(key):
            told.note(wrong.NO_SOURCE, "hours", entry=told.name, key=key)
    return Opening(rule, assumed, told.text("source"), told.date("checked"))


def read_where(entry: Entry, where: Where) -> Where:
    """The clock and holidays that an entry names, or those of `where`."""
    zone, subdivision = entry.text("zone") or where.zone, entry.text("subdivision") or where.subdivision
    if zone not in _zones():
        entry.note(wrong.UNKNOWN_ZONE, "zone", text=zone)
    if subdivision not in SUBDIVISIONS:
        entry.note(wrong.UNKNOWN_SUBDIVISION, "subdivision", text=subdivision, known=", ".join(SUBDIVISIONS[1:]))
        subdivision = where.subdivision
    return Where(zone, subdivision)


def read_weekly(entry: Entry) -> str:
    """The weekly hours of an entry, as text."""
    hours = entry.needed("hours")
    try:
        if hours:
            read_hours(hours)
    except HoursError as error:
        _note_hours(entry, error)
    return hours


def read_day(entry: Entry) -> Spans:
    """The hours of an exceptional opening: spans without weekdays."""
    hours = entry.needed("hours")
    try:
        return read_spans(hours) if hours else ()
    except HoursError as error:
        _note_hours(entry, error)
        return ()


def _note_hours(entry: Entry, error: HoursError) -> None:
    entry.note(wrong.BAD_HOURS, "hours", why=error.reason, example=error.example)


def _holidays(entry: Entry, key: str, known: frozenset[str]) -> tuple[str, ...]:
    texts = entry.texts(key, "Vendredi saint")
    for text in texts:
        if text.value not in known:
            entry.faults.add(
                wrong.UNKNOWN_HOLIDAY, text.place, text=text.value, key=key, known=", ".join(sorted(known)) or "-"
            )
    return tuple(sorted(text.value for text in texts))


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
