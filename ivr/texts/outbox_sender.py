"""The visible local outbox: without credentials, texts are lines of a file that the tester's phone shows."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Lock

from ivr.texts.sender import Accepted, Found, Outgoing, Refused, Unsure

OUTBOX = Path("var/outbox.jsonl")


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
                with self.path.open("a", encoding="utf-8") as outbox:
                    outbox.write(json.dumps(line, ensure_ascii=False) + "\n")
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

    def _found(self, text: Outgoing) -> Iterator[Found]:
        for line in self.path.read_text(encoding="utf-8").splitlines() if self.path.exists() else ():
            with suppress(ValueError):  # a line that was cut short was not sent
                sent = json.loads(line)
                if sent["id"] == text.id:
                    yield Found(f"LOCAL{text.id}", "queued", None, datetime.fromisoformat(sent["at"]))
