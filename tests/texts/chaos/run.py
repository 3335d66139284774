"""One chaos run: requests come in, workers are killed and paused, Twilio misbehaves; then everything is counted."""

import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing.process import BaseProcess
from queue import Empty, PriorityQueue
from random import Random
from threading import Event, Thread

from sqlalchemy import select

from ivr.settings import Settings
from ivr.store.engine import Store, open_store
from ivr.store.tables import texts
from ivr.texts import ledger
from ivr.texts.desk import TextDesk, TextRequest
from ivr.texts.receipts import apply_receipt, read_receipt
from ivr.texts.states import UNSENT
from tests import forks
from tests.texts.chaos.child import CALLBACK, FAST, TIMEOUTS, Orders, work
from tests.texts.fake_twilio import CHAOS, FakeTwilio, Message

MANY = 10**9
SETTINGS = Settings(text_day_cap=MANY, text_minute_cap=MANY, text_prefix_cap=MANY)
LIST_FAULTS = {"ok": 0.8, "5xx": 0.1, "reset": 0.05, "timeout": 0.05}
TWINS = 0.05  # share of requests that repeat another call's words and number
RECEIPTS = 0.3  # share of messages of which a receipt comes


@dataclass(frozen=True)
class Plan:
    """How much chaos, and which protection is taken out."""

    url: str
    requests: int = 5000
    workers: int = 3
    seed: int = 1
    without: str = ""
    self_pauses: float = 0.01
    kill_every: float = 1.2  # seconds at most between two blows; 0 for none
    patience: float = 120.0  # seconds in which nothing at all is settled, before the run is given up


@dataclass
class Result:
    """What came of it. `lost` and `doubled` are texts; `held` wait for a person."""

    accepted: int = 0
    messages: int = 0
    lost: int = 0
    doubled: int = 0
    held: int = 0
    unsettled: int = 0
    kills: int = 0
    pauses: int = 0
    seconds: float = 0.0
    faults: Counter[str] = field(default_factory=Counter)

    def fault_share(self) -> float:
        """The share of requests to the fake that it did not answer properly."""
        posts = {name: count for name, count in self.faults.items() if not name.startswith("list")}
        return 1 - posts.get("ok", 0) / max(1, sum(posts.values()))

    def __str__(self) -> str:
        return (
            f"{self.accepted} accepted, {self.messages} messages: {self.lost} lost, {self.doubled} doubled, "
            f"{self.held} held for a person, {self.unsettled} unsettled; {self.kills} kills, {self.pauses} pauses, "
            f"{self.fault_share():.0%} of {sum(self.faults.values())} requests faulty, {self.seconds:.0f} s"
        )


class Crowd:
    """The worker processes, and what befalls them."""

    def __init__(self, orders: Orders, count: int) -> None:
        self.orders = orders
        self.alive = [self.start() for _ in range(count)]
        self.paused: list[tuple[float, int]] = []  # until when, process id

    def start(self) -> BaseProcess:
        process = forks.context.Process(target=work, args=(self.orders,), daemon=True)
        process.start()
        return process

    def kill_one(self, random: Random) -> None:
        """SIGKILL, and a new one in its place."""
        index = random.randrange(len(self.alive))
        self._end(self.alive[index])
        self.alive[index] = self.start()

    def pause_one(self, random: Random) -> None:
        """SIGSTOP for longer than the lease."""
        process = random.choice(self.alive)
        until = time.monotonic() + self.orders.timing.lease * (1.1 + 0.8 * random.random())
        if process.is_alive() and process.pid is not None:
            os.kill(process.pid, signal.SIGSTOP)
            self.paused.append((until, process.pid))

    def wake(self, all_of_them: bool = False) -> None:
        """SIGCONT to those whose pause is over."""
        for until, pid in list(self.paused):
            if all_of_them or until < time.monotonic():
                self.paused.remove((until, pid))
                if any(process.pid == pid and process.is_alive() for process in self.alive):
                    os.kill(pid, signal.SIGCONT)

    def stop(self) -> None:
        self.wake(all_of_them=True)
        for process in self.alive:
            self._end(process)

    def _end(self, process: BaseProcess) -> None:
        process.kill()
        process.join()
        self.paused = [(until, pid) for until, pid in self.paused if pid != process.pid]


class Postman:
    """Delivers receipts late, repeated and in any order, to the function that the route calls."""

    def __init__(self, store: Store, random: Random) -> None:
        self.store = store
        self.random = random
        self.waiting: PriorityQueue[tuple[float, int, str, str, str]] = PriorityQueue()
        self.count = 0

    def hear(self, message: Message) -> None:
        """Called by the fake when it accepts a message."""
        if self.random.random() < RECEIPTS:
            for status in self.random.choices(("queued", "sent", "delivered"), k=self.random.randint(1, 4)):
                self.count += 1
                at = time.monotonic() + 2 * self.random.random()
                self.waiting.put((at, self.count, message.sid, status, message.callback.removeprefix(CALLBACK + "?m=")))

    def deliver(self, stop: Event) -> None:
        while not stop.is_set():
            try:
                receipt = self.waiting.get(timeout=0.05)
            except Empty:
                continue
            if receipt[0] > time.monotonic():
                self.waiting.put(receipt)
                stop.wait(0.01)
                continue
            report = read_receipt({"MessageSid": receipt[2], "MessageStatus": receipt[3]}, receipt[4])
            assert report is not None
            apply_receipt(self.store, report, datetime.now(UTC))


def run(plan: Plan) -> Result:
    """One run on an empty, migrated database."""
    random = Random(plan.seed)
    store = open_store(plan.url, seconds=10)
    result = Result()
    started = time.monotonic()
    postman = Postman(store, Random(plan.seed + 1))
    with ExitStack() as stack:
        fake = FakeTwilio(
            CHAOS, LIST_FAULTS, plan.seed, list_lag=FAST.settle / 3, hang=2 * TIMEOUTS[1], receipt=postman.hear
        )
        stack.enter_context(fake)
        if plan.without == "reconciliation":
            fake.receipt = None
        crowd = Crowd(Orders(plan.url, fake.url, plan.without, pauses=plan.self_pauses), plan.workers)
        stack.callback(crowd.stop)
        asking = Thread(target=_ask, args=(TextDesk(store, SETTINGS), plan, result))
        stack.enter_context(_background(asking, postman))
        strikes = _strikes(crowd, random, plan, result)
        settled, since = 0, time.monotonic()
        while (waiting := _unsettled(store)) or asking.is_alive():
            if result.accepted - waiting > settled:
                settled, since = result.accepted - waiting, time.monotonic()
            if time.monotonic() > since + plan.patience:
                break
            next(strikes)
        result.faults = fake.requests
    _count(store, fake, result)
    result.seconds = time.monotonic() - started
    store.close()
    return result


@contextmanager
def _background(asking: Thread, postman: Postman) -> Iterator[None]:
    stop = Event()
    delivering = Thread(target=postman.deliver, args=(stop,))
    asking.start()
    delivering.start()
    try:
        yield
    finally:
        stop.set()
        delivering.join()
        asking.join()


def _ask(desk: TextDesk, plan: Plan, result: Result) -> None:
    random = Random(plan.seed + 2)
    for index in range(plan.requests):
        to = f"+336{index - (random.random() < TWINS and index > 0):08d}"
        request = TextRequest(
            call_sid=f"CA{index:032x}",
            template="attestation",
            language="fr",
            body="Votre attestation de droits : https://www.ameli.fr",
            to=to,
            caller=to,
            typed=False,
            rehearsal=False,
            now=datetime.now(UTC),
        )
        while desk.request(request) != "taken":
            time.sleep(0.05)
        result.accepted += 1


def _unsettled(store: Store) -> int:
    with store.reading() as connection:
        counts = ledger.counts(connection)
    return sum(counts.get(state, 0) for state in UNSENT if state != "review")


def _strikes(crowd: Crowd, random: Random, plan: Plan, result: Result) -> Iterator[None]:
    """Kills and pauses, one after the other; comes back several times a second. None where `kill_every` is 0."""
    while True:
        until = time.monotonic() + plan.kill_every * (0.3 + 0.7 * random.random())
        while time.monotonic() < until or not plan.kill_every:
            crowd.wake()
            time.sleep(0.1)
            yield
        if random.random() < 0.6:
            crowd.kill_one(random)
            result.kills += 1
        else:
            crowd.pause_one(random)
            result.pauses += 1


def _count(store: Store, fake: FakeTwilio, result: Result) -> None:
    """Messages against rows, by number and words: two rows that have both in common are owed two messages."""
    with store.reading() as connection:
        rows = connection.execute(select(texts.c.to_number, texts.c.body, texts.c.state)).all()
    owed = Counter((row.to_number, row.body) for row in rows)
    sent = Counter((message.to, message.body) for message in fake.messages)
    result.messages = len(fake.messages)
    result.held = sum(row.state == "review" for row in rows)
    result.unsettled = sum(row.state in UNSENT and row.state != "review" for row in rows)
    missing = (owed - sent).total()
    result.lost = max(0, missing - result.held - result.unsettled) + (result.accepted - len(rows))
    result.doubled = (sent - owed).total()
