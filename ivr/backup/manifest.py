"""What a backup says of itself: backup.json, written last, so that a folder without it is no backup."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ivr.backup.faults import HARMED, NO_BACKUP, BackupError
from ivr.findings import Place

FILE = "backup.json"
FORMAT = 1
DATABASE: Mapping[str, str] = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """A backup: when and by which release it was made, of which kind of database, at which revision.

    `rows` has every table and how many rows it had; `files` every file of the folder and the SHA-256 of its bytes.
    """

    made_at: datetime  # aware
    release: str
    dialect: str
    revision: int
    rows: Mapping[str, int]
    files: Mapping[str, str]
    format: int = FORMAT

    @property
    def database(self) -> str:
        """The name of the database's copy."""
        return DATABASE[self.dialect]


def written(manifest: Manifest) -> bytes:
    """As the file holds it."""
    return json.dumps(asdict(manifest), indent=2, default=datetime.isoformat).encode() + b"\n"


def read_manifest(folder: Path) -> Manifest:
    """What the backup in this folder says of itself. Raises BackupError where it is none."""
    try:
        told: dict[str, Any] = json.loads((folder / FILE).read_text(encoding="utf-8"))
        manifest = Manifest(**told | {"made_at": datetime.fromisoformat(told["made_at"])})
        if manifest.format == FORMAT and manifest.database in manifest.files:
            return manifest
    except (OSError, ValueError, TypeError, KeyError):
        pass
    raise BackupError(NO_BACKUP.at(Place(str(folder)), folder=folder))


def check_files(folder: Path, manifest: Manifest) -> None:
    """Raises BackupError for the first file whose bytes are not those that were written."""
    for name, digest in manifest.files.items():
        file = folder / name
        if Path(name).is_absolute() or ".." in Path(name).parts or not file.is_file() or digest_of(file) != digest:
            raise BackupError(HARMED.at(Place(str(folder)), file=name))


def digest_of(file: Path) -> str:
    """The SHA-256 of a file's bytes, hexadecimal."""
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while chunk := opened.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
