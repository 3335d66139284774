"""What may befall a database, each until its block ends: SQLite by its Store, PostgreSQL by the server itself."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import psutil
import psycopg
from sqlalchemy import event

from ivr.settings import Settings
from ivr.store.engine import BUSY_MILLISECONDS, Store
from ivr.texts.desk import TextDesk, TextRequest

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@contextmanager
def locked(store: Store) -> Iterator[None]:
    """Somebody holds SQLite's lock, and the store waits for it as long as it does in service."""
    with pragma(store, f"PRAGMA busy_timeout={BUSY_MILLISECONDS}"):
        greedy = sqlite3.connect(str(store.url.database), isolation_level=None)
        greedy.execute("BEGIN EXCLUSIVE")
        try:
            yield
        finally:
            greedy.execute("ROLLBACK")
            greedy.close()


@contextmanager
def pragma(store: Store, faulty: str) -> Iterator[None]:
    """Every connection gets a setting, such as one with which SQLite refuses to write as on a full disk."""

    def set_it(connection: Any, _record: object) -> None:
        connection.execute(faulty)

    open_anew(store)
    event.listen(store.engine, "connect", set_it)
    try:
        yield
    finally:
        event.remove(store.engine, "connect", set_it)
        open_anew(store)


def open_anew(store: Store) -> None:
    """Close every connection; one that a thread is using, the journal's, when it is given back: nobody else would."""
    pool = store.engine.pool
    store.engine.dispose()
    event.listen(pool, "checkin", lambda _, record: record.invalidate())


@contextmanager
def full(store: Store) -> Iterator[None]:
    """Not one page more (SQLite raises the limit to the file's present size), and those that there are, filled up."""
    desk = TextDesk(store, Settings())
    filler = {"template": "x", "language": "fr", "body": "x", "to": "", "caller": "", "typed": False, "now": TUESDAY}
    with pragma(store, "PRAGMA max_page_count=1"):
        calls = map("{:034}".format, count())
        while desk.request(TextRequest(call_sid=next(calls), rehearsal=True, **filler)) == "taken":  # type: ignore[arg-type]
            pass
        while desk.keep_number(next(calls), "+33612345678", TUESDAY, True) == "yes":
            pass
        yield


@contextmanager
def read_only(store: Store) -> Iterator[None]:
    with pragma(store, "PRAGMA query_only=ON"):
        yield


@contextmanager
def moved_away(store: Store) -> Iterator[None]:
    """Somebody moves SQLite's files away while they are open, and back again."""
    file = Path(str(store.url.database))
    away = file.with_name("away")
    away.mkdir()
    for one in file.parent.glob(f"{file.name}*"):
        one.rename(away / one.name)
    yield
    for one in file.parent.glob(f"{file.name}*"):
        one.unlink()
    for one in away.iterdir():
        one.rename(file.parent / one.name)


@contextmanager
def stopped(server: Any) -> Iterator[None]:
    """The server is stopped, its connections cut; then it starts again."""
    server.stop()
    try:
        yield
    finally:
        server.ensure_postgres_running()


@contextmanager
def frozen(server: Any) -> Iterator[None]:
    """Every process of the server is stopped by SIGSTOP, the connections left open."""
    postmaster = psutil.Process(server.get_pid())
    processes = [postmaster, *postmaster.children()]
    for process in processes:
        process.suspend()
    try:
        yield
    finally:
        for process in processes:
            process.resume()


@contextmanager
def crowded(server: Any) -> Iterator[None]:
    """Somebody else holds every connection, those that the line had included."""
    with ExitStack() as held:
        ours = [held.enter_context(psycopg.connect(server.get_uri(), autocommit=True))]
        others, room = True, True
        while others or room:  # the line's threads are quick to take one again, and those that were cut slow to go
            pids = [one.info.backend_pid for one in ours]
            others = bool(ours[0].execute(f"{CUT} AND NOT pid = ANY(%s)", [pids]).fetchall())
            with suppress(psycopg.OperationalError):  # "too many clients already"
                while True:
                    ours.append(held.enter_context(psycopg.connect(server.get_uri(), autocommit=True)))
            room = len(ours) > len(pids)
        yield


@contextmanager
def standing_by(server: Any) -> Iterator[None]:
    """Read-only, as a standby is after a failover."""
    _reconfigured(server, "ALTER SYSTEM SET default_transaction_read_only = on")
    try:
        yield
    finally:
        _reconfigured(server, "ALTER SYSTEM RESET default_transaction_read_only")


def _reconfigured(server: Any, command: str) -> None:
    before = server.psql(SETTING)
    for one in (command, "SELECT pg_reload_conf()"):
        server.psql(one)
    while server.psql(SETTING) == before:  # each asks on a connection of its own
        pass
    server.psql(CUT)


SETTING = "SHOW default_transaction_read_only"
CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname IS NOT NULL AND pid <> pg_backend_pid()"
