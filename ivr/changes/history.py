"""What was published, by whom and when: each change beside the one of the same entry before it, found by what is asked.

One history for the console and for the terminal.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from ivr.changes.difference import Difference, difference_of, entry_told
from ivr.changes.ledger import change_of
from ivr.changes.typed import places_of, where_meant
from ivr.content.changes import Change, Tables, digest_of, entry_of, written_of
from ivr.content.closures import read_lines
from ivr.content.faults import Faults
from ivr.content.fields import Entry
from ivr.content.schedules import tables_of
from ivr.content.whom import Known, Places, read_places
from ivr.content.yaml import Table
from ivr.findings import Finding
from ivr.hours.schedules import Schedules
from ivr.hours.words import Words
from ivr.line.call import LINE_NAMES
from ivr.published.live import Published
from ivr.store.tables import changes


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which changes are asked for; what is empty is not asked. `since` is included, `until` is not."""

    author: str = ""
    section: str = ""
    places: Places = frozenset()  # it reaches one of these, or did
    since: datetime | None = None
    until: datetime | None = None
    before: int = 0  # numbers below this one: the next page

    def __bool__(self) -> bool:
        return bool(self.author or self.section or self.places or self.since or self.until)


@dataclass(frozen=True, slots=True)
class Past:
    """A change, and the one of the same entry before it (None: it was the first of all)."""

    change: Change
    earlier: Change | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """The files that are live, and whom they name: what changes are told against."""

    tables: Tables = field(repr=False)
    schedules: Schedules = field(repr=False)
    _named: dict[str, Places] = field(default_factory=dict, init=False, repr=False, compare=False)

    def before(self, past: Past) -> Table | None:
        """The entry that counted before a change, as far as it is known; None where there was none."""
        if past.earlier and past.earlier.does != "leaves":
            return past.earlier.node
        file = entry_of(self.tables, *past.change.key)
        was_there = bool(past.change.base) and digest_of(file) != digest_of(past.change.node)
        return file if was_there or digest_of(file) == past.change.base else None

    def difference(self, past: Past) -> Difference:
        """A change in words."""
        file = entry_of(self.tables, *past.change.key)
        return difference_of(past.change, self.before(past), file, self.schedules)

    def told_before(self, past: Past) -> Words | None:
        """All of the entry that counted before a change; None where there was none."""
        before = self.before(past)
        return entry_told(past.change, before, self.schedules) if before else None

    def places(self, past: Past) -> Places:
        """Whom the entry reached before and after a change."""
        after = entry_of(self.tables, *past.change.key) if past.change.does == "leaves" else past.change.node
        return frozenset().union(*(self._places(past.change, one) for one in (self.before(past), after) if one))

    def _places(self, change: Change, table: Table) -> Places:
        """Whom an entry names. Many name the same, and to read a name takes its time."""
        key = "lines" if change.section == "bulletins" else "where"
        node = table.entries.get(key)
        if node is None:
            return frozenset()
        names = json.dumps([key, written_of(node)])
        if names not in self._named:
            self._named[names] = self._read(change, Table({key: node}, table.place, table.places), key)
        return self._named[names]

    def _read(self, change: Change, table: Table, key: str) -> Places:
        known = Known(LINE_NAMES, self.schedules.caisses, self.schedules.departments)
        entry = Entry(change.name, table, Faults())
        return frozenset(read_lines(entry, known.lines)) if key == "lines" else read_places(entry, "where", known)


def ground_of(published: Published) -> Ground:
    """What is live. Raises ContentError where nothing is."""
    files = published.layered.files.schedules
    return Ground(tables_of(files.files), files.what)


def history(connection: Connection, ground: Ground, wanted: Wanted, limit: int = 50) -> tuple[Past, ...]:
    """The latest changes that are asked for, the newest first."""
    found: list[Past] = []
    for past in _pasts(connection, _matching(wanted, limit)):
        if not wanted.places or ground.places(past) & wanted.places:
            found.append(past)
        if len(found) == limit:
            break
    return tuple(found)


def one(connection: Connection, number: int) -> Past | None:
    """A change by its number."""
    query = _with_earlier().subquery()
    return next(_pasts(connection, select(query).where(query.c.id == number)), None)


def places_asked(schedules: Schedules, typed: str) -> tuple[Places, tuple[Finding, ...]]:
    """Whom somebody asks about: a line, a caisse, a town, a département; nobody, and why, where none is meant.

    Who asks about a line means that line, and not every caisse that is reached by it.
    """
    if typed in schedules.lines or typed in schedules.caisses:
        return frozenset((typed,)), ()
    names, faults = where_meant(schedules, [typed])
    found = (frozenset((name,)) if name in schedules.lines else places_of(schedules, (name,)) for name in names)
    return frozenset().union(*filter(None, found)), faults


def authors(connection: Connection) -> tuple[str, ...]:
    """Everybody who ever published, by name."""
    return tuple(connection.scalars(select(changes.c.author).distinct().order_by(changes.c.author)))


def _with_earlier() -> Select[Any]:
    """Every change with the number of the one before it of the same entry."""
    entry = (changes.c.section, changes.c.name)
    before = func.lag(changes.c.id).over(partition_by=entry, order_by=changes.c.id)
    return select(*changes.c, before.label("earlier"))


def _matching(wanted: Wanted, limit: int) -> Select[Any]:
    every = _with_earlier().subquery()
    query = select(every).order_by(every.c.id.desc())
    for column, value in (("author", wanted.author), ("section", wanted.section)):
        query = query.where(every.c[column] == value) if value else query
    if wanted.since:
        query = query.where(every.c.at >= wanted.since)
    if wanted.until:
        query = query.where(every.c.at < wanted.until)
    if wanted.before:
        query = query.where(every.c.id < wanted.before)
    return query if wanted.places else query.limit(limit)


def _pasts(connection: Connection, query: Select[Any]) -> Iterator[Past]:
    rows = connection.execute(query).all()
    numbers = [row.earlier for row in rows if row.earlier]
    earlier: dict[int, Change] = {}
    for start in range(0, len(numbers), 500):  # SQLite takes so many values at once
        some = select(changes).where(changes.c.id.in_(numbers[start : start + 500]))
        earlier |= {row.id: change_of(row) for row in connection.execute(some)}
    return (Past(change_of(row), earlier.get(row.earlier)) for row in rows)
