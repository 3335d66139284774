"""What was published, by whom and when: each change beside the one of the same entry before it, found by what is asked.

One history for the console and for the terminal.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Select, func, select

from ivr.changes.difference import Difference, difference_of, entry_told
from ivr.changes.ledger import change_of
from ivr.changes.typed import places_of, where_meant
from ivr.content.changes import Change, Tables, digest_of, entry_of
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

AT_ONCE = 200  # changes that are read together, to be asked whom they reached


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
    reached: dict[int, Places] = field(default_factory=dict, init=False, repr=False, compare=False)  # by change

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

    def learn(self, pasts: Iterable[Past]) -> None:
        """Remember whom these changes reached: true while the files are the same, for no change is touched again."""
        self.reached.update((past.change.id, self.places(past)) for past in pasts)

    def places(self, past: Past) -> Places:
        """Whom the entry reached before and after a change."""
        left = past.change.does == "leaves"
        after = self._places(past.change, entry_of(self.tables, *past.change.key)) if left else self._put(past.change)
        if past.earlier and past.earlier.does != "leaves":
            return after | self._put(past.earlier)
        return after | self._places(past.change, self.before(past))

    def _put(self, change: Change) -> Places:
        """Whom the entry of a change names. Many name the same, and to read a name takes its time."""
        key = _key(change)
        written = (change.entry or {}).get(key)
        names = json.dumps([key, written])
        if written is not None and names not in self._named:
            self._named[names] = self._places(change, change.node)
        return self._named.get(names, frozenset())

    def _places(self, change: Change, table: Table | None) -> Places:
        key = _key(change)
        node = table.entries.get(key) if table else None
        if table is None or node is None:
            return frozenset()
        return self._read(change, Table({key: node}, table.place, table.places), key)

    def _read(self, change: Change, table: Table, key: str) -> Places:
        known = Known(LINE_NAMES, self.schedules.caisses, self.schedules.departments)
        entry = Entry(change.name, table, Faults())
        return frozenset(read_lines(entry, known.lines)) if key == "lines" else read_places(entry, "where", known)


_GROUNDS: WeakKeyDictionary[Published, tuple[object, Ground]] = WeakKeyDictionary()


def _key(change: Change) -> str:
    return "lines" if change.section == "bulletins" else "where"


def ground_of(published: Published) -> Ground:
    """What is live, made once for as long as it is. Raises ContentError where nothing is."""
    files = published.layered.files.schedules
    made_of, ground = _GROUNDS.get(published, (None, None))
    if ground is None or made_of is not files:
        ground = Ground(tables_of(files.files), files.what)
        _GROUNDS[published] = files, ground
    return ground


def history(connection: Connection, ground: Ground, wanted: Wanted, limit: int = 50) -> tuple[Past, ...]:
    """The latest changes that are asked for, the newest first."""
    numbers = connection.execute(_matching(wanted)).scalars()
    if not wanted.places:
        return _pasts(connection, list(islice(numbers, limit)))
    found: list[int] = []
    while len(found) < limit and (some := list(islice(numbers, AT_ONCE))):
        ground.learn(_pasts(connection, [number for number in some if number not in ground.reached]))
        found += (number for number in some if ground.reached[number] & wanted.places)
    return _pasts(connection, found[:limit])


def one(connection: Connection, number: int) -> Past | None:
    """A change by its number."""
    return next(iter(_pasts(connection, [number])), None)


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


def _matching(wanted: Wanted) -> Select[Any]:
    """The numbers of the changes that are asked for, the newest first, whomever they reach."""
    query = select(changes.c.id).order_by(changes.c.id.desc())
    for column, value in (("author", wanted.author), ("section", wanted.section)):
        query = query.where(changes.c[column] == value) if value else query
    if wanted.since:
        query = query.where(changes.c.at >= wanted.since)
    if wanted.until:
        query = query.where(changes.c.at < wanted.until)
    return query.where(changes.c.id < wanted.before) if wanted.before else query


def _pasts(connection: Connection, numbers: Sequence[int]) -> tuple[Past, ...]:
    """The changes of these numbers, in their order, each with the one before it of the same entry."""
    if not numbers:
        return ()
    same = changes.alias()
    before = select(func.max(same.c.id)).where(
        same.c.section == changes.c.section, same.c.name == changes.c.name, same.c.id < changes.c.id
    )
    rows = connection.execute(
        select(changes, before.scalar_subquery().label("earlier")).where(changes.c.id.in_(numbers))
    ).all()
    earlier = [row.earlier for row in rows if row.earlier]
    known = {row.id: change_of(row) for row in connection.execute(select(changes).where(changes.c.id.in_(earlier)))}
    found = {row.id: Past(change_of(row), known.get(row.earlier)) for row in rows}
    return tuple(found[number] for number in numbers if number in found)
