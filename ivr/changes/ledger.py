"""The table of changes: what is read from it, and the one way by which a row is added."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any, cast

from sqlalchemy import Connection, Row, func, select

from ivr.clock import Clock
from ivr.content.changes import Change, Does, Written
from ivr.content.yaml import DEEPEST
from ivr.store.engine import Store, serialise
from ivr.store.tables import changes

CHANGES_LOCK = 3646_3  # whoever publishes waits here, so that numbers grow in the order in which they can be seen
NOBODY = "ivr"  # who leaves to the files what they say by now


class OutrunError(Exception):
    """Somebody else published a change of the same entry in the meantime: `by` is theirs."""

    def __init__(self, by: Change) -> None:
        super().__init__(f"change {by.id} of {by.name} came first")
        self.by = by


class ChangesTable:
    """The changes as a serving process asks for them. Waits and raises as the store's deadline does."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def newest(self) -> int:
        """The number of the last change; 0 while there is none."""
        return self._store.within_deadline(newest_number, writes=False)

    def layer(self) -> tuple[Change, ...]:
        """The newest change of each entry."""
        return self._store.within_deadline(newest_of_each, writes=False)

    def leave(self, equal: tuple[Change, ...]) -> None:
        """Have these changes, where they are still the newest, count no more: the files say the same."""
        self._store.within_deadline(partial(leave_to_files, equal=equal, at=self._clock()))


def leave_to_files(connection: Connection, equal: Iterable[Change], at: datetime) -> None:
    """Add a row for each of these changes that is still the newest of its entry; many processes may do so at once."""
    serialise(connection, CHANGES_LOCK)
    for change in equal:
        if of_entry(connection, *change.key)[0].id == change.id:
            left = Change(change.section, change.name, "leaves", base=change.base, author=NOBODY)
            connection.execute(changes.insert().values(_row(left, at)))


def newest_number(connection: Connection) -> int:
    """The number of the last change; 0 while there is none."""
    return int(connection.scalar(select(func.max(changes.c.id))) or 0)


def newest_of_each(connection: Connection) -> tuple[Change, ...]:
    """The newest change of each entry, in their order."""
    known = select(func.max(changes.c.id)).group_by(changes.c.section, changes.c.name)
    rows = connection.execute(select(changes).where(changes.c.id.in_(known)).order_by(changes.c.id))
    return tuple(map(change_of, rows))


def of_entry(connection: Connection, section: str, name: str) -> tuple[Change, ...]:
    """Every change of one entry, the newest first."""
    same = (changes.c.section == section) & (changes.c.name == name)
    return tuple(map(change_of, connection.execute(select(changes).where(same).order_by(changes.c.id.desc()))))


def one(connection: Connection, number: int) -> Change | None:
    """One change; None when there is none of that number."""
    row = connection.execute(select(changes).where(changes.c.id == number)).one_or_none()
    return None if row is None else change_of(row)


def publish(
    connection: Connection, drafts: Iterable[Change], *, at: datetime, seen: Mapping[tuple[str, str], int]
) -> tuple[int, ...]:
    """Add the rows of these drafts, all of them or none, and return their numbers.

    `seen`: the newest change that the author knew of each entry (0: none). Raises OutrunError where there is another.
    """
    drafts = tuple(drafts)
    check_seen(connection, drafts, seen)
    rows = (changes.insert().values(_row(draft, at)).returning(changes.c.id) for draft in drafts)
    return tuple(int(connection.scalar(row) or 0) for row in rows)


def check_seen(connection: Connection, drafts: Iterable[Change], seen: Mapping[tuple[str, str], int]) -> None:
    """Raises OutrunError where an entry has another newest change than the author knew of; whoever asks then waits."""
    serialise(connection, CHANGES_LOCK)
    for draft in drafts:
        latest = of_entry(connection, *draft.key)[:1]
        if latest and latest[0].id != seen.get(draft.key, 0):
            raise OutrunError(latest[0])


def _row(draft: Change, at: datetime) -> Mapping[str, Any]:
    return {
        "at": at,
        "author": draft.author,
        "note": draft.note,
        "section": draft.section,
        "name": draft.name,
        "does": draft.does,
        "entry": json.dumps(draft.entry, ensure_ascii=False) if draft.entry is not None else None,
        "base": draft.base,
        "undoes": draft.undoes,
    }


def change_of(row: Row[Any]) -> Change:
    """A row of the table."""
    return Change(
        section=row.section,
        name=row.name,
        does=cast(Does, row.does),
        entry=None if row.entry is None else _entry(row.entry),
        base=row.base,
        id=row.id,
        at=row.at,
        author=row.author,
        note=row.note,
        undoes=row.undoes,
    )


def _entry(text: str) -> Mapping[str, Written]:
    """What was written; where that is no JSON, something that the reader refuses in a sentence."""
    try:
        entry = json.loads(text)
    except (ValueError, RecursionError):
        entry = None
    return entry if isinstance(entry, dict) and _is_shallow(entry, DEEPEST) else {"entry": text[:100]}


def _is_shallow(value: object, levels: int) -> bool:
    """Whether no more tables and lists are within each other than in a file."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return levels >= 0 and all(_is_shallow(one, levels - 1) for one in inner)
