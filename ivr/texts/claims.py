"""Claims, the fence, and the sweep: who may attempt a text now, and what becomes of an attempt that was left behind.

Every function is one transaction's worth of work on a connection; none reaches the network.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, exists, func, select, update

from ivr.store.tables import texts
from ivr.texts.sender import Outgoing
from ivr.texts.states import IN_FLIGHT
from ivr.texts.timing import Timing


@dataclass(frozen=True, slots=True)
class Claim:
    """One attempt at one text, owned by one worker while its lease lasts."""

    text: Outgoing
    attempt: int
    worker: str
    tried_at: datetime  # the first attempt of all


def claim(connection: Connection, worker: str, now: datetime, timing: Timing) -> Claim | None:
    """Take the text that has waited longest; committed as `sending` before anything leaves.

    A text with the same words to the same number waits while another one is in flight. Two workers that claim such
    a pair at once meet in a unique index: the second gets an IntegrityError, and tries again later.
    """
    row = connection.execute(
        select(texts.c.id, texts.c.to_number, texts.c.body, texts.c.attempt, texts.c.tried_at)
        .where(texts.c.state == "queued", ~texts.c.rehearsal, texts.c.due_at <= now, ~_twin_in_flight())
        .order_by(texts.c.due_at, texts.c.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=texts)
    ).one_or_none()
    if row is None:
        return None
    claimed = Claim(Outgoing(row.id, row.to_number, row.body), row.attempt + 1, worker, row.tried_at or now)
    connection.execute(
        update(texts)
        .where(texts.c.id == row.id)
        .values(
            state="sending",
            attempt=claimed.attempt,
            worker=worker,
            lease_until=now + timing.after(timing.lease),
            fenced_at=None,
            tried_at=claimed.tried_at,
            changed_at=now,
        )
    )
    return claimed


def fence(connection: Connection, claim: Claim, now: datetime, timing: Timing) -> bool:
    """Confirm an attempt just before its request leaves; False when it is no longer this worker's.

    From here on its outcome counts as uncertain until it is recorded; before, it certainly never left.
    """
    confirmed = connection.execute(
        update(texts)
        .where(_is_held(claim), texts.c.lease_until > now)
        .values(fenced_at=now, lease_until=now + timing.after(timing.lease))
    )
    return confirmed.rowcount == 1


def release(connection: Connection, claim: Claim, now: datetime) -> None:
    """Give an attempt back whose request certainly never left."""
    connection.execute(
        update(texts).where(_is_held(claim)).values(state="queued", due_at=now, changed_at=now, worker=None)
    )


def sweep(connection: Connection, now: datetime, timing: Timing) -> int:
    """Attempts whose lease has run out: back to the queue when their request never left, else unknown. How many."""
    left_behind = and_(texts.c.state == "sending", texts.c.lease_until < now)
    never_left = connection.execute(
        update(texts)
        .where(left_behind, texts.c.fenced_at.is_(None))
        .values(state="queued", due_at=now, changed_at=now, worker=None)
    )
    uncertain = connection.execute(
        update(texts).where(left_behind, texts.c.fenced_at.is_not(None)).values(**in_doubt(now, timing))
    )
    return int(never_left.rowcount + uncertain.rowcount)


def in_doubt(now: datetime, timing: Timing) -> dict[str, object]:
    """The columns of a text whose attempt had an uncertain outcome."""
    return {
        "state": "unknown",
        "changed_at": now,
        "unknown_at": now,
        "due_at": now + timing.after(timing.settle),
        "doubts": texts.c.doubts + 1,
        "absences": 0,
        "doubted_at": func.coalesce(texts.c.doubted_at, texts.c.fenced_at, texts.c.tried_at),
        "worker": None,
    }


def _is_held(claim: Claim) -> ColumnElement[bool]:
    return and_(
        texts.c.id == claim.text.id,
        texts.c.state == "sending",
        texts.c.attempt == claim.attempt,
        texts.c.worker == claim.worker,
    )


def _twin_in_flight() -> ColumnElement[bool]:
    twin = texts.alias("twin")
    return exists().where(
        twin.c.to_hash == texts.c.to_hash,
        twin.c.body == texts.c.body,
        twin.c.state.in_(IN_FLIGHT),
        ~twin.c.rehearsal,
    )
