"""A note costs a call nothing, whatever the database does; what is lost is counted and said."""

import os
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from ivr.journal.journal import Journal
from ivr.metrics import read_metric
from tests.journal.entries import MONDAY, QUICK, FakeShelf, FrozenShelf, entry
from tests.postgres import PATIENT


def test_what_was_noted_is_kept_in_order_when_the_journal_stops() -> None:
    shelf = FakeShelf()
    journal = Journal(shelf, QUICK)
    for turn in range(1200):
        journal.note(entry(turn=turn))
    journal.stop()
    assert [one.turn for one in shelf.kept] == list(range(1200))
    assert max(shelf.batches) <= QUICK.batch
    assert journal.dropped == 0


def test_notes_that_follow_each_other_are_written_together() -> None:
    shelf = FakeShelf()
    journal = Journal(shelf, replace(QUICK, gather=5.0))  # cut short by the stop
    for turn in range(100):
        journal.note(entry(turn=turn))
    journal.stop()
    assert shelf.batches == [100]


def writers() -> set[threading.Thread]:
    """Threads of journals: a test elsewhere may have left one."""
    return {thread for thread in threading.enumerate() if thread.name == "journal"}


def test_a_journal_without_a_database_keeps_nothing() -> None:
    before, journal = writers(), Journal(None)
    journal.note(entry())
    journal.stop()
    assert journal.dropped == 0
    assert writers() <= before


def test_no_thread_before_the_first_note() -> None:
    before, journal = writers(), Journal(FakeShelf(), QUICK)
    assert writers() <= before
    journal.stop()


def test_noting_after_a_stop_starts_again() -> None:
    shelf = FakeShelf()
    journal = Journal(shelf, QUICK)
    for turn in (1, 2):
        journal.note(entry(turn=turn))
        journal.stop()
    assert [one.turn for one in shelf.kept] == [1, 2]


def test_a_database_that_comes_back_loses_nothing() -> None:
    shelf = FakeShelf(away=3)
    journal = Journal(shelf, QUICK)
    with capture_logs() as logs:
        journal.note(entry())
        wait_until(lambda: bool(shelf.kept))
        journal.stop()
    assert [line["event"] for line in logs] == ["journal_away", "journal_back"]
    assert journal.dropped == 0


def test_a_database_that_stays_away_drops_and_says_how_many() -> None:
    shelf = FakeShelf(away=10**9)
    journal = Journal(shelf, replace(QUICK, limit=50, batch=10, flush=0.05))
    before = read_metric("ivr_journal_dropped_total")
    with capture_logs() as logs:
        for turn in range(200):
            journal.note(entry(turn=turn))
        journal.stop()
    assert journal.dropped == 200
    assert read_metric("ivr_journal_dropped_total") - before == 200
    assert logs[-1] == {"event": "journal_incomplete", "log_level": "warning", "dropped": 200}
    assert len([line for line in logs if line["event"] == "journal_dropped"]) <= 3  # at 1, 10, 100


def test_a_database_that_comes_back_while_the_process_stops_gets_everything() -> None:
    """The end of a call is what frees its adviser: a reload while the database restarts must not lose it."""
    shelf = FakeShelf(away=6)
    journal = Journal(shelf, replace(QUICK, gather=5.0))  # cut short by the stop: every try comes after it
    for turn in range(20):
        journal.note(entry(turn=turn))
    journal.stop()
    assert [one.turn for one in shelf.kept] == list(range(20))
    assert journal.dropped == 0


def test_one_entry_that_can_not_be_written_does_not_cost_the_others() -> None:
    shelf = FakeShelf(refuses=frozenset({7}))
    journal = Journal(shelf, replace(QUICK, gather=5.0))
    with capture_logs() as logs:
        for turn in range(20):
            journal.note(entry(turn=turn))
        journal.stop()
    assert sorted(one.turn for one in shelf.kept) == [turn for turn in range(20) if turn != 7]
    assert journal.dropped == 1
    assert {"entries": 1, "error": "ValueError: value too long"}.items() <= logs[0].items()


def test_a_frozen_database_holds_up_neither_notes_nor_the_stop() -> None:
    shelf = FrozenShelf()
    journal = Journal(shelf, replace(QUICK, limit=100, flush=0.05))
    journal.note(entry(turn=0))
    assert shelf.entered.wait(PATIENT)
    for turn in range(1, 151):
        journal.note(entry(turn=turn))
    assert journal.dropped == 50
    journal.stop()
    assert shelf.kept == [], "the stop has not waited until it was thawed"
    assert journal.dropped == 151
    shelf.thawed.set()


def test_a_broken_journal_never_raises_into_a_call(monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal(FakeShelf(), QUICK)
    monkeypatch.setattr(threading.Thread, "start", fails)
    journal.note(entry())
    assert journal.dropped == 1


def test_old_entries_are_forgotten_once_an_hour_at_most() -> None:
    shelf = FakeShelf()
    journal = Journal(shelf, replace(QUICK, days=90), now=lambda: MONDAY)
    for turn in range(3):
        journal.note(entry(turn=turn))
        wait_until(lambda turn=turn: len(shelf.kept) > turn)
    journal.stop()
    wait_until(lambda: shelf.forgotten == [MONDAY - timedelta(days=90)])


def test_a_forked_process_has_its_own_thread() -> None:
    shelf = FakeShelf()
    journal = Journal(shelf, QUICK)
    journal.note(entry(turn=1))
    wait_until(lambda: len(shelf.kept) == 1)
    child = forked(lambda: (journal.note(entry(turn=2)), journal.stop(), [one.turn for one in shelf.kept] == [1, 2])[2])
    assert child == 0
    journal.stop()
    assert [one.turn for one in shelf.kept] == [1]


# -- the tests' own tools --------------------------------------------------------------------------------------------


def wait_until(true: Callable[[], bool], seconds: float = PATIENT) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it never came true"
        time.sleep(0.002)


def fails(*_: object) -> None:
    raise RuntimeError("can't start new thread")


def forked(what: Callable[[], bool]) -> int:
    """The exit code of a child process: 0 when `what` is true there."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12: a fork beside threads, which is the point
        pid = os.fork()
    if pid == 0:
        code = 3
        try:
            code = 0 if what() else 2
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
