"""What lies above the weekly hours, from closures.yaml, and the notices of bulletins.yaml."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import TypeVar

from ivr.content import schedule_faults as wrong
from ivr.content.fields import UNKNOWN, Entry
from ivr.content.whom import Known, read_places
from ivr.hours.day_parts import is_whole_day, read_other_hours, read_part, read_times
from ivr.hours.day_phrases import read_days
from ivr.hours.days import Days, stretch
from ivr.hours.rule import Bar, Closure, Dated, Emergency, Opening, OtherHours, Spans, Week
from ivr.hours.schedules import Above, Bulletin, LineName
from ivr.hours.weekly import HoursError
from ivr.hours.words import NO_WORDS

Read = TypeVar("Read")
DAYS_KEYS = ("days", "first", "last")
NO_SPANS: Spans = ()
NO_WEEK: Week = ((), (), (), (), (), (), ())
EVEN: Mapping[str, Bar] = {
    "holidays": "holidays",
    "fériés": "holidays",
    "closures": "closures",
    "fermetures": "closures",
}


def read_format(file: Entry) -> int:
    """Which meaning the entries were written for: 1 is that of files without the key."""
    text = file.text("format")
    if text and text not in ("1", "2"):
        file.note(wrong.NOT_FORMAT, "format", text=text)
    return 2 if text == "2" else 1


def read_above(file: Entry, known: Known) -> Iterator[Above]:
    """Everything of closures.yaml."""
    file.allow("format", *SECTIONS)
    for section in SECTIONS:
        for entry in file.entries(section) if file.has(section) or section != "hours" else ():
            if above := read_entry(section, entry, known):
                yield above


def read_entry(section: str, entry: Entry, known: Known) -> Above | None:
    """One entry of a section of closures.yaml; None where it doesn't say when."""
    places = read_places(entry, "where", known)
    if what := SECTIONS[section](entry):
        where = tuple(text.value for text in entry.texts("where", "all"))
        return Above(places, what, where, entry.table.places)
    return None


def read_bulletins(file: Entry, known: Known) -> Iterator[Bulletin]:
    """Everything of bulletins.yaml."""
    file.allow("bulletins")
    for entry in file.entries("bulletins"):
        if bulletin := read_bulletin(entry, known):
            yield bulletin


def read_bulletin(entry: Entry, known: Known) -> Bulletin | None:
    """One notice; None where it doesn't say when."""
    entry.allow_words("lines", "first", "last")
    lines, (first, last), told = read_lines(entry, known.lines), _bounds(entry, "first", "last"), entry.words()
    return Bulletin(told, lines, first, last, entry.name, entry.place()) if first else None


def read_lines(entry: Entry, known: tuple[LineName, ...]) -> tuple[LineName, ...]:
    """On which lines a notice is told: "all", "lines" or their names."""
    if entry.lacks("lines"):
        entry.note(wrong.MISSING, entry=entry.name, key="lines")
    named: set[str] = set()
    for text in entry.texts("lines", "all"):
        named.update(known if text.value in ("all", "lines") else (text.value,))
        if text.value not in ("all", "lines", *known):
            entry.faults.add(wrong.NOT_A_LINE, text.place, text=text.value, lines=", ".join(known))
    return tuple(line for line in known if line in named)


def _closure(entry: Entry) -> Closure | None:
    entry.allow_words("where", *DAYS_KEYS, "hours")
    days, part, reason = _days(entry, endless=True), _hours(entry, read_part, NO_SPANS), entry.words()
    return Closure(days, part, reason, entry.name, entry.place()) if days else None


def _exceptional_opening(entry: Entry) -> Opening | None:
    entry.allow_words("where", *DAYS_KEYS, "hours", "even")
    days = _days(entry, endless=False)
    entry.needed("hours")
    spans, even, reason = _hours(entry, read_times, NO_SPANS), _even(entry), entry.words()
    return Opening(days, spans, reason, entry.name, even, entry.place()) if days else None


def _other_hours(entry: Entry) -> OtherHours | None:
    entry.allow_words("where", *DAYS_KEYS, "hours", "even")
    days = _days(entry, endless=True)
    entry.needed("hours")
    week, is_week = _hours(entry, read_other_hours, (NO_WEEK, True))
    reason = entry.words() if entry.has(*entry.languages) else NO_WORDS
    return OtherHours(days, week, is_week, reason, entry.name, _even(entry), entry.place()) if days else None


def _emergency(entry: Entry) -> Emergency | None:
    entry.allow_words("where", "start", "end")
    (start, end), reason = _bounds(entry, "start", "end"), entry.words()
    return Emergency(start, end, reason, entry.name, entry.place()) if start else None


SECTIONS: Mapping[str, Callable[[Entry], Dated | Emergency | None]] = {
    "closures": _closure,
    "openings": _exceptional_opening,
    "hours": _other_hours,
    "emergencies": _emergency,
}


def _hours(entry: Entry, reader: Callable[[str], Read], absent: Read) -> Read:
    """What `hours` says, by its reader; `absent` where it says nothing, or nothing that can be read."""
    text = entry.text("hours")
    try:
        return reader(text) if text else absent
    except HoursError as error:
        is_whole = reader is read_part and is_whole_day(text)
        kind = wrong.WHOLE_DAY if is_whole else wrong.BAD_HOURS
        entry.note(kind, "hours", text=text, why=error.reason, example=error.example)
        return absent


def _even(entry: Entry) -> tuple[Bar, ...]:
    """When an entry holds although the day is a holiday, or closed."""
    found = dict.fromkeys(EVEN.get(text.value) for text in entry.texts("even", "holidays"))
    for text in entry.texts("even", "holidays") if None in found else ():
        if text.value not in EVEN:
            entry.faults.add(wrong.NOT_EVEN, text.place, text=text.value)
    return tuple(bar for bar in found if bar)


def _days(entry: Entry, *, endless: bool) -> Days | None:
    """The days of an entry: phrases under `days`, or a `first` and a `last` day as they were written before."""
    if entry.has("days"):
        for key in ("first", "last"):
            if entry.has(key):
                entry.note(wrong.DAYS_TWICE, key, key=key)
        return _phrases(entry)
    if not entry.has("first", "last"):
        if entry.lacks("days"):
            entry.note(wrong.NO_DAYS, entry=entry.name)
        return None
    first, last = _first_and_last(entry, endless=endless)
    return stretch(first, last) if first else None


def _phrases(entry: Entry) -> Days | None:
    """What the phrases under `days` name, all together."""
    found: list[Days] = []
    for text in entry.phrases("days"):
        try:
            found.append(read_days(text.value))
        except HoursError as error:
            kind = wrong.FALSE_WEEKDAY if error.or_else else wrong.BAD_DAYS
            told = {"why": error.reason, "example": error.example, "other": error.or_else}
            entry.faults.add(kind, text.place, **told)
    if not found:
        return None
    return Days(
        tuple(one for days in found for one in days.stretches), tuple(one for days in found for one in days.but)
    )


def _first_and_last(entry: Entry, *, endless: bool) -> tuple[date | None, date | None]:
    """First and last day; the last is None where the file says that it is unknown, and that is allowed."""
    entry.needed("first")
    open_ended = entry.needed("last") == UNKNOWN and endless
    first, last = entry.date("first"), None if open_ended else entry.date("last")
    if first and last and last < first:
        entry.note(wrong.ENDS_BEFORE, "last", entry=entry.name, first=first, last=last)
    return first, last


def _bounds(entry: Entry, first_key: str, last_key: str) -> tuple[datetime | None, datetime | None]:
    """Two moments; the last is None where the file says that it is unknown."""
    entry.needed(first_key)
    open_ended = entry.needed(last_key) == UNKNOWN
    first, last = entry.moment(first_key), None if open_ended else entry.moment(last_key)
    if first and last and last <= first:
        entry.note(
            wrong.ENDS_BEFORE, last_key, entry=entry.name, first=entry.text(first_key), last=entry.text(last_key)
        )
    return first, last
