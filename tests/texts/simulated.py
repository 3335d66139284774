"""A Twilio in simulated time: it may be away in several ways, its list lags, and its clock is its own."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Literal

from sqlalchemy import func, select

from ivr.store.engine import Store
from ivr.store.tables import texts
from ivr.texts.dispatch import Dispatch
from ivr.texts.sender import Accepted, Found, Outgoing, Unsure
from tests.texts.building import HandClock

Way = Literal["503", "hangs", "lost", "refused"]
STEP = 20.0  # seconds; shorter than anything that is waited for


@dataclass
class SimulatedTwilio:
    """Answers by the clock that is moved by hand. `away` and `unreadable` are from and until, in seconds from START."""

    clock: HandClock
    away: tuple[float, float] = (0, 0)
    way: Way = "503"
    unreadable: tuple[float, float] = (0, 0)
    lag: float = 0.0  # of its list, at most
    ahead: timedelta = timedelta(0)  # of its clock before ours
    random: Random = field(default_factory=lambda: Random(1))
    began: datetime | None = None
    tried: int = 0
    made: list[tuple[Outgoing, Found, datetime]] = field(default_factory=list)  # and when the list shows it

    def __post_init__(self) -> None:
        self.began = self.clock.at
        self.steadily = self.clock.steady

    def send(self, text: Outgoing) -> Accepted | Unsure:
        self.tried += 1
        if self._is_within(self.away):
            if self.way == "lost" and self.random.random() < 0.5:
                self._make(text)
            return Unsure("HTTP 503" if self.way == "503" else "ReadTimeout")
        return Accepted(self._make(text).sid)

    def find(self, text: Outgoing, since: datetime) -> tuple[Found, ...] | Unsure:
        if self._is_within(self.unreadable):
            return Unsure("ReadTimeout")
        listed = [found for sent, found, at in self.made if sent.to == text.to and at <= self._now()]
        return tuple(found for found in listed if found.created >= since - timedelta(seconds=60))

    def forget(self, before: datetime) -> int:  # noqa: ARG002 - nothing is kept
        return 0

    def now(self) -> datetime | None:
        return self._now()

    def doubles(self) -> Counter[str]:
        """Numbers that got more than one, and how many more."""
        return Counter(sent.to for sent, *_ in self.made) - Counter({sent.to for sent, *_ in self.made})

    def _now(self) -> datetime:
        assert self.began is not None
        return self.began + self.ahead + timedelta(seconds=self.clock.steady - self.steadily)

    def _is_within(self, span: tuple[float, float]) -> bool:
        return span[0] <= self.clock.steady - self.steadily < span[1]

    def _make(self, text: Outgoing) -> Found:
        found = Found(f"SM{len(self.made)}", "queued", None, self._now().replace(microsecond=0))
        self.made.append((text, found, self._now() + timedelta(seconds=self.lag * self.random.random())))
        return found


def work_for(dispatch: Dispatch, store: Store, clock: HandClock, seconds: float) -> None:
    """Simulated time passes; whatever is due is done, as the worker's threads would."""
    until = clock.steady + seconds
    while clock.steady < until:
        dispatch.sweep()
        while dispatch.look_one():
            pass
        while dispatch.send_one():
            pass
        clock.pass_(max(STEP, min(_seconds_to_next(store, clock), until - clock.steady)))


def _seconds_to_next(store: Store, clock: HandClock) -> float:
    """Until the next text is due: nothing happens before."""
    open_ = texts.c.state.in_(("queued", "unknown"))
    with store.reading() as connection:
        due = connection.execute(select(func.min(texts.c.due_at)).where(open_)).scalar()
    return 3600.0 if due is None else (due - clock.at).total_seconds()
