"""The port through which a text leaves, and what can come of it. Three outcomes, and "uncertain" is one of them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One attempt at one text. `id` is the row's; it travels in the address to which receipts are sent."""

    id: int
    to: str = field(repr=False)  # E.164
    body: str
    valid_seconds: int = 14_400  # a link that is hours late is of no use: Twilio drops it by itself


@dataclass(frozen=True, slots=True)
class Accepted:
    """The provider has it, under this id; `status` is the provider's first word on it."""

    sid: str
    status: str = "queued"
    code: int | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Certainly not sent. `retry`: trying later may help. `away`: nobody was there to refuse it."""

    code: int | None
    reason: str
    retry: bool
    away: bool = False


@dataclass(frozen=True, slots=True)
class Unsure:
    """Nobody knows whether it was sent: it must not be sent again before that is settled."""

    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """A message that the provider's list shows for this number and these words."""

    sid: str
    status: str
    code: int | None
    created: datetime


class Sender(Protocol):
    """Sends texts, and can be asked what became of them. Both may take seconds; neither ever raises."""

    def send(self, text: Outgoing) -> Accepted | Refused | Unsure:
        """Hand one text over, once: no retry of its own."""
        ...

    def find(self, text: Outgoing, since: datetime) -> tuple[Found, ...] | Unsure:
        """The messages to this number with these words, created since then, oldest first; none is an answer too.

        `since` is by the provider's clock.
        """
        ...

    def forget(self, before: datetime) -> int:
        """Erase the numbers of what was sent before then, as far as they are kept on this side; how many."""
        ...

    def now(self) -> datetime | None:
        """This moment by the provider's clock, which its list goes by; None while it isn't known."""
        ...
