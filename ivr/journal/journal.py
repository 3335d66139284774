"""Takes note of turns without making a call wait: a bounded queue, and one thread that writes it down in batches.

While the database is away the queue fills; when it is full, what comes is dropped, counted in the metrics, and said in
the logs (at the 1st, 10th, 100th... and at the end). The thread starts with the first note of a process, so that a
process that forked has its own.
"""

import atexit
import os
import threading

import structlog

from ivr import clock
from ivr.clock import Clock
from ivr.journal.entry import Entry
from ivr.journal.writer import Drops, Pace, Shelf, Writer

log = structlog.get_logger("ivr.journal")


class Journal:
    """The journal of this process. Without a shelf it keeps nothing."""

    def __init__(self, shelf: Shelf | None, pace: Pace | None = None, now: Clock = clock.now) -> None:
        self._shelf = shelf
        self._pace = pace or Pace()
        self._now = now
        self._starting = threading.Lock()
        self._writer: Writer | None = None
        self._pid = 0
        self._drops = Drops()

    @property
    def dropped(self) -> int:
        """Entries that could not be kept, since the process started."""
        return self._drops.total

    @property
    def waiting(self) -> int:
        """Entries that are not written down yet."""
        return self._writer.waiting if self._writer and self._pid == os.getpid() else 0

    @property
    def away_seconds(self) -> float:
        """For how long its database has taken nothing: it is away, or its disk is full."""
        return self._writer.away_seconds if self._writer and self._pid == os.getpid() else 0.0

    def note(self, entry: Entry) -> None:
        """Have the entry written down soon. Returns at once, and never raises."""
        try:
            if self._shelf is None:
                return
            if self._pid != os.getpid():
                self._start(self._shelf)
            if self._writer is None or not self._writer.take(entry):
                self._drops.add(1)
        except Exception:  # a call is worth more than its record
            self._drops.add(1)

    def stop(self) -> None:
        """Write down what waits, for a limited time; what is left by then is dropped, and said. A note starts anew."""
        if self._pid != os.getpid() or self._writer is None:
            return
        atexit.unregister(self.stop)
        self._pid = 0
        left = self._writer.finish(self._pace.flush)
        if left:
            self._drops.add(left)
        if self.dropped:
            log.warning("journal_incomplete", dropped=self.dropped)

    def _start(self, shelf: Shelf) -> None:
        with self._starting:
            if self._pid != os.getpid():
                self._writer = Writer(shelf, self._pace, self._now, self._drops)
                self._writer.start()
                atexit.register(self.stop)
                self._pid = os.getpid()
