"""A database restored from a backup: what left since the backup is found in Twilio's list, and not sent again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, delete, insert, select, update

from ivr.store.engine import Store
from ivr.store.tables import texts, workers
from ivr.texts import claims
from ivr.texts.worker import Plan, Worker
from tests.texts.building import NOW, HandClock, a_dispatch, a_request, ask, rows, states
from tests.texts.simulated import SimulatedTwilio, work_for


def back_to(store: Store, before: list[Any]) -> None:
    """The texts and workers as they were."""
    with store.writing() as connection:
        for table, kept in zip((texts, workers), before, strict=True):
            connection.execute(delete(table))
            for row in kept:
                connection.execute(insert(table).values(**row))


def a_backup(store: Store) -> list[Any]:
    with store.reading() as connection:
        return [[row._asdict() for row in connection.execute(select(table))] for table in (texts, workers)]


def a_worker(store: Store, twilio: SimulatedTwilio, clock: HandClock) -> Worker:
    worker = Worker(store, twilio, Plan(clock=clock.now, monotonic=clock.monotonic))
    worker.ahead = timedelta(0)
    worker._measure = lambda _connection: timedelta(0)  # type: ignore[method-assign]  # time is moved by hand
    return worker


def test_what_left_after_the_backup_is_not_sent_again(store: Store) -> None:
    clock = HandClock()
    twilio = SimulatedTwilio(clock)
    worker = a_worker(store, twilio, clock)
    worker._beat()
    ask(store, *(a_request(call=f"CA{index}", to=f"+336{index:04d}5678") for index in range(20)))
    backup = a_backup(store)
    for _ in range(15):
        worker.dispatch.send_one()
    assert len(twilio.made) == 15
    clock.pass_(600)
    back_to(store, backup)
    again = a_worker(store, twilio, clock)
    again._beat()
    assert not again.dispatch.send_one()  # nothing leaves before it was looked for
    work_for(again.dispatch, store, clock, 1200)
    assert (len(twilio.made), twilio.doubles(), states(store)) == (20, {}, ["sent"] * 20)


def test_a_worker_notices_that_its_database_went_back_under_it(store: Store) -> None:
    clock = HandClock()
    worker = a_worker(store, SimulatedTwilio(clock), clock)
    worker._beat()
    ask(store, a_request())
    backup = a_backup(store)
    clock.pass_(10)
    worker._beat()
    assert not rows(store)[0].suspect
    back_to(store, backup)
    clock.pass_(10)
    worker._beat()
    assert rows(store)[0].suspect


def test_a_worker_that_was_away_for_a_moment_suspects_nothing(store: Store) -> None:
    clock = HandClock()
    a_worker(store, SimulatedTwilio(clock), clock)._beat()
    ask(store, a_request())
    clock.pass_(59)
    a_worker(store, SimulatedTwilio(clock), clock)._beat()
    assert not rows(store)[0].suspect


@pytest.mark.parametrize("committed", [False, True])
def test_a_heartbeat_that_failed_is_no_backup(store: Store, committed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its transaction was lost; or only the answer to its commit was."""
    clock = HandClock()
    worker = a_worker(store, SimulatedTwilio(clock), clock)
    worker._beat()
    ask(store, a_request())
    clock.pass_(10)
    writing = store.writing

    @contextmanager
    def failing() -> Iterator[Connection]:
        with writing() as connection:
            yield connection
            if not committed:
                raise ConnectionError
        raise ConnectionError

    with monkeypatch.context() as patched:
        patched.setattr(store, "writing", failing)
        with pytest.raises(ConnectionError):
            worker._beat()
    clock.pass_(10)
    worker._beat()
    assert not rows(store)[0].suspect


def test_the_very_first_worker_suspects_nothing(store: Store) -> None:
    clock = HandClock(NOW + timedelta(hours=1))
    ask(store, a_request())
    a_worker(store, SimulatedTwilio(clock), clock)._beat()
    assert not rows(store)[0].suspect


def test_an_attempt_that_the_backup_caught_on_its_way_is_looked_for(store: Store) -> None:
    """It had not passed the fence then; whether it did later, that database can't know."""
    clock = HandClock()
    twilio = SimulatedTwilio(clock)
    ask(store, a_request())
    dispatch = a_dispatch(store, twilio, clock)
    with store.writing() as connection:
        claimed = claims.claim(connection, "w0", clock.at, dispatch.timing)
    assert claimed is not None
    twilio.send(claimed.text)
    clock.pass_(100)
    with store.writing() as connection:
        assert claims.suspect(connection) == 1
        connection.execute(update(texts).values(lease_until=clock.at - timedelta(seconds=1)))
    work_for(dispatch, store, clock, 600)
    assert (states(store), len(twilio.made)) == (["sent"], 1)


def test_twins_are_looked_for_one_after_the_other(store: Store) -> None:
    clock = HandClock()
    twilio = SimulatedTwilio(clock)
    ask(store, a_request(call="CA1"), a_request(call="CA2"))
    with store.writing() as connection:
        claims.suspect(connection)
    work_for(a_dispatch(store, twilio, clock), store, clock, 1200)
    assert (states(store), len(twilio.made)) == (["sent", "sent"], 2)
