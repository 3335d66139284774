"""The journal's table: written in batches, forgotten by age."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, String, delete, select, update
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from ivr.journal.entry import END_OF_CALL, Entry
from ivr.journal.folding import forget_counts
from ivr.logs import clean
from ivr.store.conflicts import insert_into
from ivr.store.engine import Store
from ivr.store.tables import adviser_calls, turns

FORGOTTEN_AT_ONCE = 1000  # rows in one transaction, so that no text waits long for its own
BY_POSITION = {"sqlite": "qmark", "postgresql": "format"}  # how values stand in a statement for rows as they are
AT = Entry._fields.index("at")
LENGTHS = {
    column.name: column.type.length
    for column in turns.columns
    if isinstance(column.type, String) and column.type.length
}
Moment = Callable[[datetime], Any]  # as the database keeps it


class Away(Exception):  # noqa: N818 - a state of the world rather than a mistake
    """The database can't be reached, is locked or full: the same entries may be taken later."""


class TurnsTable:
    """The table of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        insert = insert_into(turns, store.dialect).on_conflict_do_nothing()  # a turn that was repeated is kept once
        dialect = store.url.get_dialect()(paramstyle=BY_POSITION[store.dialect])  # type: ignore[call-arg]  # each has it
        self._insert = str(insert.compile(dialect=dialect))
        self._moment: Moment = turns.c.at.type.dialect_impl(dialect).bind_processor(dialect)  # type: ignore[assignment]  # it has one

    def write(self, entries: Sequence[Entry]) -> None:
        """Keep the entries, all in one transaction. Raises Away when it is worth trying again.

        As rows, which the driver takes as they are: SQLAlchemy would look at each value of each, and take longer over
        it than the database.
        """
        rows = [row_of(entry, self._moment) for entry in entries]
        try:
            with self._store.writing() as connection:
                connection.exec_driver_sql(self._insert, rows)
                _give_back(connection, entries)
        except (OperationalError, InterfaceError, PoolTimeout, OSError) as error:
            raise Away(f"{type(error).__name__}: {getattr(error, 'orig', error)}") from error

    def forget(self, before: datetime) -> int:
        """Delete what is older, and what was counted of it, a few rows a transaction; how many rows went."""
        gone = 0
        while True:
            with self._store.writing() as connection:
                old = select(turns.c.at).where(turns.c.at < before).order_by(turns.c.at)
                edge = connection.execute(old.limit(1).offset(FORGOTTEN_AT_ONCE)).scalar()
                gone += connection.execute(delete(turns).where(turns.c.at < (edge or before))).rowcount
                if edge is None:
                    forget_counts(connection, before)
                    return gone


def _give_back(connection: Connection, entries: Sequence[Entry]) -> None:
    """Calls that are over hold no adviser. Done here, where no turn waits: few of the calls that end ever had one."""
    ended = {entry.call_sid: entry.at for entry in entries if entry.turn == END_OF_CALL}
    if not ended:
        return
    over = adviser_calls.c.call_sid.in_(ended), adviser_calls.c.until > min(ended.values())
    for call_sid in connection.execute(select(adviser_calls.c.call_sid).where(*over)).scalars().all():
        mine = adviser_calls.c.call_sid == call_sid
        connection.execute(update(adviser_calls).where(mine).values(until=ended[call_sid]))


def row_of(entry: Entry, moment: Moment) -> tuple[Any, ...]:
    """The row of an entry; digits stand only in the columns that are for them, whoever wrote them elsewhere."""
    named = zip(Entry._fields, entry, strict=True)
    cells: list[Any] = [_text(name, cell) if cell and isinstance(cell, str) else cell for name, cell in named]
    cells[AT] = moment(entry.at)
    return tuple(cells)


@lru_cache(maxsize=1 << 12)  # nearly all are words of ours, which come again and again
def _text(name: str, text: str) -> str:
    return str(clean(name, text)).replace("\x00", "")[: LENGTHS.get(name)]
