"""Makes a backup: a folder that is there whole, and was read again, or is not there."""

import os
import secrets
import shutil
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ivr.backup import beside, postgres, sqlite
from ivr.backup.faults import CANT_WRITE, THERE_ALREADY, BackupError
from ivr.backup.manifest import DATABASE, FILE, Manifest, digest_of, written
from ivr.backup.sqlite import Progress
from ivr.findings import Place
from ivr.published.kept import private_file, sync_folder
from ivr.release import release
from ivr.store import schema
from ivr.store.engine import Store, open_store


@dataclass(frozen=True, slots=True)
class Ground:
    """What a backup is of: the database, and the folder and file beside it."""

    store: Store
    kept: Path
    outbox: Path


def make_backup(ground: Ground, folder: Path, now: datetime, told: Progress) -> Manifest:
    """Back up into a new folder. Others may go on writing: it is the state of one moment. Raises BackupError."""
    work = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}")
    try:
        if folder.exists():
            raise BackupError(THERE_ALREADY.at(Place(str(folder)), folder=folder))
        work.mkdir(0o700, parents=True)
        manifest = _written(ground, work, now, told)
        work.rename(folder)
        sync_folder(folder.parent)
    except (OSError, sqlite3.Error) as error:  # SQLite tells a full disk in an error of its own
        reason = (error.strerror if isinstance(error, OSError) else str(error)) or type(error).__name__
        raise BackupError(CANT_WRITE.at(Place(str(folder)), folder=folder, reason=reason)) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return manifest


def check_copy(dialect: str, file: Path, rows: Mapping[str, int]) -> None:
    """Read a database's copy whole. Raises BackupError where that fails, or it has other rows."""
    (sqlite.check if dialect == "sqlite" else postgres.check)(file, rows)


def _written(ground: Ground, work: Path, now: datetime, told: Progress) -> Manifest:
    dialect = ground.store.dialect
    file = work / DATABASE[dialect]
    os.close(private_file(str(file), os.O_CREAT | os.O_WRONLY))
    rows, revision = _copied(ground.store, file, told)
    for name, raw in beside.gather(ground.kept, ground.outbox):
        beside.write(work / name, raw)
    _sync(file)
    check_copy(dialect, file, rows)
    digests = {str(one.relative_to(work)): digest_of(one) for one in sorted(work.rglob("*")) if one.is_file()}
    manifest = Manifest(now, release(), dialect, revision, rows, digests)
    beside.write(work / FILE, written(manifest))
    sync_folder(work)
    return manifest


def _copied(store: Store, file: Path, told: Progress) -> tuple[Mapping[str, int], int]:
    """The rows of the copy, and its revision."""
    if store.dialect != "sqlite":
        return postgres.dump(store, file)
    sqlite.copy(Path(str(store.url.database)), file, told)
    rows = sqlite.check(file)
    copied = open_store(f"sqlite:///{file}")
    with copied.reading() as connection:
        revision = schema.revision(connection)
    copied.close()
    return rows, revision


def _sync(file: Path) -> None:
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())
