"""Personal data goes after a set number of days, a batch a transaction: callers wait for none of it for long.

    IVR_ERASE_DAYS        the number of a text; its last two digits stay, and a hash
    IVR_NUMBER_KEY_DAYS   the key of that hash, after twice as many: nobody can tell whose it was; the hash goes too
    IVR_TEXT_DAYS         the whole row

On SQLite what is erased is overwritten (secure_delete) and leaves the write-ahead log (Store.checkpoint). PostgreSQL
leaves it to VACUUM, and to whoever keeps its log.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, cast, delete, literal, select, update
from sqlalchemy.types import String

from ivr.store.engine import Store
from ivr.store.tables import adviser_calls, kept_numbers, texts, workers
from ivr.texts.number_keys import erase_keys
from ivr.texts.states import UNSENT

KEPT_FOR = timedelta(days=1)  # a typed number outlives its call by this at most
WORKERS_KEPT_FOR = timedelta(days=7)
CALLS_KEPT_FOR = timedelta(hours=1)  # after an adviser was held: it counts for no longer than a minute
BATCH = 1000  # texts; a few milliseconds for which a caller's turn waits
NO_HASH = "erased "  # and the text's number, in the place of a number's hash
NEVER = "effacé avant d'avoir pu partir"


@dataclass(frozen=True, slots=True)
class Keeping:
    """For how many days each thing is kept."""

    numbers: int = 7
    keys: int = 14
    texts: int = 90


def erase_all(store: Store, now: datetime, keeping: Keeping, pause: Callable[[], object]) -> int:
    """Erase what has been kept long enough, in batches with a pause between them; how many texts and typed numbers."""
    with store.writing() as connection:
        oldest_key = erase_keys(connection, now, keeping.keys)
        erased = connection.execute(delete(kept_numbers).where(kept_numbers.c.kept_at < now - KEPT_FOR)).rowcount
        connection.execute(delete(adviser_calls).where(adviser_calls.c.until < now - CALLS_KEPT_FOR))
        connection.execute(delete(workers).where(workers.c.seen_at < now - WORKERS_KEPT_FOR))
    for step in (
        lambda connection: erase(connection, now, keeping.numbers),
        lambda connection: forget_hashes(connection, oldest_key or now),
        lambda connection: delete_old(connection, now, keeping.texts),
    ):
        while done := _in_a_transaction(store, step):
            erased += done
            pause()
    return erased


def _in_a_transaction(store: Store, step: Callable[[Connection], int]) -> int:
    with store.writing() as connection:
        return step(connection)


def erase(connection: Connection, now: datetime, days: int, most: int = BATCH) -> int:
    """Erase the numbers of texts of so many days ago; how many.

    A text that has not left by then never will: it ends as failed, or stays with a person when its outcome is unknown.
    """
    settled = texts.c.state.not_in([state for state in UNSENT if state not in ("queued", "unknown", "review")])
    old = (texts.c.asked_at < now - timedelta(days=days)) & texts.c.to_number.is_not(None) & settled
    chosen = texts.c.id.in_(_some(connection, old, most))
    waits, doubted = chosen & (texts.c.state == "queued"), chosen & (texts.c.state == "unknown")
    connection.execute(update(texts).where(waits).values(state="failed", changed_at=now, reason=NEVER))
    connection.execute(update(texts).where(doubted).values(state="review", changed_at=now))
    return connection.execute(update(texts).where(chosen).values(to_number=None)).rowcount


def forget_hashes(connection: Connection, before: datetime, most: int = BATCH) -> int:
    """Take the hashes off texts that were asked for before the oldest key was made; how many."""
    hashed = (texts.c.asked_at < before) & texts.c.to_number.is_(None) & ~texts.c.to_hash.startswith(NO_HASH)
    chosen = texts.c.id.in_(_some(connection, hashed & ~texts.c.rehearsal, most))
    nothing = {"to_hash": literal(NO_HASH) + cast(texts.c.id, String), "prefix_hash": "", "caller_hash": ""}
    return connection.execute(update(texts).where(chosen).values(nothing)).rowcount


def delete_old(connection: Connection, now: datetime, days: int, most: int = BATCH) -> int:
    """Delete the texts of so many days ago; how many."""
    chosen = _some(connection, texts.c.asked_at < now - timedelta(days=days), most)
    return connection.execute(delete(texts).where(texts.c.id.in_(chosen))).rowcount


def _some(connection: Connection, condition: ColumnElement[bool], most: int) -> list[int]:
    query = select(texts.c.id).where(condition).order_by(texts.c.asked_at).limit(most)
    return list(connection.execute(query.with_for_update(skip_locked=True)).scalars())
