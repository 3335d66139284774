"""Nothing that is given is lost, whatever it raises, and the loop is woken for all of it."""

import os
import select
import threading
from collections.abc import Iterator

import pytest

from ivr.server.threads import LoopCalls, Threads


@pytest.fixture
def calls() -> Iterator[LoopCalls]:
    made = LoopCalls()
    made.init()
    yield made
    made.close()


def is_woken(calls: LoopCalls, seconds: float = 0.0) -> bool:
    return bool(select.select([calls.fileno()], [], [], seconds)[0])


def test_all_that_is_given_is_done_before_the_threads_stop() -> None:
    done: list[int] = []

    def do(work: int) -> None:
        done.append(work)
        if work % 3 == 0:
            raise SystemExit  # as a view that is killed raises it

    threads = Threads(4, do)
    for work in range(50):
        threads.give(work)
    threads.start()
    threads.shutdown(wait=True)
    assert sorted(done) == list(range(50))


def test_without_a_thread_nobody_would_answer() -> None:
    """gunicorn takes `--threads 0`: a worker that starts so would let callers in and say nothing to them."""
    with pytest.raises(ValueError, match="at least one"):
        Threads(0, lambda _: None)


def test_two_that_wait_for_each_other_are_done_at_once() -> None:
    meet = threading.Barrier(2)
    threads: Threads[int] = Threads(2, lambda _: meet.wait(30))  # type: ignore[arg-type, return-value]
    threads.start()
    threads.give(1)
    threads.give(2)
    threads.shutdown(wait=True)
    assert not meet.broken


def test_one_byte_wakes_the_loop_for_all(calls: LoopCalls) -> None:
    called: list[int] = []
    for number in range(3):
        calls.defer(called.append, number)
    assert is_woken(calls)
    calls.run_callbacks(calls.fileno())
    assert (called, is_woken(calls)) == ([0, 1, 2], False)
    calls.defer(called.append, 3)
    assert is_woken(calls), "what comes afterwards wakes it anew"


def test_what_comes_while_others_are_called_is_not_forgotten(calls: LoopCalls) -> None:
    called: list[int] = []
    calls.defer(lambda: calls.defer(called.append, 1))
    calls.run_callbacks(calls.fileno())
    assert called == [1]


def test_with_a_full_pipe_everything_is_called_all_the_same(calls: LoopCalls) -> None:
    while True:
        try:
            os.write(calls._write_fd, b"\0" * 4096)
        except BlockingIOError:
            break
    called: list[int] = []
    calls.defer(called.append, 1)
    calls.run_callbacks(calls.fileno())
    assert called == [1]


def test_many_threads_leave_nothing_in_the_queue(calls: LoopCalls) -> None:
    """The loop looks only when it is woken: a wake that was lost would leave the last ones waiting."""
    called: list[int] = []

    def tell(first: int) -> None:
        for number in range(first, first + 5000):
            calls.defer(called.append, number)

    tellers = [threading.Thread(target=tell, args=(first,)) for first in range(0, 20_000, 5000)]
    for teller in tellers:
        teller.start()
    while is_woken(calls, 1.0 if len(called) < 20_000 else 0.0):
        calls.run_callbacks(calls.fileno())
    assert sorted(called) == list(range(20_000))
    for teller in tellers:
        teller.join()
