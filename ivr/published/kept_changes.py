"""The last known changes, kept on this machine's disk for a start at which the database is away.

    changes/newest.json    the newest change of each entry, and a digest of them all

It is written beside and renamed, as the files are (ivr/published/kept.py); what doesn't match its digest is not
believed.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog

from ivr.content.changes import Change
from ivr.published.kept import PRIVATE_FOLDER, alone_with, private_file, sync_folder

log = structlog.get_logger("ivr.published")


class KeptChanges:
    """The changes as one machine last saw them. Several processes may use one folder at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "changes"
        self._file = self._folder / "newest.json"

    def keep(self, changes: tuple[Change, ...]) -> bool:
        """Make these the kept ones; False while another process is writing. Raises OSError."""
        self._folder.parent.mkdir(PRIVATE_FOLDER, parents=True, exist_ok=True)
        self._folder.mkdir(PRIVATE_FOLDER, exist_ok=True)
        with alone_with(self._folder / "lock") as alone:
            if alone:
                self._write(_text([_object(change) for change in changes]))
            return alone

    def read(self) -> tuple[Change, ...]:
        """The kept changes; none where there are none, or none that can be believed. Never raises."""
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
            if kept["digest"] != _digest(kept["changes"]):
                raise ValueError("its digest is another one")
            return tuple(map(_change, kept["changes"]))
        except FileNotFoundError:
            return ()
        except Exception as error:
            log.error("kept_changes_not_believed", error=type(error).__name__)
            return ()

    def _write(self, text: str) -> None:
        new = self._folder / ".newest"
        new.unlink(missing_ok=True)
        with open(new, "x", encoding="utf-8", opener=private_file) as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._file)
        sync_folder(self._folder)


def _text(changes: list[Mapping[str, Any]]) -> str:
    return json.dumps({"digest": _digest(changes), "changes": changes}, ensure_ascii=False, indent=1)


def _digest(changes: object) -> str:
    return hashlib.sha256(json.dumps(changes, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _object(change: Change) -> Mapping[str, Any]:
    at = change.at.isoformat() if change.at else None
    return {name: getattr(change, name) for name in Change.__slots__} | {"at": at}


def _change(kept: Mapping[str, Any]) -> Change:
    return Change(**{**kept, "at": datetime.fromisoformat(kept["at"]) if kept["at"] else None})
