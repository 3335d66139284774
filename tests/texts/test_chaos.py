"""Processes that are really killed: at random, and at every marked point of a text's way.

`make chaos` is the long form, with 5,000 requests on each database, and the runs without a protection on each; those
run on one of them here (test_dispatch.py shows the same on both, without chance).
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from ivr.store.engine import Store
from ivr.store.tables import workers
from ivr.texts.desk import TextDesk
from ivr.texts.failpoints import POINTS
from ivr.texts.outcomes import Report
from ivr.texts.receipts import apply_receipt
from ivr.texts.timing import Timing
from tests import forks
from tests.postgres import PATIENT
from tests.texts.building import UNCAPPED, a_request, rows, states
from tests.texts.chaos import child
from tests.texts.chaos.run import Plan, run
from tests.texts.fake_twilio import HEALTH, FakeTwilio

REQUESTS = 80
SWIFT = Timing(
    lease=0.8, fence=0.4, settle=0.4, backoff=0.05, shut=0.2, shut_most=0.4, poll=0.02, heartbeat=0.5, sweep=0.1
)


def test_nothing_is_lost_and_nothing_doubled(store_url: str) -> None:
    result = run(Plan(store_url, REQUESTS, kill_every=0.8, patience=2 * PATIENT))
    assert (result.accepted, result.messages) == (REQUESTS, REQUESTS)
    assert (result.lost, result.doubled, result.unsettled, result.held) == (0, 0, 0, 0)
    assert result.kills > 0
    assert result.fault_share() > 0.3


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_without_the_fence_texts_are_doubled(store_url: str) -> None:
    result = run(Plan(store_url, 30, without="fence", self_pauses=0.4, kill_every=0, patience=2 * PATIENT))
    assert result.doubled > 0


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_without_reconciliation_texts_are_doubled(store_url: str) -> None:
    result = run(Plan(store_url, 40, without="reconciliation", self_pauses=0, kill_every=0, patience=2 * PATIENT))
    assert result.doubled > 0


# -- at every marked point ---------------------------------------------------------------------------------------------


class Scene:
    """One database, one stand-in for Twilio, and processes that come and go."""

    def __init__(self, store: Store, url: str, fake: FakeTwilio) -> None:
        self.store, self.url, self.fake = store, url, fake
        self.desk = TextDesk(store, UNCAPPED)
        self.asked = 0

    def ask(self) -> Any:
        self.asked += 1
        request = a_request(call=f"CA{self.asked}", to=f"+336{self.asked:04d}5678", now=datetime.now(UTC))
        assert self.desk.request(request) == "taken"
        return request

    def worker(self, kill_at: str = "") -> Any:
        orders = child.Orders(self.url, self.fake.url, kill_at=kill_at, threads=1, timing=SWIFT)
        return start(child.work, orders)

    @contextmanager
    def working(self) -> Iterator[None]:
        process = self.worker()
        wait_for(lambda: self.has_beaten(process.pid))  # from then on it stops cleanly
        yield
        process.terminate()
        process.join(PATIENT)
        assert process.exitcode == 0

    def has_beaten(self, pid: int) -> bool:
        with self.store.reading() as connection:
            return connection.execute(select(workers.c.id).where(workers.c.pid == pid)).first() is not None

    def sends_the_next(self) -> None:
        """A text that is asked for now leaves."""
        to = self.ask().to
        wait_for(lambda: any(message.to == to for message in self.fake.messages))

    def finish(self) -> None:
        with self.working():
            wait_for(lambda: set(states(self.store)) <= {"sent", "delivered"})
        sent = Counter(message.to for message in self.fake.messages)
        assert sent == Counter(row.to_number for row in rows(self.store))
        assert sent.total() == self.asked


def start(target: Callable[..., None], *arguments: object) -> Any:
    process = forks.context.Process(target=target, args=arguments, daemon=True)
    process.start()
    return process


def wait_for(condition: Callable[[], bool], seconds: float = PATIENT) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)


def dies(process: Any) -> None:
    process.join(PATIENT)
    assert process.exitcode == -9


@pytest.fixture
def scene(store: Store, store_url: str) -> Iterator[Scene]:
    with FakeTwilio() as fake:
        yield Scene(store, store_url, fake)


def test_a_worker_killed_at_any_point_is_made_up_for(scene: Scene) -> None:
    for point in POINTS:
        if point.startswith(("desk", "receipt")):
            continue
        scene.fake.weights = {"lost": 1} if point.startswith("doubt") else dict(HEALTH)
        scene.ask()
        dies(scene.worker(kill_at=point))
        scene.fake.weights = dict(HEALTH)
        with scene.working():
            scene.sends_the_next()
    scene.finish()


def test_a_desk_killed_at_any_point_has_promised_what_it_wrote_and_no_more(scene: Scene) -> None:
    for point in (point for point in POINTS if point.startswith("desk")):
        before = len(rows(scene.store))
        scene.asked += 1
        request = a_request(call=f"CA{scene.asked}", to=f"+336{scene.asked:04d}5678", now=datetime.now(UTC))
        dies(start(child.ask, scene.url, request, point))
        assert len(rows(scene.store)) - before == (point == "desk: committed")
        assert scene.desk.request(request) == "taken"  # Twilio asks again
    scene.finish()


def test_a_receipt_killed_on_its_way_may_come_again(scene: Scene) -> None:
    scene.ask()
    with scene.working():
        wait_for(lambda: states(scene.store) == ["sent"])
    [row] = rows(scene.store)
    report = Report(row.sid, "delivered", None, row.id)
    dies(start(child.receive, scene.url, report, "receipt: applied"))
    assert states(scene.store) == ["sent"]
    assert apply_receipt(scene.store, report, datetime.now(UTC)) == "applied"
    assert states(scene.store) == ["delivered"]
