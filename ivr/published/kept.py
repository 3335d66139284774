"""The last good files, kept on this machine's disk for the next start: written whole or not at all, believed unharmed.

    files/prompts                     a link to the newest copy of prompts/
    files/prompts-<digest>/fr.yaml    a copy: the bytes as they were read, in a folder named by the digest of them all
    files/schedules, files/schedules-<digest>/...
    files/aside/                      copies that were harmed, or that this release can't read

What the staff published has its place beside files/ (ivr/published/kept_changes.py). Nothing is ever changed in place,
and the link is replaced in one step, so that a start finds a whole copy whenever the process before it died.
"""

import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISREG
from tempfile import mkdtemp

import structlog

from ivr.content.yaml import LARGEST
from ivr.settings import Settings
from ivr.store.engine import Store

log = structlog.get_logger("ivr.published")

Files = Mapping[str, bytes]  # "fr.yaml" -> its bytes
PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600
UNFINISHED = ".new-"
READING_SECONDS = 3600.0  # longer than any start reads a copy


class KeptFiles:
    """The copies of prompts/ and of schedules/ (each is a `part`). Several processes may use one folder at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "files"

    def keep(self, part: str, files: Files) -> bool:
        """Make these files the newest copy; False while another process is writing one. Raises OSError."""
        self._folder.parent.mkdir(PRIVATE_FOLDER, parents=True, exist_ok=True)
        self._folder.mkdir(PRIVATE_FOLDER, exist_ok=True)
        with alone_with(self._folder / "lock") as alone:
            if alone:
                self._write(part, files)
            return alone

    def copies(self, part: str) -> Iterator[Path]:
        """The folders of the unharmed copies, the newest first; what is harmed is set aside. Never raises."""
        for copy in self._found(part):
            try:
                if _is_unharmed(copy):
                    yield copy
                else:
                    self.set_aside(copy, "harmed")
            except OSError as error:  # it can't be read now, which doesn't prove it harmed
                log.error("kept_content_unreadable", part=part, error=type(error).__name__)

    def set_aside(self, copy: Path, why: str) -> None:
        """Believe a copy no longer, and say so. It stays to be looked at. Never raises."""
        log.error("kept_content_set_aside", part=_part_of(copy), why=why)
        aside = self._folder / "aside"
        try:
            aside.mkdir(PRIVATE_FOLDER, exist_ok=True)
            shutil.rmtree(aside / copy.name, ignore_errors=True)
            copy.rename(aside / copy.name)
        except OSError as error:  # where the disk can't be written it is passed over at every start
            log.warning("kept_content_not_moved", part=_part_of(copy), error=type(error).__name__)

    def _found(self, part: str) -> list[Path]:
        try:
            newest = (self._folder / part).readlink().name
        except OSError:
            newest = ""
        try:
            return sorted(
                (copy for copy in self._folder.glob(f"{part}-*") if copy.is_dir()),
                key=lambda copy: (copy.name == newest, copy.stat().st_mtime_ns),
                reverse=True,
            )
        except OSError:  # another process has just deleted one
            return []

    def _write(self, part: str, files: Files) -> None:
        before = self._found(part)[:1]
        copy = self._folder / name_of(part, files)
        if not (copy.is_dir() and _is_unharmed(copy)):
            written = _written(self._folder, files)
            shutil.rmtree(copy, ignore_errors=True)
            written.rename(copy)
        link = self._folder / f".{part}"
        link.unlink(missing_ok=True)
        link.symlink_to(copy.name)
        link.replace(self._folder / part)
        sync_folder(self._folder)
        self._forget(part, {copy, *before})

    def _forget(self, part: str, needed: set[Path]) -> None:
        """Delete what was never finished; and old copies, but none that a start may be reading at this moment."""
        old = time.time() - READING_SECONDS
        copies = [copy for copy in self._folder.glob(f"{part}-*") if copy.stat().st_mtime < old]
        for path in (*copies, *self._folder.glob(f"{UNFINISHED}*")):
            if path not in needed:
                shutil.rmtree(path, ignore_errors=True)


class ToKeep:
    """What is to be kept as soon as the disk allows: tried at every look, and told once for each reason why not."""

    def __init__(self, kept: KeptFiles | None) -> None:
        self._kept = kept
        self.wanted: dict[str, Files] = {}
        self._unkept: dict[str, str] = {}  # part -> why it could not be kept, as it was told

    def keep(self) -> None:
        """Have it on the disk. Never raises."""
        for part, files in tuple(self.wanted.items()):
            try:
                if self._kept is None or self._kept.keep(part, files):
                    del self.wanted[part]
                    self._unkept.pop(part, None)
            except Exception as error:  # told once, tried again at every look
                why = getattr(error, "strerror", None) or type(error).__name__
                if self._unkept.get(part) != why:
                    log.error("content_not_kept", part=part, error=why)
                self._unkept[part] = why


def files_of(folder: Path) -> Files:
    """The YAML files of prompts/ or schedules/. Raises OSError where one can't be read or is no plain file."""
    found = {}
    for path in sorted(folder.glob("*.yaml")):
        status = path.stat()
        if status.st_size > LARGEST or not S_ISREG(status.st_mode):
            raise OSError(f"{path.name} is no plain file, or too large")
        found[path.name] = path.read_bytes()
    return found


def name_of(part: str, files: Files) -> str:
    """The name of a copy, which changes with every byte of its files."""
    digest = hashlib.sha256()
    for name, raw in sorted(files.items()):
        digest.update(f"{name} {len(raw)}\n".encode() + raw)
    return f"{part}-{digest.hexdigest()}"


def _part_of(copy: Path) -> str:
    return copy.name.partition("-")[0]


def _is_unharmed(copy: Path) -> bool:
    """Whether a copy holds what its name says."""
    return copy.name == name_of(_part_of(copy), files_of(copy))


def _written(folder: Path, files: Files) -> Path:
    """The files on the disk, in a new folder beside the copies."""
    copy = Path(mkdtemp(prefix=UNFINISHED, dir=folder))
    try:
        for name, raw in files.items():
            with open(copy / name, "xb", opener=private_file) as file:
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
        sync_folder(copy)
    except OSError:
        shutil.rmtree(copy, ignore_errors=True)
        raise
    return copy


def private_file(path: str, flags: int) -> int:
    """Opens a file that nobody else may read."""
    return os.open(path, flags, PRIVATE_FILE)


def sync_folder(folder: Path) -> None:
    """Have the folder's own entries on the disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def alone_with(lock: Path) -> Iterator[bool]:
    """Whether no other process is writing, until the block ends."""
    with open(lock, "ab", opener=private_file) as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def kept_folder(settings: Settings, store: Store) -> Path:
    """Where the last good content is kept, on this machine's own disk: by the setting, else beside the database."""
    if settings.kept_dir:
        return Path(settings.kept_dir)
    return Path(store.url.database or "").parent / "kept" if store.dialect == "sqlite" else Path("var", "kept")
