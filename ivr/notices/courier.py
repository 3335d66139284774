"""Takes notices to where they are to go: each at least once, a few times if need be, and then no more.

A try is claimed by moving its next one into the future: whoever dies in the middle of it leaves it to the next who
comes, so that one notice may arrive twice. It bears the same id then.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

import structlog
from sqlalchemy import Connection, Row, select, update

from ivr.clock import Clock
from ivr.notices.outbox import Kind, Way
from ivr.store.engine import Store
from ivr.store.publishing_tables import deliveries, notices

log = structlog.get_logger("ivr.notices")

LEASE = timedelta(seconds=60)  # longer than any try may take
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=15), timedelta(hours=1)
TRIES = 20  # over some twelve hours
AT_ONCE = 20  # in one look


@dataclass(frozen=True, slots=True)
class Parcel:
    """A notice as it leaves. `id` is the same however often it comes; `who`: a person's id, "" for everybody."""

    id: int
    kind: Kind
    at: datetime
    who: str
    page: str
    fr: str
    en: str


Carrier = Callable[[Parcel], None]  # raises whatever keeps it from arriving


class Courier:
    """Delivers what is due. Any number of them may share a database."""

    def __init__(self, store: Store, clock: Clock, carriers: Mapping[Way, Carrier]) -> None:
        self._store, self._clock, self._carriers = store, clock, carriers

    def deliver_due(self) -> int:
        """Try each delivery whose time has come; how many arrived. Raises only what the database raises."""
        with self._store.reading() as connection:
            due = tuple(self._due(connection))
        return sum(self._deliver(row) for row in due if self._claim(row))

    def _due(self, connection: Connection) -> tuple[Row[Any], ...]:
        mine = deliveries.c.way.in_(list(self._carriers))
        waits = (deliveries.c.state == "queued") & (deliveries.c.due_at <= self._clock()) & mine
        told = (notices.c[name] for name in ("kind", "at", "who", "page", "fr", "en"))
        query = select(deliveries.c.id, deliveries.c.way, deliveries.c.attempt, deliveries.c.notice, *told)
        joined = query.join(notices, notices.c.id == deliveries.c.notice)
        return tuple(connection.execute(joined.where(waits).order_by(deliveries.c.due_at).limit(AT_ONCE)))

    def _claim(self, row: Row[Any]) -> bool:
        """Whether it is this courier's: of several, the one whose update finds the row as it was."""
        same = (deliveries.c.id == row.id) & (deliveries.c.attempt == row.attempt) & (deliveries.c.state == "queued")
        claimed = {"attempt": row.attempt + 1, "due_at": self._clock() + LEASE}
        with self._store.writing() as connection:
            return connection.execute(update(deliveries).where(same).values(claimed)).rowcount == 1

    def _deliver(self, row: Row[Any]) -> bool:
        way, attempt = cast(Way, row.way), row.attempt + 1
        try:
            self._carriers[way](_parcel(row))
        except Exception as error:  # whatever a network does
            reason = type(error).__name__  # its text may hold an address, and a word in that which is secret
            given_up = attempt >= TRIES
            log.warning("notice_not_delivered", notice=row.notice, way=way, error=type(error).__name__, last=given_up)
            state = "given-up" if given_up else "queued"
            self._note(row.id, attempt, state=state, reason=reason, due_at=self._clock() + pause_after(attempt))
            return False
        self._note(row.id, attempt, state="delivered", reason="")
        return True

    def _note(self, delivery: int, attempt: int, **values: object) -> None:
        """What became of a try; nothing where another courier has taken it up meanwhile."""
        same = (deliveries.c.id == delivery) & (deliveries.c.attempt == attempt)
        with self._store.writing() as connection:
            connection.execute(update(deliveries).where(same).values(values))


def pause_after(attempt: int) -> timedelta:
    """How long to wait after a try that failed (the first is 1)."""
    return min(LONGEST_PAUSE, FIRST_PAUSE * (1 << min(attempt - 1, 20)))


def _parcel(row: Row[Any]) -> Parcel:
    return Parcel(row.notice, row.kind, row.at, row.who, row.page, row.fr, row.en)
