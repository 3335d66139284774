"""What lies above the weekly hours, from closures.yaml, and the notices of bulletins.yaml."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches

from ivr.content import schedule_faults as wrong
from ivr.content.fields import UNKNOWN, Entry
from ivr.content.openings import read_day
from ivr.content.yaml import Text
from ivr.hours.rule import Dated, Emergency
from ivr.hours.schedules import Bulletin, Caisse, LineName
from ivr.hours.words import Words, words
from ivr.line.hearing import tokens_of

Places = frozenset[str]  # names of lines and codes of caisses


@dataclass(frozen=True, slots=True)
class Above:
    """A closure, an exceptional opening or an emergency, and whom it concerns."""

    places: Places
    what: Dated | Emergency


@dataclass(frozen=True, slots=True)
class Known:
    """Who can be named. `caisses` is None when their file can't be read: then no code can be called wrong."""

    lines: tuple[LineName, ...]
    caisses: Mapping[str, Caisse] | None


def read_above(file: Entry, known: Known) -> Iterator[Above]:
    """Everything of closures.yaml."""
    file.allow("closures", "openings", "emergencies")
    readers: Mapping[str, Callable[[Entry], Dated | Emergency | None]] = {
        "closures": _closure,
        "openings": _exceptional_opening,
        "emergencies": _emergency,
    }
    for section, reader in readers.items():
        for entry in file.entries(section):
            places = read_places(entry, "where", known)
            if what := reader(entry):
                yield Above(places, what)


def read_bulletins(file: Entry, known: Known) -> Iterator[Bulletin]:
    """Everything of bulletins.yaml."""
    file.allow("bulletins")
    for entry in file.entries("bulletins"):
        entry.allow("lines", "first", "last", "fr", "en")
        lines = _lines(entry, known.lines)
        first, last = _bounds(entry, "first", "last")
        if first:
            yield Bulletin(entry.words(), lines, first, last, entry.name, entry.place())


def _lines(entry: Entry, known: tuple[LineName, ...]) -> tuple[LineName, ...]:
    """On which lines a notice is told: "all", "lines" or their names."""
    if not entry.has("lines"):
        entry.note(wrong.MISSING, entry=entry.name, key="lines")
    named: set[str] = set()
    for text in entry.texts("lines", "all"):
        named.update(known if text.value in ("all", "lines") else (text.value,))
        if text.value not in ("all", "lines", *known):
            entry.faults.add(wrong.NOT_A_LINE, text.place, text=text.value, lines=", ".join(known))
    return tuple(line for line in known if line in named)


def read_places(entry: Entry, key: str, known: Known) -> Places:
    """Whom an entry concerns: "all", "lines", "caisses", names of lines and codes of caisses."""
    if not entry.has(key):
        entry.note(wrong.MISSING, entry=entry.name, key=key)
    groups = {"all": (*known.lines, *(known.caisses or ())), "lines": known.lines, "caisses": known.caisses or ()}
    places: set[str] = set()
    for text in entry.texts(key, "all"):
        places.update(groups.get(text.value, (text.value,)))
        if text.value not in groups:
            _check_place(entry, text, known)
    return frozenset(places)


def _check_place(entry: Entry, text: Text, known: Known) -> None:
    possible = (*known.lines, *(known.caisses or ()))
    if text.value in possible or (known.caisses is None and text.value.isdigit()):
        return
    near = _near(text.value, known)
    caisse = known.caisses.get(near) if known.caisses else None
    kind = wrong.NEAR_PLACE if near else wrong.UNKNOWN_PLACE
    told = _with_name(near, caisse) if caisse else near
    entry.faults.add(kind, text.place, text=text.value, lines=", ".join(known.lines), near=told)


def _with_name(code: str, caisse: Caisse) -> Words:
    return words(**{language: f"{code} ({name})" for language, name in caisse.names.items()})


def _near(text: str, known: Known) -> str:
    """Who was perhaps meant: the caisse of that département or name, else whatever is written much the same."""
    caisses, words = known.caisses or {}, set(tokens_of(text))
    serving = [code for code, caisse in caisses.items() if text in caisse.departments]
    named = [code for code, caisse in caisses.items() if words and words <= set(tokens_of(caisse.names["fr"]))]
    shortest = sorted(named, key=lambda code: len(caisses[code].names["fr"]))
    found = serving or shortest or get_close_matches(text, (*known.lines, *caisses), 1)
    return found[0] if found else ""


def _closure(entry: Entry) -> Dated | None:
    entry.allow("where", "first", "last", "fr", "en")
    first, last = _days(entry, endless=True)
    return Dated(first, last, (), entry.words(), entry.name, entry.place()) if first else None


def _exceptional_opening(entry: Entry) -> Dated | None:
    entry.allow("where", "first", "last", "hours", "fr", "en")
    first, last = _days(entry, endless=False)
    return Dated(first, last, read_day(entry), entry.words(), entry.name, entry.place()) if first else None


def _emergency(entry: Entry) -> Emergency | None:
    entry.allow("where", "start", "end", "fr", "en")
    start, end = _bounds(entry, "start", "end")
    return Emergency(start, end, entry.words(), entry.name, entry.place()) if start else None


def _days(entry: Entry, *, endless: bool) -> tuple[date | None, date | None]:
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
