"""Whether all is as it should be: content, database, outbox, journal. For alarms, and for who looks after the line.

Calls are answered without any of them, so nobody should take a process out of service for what is told here: that is
what /health/live is for.
"""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import structlog
from sqlalchemy import Connection

from ivr.clock import Clock
from ivr.journal.journal import Journal
from ivr.metrics import watch_health
from ivr.published.live import Published, Standing
from ivr.store.engine import Store
from ivr.texts.ledger import oldest_unsent

log = structlog.get_logger("ivr.health")

LATE_SECONDS = 600.0  # a text that has waited longer to be sent: no worker runs, or Twilio is away
MOST_WAITING = 1000  # turns not written down yet: the journal's database is away, or too slow for it
AWAY_SECONDS = 10.0  # in which the journal could not be written: the database answers, perhaps, but its disk is full
LOOK_SECONDS = 5.0  # anybody may ask, as often as they like: the database is asked no more often than this


@dataclass(frozen=True, slots=True)
class Condition:
    """How things stand in one process. `oldest_unsent` is in seconds, None where the database doesn't tell; `unwritten`
    for how many seconds nothing could be written into the journal.
    """

    content: Standing
    database: bool
    oldest_unsent: float | None
    waiting: int
    dropped: int
    unwritten: float

    @property
    def parts(self) -> Mapping[str, bool]:
        """Each part, and whether it is as it should be."""
        return {
            "content": self.content.prompts == self.content.schedules == "files" and not self.content.findings,
            "database": self.database,
            "outbox": self.oldest_unsent is not None and self.oldest_unsent < LATE_SECONDS,
            "journal": self.waiting < MOST_WAITING and self.unwritten < AWAY_SECONDS,
        }

    @property
    def ready(self) -> bool:
        """Whether every part is."""
        return all(self.parts.values())

    def as_json(self) -> Mapping[str, object]:
        """For /health/ready: words and figures, and nothing of any call."""
        return {
            "ready": self.ready,
            "amiss": [part for part, well in self.parts.items() if not well],
            "content": self.content.summary,
            "database": "answers" if self.database else "away",
            "oldest_unsent_seconds": None if self.oldest_unsent is None else round(self.oldest_unsent),
            "journal": {
                "waiting": self.waiting,
                "dropped": self.dropped,
                "unwritten_seconds": round(self.unwritten),
            },
        }


class Health:
    """Looks after one process's rooms, when asked."""

    def __init__(
        self,
        *,
        published: Published,
        store: Store,
        journal: Journal,
        clock: Clock,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._published = published
        self._store = store
        self._journal = journal
        self._clock = clock
        self._monotonic = monotonic
        self._looking = threading.Lock()
        self._due = monotonic()
        self._oldest: float | None = None

    def condition(self) -> Condition:
        """How things stand. Waits for the database no longer than a caller would, and never raises."""
        oldest = self._look()
        return Condition(
            content=self._published.standing,
            database=oldest is not None,
            oldest_unsent=oldest,
            waiting=self._journal.waiting,
            dropped=self._journal.dropped,
            unwritten=self._journal.away_seconds,
        )

    def start_metrics(self) -> None:
        """Have each part's state among the metrics, asked for when they are read."""
        for part in self.condition().parts:
            watch_health(part, partial(self._is_well, part))

    def _is_well(self, part: str) -> bool:
        return self.condition().parts[part]

    def _look(self) -> float | None:
        """The age of the oldest text that has not left; None when the database is away. As last seen, if just now."""
        if self._monotonic() >= self._due and self._looking.acquire(blocking=False):
            try:
                self._oldest = self._store.within_deadline(self._asked, writes=False)
            except Exception as error:  # away, frozen, without its tables: each is a reason to look at it
                log.warning("database_away", error=type(error).__name__)
                self._oldest = None
            finally:
                self._due = self._monotonic() + LOOK_SECONDS
                self._looking.release()
        return self._oldest

    def _asked(self, connection: Connection) -> float:
        now = self._clock()
        text = oldest_unsent(connection, now)
        return max(0.0, (now - text.asked_at).total_seconds()) if text else 0.0
