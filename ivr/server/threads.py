"""Threads that answer, and the way back from them into the worker's loop.

Each request passes here twice, so nothing is made for it: no future, no callback, and one byte wakes the loop for all
answers that are there by then.
"""

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from typing import Generic, TypeVar

from gunicorn.workers.gthread import PollableMethodQueue  # type: ignore[import-untyped]  # gunicorn ships no types

Work = TypeVar("Work")


class Threads(Generic[Work]):
    """So many threads, that do what they are given in its order. What `do` raises is its own affair."""

    def __init__(self, number: int, do: Callable[[Work], None]) -> None:
        """Raises ValueError for less than one: whatever is given would wait for ever."""
        if number < 1:
            raise ValueError("it takes at least one thread")
        self._given: SimpleQueue[Work | None] = SimpleQueue()  # None: stop
        self._do = do
        self._threads = [threading.Thread(target=self._run, name=f"answers-{each}") for each in range(number)]

    def start(self) -> None:
        """Begin all of them: once the app is there, for one that can't be loaded ends the process."""
        for thread in self._threads:
            thread.start()

    def give(self, work: Work) -> None:
        """Have it done by whoever is free first."""
        self._given.put(work)

    def are_behind(self) -> bool:
        """Whether something waits for one of them."""
        return not self._given.empty()

    def shutdown(self, wait: bool = False) -> None:
        """Stop when what was given is done: gunicorn's word for it."""
        for _ in self._threads:
            self._given.put(None)
        for thread in self._threads if wait else ():
            thread.join()

    def _run(self) -> None:
        while (work := self._given.get()) is not None:
            with suppress(BaseException):  # SystemExit too, as in an executor: the thread goes on
                self._do(work)


class LoopCalls(PollableMethodQueue):  # type: ignore[misc]  # gunicorn ships no types
    """What threads want called in the loop. gunicorn's own writes a byte for each, and lets all other threads in."""

    def __init__(self) -> None:
        super().__init__()
        self._woken = False

    def defer(self, callback: Callable[..., None], *given: object) -> None:
        """Have it called in the loop, soon; from any thread, and from a signal's handler."""
        self._queue.put((callback, given))
        if not self._woken:
            self._woken = True
            with suppress(BlockingIOError):  # the pipe is full: the loop will wake
                os.write(self._write_fd, b"\0")

    def run_callbacks(self, _file: int) -> None:
        """In the loop, when it was woken."""
        with suppress(BlockingIOError):
            os.read(self._read_fd, 1024)
        self._woken = False  # before the queue is emptied: what comes afterwards wakes anew
        while not self._queue.empty():
            callback, given = self._queue.get_nowait()
            callback(*given)
