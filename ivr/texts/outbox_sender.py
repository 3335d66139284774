"""The visible local outbox: without credentials, texts are lines of a file that the tester's phone shows."""

import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from stat import S_ISREG
from threading import Lock

from ivr.texts.sender import Accepted, Found, Outgoing, Refused, Unsure

OUTBOX = Path("var/outbox.jsonl")
ERASED = "*"
PRIVATE = 0o600
CUT_SHORT = re.compile(rb'"to": "(\+[0-9]{5,})')


def _privately(path: str, flags: int) -> int:
    """Open for this user alone, whoever made the file: it holds telephone numbers."""
    file = os.open(path, flags, PRIVATE)
    if S_ISREG(os.fstat(file).st_mode):  # not a device
        with suppress(OSError):  # it is another user's
            os.fchmod(file, PRIVATE)
    return file


class OutboxSender:
    """Appends {"id", "at", "to", "body"} to a file. For one machine, and for trying the line out."""

    def __init__(self, path: Path, clock: Callable[[], datetime]) -> None:
        self.path = path
        self.clock = clock
        self._lock = Lock()

    def send(self, text: Outgoing) -> Accepted | Refused | Unsure:
        """One line, one write."""
        line = {"id": text.id, "at": self.clock().isoformat(), "to": text.to, "body": text.body}
        try:
            with self._lock:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                cut = self._is_cut()
                with open(self.path, "a", encoding="utf-8", opener=_privately) as outbox:
                    outbox.write("\n" * cut + json.dumps(line, ensure_ascii=False) + "\n")
        except OSError as error:
            return Unsure(type(error).__name__)
        return Accepted(f"LOCAL{text.id}")

    def find(self, text: Outgoing, since: datetime) -> tuple[Found, ...] | Unsure:
        """By the row's id, which the file holds."""
        try:
            return tuple(found for found in self._found(text) if found.created >= since)
        except OSError as error:
            return Unsure(type(error).__name__)

    def now(self) -> datetime:
        """The file's moments are of our clock."""
        return self.clock()

    def forget(self, before: datetime) -> int:
        """Mask the numbers of older lines, in place and at the same length: who appends meanwhile is not disturbed."""
        with self._lock:
            return sum(self._mask(*numbers) for numbers in list(self._numbers(before)))

    def _is_cut(self) -> bool:
        """Whether a full disk cut the last line short: another one behind it could not be read."""
        if not (self.path.exists() and self.path.stat().st_size):
            return False
        with self.path.open("rb") as outbox:
            outbox.seek(-1, os.SEEK_END)
            return outbox.read() != b"\n"

    def _numbers(self, before: datetime) -> Iterator[tuple[int, bytes]]:
        """Where each number stands in the file, and the number."""
        begins = 0
        for line in self.path.read_bytes().splitlines(keepends=True) if self.path.exists() else ():
            if number := _number_in(line, before):
                yield begins + line.index(number), number
            begins += len(line)

    def _mask(self, at: int, number: bytes) -> bool:
        with self.path.open("r+b") as outbox:
            outbox.seek(at)
            outbox.write(number[:4] + b"*" * (len(number) - 4))
        return True

    def _found(self, text: Outgoing) -> Iterator[Found]:
        for line in self.path.read_text(encoding="utf-8", errors="replace").splitlines() if self.path.exists() else ():
            with suppress(ValueError):  # a line that was cut short was not sent
                sent = json.loads(line)
                if sent["id"] == text.id:
                    yield Found(f"LOCAL{text.id}", "queued", None, datetime.fromisoformat(sent["at"]))


def _number_in(line: bytes, before: datetime) -> bytes:
    """The number of an older line, or of one that was cut short, which is of use to nobody; b"" where none is left."""
    try:
        sent = json.loads(line)
        is_old = datetime.fromisoformat(sent["at"]) < before
    except (ValueError, KeyError, TypeError):
        found = CUT_SHORT.search(line)
        return found[1] if found else b""
    return sent["to"].encode() if is_old and not sent["to"].endswith(ERASED) else b""
