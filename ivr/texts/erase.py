"""Personal data goes after a set number of days: a text's number is reduced to its hash and its last two digits."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, update

from ivr.store.tables import kept_numbers, texts, workers
from ivr.texts.states import UNSENT

KEPT_FOR = timedelta(days=1)  # a typed number outlives its call by this at most
WORKERS_KEPT_FOR = timedelta(days=7)


def erase(connection: Connection, now: datetime, days: int) -> int:
    """Erase what has been kept long enough; how many texts lost their number.

    A text that has not left by then never will: it ends as failed, or stays with a person when its outcome is unknown.
    """
    old = (texts.c.asked_at < now - timedelta(days=days)) & texts.c.to_number.is_not(None)
    reason = "effacé avant d'avoir pu partir"
    connection.execute(
        update(texts).where(old, texts.c.state == "queued").values(state="failed", changed_at=now, reason=reason)
    )
    connection.execute(update(texts).where(old, texts.c.state == "unknown").values(state="review", changed_at=now))
    settled = texts.c.state.not_in([state for state in UNSENT if state != "review"])
    erased = connection.execute(update(texts).where(old, settled).values(to_number=None))
    connection.execute(delete(kept_numbers).where(kept_numbers.c.kept_at < now - KEPT_FOR))
    connection.execute(delete(workers).where(workers.c.seen_at < now - WORKERS_KEPT_FOR))
    return int(erased.rowcount)
