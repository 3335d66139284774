"""Goes back to a backup. What is replaced is told by whoever asks before; nothing is while anybody uses it.

What is true of the backup's moment is not true now: texts that waited then may have left, numbers have been erased
since, people have signed out. All of that is put right before anybody can start on the database.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, Table, column, delete, func, insert, inspect, select, table, text

from ivr.backup import beside, postgres, sqlite
from ivr.backup.faults import NEWER, OTHER_DATABASE, UNSOUND, BackupError
from ivr.backup.making import Ground, check_copy
from ivr.backup.manifest import Manifest, check_files, read_manifest
from ivr.backup.sqlite import Progress
from ivr.changes.ledger import newest_of_each
from ivr.findings import Place
from ivr.journal.turns import TurnsTable
from ivr.published.kept import private_file
from ivr.settings import Settings
from ivr.store import schema
from ivr.store.account_tables import console_sessions, half_ways, invitations, people
from ivr.store.columns import metadata
from ivr.store.engine import ADDRESS, BESIDE, Store, open_store, take_time
from ivr.store.tables import adviser_calls, changes, texts, turns
from ivr.texts import claims
from ivr.texts.erase import Keeping, erase_all

# What a backup must not bring back to life: who was signed in, and links that were used or have been taken back since.
ENDED = (console_sessions, half_ways, invitations, adviser_calls)
REVISION = table(postgres.REVISION, column("version_num"))


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database holds, in figures: nothing at all where it was never migrated."""

    texts: int = 0
    calls: int = 0
    changes: int = 0
    people: int = 0
    newest: datetime | None = None


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put right: texts that are looked up before they are sent, numbers that were erased again."""

    looked_up: int
    erased: int


def opened_backup(folder: Path, store: Store) -> Manifest:
    """A backup that can be restored here, read whole. Raises BackupError for any other."""
    manifest = read_manifest(folder)
    at, head = Place(str(folder)), schema.head()
    if manifest.dialect != store.dialect:
        raise BackupError(OTHER_DATABASE.at(at, found=manifest.dialect, wanted=store.dialect))
    if manifest.revision > head:
        raise BackupError(NEWER.at(at, found=f"{manifest.revision:04}", head=f"{head:04}", release=manifest.release))
    check_files(folder, manifest)
    check_copy(manifest.dialect, folder / manifest.database, manifest.rows)
    return manifest


def contents(store: Store) -> Contents:
    """What would be replaced. Raises as the database does."""
    with store.reading() as connection:
        take_time(connection)
        there = set(inspect(connection).get_table_names())
        if not {texts.name, turns.name, changes.name, people.name} <= there:
            return Contents()
        asked, made, told = (_count(connection, one) for one in (texts, changes, people))
        calls = connection.execute(select(func.count(turns.c.call_sid.distinct()), func.max(turns.c.at))).one()
        newest = max(filter(None, (calls[1], connection.scalar(select(func.max(texts.c.asked_at))))), default=None)
    return Contents(texts=asked, calls=calls[0], changes=made, people=told, newest=newest)


def _count(connection: Connection, of: Table) -> int:
    return connection.execute(select(func.count()).select_from(of)).scalar_one()


def restore(
    backup: Path, manifest: Manifest, ground: Ground, settings: Settings, now: datetime, told: Progress
) -> Restored:
    """Replace the database, and what stands beside it, by a backup that was opened. Raises BackupError."""
    if manifest.dialect == "sqlite":
        restored = _restore_file(backup / manifest.database, manifest, ground.store, settings, now, told)
    else:
        restored = _restore_dump(backup / manifest.database, manifest, ground.store, settings, now)
    with ground.store.reading() as connection:
        layer = newest_of_each(connection)
    beside.put_back(backup, ground.kept, ground.outbox, layer, now - timedelta(days=settings.erase_days))
    return restored


def _restore_file(
    copy: Path, manifest: Manifest, store: Store, settings: Settings, now: datetime, told: Progress
) -> Restored:
    """All is put right in a copy beside the database, which is then written over it in one transaction."""
    file = Path(str(store.url.database))
    store.close()
    with sqlite.alone(file):  # before anything is done
        pass
    with _working_copy(copy, file) as work:
        with closing(open_store(f"sqlite:///{work}")) as working:
            restored = _put_right(working, manifest, settings, now)
            working.rewrite()
        sqlite.check(work)
        with sqlite.alone(file) as alone:
            sqlite.write_back(work, alone, told)
    return restored


def _restore_dump(copy: Path, manifest: Manifest, store: Store, settings: Settings, now: datetime) -> Restored:
    postgres.check_alone(store)
    postgres.restore(store, copy)
    return _put_right(store, manifest, settings, now)


def _put_right(store: Store, manifest: Manifest, settings: Settings, now: datetime) -> Restored:
    """Bring what was restored to this release and this moment."""
    with store.writing() as connection:
        take_time(connection)
        if store.dialect != "sqlite":
            _give_revision(connection, manifest)
        schema.bring(connection)
        looked_up = claims.suspect(connection)
        for ended in ENDED:
            connection.execute(delete(ended))
    keeping = Keeping(numbers=settings.erase_days, keys=settings.number_key_days, texts=settings.text_days)
    erased = erase_all(store, now, keeping, pause=lambda: None)
    TurnsTable(store).forget(now - timedelta(days=settings.journal_days))
    return Restored(looked_up, erased)


def _give_revision(connection: Connection, manifest: Manifest) -> None:
    """What pg_restore left is what was dumped; later tables go, for the migrations make them anew."""
    rows = postgres.rows_of(connection)
    expected = {name: number for name, number in manifest.rows.items() if name != postgres.REVISION}
    unlike = [name for name, number in expected.items() if rows.get(name) != number]
    if unlike:
        raise BackupError(UNSOUND.at(ADDRESS, reason=", ".join(unlike)))
    for later in metadata.tables.keys() & rows.keys() - manifest.rows.keys():
        connection.execute(text(f'DROP TABLE "{later}" CASCADE'))
    connection.execute(insert(REVISION).values(version_num=f"{manifest.revision:04}"))


@contextmanager
def _working_copy(copy: Path, beside_file: Path) -> Iterator[Path]:
    """The backup's database in a file of our own, on the disk of the one that it will replace."""
    work = beside_file.with_name(f".{beside_file.name}.restoring")
    files = (work, *(work.with_name(work.name + end) for end in (*BESIDE, "-journal")))
    for file in files:
        file.unlink(missing_ok=True)
    work.parent.mkdir(parents=True, exist_ok=True)
    os.close(private_file(str(work), os.O_CREAT | os.O_WRONLY))
    try:
        shutil.copyfile(copy, work)
        yield work
    finally:
        for file in files:
            file.unlink(missing_ok=True)
