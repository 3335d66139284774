"""The part that lines, caisses and régimes have in common: hours, clock, holidays, and how they are known."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from zoneinfo import available_timezones

from ivr.content import schedule_faults as wrong
from ivr.content.fields import FLAGS, Entry
from ivr.content.yaml import Text
from ivr.hours.day_names import plain
from ivr.hours.day_parts import read_week
from ivr.hours.holidays import SUBDIVISIONS, customs_of, names_of
from ivr.hours.rule import Rule, Version
from ivr.hours.schedules import Vouched
from ivr.hours.weekly import HoursError

HOURS_KEYS = ("hours", "assumed", "perhaps", "source", "checked")
NEAR = 0.6  # "Pentecote" is at 0.67 of "Lundi de Pentecôte"
NO = tuple(word for word, meant in FLAGS.items() if not meant)
LONGEST_MARGIN = 180  # minutes
PLACE_KEYS = ("zone", "subdivision", "works_on", "also_closed")


@dataclass(frozen=True, slots=True)
class Where:
    """The clock and the holidays of a place."""

    zone: str = "Europe/Paris"
    subdivision: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """When somebody can be reached, and how that is known: one `vouched` for each version of the hours."""

    rule: Rule
    vouched: tuple[Vouched, ...]


def read_opening(entry: Entry, where: Where, defaults: Entry | None = None) -> Opening:
    """The opening of an entry.

    Hours and their source go together: an entry that says anything of them says all of it, so that a default's source
    never vouches for other hours.
    """
    told = entry if defaults is None or entry.has(*HOURS_KEYS) else defaults
    place = read_where(entry, where)
    versions = [_version(told, None), *(_version(one, _first_day(one)) for one in _later(entry, told))]
    (first, vouched), *later = sorted(versions, key=lambda version: version[0].first or date.min)
    rule = Rule(
        first.hours,
        place.zone,
        place.subdivision,
        _holidays(entry, "works_on", names_of(place.subdivision)),
        _holidays(entry, "also_closed", customs_of(place.subdivision)),
        margin=first.margin,
        later=tuple(version for version, _ in later),
    )
    return Opening(rule, (vouched, *(known for _, known in later)))


def _later(entry: Entry, told: Entry) -> Iterator[Entry]:
    """The versions of the hours that come later: those of the entry, or those of the defaults that it shares."""
    holder = entry if entry.has("then") else told
    if holder.has("then"):
        yield from holder.entries("then")


def _first_day(entry: Entry) -> date | None:
    """From which day on a version counts: its name."""
    entry.allow(*HOURS_KEYS)
    try:
        return date.fromisoformat(entry.name)
    except ValueError:
        entry.note(wrong.NOT_FIRST_DAY, text=entry.name)
        return None


def _version(entry: Entry, first: date | None) -> tuple[Version, Vouched]:
    """One version of the weekly hours, and how it is known."""
    assumed = entry.flag("assumed")
    for key in () if assumed else ("source", "checked"):
        if not entry.has(key):
            entry.note(wrong.NO_SOURCE, "hours", entry=entry.name, key=key)
    version = Version(first, read_weekly(entry), _margin(entry, assumed=assumed))
    return version, Vouched(first, assumed, entry.text("source"), entry.date("checked"))


def _margin(entry: Entry, *, assumed: bool) -> int:
    """The minutes before and after assumed hours in which nobody knows."""
    text = entry.text("perhaps")
    if text and not assumed and entry.text("assumed").lower() in ("", *NO):
        entry.note(wrong.SURELY, "perhaps", entry=entry.name)
    if text and not (text.isdigit() and int(text) <= LONGEST_MARGIN):
        entry.note(wrong.NOT_MINUTES, "perhaps", text=text, most=LONGEST_MARGIN)
        return 0
    return int(text or 0)


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
    """The weekly hours of an entry, as `read_hours` takes them."""
    hours = entry.needed("hours")
    try:
        return read_week(hours) if hours else ""
    except HoursError as error:
        _note_hours(entry, error)
        return hours


def _note_hours(entry: Entry, error: HoursError) -> None:
    entry.note(wrong.BAD_HOURS, "hours", why=error.reason, example=error.example)


def _holidays(entry: Entry, key: str, known: frozenset[str]) -> tuple[str, ...]:
    texts = entry.texts(key, min(known, default="-"))
    if texts and not known:
        entry.note(wrong.NO_HOLIDAY, key, key=key)
        return ()
    return tuple(sorted(read_holiday(entry, key, text, known) for text in texts))


def read_holiday(entry: Entry, key: str, text: Text, known: frozenset[str]) -> str:
    """The holiday of these that a text names, capitals and accents apart; what was perhaps meant is told first."""
    names = {plain(name): name for name in sorted(known)}
    said = plain(text.value)
    if said not in names:
        near = [names[name] for name in get_close_matches(said, names, 2, NEAR)]
        others = [name for name in sorted(known) if name not in near]
        entry.faults.add(wrong.UNKNOWN_HOLIDAY, text.place, text=text.value, key=key, known=", ".join((*near, *others)))
    return names.get(said, text.value)


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
