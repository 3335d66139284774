"""The worker: threads that send, one that settles doubts, and a beat that sweeps, erases and shows that it lives.

Any number of workers, on any number of machines, may share a database. Whatever one of them leaves behind, however it
dies, another one takes up; a single one that is started again does so too.
"""

import os
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from string import ascii_lowercase
from threading import Event, Thread

import structlog
from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from ivr import metrics
from ivr.clock import Clock
from ivr.clock import now as machine_now
from ivr.clock import steady as steady
from ivr.refused import Refused
from ivr.settings import Settings
from ivr.store import schema
from ivr.store.engine import Store
from ivr.store.tables import adviser_calls, workers
from ivr.texts import claims, gates, ledger
from ivr.texts.blocks import Blocks
from ivr.texts.dispatch import Dispatch
from ivr.texts.erase import Keeping, erase_all
from ivr.texts.quiet import Quiet, read_quiet
from ivr.texts.sender import Sender
from ivr.texts.states import STATES
from ivr.texts.timing import Timing

log = structlog.get_logger("ivr.texts")

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds until a database that is away is asked again
WIPED_EVERY = 24 * 3600.0  # seconds
WIPED_UP_TO = 256 * 2**20  # bytes: a larger file would keep callers from texts for seconds
BETWEEN_BATCHES = 0.05  # seconds in which callers get at the database
FURTHEST_CLOCKS = 2.0  # seconds between this machine's clock and the database's before it is worth a warning


class WorkerRefused(Refused):
    """The worker must not run on this database."""


def _word(random: Random) -> str:
    """Eight letters, to tell two workers apart: with digits, the logs would take it for a telephone number."""
    return "".join(random.choices(ascii_lowercase, k=8))


def _told(store: Store, error: Exception) -> dict[str, str]:
    """What the log says of a database that does not answer; never its password."""
    reason = str(getattr(error, "orig", None) or (error if isinstance(error, OSError) else type(error).__name__))
    return {"database": store.url.render_as_string(), "error": reason, "mend": "check DATABASE_URL"}


@dataclass(frozen=True, slots=True)
class Plan:
    """How a worker works: its clocks, its lengths, how many texts at once, and for how long numbers are kept."""

    timing: Timing = field(default_factory=Timing)
    threads: int = 4
    keeping: Keeping = field(default_factory=Keeping)
    quiet: Quiet | None = None
    blocks: Blocks | None = None
    clock: Clock = machine_now
    monotonic: Callable[[], float] = steady
    random: Random = field(default_factory=Random)


def plan_of(settings: Settings, threads: int = 4) -> Plan:
    """How a worker works by these settings."""
    timing = Timing(horizon=settings.text_hours * 3600.0)
    return Plan(
        timing,
        threads,
        keeping=Keeping(settings.erase_days, settings.number_key_days, settings.text_days),
        quiet=read_quiet(settings.text_quiet_hours),
        blocks=Blocks(settings),
    )


class Worker:
    """One worker. `run` until `stop` is set; what it is sending is finished first."""

    dispatch_class = Dispatch  # chaos runs take a protection out here, to show that it is needed

    def __init__(
        self, store: Store, sender: Sender, plan: Plan | None = None, beside: Sequence[Callable[[], bool]] = ()
    ) -> None:
        """`beside`: steps that have nothing to do with texts, each repeated on a thread of its own."""
        self.store = store
        self.beside = beside
        self.plan = plan or Plan()
        self.stop = Event()
        self.erased_in_log, self.erased_in_file = True, False  # the first perhaps by the worker before us
        self.wipes_at = self.plan.monotonic()
        self.seen_at: datetime | None = None  # our last heartbeat, as we wrote it
        self.ahead = timedelta(0)  # the database's clock less ours: leases of many machines need one clock
        self.id = f"{socket.gethostname()[:32]}-{_word(self.plan.random)}-{os.getpid()}"
        self.dispatch = self.dispatch_class(
            store=store,
            sender=sender,
            worker=self.id,
            timing=self.plan.timing,
            now=self.now,
            monotonic=self.plan.monotonic,
            random=self.plan.random,
            stop=self.stop,
            quiet=self.plan.quiet,
            blocks=self.plan.blocks,
        )

    def now(self) -> datetime:
        """This moment by the database's clock."""
        return self.plan.clock() + self.ahead

    def run(self) -> None:
        """Work until told to stop. Raises WorkerRefused on a database that is too far from this release."""
        self._check_schema()
        while not self.stop.is_set() and not self._guard(self._beat):  # nothing is sent before: see _may_be_restored
            pass
        dispatch = self.dispatch
        steps = [*[dispatch.send_one] * self.plan.threads, dispatch.look_one, *self.beside]
        threads = [Thread(target=self._keep, args=(step,), daemon=True) for step in steps]
        for thread in threads:
            thread.start()
        log.info("worker_started", worker=self.id, threads=self.plan.threads)
        self._keep(self._beats())
        self._leave(threads)

    def _leave(self, threads: list[Thread]) -> None:
        """Finish what is being sent; a thread that hangs longer than a lease is left to the next worker's sweep."""
        until = time.monotonic() + self.plan.timing.lease
        for thread in threads:
            thread.join(max(0.0, until - time.monotonic()))
        hanging = sum(thread.is_alive() for thread in threads)
        if not hanging:
            self._guard(lambda: self._beat(stopped=True))
        log.info("worker_stopped", worker=self.id, hanging=hanging)

    def _check_schema(self) -> None:
        pause = FIRST_PAUSE
        while not self.stop.is_set():
            try:
                refusal = schema.refusal(self.store)
            except (SQLAlchemyError, OSError) as error:  # away for now: it may come back before we are needed
                if pause == FIRST_PAUSE:  # once; who waits longer is told by whoever watches the queue
                    log.error("worker_waits_for_database", **_told(self.store, error))
                self.stop.wait(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
                continue
            if refusal:
                raise WorkerRefused(refusal)
            return

    def _keep(self, step: Callable[[], bool]) -> None:
        """Repeat a step until stopped: at once while there is work, else after a pause."""
        while not self.stop.is_set():
            if not self._guard(step):
                self.stop.wait(self.plan.timing.poll * (0.5 + self.plan.random.random()))

    def _guard(self, step: Callable[[], bool]) -> bool:
        try:
            return step()
        except Exception as error:  # a worker outlives whatever happens to its database
            log.error("worker_step_failed", worker=self.id, error=type(error).__name__)
            self.stop.wait(self.plan.timing.poll)
            return False

    def _beats(self) -> Callable[[], bool]:
        timing = self.plan.timing
        every = [
            (timing.heartbeat, self._beat),
            (timing.heartbeat, self._count),
            (timing.sweep, self._sweep),
            (timing.erase, self._erase),
            (timing.sweep, self._wipe),
        ]
        due = [self.plan.monotonic()] * len(every)

        def step() -> bool:
            for index, (seconds, beat) in enumerate(every):
                if self.plan.monotonic() >= due[index]:
                    due[index] = self.plan.monotonic() + seconds
                    self._guard(beat)
            return False

        return step

    def _beat(self, stopped: bool = False) -> bool:
        with self.store.writing() as connection:
            self.ahead = self._measure(connection)
            now = self.now()
            if self._may_be_restored(connection, now):
                log.warning("texts_looked_up_first", texts=claims.suspect(connection))
            values = {"seen_at": now, "stopped_at": now if stopped else None}
            known = connection.execute(update(workers).where(workers.c.id == self.id).values(values))
            if known.rowcount == 0:
                who = {"id": self.id, "host": socket.gethostname()[:255], "pid": os.getpid(), "started_at": now}
                connection.execute(insert(workers).values(who | values))
        self.seen_at = now  # once it is there: one that was lost on its way is no backup
        return True

    def _may_be_restored(self, connection: Connection, now: datetime) -> bool:
        """Whether the database may be one from before, whose texts that wait have left since.

        It is when our own heartbeat is older than the one that we wrote (a newer one is ours too: only the answer to
        its commit was lost); it may be when nobody's has been seen for long.
        """
        if self.seen_at is not None:
            ours = connection.execute(select(workers.c.seen_at).where(workers.c.id == self.id)).scalar()
            return ours is None or ours < self.seen_at
        latest = connection.execute(select(func.max(workers.c.seen_at))).scalar()
        return latest is not None and now - latest > self.plan.timing.after(self.plan.timing.gap)

    def _count(self) -> bool:
        with self.store.reading() as connection:
            counts = ledger.counts(connection, self.now() - timedelta(days=1))
            oldest = ledger.oldest_unsent(connection, self.now())
            shut = gates.standing(connection)
            held = select(func.count()).where(adviser_calls.c.until > self.now())
            metrics.set_adviser_calls(connection.execute(held).scalar_one())
        metrics.set_away({way: way in shut for way in gates.NAMES})
        every = {str(state): counts.get(state, 0) for state in STATES}
        metrics.set_texts(every, (self.now() - oldest.asked_at).total_seconds() if oldest else 0.0)
        return True

    def _measure(self, connection: Connection) -> timedelta:
        if self.store.dialect == "sqlite":  # a file on this very machine
            return timedelta(0)
        ahead = connection.execute(select(func.clock_timestamp())).scalar_one() - self.plan.clock()
        if abs(ahead.total_seconds()) > FURTHEST_CLOCKS:
            log.warning("clocks_differ", seconds=round(ahead.total_seconds(), 1))
        return timedelta(seconds=ahead.total_seconds())

    def _sweep(self) -> bool:
        return self.dispatch.sweep() > 0

    def _erase(self) -> bool:
        now, keeping = self.now(), self.plan.keeping
        erased = erase_all(self.store, now, keeping, pause=lambda: self.stop.wait(BETWEEN_BATCHES))
        if erased:  # noted before a file is touched that may be another user's
            self.erased_in_log = self.erased_in_file = True
        erased += self.dispatch.sender.forget(now - timedelta(days=keeping.numbers))
        if erased:
            log.info("numbers_erased", entries=erased)
        return erased > 0

    def _wipe(self) -> bool:
        """What was erased leaves SQLite's log as soon as nobody reads an older state, its file within a day."""
        now = self.plan.monotonic()
        if self.erased_in_file and now >= self.wipes_at:
            self.wipes_at = now + WIPED_EVERY
            self.erased_in_file = not self.store.rewrite(WIPED_UP_TO)
            if self.erased_in_file:
                log.warning("erased_numbers_not_wiped", mend="too large to be rewritten at work: VACUUM it by hand")
        self.erased_in_log = self.erased_in_log and not self.store.checkpoint()
        return False
