"""Tables for the databases of tests. Alembic makes them once a process: its steps take longer than most tests do."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from ivr.store import schema
from ivr.store.engine import Store, open_store


def give_tables(store: Store) -> None:
    """What `ivr migrate` does: by a copy, where that is a file of SQLite with nothing in it yet."""
    path = Path(str(store.url.database))
    if store.dialect == "sqlite" and not (path.exists() and path.stat().st_size):
        write_tables(path)
    else:
        schema.migrate(store)


def write_tables(path: Path) -> str:
    """A file of SQLite with its tables and nothing in them; its address."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_migrated())
    return f"sqlite:///{path}"


@cache
def _migrated() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.sqlite3"
        store = open_store(f"sqlite:///{path}")
        schema.migrate(store)
        store.close()
        return path.read_bytes()
