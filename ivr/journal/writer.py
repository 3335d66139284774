"""The thread that writes the journal down, and what waits for it."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from queue import Empty, SimpleQueue
from typing import Protocol

import structlog

from ivr.clock import Clock
from ivr.journal.entry import Entry
from ivr.journal.turns import Away
from ivr.metrics import count_dropped

log = structlog.get_logger("ivr.journal")

FORGETTING_SECONDS = 3600.0


class Shelf(Protocol):
    """Where entries are kept."""

    def write(self, entries: Sequence[Entry]) -> None:
        """Keep them all; Away when they may be tried again."""

    def forget(self, before: datetime) -> int:
        """Delete what is older; how many."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How the journal writes. Times in seconds."""

    days: int = 90  # how long an entry is kept
    limit: int = 10_000  # entries that may wait
    batch: int = 500  # entries in one transaction
    gather: float = 0.25  # for what follows an entry to be written along with it
    retry: float = 1.0  # before a database that was away is tried again; doubles up to 30
    flush: float = 8.0  # for what still waits, when the process stops: a restart of the database, most often


class Drops:
    """Counts what was dropped, from any thread, and says so ever more rarely."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.total = 0
        self._said_at = 1

    def add(self, entries: int) -> None:
        """Count entries that could not be kept."""
        with self._lock:
            self.total += entries
            total, due = self.total, self.total >= self._said_at
            while self.total >= self._said_at:
                self._said_at *= 10
        count_dropped(entries)
        if due:
            log.warning("journal_dropped", dropped=total)


class Writer:
    """The thread of one process, and what waits for it."""

    def __init__(self, shelf: Shelf, pace: Pace, now: Clock, drops: Drops) -> None:
        self._shelf, self._pace, self._now, self._drops = shelf, pace, now, drops
        self._queue: SimpleQueue[Entry | None] = SimpleQueue()  # None: stop
        self._held = 0  # entries taken from the queue and not yet written
        self._away_since: float | None = None
        self._stopping = threading.Event()
        self._until = float("inf")  # by the steady clock; then no database is waited for any more
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
        self._forgetting_at = 0.0
        self.start: Callable[[], None] = self._thread.start

    @property
    def waiting(self) -> int:
        """Entries in the queue, and those that are being written."""
        return self._queue.qsize() + self._held

    @property
    def away_seconds(self) -> float:
        """For how long nothing could be written, although something waits for it."""
        since = self._away_since
        return 0.0 if since is None else time.monotonic() - since

    def take(self, entry: Entry) -> bool:
        """Whether there was room."""
        if self._queue.qsize() >= self._pace.limit:
            return False
        self._queue.put(entry)
        return True

    def finish(self, seconds: float) -> int:
        """Write what waits and end; how many entries were left when the time was over."""
        self._until = time.monotonic() + seconds
        self._stopping.set()
        self._queue.put(None)
        self._thread.join(seconds + self._pace.retry)
        return self._held + sum(entry is not None for entry in self._waiting()) if self._thread.is_alive() else 0

    def _run(self) -> None:
        while self._serve():
            self._forget()

    def _serve(self) -> bool:
        """Write one batch; whether to go on."""
        try:
            first = self._queue.get(timeout=FORGETTING_SECONDS)
        except Empty:
            return True
        if first is not None:
            self._stopping.wait(self._pace.gather)
            self._write([first, *self._waiting(self._pace.batch - 1)])
        return not (self._stopping.is_set() and self._queue.empty())

    def _waiting(self, most: int | None = None) -> Iterator[Entry]:
        for _ in count() if most is None else range(most):
            try:
                entry = self._queue.get_nowait()
            except Empty:
                return
            if entry is not None:
                yield entry

    def _write(self, entries: Sequence[Entry]) -> None:
        self._held = len(entries)
        try:
            self._write_when_back(entries)
        except Away:
            self._drops.add(len(entries))
        except Exception:  # one of them can't be written: find out which
            self._write_singly(entries)
        self._held, self._away_since = 0, None

    def _write_when_back(self, entries: Sequence[Entry]) -> None:
        """Write them, however long the database is away; once the process stops, for so long."""
        wait = self._pace.retry
        while True:
            try:
                self._shelf.write(entries)
            except Away as error:
                if self._away_since is None:
                    self._away_since = time.monotonic()
                    log.warning("journal_away", error=str(error), waiting=self._queue.qsize() + len(entries))
                if time.monotonic() >= self._until:
                    raise
                self._pause(wait)
                wait = min(wait * 2, 30.0)
            else:
                if self._away_since is not None:
                    log.info("journal_back", dropped=self._drops.total)
                return

    def _pause(self, seconds: float) -> None:
        """Until it is worth trying again; at once when the process stops, and then every so often."""
        if self._stopping.is_set():
            time.sleep(max(0.0, min(self._pace.retry, self._until - time.monotonic())))
        else:
            self._stopping.wait(seconds)

    def _write_singly(self, entries: Sequence[Entry]) -> None:
        refused, why = 0, ""
        for entry in entries:
            try:
                self._shelf.write([entry])
            except Exception as error:
                refused, why = refused + 1, f"{type(error).__name__}: {error}"
        if refused:
            log.error("journal_refused", entries=refused, error=why)
            self._drops.add(refused)

    def _forget(self) -> None:
        """Now and then, delete what is older than it may be."""
        if time.monotonic() < self._forgetting_at:
            return
        self._forgetting_at = time.monotonic() + FORGETTING_SECONDS
        try:
            gone = self._shelf.forget(self._now() - timedelta(days=self._pace.days))
        except Exception as error:  # it will be tried again
            log.warning("journal_not_forgetting", error=str(error))
        else:
            if gone:
                log.info("journal_forgot", entries=gone, days=self._pace.days)
