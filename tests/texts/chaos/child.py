"""A worker process of a chaos run: made to be killed."""

import logging
import os
import signal
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random

import structlog
from sqlalchemy import Connection, update

from ivr.cli.worker import stop_on_signals
from ivr.settings import Settings
from ivr.store.engine import open_store
from ivr.store.tables import texts
from ivr.texts import failpoints
from ivr.texts.claims import Claim
from ivr.texts.desk import TextDesk, TextRequest
from ivr.texts.dispatch import Dispatch
from ivr.texts.outcomes import Report
from ivr.texts.receipts import apply_receipt
from ivr.texts.sender import Unsure
from ivr.texts.timing import Timing
from ivr.texts.twilio_sender import Account, TwilioSender
from ivr.texts.worker import Plan, Worker
from tests.postgres import PATIENT
from tests.texts.fake_twilio import ACCOUNT, TOKEN

# Everything of the service's own timing, about a hundred times faster, in the same order.
FAST = Timing(
    lease=1.2,
    fence=0.5,
    settle=1.0,
    backoff=0.05,
    backoff_most=0.5,
    shut=0.3,
    shut_most=1.0,
    poll=0.05,
    heartbeat=1.0,
    sweep=0.2,
)
TIMEOUTS = (0.25, 0.25)
CALLBACK = "https://line.example/texts/status"


class Unfenced(Dispatch):
    """Sends whatever it has claimed, however long ago."""

    def confirm(self, claim: Claim, started: float) -> bool:  # noqa: ARG002 - that is the point
        with self.store.writing() as connection:
            connection.execute(update(texts).where(texts.c.id == claim.text.id).values(fenced_at=self.now()))
        return True


class Blind(Dispatch):
    """Sends again whatever may not have been sent."""

    def doubted(self, connection: Connection, claim: Claim, unsure: Unsure) -> None:  # noqa: ARG002 - the same
        connection.execute(update(texts).where(texts.c.id == claim.text.id).values(state="queued", due_at=self.now()))


DISPATCHES = {"": Dispatch, "fence": Unfenced, "reconciliation": Blind}


@dataclass(frozen=True)
class Orders:
    """What a worker process is to do. `without` names the protection that it goes without."""

    url: str
    api: str
    without: str = ""
    threads: int = 4
    pauses: float = 0.0  # chance of a pause beyond the lease between claim and request, a text
    kill_at: str = ""  # failpoint at which it kills itself
    timing: Timing = field(default_factory=lambda: FAST)


def account() -> Account:
    """The fake's one account."""
    return Account(ACCOUNT, ACCOUNT, TOKEN, "ameli test", CALLBACK)


def work(orders: Orders) -> None:
    """Work until killed, or told to stop by SIGTERM."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    _arm(orders)
    plan = Plan(timing=orders.timing, threads=orders.threads)
    type_ = type("Chaos", (Worker,), {"dispatch_class": DISPATCHES[orders.without]})
    worker = type_(open_store(orders.url), TwilioSender(account(), orders.api, TIMEOUTS), plan)
    stop_on_signals(worker.stop)
    worker.run()


def ask(url: str, request: TextRequest, kill_at: str) -> None:
    """Ask for one text, and die on the way."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    failpoints.arm(kill_at, _die)
    TextDesk(open_store(url, PATIENT), Settings()).request(request)


def receive(url: str, report: Report, kill_at: str) -> None:
    """Take one receipt, and die on the way."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    failpoints.arm(kill_at, _die)
    apply_receipt(open_store(url, PATIENT), report, datetime.now(UTC))


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _arm(orders: Orders) -> None:
    random = Random()

    def pause() -> None:
        if random.random() < orders.pauses:
            time.sleep(orders.timing.lease * 2.5)

    if orders.pauses:
        failpoints.arm("send: claimed", pause)
    if orders.kill_at:
        failpoints.arm(orders.kill_at, _die)
