"""The store on both databases: moments in UTC, transactions that don't get in each other's way, and the deadline."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, insert, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError

from ivr.store.deadline import Abandoned, Confirm, DeadlinePool, Unavailable
from ivr.store.engine import Store, StoreError, open_store, serialise
from ivr.store.tables import kept_numbers, texts
from tests.postgres import PATIENT, patient
from tests.tables import give_tables, write_tables

PARIS_WINTER = timezone(timedelta(hours=1))
NOON = datetime(2026, 1, 5, 13, 0, 0, 123456, tzinfo=PARIS_WINTER)


def keep(connection: Connection, call: str = "CA1", at: datetime = NOON) -> None:
    values = {"call_sid": call, "number": "+33612345678", "kept_at": at, "rehearsal": False}
    connection.execute(insert(kept_numbers).values(values))


def kept(store: Store) -> list[str]:
    with store.reading() as connection:
        return list(connection.execute(select(kept_numbers.c.call_sid).order_by(kept_numbers.c.call_sid)).scalars())


def test_a_moment_comes_back_in_utc_to_the_microsecond(store: Store) -> None:
    with store.writing() as connection:
        keep(connection)
        moment = connection.execute(select(kept_numbers.c.kept_at)).scalar_one()
    assert (moment, moment.tzinfo) == (NOON, UTC)


def test_moments_compare_as_moments(store: Store) -> None:
    with store.writing() as connection:
        keep(connection)
        query = select(kept_numbers.c.call_sid).where(
            kept_numbers.c.kept_at < NOON.astimezone(UTC) + timedelta(seconds=1)
        )
        assert connection.execute(query).scalar() == "CA1"


def test_a_naive_moment_is_refused(store: Store) -> None:
    with store.writing() as connection, pytest.raises(StatementError, match="zone"):
        keep(connection, at=datetime(2026, 1, 5))  # noqa: DTZ001 - that is the point


def test_an_exception_leaves_nothing_behind(store: Store) -> None:
    def keep_twice() -> None:
        with store.writing() as connection:
            keep(connection)
            keep(connection)

    with pytest.raises(IntegrityError):
        keep_twice()
    assert kept(store) == []


def test_writers_at_once_wait_for_each_other(store: Store) -> None:
    """On SQLite a transaction that reads first and then writes fails with "database is locked" unless it said so."""
    with store.writing() as connection:
        keep(connection)

    def read_then_write(index: int) -> None:
        with store.writing() as connection:
            connection.execute(select(kept_numbers)).all()
            time.sleep(0.01)
            connection.execute(update(kept_numbers).values(number=f"+3361234{index:04d}"))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(read_then_write, range(16)))


def test_serialise_lets_one_pass_at_a_time(store: Store) -> None:
    inside, most = 0, 0
    lock = threading.Lock()

    def pass_through(_: int) -> None:
        nonlocal inside, most
        with store.writing() as connection:
            serialise(connection, 1)
            with lock:
                inside += 1
                most = max(most, inside)
            time.sleep(0.01)
            with lock:
                inside -= 1

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(pass_through, range(12)))
    assert most == 1


def test_a_file_that_comes_back_while_another_is_opened_in_its_place_is_the_one_that_is_asked(tmp_path: Path) -> None:
    """The empty one was taken for it, by a connection that stayed in the pool: "no such table", for good."""
    path, away = tmp_path / "line.sqlite3", tmp_path / "away.sqlite3"
    store = open_store(f"sqlite:///{path}")
    give_tables(store)
    store.close()
    path.rename(away)
    store = open_store(f"sqlite:///{path}")

    def opens_and_is_overtaken(dialect: Any, _record: Any, given: Any, named: Any) -> Any:
        connection = dialect.connect(*given, **named)
        if away.exists():
            away.rename(path)
        return connection

    event.listen(store.engine, "do_connect", opens_and_is_overtaken)
    with store.reading() as connection:
        assert connection.execute(select(texts.c.id)).all() == []
    store.close()


def test_sqlite_keeps_what_was_promised_through_a_power_cut(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/new.sqlite3")
    with store.reading() as connection:
        pragmas = [connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "synchronous")]
    store.close()
    assert pragmas == ["wal", 2]  # 2 is FULL


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://host/name", "sqlite://", "sqlite:///:memory:"])
def test_an_address_that_cannot_be_used_says_what_to_write(url: str) -> None:
    with pytest.raises(StoreError, match=r"sqlite:///var/ivr\.sqlite3"):
        open_store(url)


@pytest.mark.parametrize("url", ["postgres://u:p@h/n", "postgresql://u:p@h/n", "postgresql+psycopg://u:p@h/n"])
def test_every_spelling_of_postgresql_is_read(url: str) -> None:
    assert open_store(url).url.drivername == "postgresql+psycopg"


def thawed(pool: DeadlinePool) -> None:
    """Wait until no thread hangs any more."""
    until = time.monotonic() + PATIENT
    while pool._overrun and time.monotonic() < until:
        time.sleep(0.01)


def when(passed: threading.Event) -> Callable[[threading.Event, float], bool]:
    """A deadline that passes when this happens: time is given by hand."""

    def wait(done: threading.Event, _seconds: float) -> bool:
        assert passed.wait(PATIENT)
        return done.is_set()

    return wait


# -- the deadline ------------------------------------------------------------------------------------------------------


def test_within_the_deadline_the_answer_is_committed(store: Store) -> None:
    store.within_deadline(keep)
    assert kept(store) == ["CA1"]


def test_what_the_work_raises_is_raised(store: Store) -> None:
    store.within_deadline(keep)
    with pytest.raises(IntegrityError):
        store.within_deadline(keep)


def test_work_that_was_given_up_on_rolls_back(store: Store) -> None:
    begun, go_on = threading.Event(), threading.Event()
    store.pool.wait = when(begun)

    def slow(connection: Connection) -> None:
        keep(connection)
        begun.set()
        go_on.wait(PATIENT)

    with pytest.raises(Unavailable):
        store.within_deadline(slow)
    assert not go_on.is_set(), "whoever asked was answered while the work still hung"
    go_on.set()
    thawed(store.pool)
    assert kept(store) == []


def test_when_every_thread_hangs_the_next_is_told_at_once_and_service_resumes() -> None:
    pool = DeadlinePool(threads=2, seconds=PATIENT)
    thaw = threading.Event()

    def freeze() -> None:
        entered = threading.Event()
        pool.wait = when(entered)

        def frozen(_confirm: Confirm) -> None:
            entered.set()
            thaw.wait(PATIENT)

        with pytest.raises(Unavailable):
            pool.run(frozen)

    freeze()
    freeze()
    pool.wait = lambda _done, _seconds: pytest.fail("it waited")
    with pytest.raises(Unavailable, match="every thread"):
        pool.run(lambda _confirm: None)
    thaw.set()
    thawed(pool)
    pool.wait = threading.Event.wait
    assert pool.run(lambda _confirm: 7) == 7


def test_work_that_waited_too_long_is_never_begun() -> None:
    pool = DeadlinePool(threads=1, seconds=PATIENT)
    entered, thaw, begun = threading.Event(), threading.Event(), threading.Event()
    both_wait = threading.Barrier(2)

    def wait(done: threading.Event, _seconds: float) -> bool:
        both_wait.wait(PATIENT)
        return done.is_set()

    def frozen(_confirm: Confirm) -> None:
        entered.set()
        thaw.wait(PATIENT)

    pool.wait = wait
    with ThreadPoolExecutor(2) as both:
        first = both.submit(pool.run, frozen)
        assert entered.wait(PATIENT)
        second = both.submit(pool.run, lambda _confirm: begun.set())
        assert isinstance(first.exception(), Unavailable)
        assert isinstance(second.exception(), Unavailable)
    thaw.set()
    thawed(pool)
    pool.wait = threading.Event.wait
    assert pool.run(lambda _confirm: "later") == "later"
    assert not begun.is_set()


def test_a_store_that_is_closed_gives_its_threads_back_and_can_be_used_again(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    store = open_store(f"sqlite:///{tmp_path}/line.sqlite3", PATIENT)
    for _ in range(2):
        assert store.within_deadline(lambda connection: connection.scalar(text("SELECT 7"))) == 7
        store.close()
        for thread in set(threading.enumerate()) - before:
            thread.join(PATIENT)
            assert not thread.is_alive()


def test_a_commit_that_was_on_its_way_counts() -> None:
    """Between "nobody waits any more" and "it is committing" there is one winner, never two."""
    pool = DeadlinePool(threads=1, seconds=PATIENT)
    committing, given_up, committed = threading.Event(), threading.Event(), threading.Event()

    def commits(confirm: Confirm) -> None:
        confirm()
        committing.set()
        given_up.wait(PATIENT)
        committed.set()

    pool.wait = when(committing)
    with pytest.raises(Unavailable):
        pool.run(commits)
    given_up.set()
    assert committed.wait(PATIENT)
    thawed(pool)


def test_a_commit_that_comes_too_late_does_not() -> None:
    pool = DeadlinePool(threads=1, seconds=PATIENT)
    begun, given_up, abandoned = threading.Event(), threading.Event(), threading.Event()

    def too_late(confirm: Confirm) -> None:
        begun.set()
        given_up.wait(PATIENT)
        try:
            confirm()
        except Abandoned:
            abandoned.set()
            raise

    pool.wait = when(begun)
    with pytest.raises(Unavailable):
        pool.run(too_late)
    given_up.set()
    assert abandoned.wait(PATIENT)


def test_a_server_that_restarts_costs_no_caller_anything(postgres_url: str) -> None:
    store = open_store(postgres_url, PATIENT)
    with store.reading() as connection:
        pid = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    killer = open_store(postgres_url)
    with killer.writing() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
    killer.close()
    assert store.within_deadline(lambda connection: connection.execute(text("SELECT 1")).scalar()) == 1
    store.close()


def test_a_refused_connection_is_an_error_and_no_wait() -> None:
    store = open_store("postgresql://nobody@127.0.0.1:1/none", PATIENT)
    with pytest.raises(OperationalError):  # and not Unavailable, as after the deadline
        store.within_deadline(keep)
    store.close()


def test_what_is_written_beside_other_processes_is_found_by_them(tmp_path: Path) -> None:
    """Whoever opens and closes the file itself takes from all of its process's connections their locks.

    Another process that ended took the log of writes away then, as the last: what was written later was lost.
    """
    url = write_tables(tmp_path / "ivr.sqlite3")
    first, second = (patient(open_store(url)) for _ in range(2))
    for store, call in ((first, "CA1"), (second, "CA2")):
        with store.writing() as connection:
            keep(connection, call)
    assert kept_elsewhere(tmp_path / "ivr.sqlite3") == 2
    with first.writing() as connection:
        keep(connection, "CA3")
    assert kept_elsewhere(tmp_path / "ivr.sqlite3") == 3
    first.close()
    second.close()


def kept_elsewhere(file: Path) -> int:
    """How many rows a process finds that comes and goes."""
    asked = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); "
    asked += "print(*c.execute('SELECT count(*) FROM kept_numbers').fetchone()); c.close()"
    return int(subprocess.run([sys.executable, "-ISc", asked, file], capture_output=True, check=True).stdout)
