"""Whom an entry reaches: what may stand under `where`, and who is meant by it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property

from ivr.content import schedule_faults as wrong
from ivr.content.fields import Entry
from ivr.content.yaml import Text
from ivr.hours.schedules import Caisse, Department, LineName
from ivr.hours.words import Words, words
from ivr.line.patterns import tokens_of

Places = frozenset[str]  # names of lines and codes of caisses
NATIONAL = "national"
OWN = "national-own"  # the hours that 36 46 has itself, for callers whose caisse is not known
HOMES: Mapping[str, str] = {"mayotte": "976"}  # who leaves out the line of a département leaves out its caisse
# What people write for a name, without capitals and accents.
MEANT: Mapping[str, str] = (
    dict.fromkeys(("tous", "tout", "toutes", "tout le monde", "everybody", "everyone"), "all")
    | dict.fromkeys(("3646", "36 46", "le 36 46", "le 3646", "national"), NATIONAL)
    | dict.fromkeys(("etranger", "l etranger"), "abroad")
    | {"lignes": "lines", "toutes les caisses": "caisses"}
)
_BUT = re.compile(r"\s+(?:sauf|except|hors)\s+", re.IGNORECASE)
_AND = re.compile(r"\s+(?:et|and)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Known:
    """Who can be named. `caisses` is None when their file can't be read: then no code can be called wrong."""

    lines: tuple[LineName, ...]
    caisses: Mapping[str, Caisse] | None
    departments: Mapping[str, Department] = field(default_factory=dict)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self.caisses or ())

    @cached_property
    def groups(self) -> Mapping[str, tuple[str, ...]]:
        """Whom each name reaches: a call to 36 46 may end at any caisse, so that all are closed with it."""
        served = {department: self.serving(department) for department in self.departments}
        groups: dict[str, tuple[str, ...]] = {
            "all": (*self.lines, *self.codes),
            NATIONAL: (NATIONAL, *self.codes),
            OWN: (NATIONAL,),
            "lines": self.lines,
            "caisses": self.codes,
        }
        groups |= {line: (line,) for line in self.lines if line != NATIONAL}
        groups |= {department: codes for department, codes in served.items() if codes}
        return groups | {code: (code,) for code in self.codes}

    def serving(self, department: str) -> tuple[str, ...]:
        """The codes of the caisses of a département; none where no département is named."""
        return tuple(code for code, caisse in (self.caisses or {}).items() if department in caisse.departments)


def read_places(entry: Entry, key: str, known: Known) -> Places:
    """Whom an entry reaches: groups, names of lines, codes of caisses and of départements; "all sauf mayotte"."""
    if entry.lacks(key):
        entry.note(wrong.MISSING, entry=entry.name, key=key)
    groups, places = known.groups, set[str]()
    for text in entry.texts(key, "all"):
        named, *but = _BUT.split(text.value, 1)
        reached = set(_reached(entry, text, named, groups, known))
        for other in _AND.split(but[0]) if but else ():
            reached -= {*_reached(entry, text, other, groups, known), *known.serving(HOMES.get(other.strip(), ""))}
        places |= reached
    return frozenset(places)


def _reached(
    entry: Entry, text: Text, name: str, groups: Mapping[str, tuple[str, ...]], known: Known
) -> tuple[str, ...]:
    """Whom one name reaches; nobody, and a fault noted, where nobody bears it."""
    for written in _readings(name.strip()):
        if written in groups:
            return groups[written]
    _note_place(entry, text, name.strip(), known)
    return ()


def _readings(name: str) -> Iterator[str]:
    """The name as it is written, and what it may stand for: "Étranger", "36 46", "2a", "1"."""
    plain = " ".join(tokens_of(name))
    yield name
    yield MEANT.get(plain, plain)
    yield name.upper()
    if name.isdigit():
        yield name.zfill(2)


def _note_place(entry: Entry, text: Text, name: str, known: Known) -> None:
    if known.caisses is None and name.isdigit():
        return
    near = _near(name, known)
    caisse = known.caisses.get(near) if known.caisses else None
    kind = wrong.NEAR_PLACE if near else wrong.UNKNOWN_PLACE
    told = _with_name(near, caisse) if caisse else near
    entry.faults.add(kind, text.place, text=name, near=told)


def _with_name(code: str, caisse: Caisse) -> Words:
    return words(**{language: f"{code} ({name})" for language, name in caisse.names.items()})


def _near(text: str, known: Known) -> str:
    """Who was perhaps meant: the caisse of that name, else whatever is written much the same in its département."""
    caisses, said = known.caisses or {}, set(tokens_of(text))
    named = [code for code, caisse in caisses.items() if said and said <= set(tokens_of(caisse.names["fr"]))]
    shortest = sorted(named, key=lambda code: len(caisses[code].names["fr"]))
    alike = [code for code in caisses if code[:2] == text[:2]] if text.isdigit() else [*known.lines, *caisses]
    found = shortest or get_close_matches(text.casefold(), alike, 1)
    return found[0] if found else ""
