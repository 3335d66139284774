"""The live content: read whole, swapped in one step, and kept when what comes next is broken."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import structlog

from ivr.clock import Clock
from ivr.content.faults import ContentError
from ivr.findings import Finding
from ivr.hours.schedules import Schedules
from ivr.metrics import set_content_faults
from ivr.wording.prompts import Prompts

log = structlog.get_logger("ivr.published")

Stamps = Mapping[Path, tuple[int, int]]  # file -> when it was last changed, and its size
REFRESH_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that the line says and knows at one revision."""

    prompts: Mapping[str, Prompts]
    schedules: Schedules
    revision: str


Read = Callable[[Path], Snapshot]
Inspect = Callable[[Snapshot, date], tuple[Finding, ...]]  # the errors of what is to be live from a day on


class Published:
    """The snapshot that is live, for the folder that holds prompts/ and schedules/."""

    def __init__(self, folder: Path, read: Read, clock: Clock, inspect: Inspect = lambda *_: ()) -> None:
        """Reads the content at once; raises ContentError when it can't be read.

        There is no last good yet: content that reads well but fails a check is served, and the faults are logged.
        """
        self._folder = folder
        self._read = read
        self._clock = clock
        self._inspect = inspect
        self._stamps = stamps(folder)
        self._snapshot = self._ready(read(folder))
        self._stopped = threading.Event()
        if faults := inspect(self._snapshot, clock().date()):
            self._report(faults, "faulty_content_is_served")

    def current(self) -> Snapshot:
        """The last good snapshot. Reads no file."""
        return self._snapshot

    def refresh(self) -> bool:
        """Read the content again if a file has changed; tells whether a new snapshot is live. Never raises."""
        try:
            seen = stamps(self._folder)
            if seen == self._stamps:
                self._ready(self._snapshot)
                return False
            self._stamps = seen  # before reading: a broken file is reported once, not every five seconds
            self._snapshot = self._ready(self._checked(self._read(self._folder)))
        except ContentError as error:
            self._report(error.findings, "last_good_content_goes_on")
            return False
        except Exception as error:
            log.error("content_unreadable", error=type(error).__name__, revision=self._snapshot.revision)
            return False
        set_content_faults(0)
        log.info("content_published", revision=self._snapshot.revision)
        return True

    def start_refreshing(self, seconds: float = REFRESH_SECONDS) -> threading.Thread:
        """Look for changes every so often, on a thread of its own that ends with the process."""

        def look() -> None:
            while not self._stopped.wait(seconds):
                self.refresh()

        thread = threading.Thread(target=look, name="published", daemon=True)
        thread.start()
        return thread

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()

    def _ready(self, snapshot: Snapshot) -> Snapshot:
        """The snapshot with its calendars built before a call needs one; on New Year's Eve the next year's too."""
        now = self._clock()
        for at in (now, now + timedelta(days=1)):
            snapshot.schedules.prepare(at)
        return snapshot

    def _checked(self, snapshot: Snapshot) -> Snapshot:
        if faults := self._inspect(snapshot, self._clock().date()):
            raise ContentError(*faults)
        return snapshot

    def _report(self, findings: tuple[Finding, ...], outcome: str) -> None:
        for finding in findings:
            log.error("content_fault", code=finding.code, place=str(finding.place), sentence=finding.sentence("en"))
        log.error(outcome, faults=len(findings), revision=self._snapshot.revision)
        set_content_faults(len(findings))


def stamps(folder: Path) -> Stamps:
    """What tells that a file was changed. A file that vanishes while it is looked at counts as gone."""
    found = {}
    for path in sorted(file for part in ("prompts", "schedules") for file in (folder / part).rglob("*")):
        try:
            status = path.stat()
        except FileNotFoundError:
            continue
        found[path] = (status.st_mtime_ns, status.st_size)
    return found
