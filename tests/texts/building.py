"""What tests of texts are made of: requests, scripted senders, clocks that are set by hand."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from ivr.settings import Settings
from ivr.store.engine import Store
from ivr.store.tables import texts
from ivr.texts.desk import TextDesk, TextRequest
from ivr.texts.dispatch import Dispatch
from ivr.texts.sender import Accepted, Found, Outgoing, Refused, Unsure
from ivr.texts.timing import Timing

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday, past for the machine's clock
MOBILE = "+33612345678"
BODY = "Votre attestation de droits : https://www.ameli.fr"
MANY = 10**9
UNCAPPED = Settings(text_day_cap=MANY, text_minute_cap=MANY, text_prefix_cap=MANY)
Answer = Accepted | Refused | Unsure


def a_request(
    *, call: str = "CA1", to: str = MOBILE, caller: str | None = None, now: datetime = NOW, **more: Any
) -> TextRequest:
    """A request for the attestation's link, for the telephone in the caller's hand."""
    given = {"template": "attestation", "language": "fr", "body": BODY, "typed": False, "rehearsal": False}
    return TextRequest(call_sid=call, to=to, caller=to if caller is None else caller, now=now, **(given | more))


def ask(store: Store, *requests: TextRequest) -> None:
    """Have these texts taken."""
    desk = TextDesk(store, UNCAPPED)
    for request in requests:
        assert desk.request(request) in ("taken", "late")  # written down


def rows(store: Store) -> list[Any]:
    """Every text, in order."""
    with store.reading() as connection:
        return list(connection.execute(select(texts).order_by(texts.c.id)))


def states(store: Store) -> list[str]:
    """The state of every text, in order."""
    return [row.state for row in rows(store)]


@dataclass
class HandClock:
    """Both clocks of a worker, moved by hand."""

    at: datetime = NOW
    steady: float = 100.0

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.steady

    def pass_(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        self.steady += seconds


@dataclass
class ScriptedSender:
    """Answers as told, one answer a request, the last one for ever; remembers what was handed to it."""

    answers: Iterable[Answer | Callable[[Outgoing], Answer]] = ()
    lists: Iterable[tuple[Found, ...] | Unsure] = ()
    sent: list[Outgoing] = field(default_factory=list)
    looked: list[tuple[Outgoing, datetime]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.answers = list(self.answers)
        self.lists = list(self.lists)

    def send(self, text: Outgoing) -> Answer:
        self.sent.append(text)
        answer = _next(self.answers, Accepted(f"SM{len(self.sent)}"))
        return answer(text) if callable(answer) else answer

    def find(self, text: Outgoing, since: datetime) -> tuple[Found, ...] | Unsure:
        self.looked.append((text, since))
        return _next(self.lists, ())

    def forget(self, before: datetime) -> int:  # noqa: ARG002 - nothing is kept
        return 0

    def now(self) -> datetime | None:
        return None  # by our own clock, then


def _next(script: Any, default: Any) -> Any:
    return script.pop(0) if len(script) > 1 else script[0] if script else default


class FixedRandom(Random):
    """No jitter: waits are exactly their length."""

    def random(self) -> float:
        return 0.5


def a_dispatch(
    store: Store, sender: ScriptedSender, clock: HandClock, *, worker: str = "w1", kind: type[Dispatch] = Dispatch
) -> Dispatch:
    """One worker's hands, in the service's own lengths of time."""
    return kind(store, sender, worker, Timing(), clock.now, clock.monotonic, FixedRandom())
