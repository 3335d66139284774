"""A SQLite file: copied by SQLite's online backup while others write, read again, and written back.

https://www.sqlite.org/backup.html. A copy made in steps begins anew whenever another process writes, and would never
end under load; one whose source holds a read transaction copies what that transaction sees (write-ahead log).
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from ivr.backup.faults import CANT_WRITE, IN_USE, UNSOUND, BackupError
from ivr.store.engine import ADDRESS

PAGES = 2048  # in a step: 8 MiB
BUSY = "database is locked"
Progress = Callable[[float], None]  # the share that is done, 0 to 1


def copy(source: Path, target: Path, told: Progress) -> None:
    """Copy the database into a file that is there and empty: the state of one moment."""
    with closing(_opened(source)) as read, closing(_opened(target)) as written:
        read.execute("BEGIN")
        read.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from here on it sees no newer state
        read.backup(written, pages=PAGES, progress=lambda _, left, pages: told(1 - left / max(pages, 1)))
        written.execute("PRAGMA journal_mode=DELETE")


def check(file: Path, rows: Mapping[str, int] | None = None) -> Mapping[str, int]:
    """Read the whole copy: its tables' rows. Raises BackupError where it is unsound, or has other `rows`."""
    try:
        with closing(_opened(file)) as copied:
            faults = [str(fault) for (fault,) in copied.execute("PRAGMA integrity_check(3)")]
            faults = [] if faults == ["ok"] else faults
            faults += [f"{table}: foreign key" for table, *_ in copied.execute("PRAGMA foreign_key_check").fetchmany(3)]
            counted = {} if faults else _rows(copied)
    except sqlite3.DatabaseError as error:
        raise BackupError(UNSOUND.at(ADDRESS, reason=error)) from error
    unlike = [table for table, number in (rows or {}).items() if counted.get(table) != number]
    if faults or unlike:
        raise BackupError(UNSOUND.at(ADDRESS, reason="; ".join(faults or unlike)))
    return counted


@contextmanager
def alone(file: Path) -> Iterator[sqlite3.Connection]:
    """The only connection to a database. Raises BackupError while any other process has one, even an idle one."""
    with closing(_opened(file)) as connection:
        try:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")  # what is taken now is kept until it is closed
            connection.execute("PRAGMA journal_mode=DELETE").fetchone()  # refused while anybody else is connected
        except sqlite3.OperationalError as error:
            if BUSY in str(error):
                raise BackupError(IN_USE.at(ADDRESS, who="")) from error
            raise
        yield connection


def write_back(source: Path, target: sqlite3.Connection, told: Progress) -> None:
    """Make the target what the source is, in one transaction: a crash, or a full disk, leaves the one or the other."""
    try:
        with closing(_opened(source)) as read:
            read.backup(target, pages=PAGES, progress=lambda _, left, pages: told(1 - left / max(pages, 1)))
    except sqlite3.OperationalError as error:
        raise BackupError(CANT_WRITE.at(ADDRESS, folder=source.parent, reason=error)) from error


def _opened(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=1)


def _rows(connection: sqlite3.Connection) -> dict[str, int]:
    named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    tables = [name for (name,) in connection.execute(named).fetchall()]
    return {table: connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables}
