"""The worker as a whole: it starts, works, stops cleanly, and refuses a database that is not for it."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count, takewhile
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
import structlog
from sqlalchemy import select, text

from ivr.cli.worker import stop_on_signals
from ivr.logs import clean
from ivr.metrics import read_metric
from ivr.store.engine import Store, open_store
from ivr.store.tables import kept_numbers, workers
from ivr.texts.desk import TextDesk
from ivr.texts.erase import Keeping, erase, erase_all
from ivr.texts.sender import Accepted, Outgoing
from ivr.texts.timing import Timing
from ivr.texts.worker import Plan, Worker, WorkerRefused, steady
from tests import forks
from tests.postgres import PATIENT, patient
from tests.tables import write_tables
from tests.texts.building import MOBILE, NOW, UNCAPPED, ScriptedSender, a_request, ask, rows, states

EVER = 1e9  # seconds: the requests are long past
PLAN = Plan(Timing(poll=0.01, heartbeat=0.02, sweep=0.02, horizon=EVER), keeping=Keeping(9999, 9999, 9999))


class Running:
    """A worker in a thread."""

    def __init__(self, store: Store, sender: ScriptedSender, plan: Plan) -> None:
        self.worker = Worker(store, sender, plan)
        self.thread = threading.Thread(target=self.worker.run)

    def __enter__(self) -> Worker:
        self.thread.start()
        return self.worker

    def __exit__(self, *_: object) -> None:
        self.worker.stop.set()
        self.thread.join(PATIENT)
        assert not self.thread.is_alive()


def wait_for(condition: Callable[[], bool], seconds: float = PATIENT) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)


def sids() -> Callable[[Outgoing], Accepted]:
    return lambda text: Accepted(f"SM{text.id}")


def test_it_sends_what_waits_shows_its_heartbeat_and_stops(store: Store) -> None:
    now = datetime.now(UTC)
    ask(store, *(a_request(call=f"CA{index}", to=f"+336{index:04d}5678", now=now) for index in range(8)))
    sender = ScriptedSender([sids()])
    with Running(store, sender, PLAN) as worker:
        wait_for(lambda: set(states(store)) == {"sent"})
        wait_for(lambda: read_metric("ivr_texts", {"state": "sent"}) == 8)
    with store.reading() as connection:
        [beat] = connection.execute(select(workers)).all()
    assert (beat.id, beat.pid) == (worker.id, os.getpid())
    assert beat.stopped_at is not None
    assert len(sender.sent) == 8


def test_what_is_being_sent_is_finished_before_it_stops(store: Store) -> None:
    inside, go_on = threading.Event(), threading.Event()

    def slow(_text: Outgoing) -> Accepted:
        inside.set()
        go_on.wait(PATIENT)
        return Accepted("SM1")

    ask(store, a_request())
    running = Running(store, ScriptedSender([slow]), PLAN)
    with running as worker:
        inside.wait(PATIENT)
        worker.stop.set()
        go_on.set()
    assert states(store) == ["sent"]


def test_it_outlives_its_database(store: Store) -> None:
    ask(store, a_request())
    with store.writing() as connection:
        connection.execute(text("ALTER TABLE texts RENAME TO away"))
    try:
        with Running(store, ScriptedSender([sids()]), PLAN):
            time.sleep(0.2)
            with store.writing() as connection:
                connection.execute(text("ALTER TABLE away RENAME TO texts"))
            wait_for(lambda: states(store) == ["sent"])
    finally:
        with store.writing() as connection:
            if store.dialect == "postgresql":
                connection.execute(text("ALTER TABLE IF EXISTS away RENAME TO texts"))


@pytest.fixture
def revision(store: Store) -> Iterator[Callable[[str], None]]:
    """Sets the database's revision; the right one comes back at the end."""
    query = "UPDATE alembic_version SET version_num = :number"
    with store.reading() as connection:
        right = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()

    def set_it(number: str) -> None:
        with store.writing() as connection:
            connection.execute(text(query), {"number": number})

    yield set_it
    set_it(right)


@pytest.mark.parametrize(("ahead", "runs"), [(-1, False), (0, True), (1, True), (2, False), (7, False)])
def test_one_release_ahead_is_served_what_is_behind_or_further_is_refused(
    store: Store, revision: Callable[[str], None], ahead: int, runs: bool
) -> None:
    from ivr.store.schema import head

    revision(f"{head() + ahead:04}")
    worker = Worker(store, ScriptedSender(), PLAN)
    if runs:
        worker._check_schema()
    else:
        with pytest.raises(WorkerRefused, match="ivr migrate"):
            worker.run()


def test_the_voice_never_refuses(store: Store, revision: Callable[[str], None]) -> None:
    revision("9999")
    assert TextDesk(store, UNCAPPED).request(a_request()) == "taken"
    assert len(rows(store)) == 1


def test_a_worker_is_named_so_that_the_logs_show_it_whole(store: Store) -> None:
    worker_id = Worker(store, ScriptedSender()).id
    assert clean("worker", worker_id) == worker_id
    assert worker_id != Worker(store, ScriptedSender()).id


def test_a_database_that_is_away_is_told_once_and_asked_less_and_less(monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store("postgresql://ivr:planted-word@127.0.0.1:1/ivr")
    worker, pauses = Worker(store, ScriptedSender()), []

    def wait(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 7:
            worker.stop.set()

    monkeypatch.setattr(worker.stop, "wait", wait)
    with structlog.testing.capture_logs() as told:
        worker._check_schema()
    store.close()
    (line,) = told
    assert pauses == [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]
    assert (line["event"], line["mend"]) == ("worker_waits_for_database", "check DATABASE_URL")
    assert "127.0.0.1:1/ivr" in line["database"]
    assert "refused" in line["error"]
    assert "planted-word" not in str(line)


def test_a_folder_that_is_not_there_yet_is_waited_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It is mounted later, or given to the service's user: the worker had said that it waits, and ended."""
    (tmp_path / "var").write_text("no folder")
    store = open_store(f"sqlite:///{tmp_path}/var/ivr.sqlite3")
    worker = Worker(store, ScriptedSender())
    monkeypatch.setattr(worker.stop, "wait", lambda _seconds: worker.stop.set())
    with structlog.testing.capture_logs() as told:
        worker._check_schema()
    store.close()
    assert [line["event"] for line in told] == ["worker_waits_for_database"]
    assert f"{tmp_path}/var" in told[0]["error"]


def test_a_database_without_tables_is_refused_with_what_to_do(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/new.sqlite3")
    with pytest.raises(WorkerRefused, match="ivr migrate"):
        Worker(store, ScriptedSender()).run()
    store.close()


def test_leases_follow_the_databases_clock(store: Store) -> None:
    worker = Worker(store, ScriptedSender(), Plan(clock=lambda: NOW))
    worker._beat()
    ahead = abs(worker.now() - NOW)
    assert (ahead == timedelta(0)) == (store.dialect == "sqlite")


def test_the_steady_clock_goes_on() -> None:
    assert steady() <= steady()


def test_sigterm_stops_the_command(tmp_path: Path) -> None:
    address = write_tables(tmp_path / "ivr.sqlite3")
    store = patient(open_store(address))
    ask(store, a_request(now=datetime.now(UTC)))
    environment = os.environ | {"DATABASE_URL": address, "IVR_METRICS_ADDRESS": ""}
    process = subprocess.Popen([sys.executable, "-m", "ivr", "worker"], cwd=tmp_path, env=environment)
    try:
        wait_for(lambda: states(store) == ["sent"])
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENT) == 0
    finally:
        process.kill()
        process.wait()
        store.close()
    assert MOBILE in (tmp_path / "var" / "outbox.jsonl").read_text()


def _told_to_stop_at(line: int) -> bool:
    """Wait as a worker does, told to stop where its waiting has come to that line; whether it comes so far."""
    lines = count()

    def trace(frame: FrameType, event: str, _: object) -> Any:
        if frame.f_code.co_filename == threading.__file__ and event == "line" and next(lines) == line:
            sys.settrace(None)
            signal.raise_signal(signal.SIGTERM)
        return trace

    stop = threading.Event()
    stop_on_signals(stop)
    sys.settrace(trace)
    stop.wait(0.001)
    sys.settrace(None)
    return next(lines) > line and stop.wait(PATIENT)


def _told_to_stop_everywhere() -> None:
    reached = list(takewhile(_told_to_stop_at, count()))
    sys.exit(0 if len(reached) > 10 else "the lines of the wait were not seen")


def test_sigterm_stops_it_wherever_its_waiting_stands() -> None:
    process = forks.context.Process(target=_told_to_stop_everywhere)
    process.start()
    process.join(PATIENT)
    process.kill()
    process.join()
    assert process.exitcode == 0


# -- personal data -----------------------------------------------------------------------------------------------------


def test_numbers_are_erased_after_seven_days(store: Store) -> None:
    ask(store, a_request(), a_request(call="CA2", now=NOW + timedelta(days=3), to="+33687654321"))
    desk = TextDesk(store, UNCAPPED)
    desk.keep_number("CA1", MOBILE, NOW, False)
    with Running(store, ScriptedSender([sids()]), PLAN):
        wait_for(lambda: states(store)[0] == "sent")
    erase_all(store, NOW + timedelta(days=6), Keeping(), pause=int)
    assert rows(store)[0].to_number == MOBILE
    with store.writing() as connection:
        assert connection.execute(select(kept_numbers)).all() == []
        assert erase(connection, NOW + timedelta(days=7, seconds=1), 7) == 1
        assert erase(connection, NOW + timedelta(days=8), 7) == 0
    first, second = rows(store)
    assert (first.to_number, first.to_tail, len(first.to_hash)) == (None, "78", 64)
    assert "12345678" not in str(tuple(first))
    assert second.to_number == "+33687654321"


@pytest.mark.parametrize(
    ("state", "after", "kept"),
    [
        ("queued", "failed", False),
        ("unknown", "review", False),
        ("review", "review", False),
        ("sending", "sending", True),
        ("sent", "sent", False),
        ("delivered", "delivered", False),
        ("failed", "failed", False),
    ],
)
def test_what_erasing_does_to_each_state(store: Store, state: str, after: str, kept: bool) -> None:
    ask(store, a_request())
    with store.writing() as connection:
        connection.execute(text("UPDATE texts SET state = :state"), {"state": state})
        erase(connection, NOW + timedelta(days=8), 7)
    [row] = rows(store)
    assert (row.state, row.to_number is not None) == (after, kept)
