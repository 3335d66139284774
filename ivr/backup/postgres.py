"""A PostgreSQL database: dumped by pg_dump in its custom format, read again, and restored by pg_restore.

Only the tables of this line. The rows are counted in the very snapshot that is dumped. What is restored has no revision
until `ivr/backup/restoring.py` gives it one: no worker starts on a database that was left half way.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryFile
from time import sleep

from sqlalchemy import Connection, inspect, text

from ivr.backup.faults import IN_USE, NO_TOOL, TOOL_FAILED, UNSOUND, BackupError
from ivr.store import schema
from ivr.store.columns import metadata
from ivr.store.engine import ADDRESS, Store, take_time

REVISION = "alembic_version"
DATA = re.compile(r"^COPY (?:\w+\.)?\"?(\w+)\"? .*FROM stdin;$")
TOLD = 300  # characters of what a tool says
LOOKS, BETWEEN_LOOKS = 50, 0.1  # how often it is looked whether others are connected, and the seconds between
OTHERS = text(
    "SELECT DISTINCT coalesce(nullif(application_name, ''), usename) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


def dump(store: Store, file: Path) -> tuple[Mapping[str, int], int]:
    """Dump the line's tables into a file: their rows, as they stand in it, and the revision."""
    tool = _tool("pg_dump")
    with store.engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        take_time(connection)
        snapshot = str(connection.scalar(text("SELECT pg_export_snapshot()")))
        rows, revision = rows_of(connection), schema.revision(connection)
        tables = [f"--table={table}" for table in rows]
        plain = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={file}")
        _run(store, (tool, *plain, *tables))
    return rows, revision


def check(file: Path, rows: Mapping[str, int]) -> None:
    """Read the whole dump, as it would be restored, and count. Raises BackupError where that fails, or differs."""
    command = (_tool("pg_restore"), "--data-only", "--file=-", str(file))
    with (
        TemporaryFile("w+") as said,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, text=True) as read,
    ):
        counted = _counted(read.stdout or ())
        failed = read.wait() != 0
        said.seek(0)
        reason = said.read().strip()[:TOLD]
    unlike = [table for table, number in rows.items() if counted.get(table) != number]
    if failed or unlike:
        raise BackupError(UNSOUND.at(ADDRESS, reason=reason if failed else ", ".join(unlike)))


def restore(store: Store, file: Path) -> None:
    """Replace the line's tables by those of the dump, all of them or none; the table of the revision stays empty."""
    tool = _tool("pg_restore")
    listed = _run(store, (tool, "--list", str(file)), connects=False)
    kept = [line for line in listed.splitlines() if not (" TABLE DATA " in line and f" {REVISION} " in line)]
    with NamedTemporaryFile("w", suffix=".list") as chosen:
        chosen.write("\n".join(kept) + "\n")
        chosen.flush()
        whole = ("--single-transaction", "--exit-on-error", "--clean", "--if-exists", "--no-owner", "--no-privileges")
        _run(store, (tool, *whole, f"--use-list={chosen.name}", str(file)))


def check_alone(store: Store) -> None:
    """Raises BackupError if others are connected to the database, and stay.

    Who has just been stopped is seen there a moment longer.
    """
    for _ in range(LOOKS):
        if not (others := _others(store)):
            return
        sleep(BETWEEN_LOOKS)
    raise BackupError(IN_USE.at(ADDRESS, who=f" ({', '.join(others)})"))


def _others(store: Store) -> list[str]:
    with store.reading() as connection:  # a transaction for each look: within one, who is connected stays the same
        return sorted(str(name) for name in connection.execute(OTHERS).scalars())


def rows_of(connection: Connection) -> Mapping[str, int]:
    """The line's tables that are there, and how many rows each has."""
    there = set(inspect(connection).get_table_names()) & {REVISION, *metadata.tables}
    return {table: int(connection.scalar(text(f'SELECT count(*) FROM "{table}"')) or 0) for table in sorted(there)}


def _counted(lines: Iterable[str]) -> dict[str, int]:
    """The rows of each table in a dump as SQL."""
    counted: dict[str, int] = {}
    table = ""
    for line in lines:
        if table and line == "\\.\n":
            table = ""
        elif table:
            counted[table] += 1
        elif found := DATA.match(line):
            table = found[1]
            counted[table] = 0
    return counted


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise BackupError(NO_TOOL.at(ADDRESS, tool=name))
    return found


def _run(store: Store, command: Sequence[str], *, connects: bool = True) -> str:
    """What a tool of PostgreSQL says. A password is in its environment, where `ps` shows it to nobody."""
    address, secrets = store.for_tools()
    reaching = [f"--dbname={address}"] if connects else []
    environment = {**os.environ, **secrets, "LC_ALL": "C"}
    done = subprocess.run([*command[:1], *reaching, *command[1:]], capture_output=True, text=True, env=environment)
    if done.returncode:
        reason = " ".join(done.stderr.split())[:TOLD] or str(done.returncode)
        raise BackupError(TOOL_FAILED.at(ADDRESS, tool=Path(command[0]).name, reason=reason))
    return done.stdout
