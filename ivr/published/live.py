"""The content that is live: swapped in one step; the last good one goes on when what comes next is broken."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import structlog

from ivr.clock import Clock
from ivr.content.changes import compare
from ivr.content.faults import ContentError
from ivr.content.schedules import tables_of
from ivr.findings import Finding
from ivr.line.steps import Flow
from ivr.metrics import set_content
from ivr.published.announcement import announced
from ivr.published.following import FollowedChanges, Source
from ivr.published.inspection import errors_of
from ivr.published.kept import KeptFiles, ToKeep
from ivr.published.kept_changes import KeptChanges
from ivr.published.kept_examples import KeptExamples
from ivr.published.layering import Changes, Layered, layered
from ivr.published.reading import read_halves, read_kept
from ivr.published.snapshot import Halves, Origin, Pair, Snapshot, as_kept, pairs

log = structlog.get_logger("ivr.published")

Stamps = Mapping[Path, tuple[int, int, int]]  # file -> when it was changed, when its mode or name was, and its size
REFRESH_SECONDS = 5.0
SHARE, LONGEST_REST = 0.1, 30.0  # of its time a process reads content, so that turns don't feel it; seconds
PATIENCE = 12  # looks after which faulty files are read again although none has changed: a disk may have recovered

Read = Callable[[Path], Halves]
Announce = Callable[[Snapshot | None, Snapshot], Iterable[str]]  # sentences on what is new since the one before
Inspect = Callable[[Snapshot, date], tuple[Finding, ...]]  # the errors of what is to be live from a day on


@dataclass(frozen=True, slots=True)
class Standing:
    """What is live, where each half comes from, and what is wrong with the files as they are now."""

    snapshot: Snapshot | None = None
    prompts: Origin = "none"
    schedules: Origin = "none"
    checked: bool = True  # what is live has passed its checks
    findings: tuple[Finding, ...] = ()

    @property
    def revision(self) -> str:
        """Of the snapshot; "" when there is none."""
        return self.snapshot.revision if self.snapshot else ""

    @property
    def summary(self) -> Mapping[str, str | int]:
        """In words and figures, for the log and for /health/ready."""
        return {
            "prompts": self.prompts,
            "schedules": self.schedules,
            "revision": self.revision,
            "faults": len(self.findings),
        }


def open_published(
    folder: Path, flow: Flow, clock: Clock, kept: Path | None = None, source: Source | None = None
) -> "Published":
    """The live content of a folder, checked against the flow that speaks it, and the changes of a source above it.

    `kept`: where the last good content and the last changes are kept, to stand in for faulty files and a database that
    is away; without it nothing does at a start.
    """
    return Published(
        folder,
        read=partial(read_halves, flow=flow),
        read_kept=partial(read_kept, flow=flow),
        inspect=partial(errors_of, flow),
        announce=announced,
        clock=clock,
        kept=KeptFiles(kept) if kept else None,
        changes=FollowedChanges(source, KeptChanges(kept) if kept else None),
        examples=KeptExamples(kept),
    )


class Published:
    """The snapshot that is live, for the folder that holds prompts/ and schedules/."""

    def __init__(
        self,
        folder: Path,
        *,
        read: Read,
        clock: Clock,
        inspect: Inspect = lambda *_: (),
        announce: Announce = lambda *_: (),
        kept: KeptFiles | None = None,
        read_kept: Callable[[KeptFiles], Halves] = read_kept,
        changes: FollowedChanges | None = None,
        examples: KeptExamples | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Reads the content at once, under the changes that were kept; asks the database first when it is refreshed.

        Says nothing and writes nothing before `start_refreshing`. Never raises.
        """
        self._folder, self._read = folder, read
        self._clock = clock
        self._inspect, self._announce = inspect, announce
        self._read_kept: Callable[[], Halves] = partial(read_kept, kept) if kept else Halves
        self._changes = changes or FollowedChanges()
        self.examples = examples or KeptExamples()
        self._changed = False  # they are others than those that are live
        self._monotonic = monotonic
        self._equal: Changes = ()  # what the files say by now
        self._layered: Layered | None = None
        self._pair: Pair | None = None  # the halves of what is live, without the changes
        self._files = Standing()  # what would be live without them
        self._good = Halves()  # both that passed their checks together, last
        self._to_keep = ToKeep(kept)
        self._stamps: Stamps = {}
        self._looks = 0
        self._settled = False  # the files could be read and are live as they are
        self._worked = 0.0  # seconds of the last look, without what the database took
        self._stopped, self._following = threading.Event(), threading.Lock()
        self._ready: Callable[[Snapshot], None] = lambda _: None
        self._standing = self._said = Standing()
        self._look()

    @property
    def standing(self) -> Standing:
        """What is live, and how it came to be."""
        return self._standing

    def current(self) -> Snapshot | None:
        """The snapshot that is live; None while nothing could ever be read. Reads no file."""
        return self._standing.snapshot

    @property
    def layered(self) -> Layered:
        """The halves of what is live without the changes above them, and which of these hold; ContentError without."""
        if self._layered is None:
            raise ContentError(*self._standing.findings)
        return self._layered

    @property
    def changes(self) -> Changes:
        """The newest change of each entry, as far as it is known; those that are set aside too."""
        return self._changes.known

    @property
    def is_cut_off(self) -> bool:
        """Whether the changes could not be asked for: the last known ones go on."""
        return self._changes.is_away

    def make_ready(self, ready: Callable[[Snapshot], None]) -> None:
        """From now on have `ready` called with what may go live, before it does: what it takes is no caller's time."""
        self._ready = ready
        try:
            if self._standing.snapshot:
                ready(self._standing.snapshot)
        except Exception:  # what is broken in it is told of where a turn meets it; the line goes on
            log.exception("content_not_made_ready")

    def refresh(self) -> bool:
        """Read the content again if a file has changed; tells whether a new snapshot is live. Never raises."""
        before = self._standing
        self.follow()
        self.tell()
        return self._standing.revision != before.revision

    def follow(self) -> None:
        """As `refresh`, and tell nobody. Any thread may ask for it: whoever has published wants to see it at once."""
        with self._following:
            self._changed |= self._changes.look()
            self._look()

    def tell(self) -> None:
        """Log and count what is live when that, or what is wrong with the files, has changed since it was told."""
        before, self._said = self._said, self._standing
        tell(before, self._said)
        if self._said.snapshot and self._said.revision != before.revision:
            self._tell_entries(before.snapshot, self._said.snapshot)

    def keep(self) -> None:
        """Have the last good files and changes, and what was learnt, on the disk for the next start. Never raises."""
        self._changes.keep()
        self._changes.settle(self._equal, self._monotonic())
        self._to_keep.keep()
        self.examples.keep()

    def start_refreshing(self, seconds: float = REFRESH_SECONDS) -> threading.Thread:
        """Look for changes now, and then every so often, on a thread of its own that ends with the process.

        No turn waits for it, but they share a processor with it: however often files change, it rests in between.
        """

        def keep_looking() -> None:
            self.keep()
            while not self._stopped.wait(rest_after(self._worked, seconds)):
                self.refresh()
                self.keep()

        self.follow()
        self.tell()
        thread = threading.Thread(target=keep_looking, name="published", daemon=True)
        thread.start()
        return thread

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()

    def _tell_entries(self, before: Snapshot | None, now: Snapshot) -> None:
        try:
            for sentence in self._announce(before, now):
                log.info("entry_published", sentence=sentence)
        except Exception:  # it is live all the same
            log.exception("entries_not_told")

    # -- what goes live ----------------------------------------------------------------------------------------------

    def _look(self) -> None:
        began = self._monotonic()
        try:
            if read := self._is_to_be_read():
                self._settled = False
                self._files = self._chosen(self._read(self._folder))
                self._settled = not self._files.findings
            if read or self._changed:
                self._standing = self._with_changes()
                self._changed = False
            elif self._standing.snapshot:
                self._prepare(self._standing.snapshot)
        except Exception:  # whatever it is, the line goes on with what it has
            log.exception("content_not_refreshed")
        self._worked = self._monotonic() - began

    def _with_changes(self) -> Standing:
        """What is live of the files, with the changes above it that can be."""
        files, pair = self._files, self._pair
        if pair is None:
            return files
        if self._changes.known and self._standing.snapshot and not pair.schedules.files:
            return self._standing  # they changed while they were read, and are soon read again
        self._layered = found = layered(pair, self._changes.known, self.faults_of)
        self._equal = _equal(found)
        if not found.held:
            return replace(files, findings=(*files.findings, *found.findings))
        self._prepare(found.above.snapshot)
        return replace(files, snapshot=found.above.snapshot, findings=(*files.findings, *found.findings))

    def _is_to_be_read(self) -> bool:
        """At the start and after each change; while something is wrong now and then again, for a disk may recover."""
        before, self._stamps = self._stamps, stamps(self._folder)
        self._looks += 1
        once_more = not self._settled and self._looks % PATIENCE == 0
        return self._looks == 1 or self._stamps != before or once_more

    def _chosen(self, new: Halves) -> Standing:
        """The best that can be live: what passes its checks; where nothing ever did, what can be read at all."""
        findings, readable = list(new.findings), None
        for pair in self._pairs(new):
            found = self._faults(pair)
            if found == ():
                self._remember(pair)
                self._pair = pair
                return _standing(pair, findings)
            if found is not None:
                findings += () if pair.is_old else found
                readable = readable or pair
        if readable and not self._good.prompts:
            self._pair = readable
            return replace(_standing(readable, findings), checked=False)
        return _outlived(self._files, findings)

    def _pairs(self, new: Halves) -> Iterator[Pair]:
        if new.prompts and new.schedules:
            yield Pair(new.prompts, new.schedules)
        yield from pairs(new, self._good if self._good.prompts else self._read_kept())

    def _faults(self, pair: Pair) -> tuple[Finding, ...] | None:
        """What keeps two halves from going live together; None when they break what looks at them."""
        try:
            return self.faults_of(pair.snapshot)
        except Exception:
            log.exception("content_unusable", prompts=pair.prompts.origin, schedules=pair.schedules.origin)
            return None

    def faults_of(self, snapshot: Snapshot) -> tuple[Finding, ...]:
        """The errors of what might go live now; whatever it breaks is raised."""
        self._prepare(snapshot)
        return self._inspect(snapshot, self._clock().date())

    def _prepare(self, snapshot: Snapshot) -> None:
        """Build calendars before a call needs them, on New Year's Eve the next year's too; and what else takes time."""
        now = self._clock()
        for at in (now, now + timedelta(days=1)):
            snapshot.schedules.prepare(at)
        self._ready(snapshot)

    def _remember(self, pair: Pair) -> None:
        self._good = as_kept(pair)
        for part, half in (("prompts", pair.prompts), ("schedules", pair.schedules)):
            if half.origin == "files" and half.files:
                self._to_keep.wanted[part] = half.files


def rest_after(worked: float, seconds: float) -> float:
    """How long to rest after so many seconds of work: `seconds`, and as much longer as turns need. Never very long."""
    return max(seconds, min(worked * (1 / SHARE - 1), LONGEST_REST))


def _equal(found: Layered) -> Changes:
    """The changes that the files say by now; none while others than the files are live."""
    schedules = found.files.schedules
    tables = tables_of(schedules.files) if schedules.origin == "files" and found.held else {}
    return tuple(laid.change for laid in compare(tables, found.held) if tables and laid.how == "equal")


def _standing(pair: Pair, findings: Iterable[Finding]) -> Standing:
    told = tuple(dict.fromkeys(findings))
    return Standing(pair.snapshot, pair.prompts.origin, pair.schedules.origin, findings=told)


def _outlived(standing: Standing, findings: Iterable[Finding]) -> Standing:
    """The same goes on, although the files no longer hold it."""
    prompts, schedules = ("kept" if origin == "files" else origin for origin in (standing.prompts, standing.schedules))
    return replace(standing, prompts=prompts, schedules=schedules, findings=tuple(dict.fromkeys(findings)))


def tell(before: Standing, now: Standing) -> None:
    """Count what is live, and log it where that, or what is wrong with the files, is no longer as before."""
    set_content(prompts=now.prompts, schedules=now.schedules, faults=len(now.findings))
    if (now.findings, now.summary) == (before.findings, before.summary):
        return
    if now.findings != before.findings:
        for finding in now.findings:
            log.error("content_fault", code=finding.code, place=str(finding.place), sentence=finding.sentence("en"))
    if now.snapshot is None:
        log.critical("constant_sentences_are_spoken", **now.summary)
    elif "kept" in (now.prompts, now.schedules):
        log.error("last_good_content_goes_on", **now.summary)
    elif not now.checked:
        log.error("faulty_content_is_served", **now.summary)
    else:
        log.info("content_published", **now.summary)


def stamps(folder: Path) -> Stamps:
    """What tells that a file was changed, or may be read again. One that can't be looked at counts as gone."""
    found = {}
    for path in sorted(file for part in ("prompts", "schedules") for file in (folder / part).rglob("*")):
        try:
            status = path.stat()
        except OSError:
            continue
        found[path] = (status.st_mtime_ns, status.st_ctime_ns, status.st_size)
    return found
