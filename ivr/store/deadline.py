"""A client-side deadline for what a call asks of the database.

A PostgreSQL that is frozen (not stopped) hangs a pooled query until it thaws, whatever timeouts the driver was given:
only giving up on this side helps. Work runs on a few daemon threads; whoever waits for it waits so long and no longer.
Work that was given up on is told so before it commits, and rolls back.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import SimpleQueue
from time import monotonic
from typing import Any, Generic, TypeVar

T = TypeVar("T")
Confirm = Callable[[], None]  # called by the work just before it commits; raises Abandoned when nobody waits any more


class Unavailable(Exception):  # noqa: N818 - a state of the world rather than a mistake
    """The database is away, frozen, full or broken: do without it."""


class Abandoned(Exception):  # noqa: N818 - the same
    """Nobody waits for this work any more; it must leave no trace."""


@dataclass(eq=False)
class _Job(Generic[T]):
    work: Callable[[Confirm], T]
    done: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)
    begun: bool = False
    abandoned: bool = False
    committing: bool = False
    answer: list[T] = field(default_factory=list)
    error: BaseException | None = None

    def confirm(self) -> None:
        with self.lock:
            if self.abandoned:
                raise Abandoned
            self.committing = True

    def abandon(self) -> bool:
        """Nobody waits any more; whether the work had begun."""
        with self.lock:
            self.abandoned = not self.committing
            return self.begun

    def _begin(self) -> bool:
        with self.lock:
            self.begun = not self.abandoned
            return self.begun

    def perform(self) -> None:
        try:
            if self._begin():
                self.answer.append(self.work(self.confirm))
        except BaseException as error:  # handed to whoever waits
            self.error = error
        finally:
            self.done.set()


class DeadlinePool:
    """At most `threads` pieces of work at once, each waited for at most `seconds`.

    When as many have overrun as there are threads, the next is refused at once; service resumes by itself as soon as
    one of the threads comes back.
    """

    def __init__(self, threads: int, seconds: float) -> None:
        self.threads = threads
        self.seconds = seconds
        self.wait: Callable[[threading.Event, float], bool] = threading.Event.wait  # tests let time pass by hand
        self._jobs: SimpleQueue[_Job[Any] | None] = SimpleQueue()  # None: nothing more for one of the threads
        self._lock = threading.Lock()
        self._started = 0
        self._overrun: set[_Job[Any]] = set()  # still running, though nobody waits any more

    def run(self, work: Callable[[Confirm], T]) -> T:
        """What `work` returns, or what it raises; Unavailable when it takes longer than the deadline."""
        job, until = _Job(work), monotonic() + self.seconds
        with self._lock:
            if len(self._overrun) >= self.threads:
                raise Unavailable("the database does not answer; every thread that asks it is waiting")
            self._start_one()
            self._jobs.put(job)
        if not self.wait(job.done, max(0.0, until - monotonic())):
            return self._give_up(job)
        return _answer(job)

    @property
    def is_settled(self) -> bool:
        """Whether nothing runs on that was given up on: no connection is held by it any more."""
        with self._lock:
            return not self._overrun

    def close(self) -> None:
        """Let the threads end, each once it is done with what it does. Whoever comes after all starts others."""
        with self._lock:
            for _ in range(self._started):
                self._jobs.put(None)
            self._started = 0

    def _give_up(self, job: _Job[T]) -> T:
        begun = job.abandon()
        with self._lock:
            if not job.done.is_set():
                if begun:
                    self._overrun.add(job)
                raise Unavailable(f"the database gave no answer within {self.seconds} s")
        return _answer(job)

    def _start_one(self) -> None:
        if self._started < self.threads:
            self._started += 1
            threading.Thread(target=self._serve, name=f"store-{self._started}", daemon=True).start()

    def _serve(self) -> None:
        while job := self._jobs.get():
            job.perform()
            with self._lock:
                self._overrun.discard(job)


def _answer(job: _Job[T]) -> T:
    if job.error is not None:
        raise job.error
    return job.answer[0]
