"""What stands on this machine's disk beside the database, and what becomes of it when a backup is restored.

    kept/prompts, kept/schedules   the last good files of the content: put back where there are none
    console.key                    the secret of a console without IVR_SECRET_KEY: put back, for the database needs it
    outbox.jsonl                   texts of a line without an account: put back where there is none, old numbers erased

The staff's changes that are kept there are made anew from the database.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from ivr.content.changes import Change
from ivr.keys import FILE as KEY
from ivr.published.kept import KeptFiles, files_of, private_file
from ivr.published.kept_changes import KeptChanges
from ivr.texts.outbox_sender import OutboxSender

KEPT = "kept"
PARTS = ("prompts", "schedules")
OUTBOX = "outbox.jsonl"


def gather(kept: Path, outbox: Path) -> Iterator[tuple[str, bytes]]:
    """Each file by its name in the backup, and its bytes. `kept` is the folder of what is kept."""
    for part in PARTS:
        for copy in KeptFiles(kept).copies(part):
            yield from ((f"{KEPT}/{part}/{name}", raw) for name, raw in files_of(copy).items())
            break
    for name, file in ((KEY, kept / KEY), (OUTBOX, outbox)):
        with suppress(FileNotFoundError):
            yield name, file.read_bytes()


def put_back(backup: Path, kept: Path, outbox: Path, changes: tuple[Change, ...], erased_before: datetime) -> None:
    """Put a backup's files where they belong. Raises OSError."""
    for part in PARTS:
        files = KeptFiles(kept)
        if (found := files_of(backup / KEPT / part)) and not any(files.copies(part)):
            files.keep(part, found)
    if (backup / KEY).is_file():
        write(kept / KEY, (backup / KEY).read_bytes())
    if (backup / OUTBOX).is_file() and not outbox.exists():
        write(outbox, (backup / OUTBOX).read_bytes())
        OutboxSender(outbox, lambda: erased_before).forget(erased_before)
    KeptChanges(kept).keep(changes)


def write(file: Path, raw: bytes) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    file.parent.mkdir(0o700, parents=True, exist_ok=True)
    new = file.with_name(f".{file.name}.new")
    new.unlink(missing_ok=True)
    with open(new, "xb", opener=private_file) as opened:
        opened.write(raw)
        opened.flush()
        os.fsync(opened.fileno())
    new.replace(file)
