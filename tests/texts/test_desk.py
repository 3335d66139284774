"""The desk: what becomes a row, and what a caller is told when the database is not there."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Timer
from typing import Any

import psutil
import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from ivr.settings import Settings
from ivr.store.engine import Store, open_store
from ivr.store.tables import texts
from ivr.texts.desk import TextDesk
from ivr.texts.erase import Keeping, erase_all
from ivr.texts.number_keys import NumberKeys
from tests.postgres import PATIENT, new_database
from tests.tables import write_tables
from tests.texts.building import BODY, MOBILE, NOW, UNCAPPED, a_request, rows


@pytest.fixture
def desk(store: Store) -> TextDesk:
    return TextDesk(store, Settings())


def test_a_request_becomes_a_row_that_waits(desk: TextDesk) -> None:
    assert desk.request(a_request()) == "taken"
    [row] = rows(desk.store)
    assert (row.state, row.to_number, row.body, row.asked_at) == ("queued", MOBILE, BODY, NOW)
    assert (row.to_tail, row.attempt, row.sid) == ("78", 0, None)


def test_the_caller_is_kept_as_a_hash_only(desk: TextDesk) -> None:
    desk.request(a_request(caller="+33698765432"))
    [row] = rows(desk.store)
    assert len(row.caller_hash) == 64
    assert "98765432" not in str(tuple(row))


def test_the_hash_depends_on_the_key(store: Store) -> None:
    for call, key in (("CA1", "one"), ("CA2", "another")):
        TextDesk(store, Settings(secret_key=key)).request(a_request(call=call))
    first, second = rows(store)
    assert first.to_hash != second.to_hash


def test_the_same_text_is_taken_once_a_call(desk: TextDesk) -> None:
    for _ in range(3):
        assert desk.request(a_request()) == "taken"
    assert len(rows(desk.store)) == 1


@pytest.mark.parametrize("change", [{"template": "mayotte"}, {"to": "+33687654321", "typed": True}, {"call": "CA2"}])
def test_another_template_number_or_call_is_another_text(desk: TextDesk, change: dict[str, object]) -> None:
    desk.request(a_request())
    desk.request(a_request(**change))  # type: ignore[arg-type]
    assert len(rows(desk.store)) == 2


@pytest.mark.parametrize("to", ["+33199001234", "+447911123456", "+33899123456", "0612345678", "+262269619191", ""])
@pytest.mark.parametrize("typed", [True, False])
def test_what_is_not_a_listed_mobile_is_never_written(desk: TextDesk, to: str, typed: bool) -> None:
    assert desk.request(a_request(to=to, typed=typed)) == "capped"
    assert rows(desk.store) == []


def test_a_region_that_the_settings_leave_out_is_not_texted(store: Store) -> None:
    desk = TextDesk(store, Settings(text_regions="FR"))
    desk.request(a_request(to="+262692123456"))
    desk.request(a_request(to=MOBILE))
    assert [row.to_number for row in rows(store)] == [MOBILE]


def test_a_rehearsal_is_a_row_without_a_number(desk: TextDesk) -> None:
    assert desk.request(a_request(rehearsal=True)) == "taken"
    [row] = rows(desk.store)
    assert (row.rehearsal, row.to_number) == (True, None)


def test_a_number_is_kept_under_its_call(desk: TextDesk) -> None:
    assert desk.kept_number("CA1") == ""
    assert desk.keep_number("CA1", MOBILE, NOW, False) == "yes"
    assert desk.keep_number("CA1", "+33687654321", NOW + timedelta(seconds=9), False) == "yes"
    assert (desk.kept_number("CA1"), desk.kept_number("CA2")) == ("+33687654321", "")


def test_a_number_that_a_rehearsal_of_another_year_typed_is_erased_as_any_other(store: Store) -> None:
    desk = TextDesk(store, UNCAPPED, lambda: NOW)
    desk.keep_number("CA1", MOBILE, NOW + timedelta(days=1000), True)
    desk.keep_number("CA2", MOBILE, NOW - timedelta(days=1000), True)
    erase_all(store, NOW + timedelta(hours=23), Keeping(), pause=int)
    assert (desk.kept_number("CA1"), desk.kept_number("CA2")) == (MOBILE, MOBILE)
    erase_all(store, NOW + timedelta(hours=25), Keeping(), pause=int)
    assert (desk.kept_number("CA1"), desk.kept_number("CA2")) == ("", "")


def test_a_webhook_that_comes_again_while_the_first_is_answered_keeps_its_number_too(desk: TextDesk) -> None:
    desk.store.pool.seconds = PATIENT
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: desk.keep_number("CA1", MOBILE, NOW, False), range(12))) == {"yes"}


def test_a_number_is_read_while_somebody_else_writes(desk: TextDesk) -> None:
    desk.keep_number("CA1", MOBILE, NOW, False)
    other = open_store(desk.store.url.render_as_string(hide_password=False))
    with other.writing() as connection:
        connection.execute(texts.delete())
        assert desk.kept_number("CA1") == MOBILE
    other.close()


def test_callers_who_come_before_the_keys_are_known_do_not_wait_for_each_other(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a database that is frozen each of them would wait for the deadlines of all before."""
    keys, there = NumberKeys(store, UNCAPPED), Barrier(3)
    asked = store.within_deadline

    def slowly(work: Any, **more: Any) -> Any:
        there.wait(PATIENT)
        return asked(work, **more)

    monkeypatch.setattr(store, "within_deadline", slowly)
    with ThreadPoolExecutor(3) as pool:
        assert len({found.current for found in pool.map(keys.at, [NOW] * 3)}) == 1


def test_a_broken_request_is_unavailable_and_not_an_exception(desk: TextDesk) -> None:
    assert desk.request(a_request(body=None)) == "unavailable"  # type: ignore[arg-type]
    assert rows(desk.store) == []


# -- without a database ------------------------------------------------------------------------------------------------


def everything_unavailable(desk: TextDesk) -> set[str]:
    """Ask for each of the three things at once; what the log says of why."""
    asks: list[Callable[[], bool]] = [
        lambda: desk.request(a_request()) == "unavailable",
        lambda: desk.keep_number("CA1", MOBILE, NOW, False) == "unavailable",
        lambda: desk.kept_number("CA1") == "",
    ]
    with capture_logs() as told, ThreadPoolExecutor(len(asks)) as pool:
        assert all(pool.map(lambda ask: ask(), asks))
    return {line["error"] for line in told}


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://nobody@127.0.0.1:1/none",
        "sqlite:////proc/none/ivr.sqlite3",
        "postgresql://nobody@nowhere.invalid/x",
    ],
)
def test_a_database_that_is_not_there_is_an_error_and_no_wait(url: str) -> None:
    store = open_store(url, PATIENT)
    assert "Unavailable" not in everything_unavailable(TextDesk(store, Settings())), "as after the deadline"
    store.close()


def test_a_database_without_tables_is_unavailable(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/new.sqlite3")
    everything_unavailable(TextDesk(store, Settings()))
    store.close()


def test_a_caller_waits_for_a_second_and_a_half_at_most() -> None:
    assert open_store("sqlite:///any.sqlite3").pool.seconds == 1.5


@contextmanager
def frozen(store: Store) -> Iterator[None]:
    """Every process of a PostgreSQL stopped, its connections left open."""
    with store.reading() as connection:
        postmaster = psutil.Process(connection.execute(text("SELECT pg_backend_pid()")).scalar_one()).parent()
    assert postmaster is not None
    stopped = [postmaster, *postmaster.children()]

    def thaw() -> None:
        for process in stopped:
            process.resume()

    watchdog = Timer(PATIENT, thaw)  # who waits for it would hang for ever
    watchdog.start()
    for process in stopped:
        process.suspend()
    try:
        yield
        assert watchdog.is_alive(), "somebody waited until it was thawed"
    finally:
        watchdog.cancel()
        thaw()


def test_a_frozen_postgresql_is_given_up_on_and_leaves_nothing_behind(postgres_alone: Any) -> None:
    store = open_store(new_database(postgres_alone))
    desk = TextDesk(store, Settings())
    desk.kept_number("CA1")  # a pooled connection, which will hang
    with frozen(store):
        assert everything_unavailable(desk) == {"Unavailable"}
    assert eventually(lambda: desk.keep_number("CA2", MOBILE, NOW, False) == "yes")
    assert rows(store) == []  # what was given up on was rolled back when the server came back
    assert desk.kept_number("CA1") == ""
    assert eventually(lambda: store.pool.is_settled)  # what was given up on would keep its connection past the end
    store.close()


def test_a_sqlite_that_somebody_locks_is_given_up_on_and_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "ivr.sqlite3"
    desk = TextDesk(open_store(write_tables(path)), Settings())
    greedy = sqlite3.connect(path, isolation_level=None)
    greedy.execute("BEGIN EXCLUSIVE")
    assert desk.request(a_request()) == "unavailable"
    greedy.execute("ROLLBACK")
    greedy.close()
    desk.store.pool.seconds = PATIENT
    assert eventually(lambda: desk.request(a_request()) == "taken")
    assert eventually(lambda: desk.store.pool.is_settled)
    desk.store.close()


def test_a_full_sqlite_is_unavailable_and_recovers(tmp_path: Path) -> None:
    desk = TextDesk(open_store(write_tables(tmp_path / "ivr.sqlite3"), PATIENT), Settings())

    def limit(pages: int) -> None:
        def set_it(connection: object) -> None:
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")  # type: ignore[attr-defined]

        desk.store.within_deadline(set_it)

    limit(1)  # SQLite raises it to the present size: not one page more
    assert desk.request(a_request(body="x" * 100_000)) == "unavailable"
    limit(10_000)
    assert desk.request(a_request()) == "taken"
    desk.store.close()


def eventually(condition: object, seconds: float = PATIENT) -> bool:
    """Whether it comes true in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():  # type: ignore[operator]
            return True
        time.sleep(0.05)
    return False
