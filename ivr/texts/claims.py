"""Claims, the fence, and the sweep: who may attempt a text now, and what becomes of an attempt that was left behind.

Every function is one transaction's worth of work on a connection; none reaches the network.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, exists, func, or_, select, update

from ivr.store.columns import UtcDateTime
from ivr.store.tables import texts
from ivr.texts import gates
from ivr.texts.blocks import REASON, Blocks
from ivr.texts.quiet import Quiet
from ivr.texts.sender import Outgoing
from ivr.texts.states import HELD, IN_FLIGHT
from ivr.texts.timing import Timing

WANTED_AT = func.coalesce(texts.c.renewed_at, texts.c.asked_at, type_=UtcDateTime)
MOST_EXPIRED = 1000  # at once: a caller's turn waits for it
PASSED_OVER = 100  # texts that one claim puts off at most
SEARCHED_BACK = timedelta(hours=12)  # for a message that a restored database knows nothing of
LEAST_VALID, MOST_VALID = 60, 14_400  # seconds for which a text that leaves may still be delivered
TOO_LATE = "trop tard pour être utile"
LOOKED_UP_FIRST = "peut-être déjà parti : la liste de Twilio est lue d'abord"


@dataclass(frozen=True, slots=True)
class Claim:
    """One attempt at one text, owned by one worker while its lease lasts."""

    text: Outgoing
    attempt: int
    worker: str
    wanted_at: datetime  # when it was asked for; or a person had it sent again
    tried_at: datetime  # the first attempt of all


def claim(
    connection: Connection,
    worker: str,
    now: datetime,
    timing: Timing,
    *,
    quiet: Quiet | None = None,
    blocks: Blocks | None = None,
    twilio_now: datetime | None = None,
) -> Claim | None:
    """Take the text that has waited longest; committed as `sending` before anything leaves. None while Twilio is away.

    What may not leave is put off on the way: it is looked up first, waits until quiet hours are over, or ends since its
    number was blocked while it was on its way or in doubt. A text with the same words to the same number waits while
    another one is in flight. Two workers that claim such a pair at once meet in a unique index: the second gets an
    IntegrityError, and tries again later.
    """
    if not gates.may_pass(connection, "sending", now, timing):
        return None
    for _ in range(PASSED_OVER):
        row = _longest_waiting(connection, now, timing)
        if row is None:
            return None
        put_off = (
            _doubted_first(row, now, twilio_now or now, timing)
            or _blocked(connection, row, now, blocks)
            or _kept_quiet(row, now, timing, quiet)
        )
        if not put_off:
            return _take(connection, row, worker, now, timing)
        connection.execute(update(texts).where(texts.c.id == row.id).values(put_off))
    return None


def _longest_waiting(connection: Connection, now: datetime, timing: Timing) -> Row[Any] | None:
    """What was never put off is due at once, though a clock asked for it that is ahead, or was set back since."""
    is_due = or_(texts.c.due_at <= now, texts.c.due_at == texts.c.asked_at)
    return connection.execute(
        select(texts)
        .where(texts.c.state == "queued", ~texts.c.rehearsal, is_due)
        .where(now - timing.after(timing.horizon) < WANTED_AT, ~_twin_in_flight())
        .order_by(texts.c.due_at, texts.c.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=texts)
    ).one_or_none()


def _doubted_first(row: Row[Any], now: datetime, twilio_now: datetime, timing: Timing) -> dict[str, object]:
    """The columns of a text that may have left, though nothing here tells so; none for any other."""
    if not row.suspect:
        return {}
    since = row.asked_at - SEARCHED_BACK
    told = {"suspect": False, "doubted_at": since, "due_at": now, "doubts": row.doubts, "reason": LOOKED_UP_FIRST}
    return in_doubt(now, twilio_now, timing) | told


def _blocked(connection: Connection, row: Row[Any], now: datetime, blocks: Blocks | None) -> dict[str, object]:
    """The columns of a text to a number that is blocked; none for any other."""
    if blocks is None or not blocks.bind(connection, row.to_number, row.typed, now):
        return {}
    return {"state": "failed", "changed_at": now, "reason": REASON}


def _kept_quiet(row: Row[Any], now: datetime, timing: Timing, quiet: Quiet | None) -> dict[str, object]:
    """The columns of a text that must not wake anybody; none for one that may leave."""
    is_late = now - (row.renewed_at or row.asked_at) > timing.after(timing.late)
    until = quiet.until(row.to_number, now) if quiet and (row.typed or is_late) else None
    return {"due_at": until, "reason": HELD} if until else {}


def _take(connection: Connection, row: Row[Any], worker: str, now: datetime, timing: Timing) -> Claim | None:
    if not gates.enter(connection, "sending", row.id, now, timing):
        return None
    wanted_at = row.renewed_at or row.asked_at
    left = timing.horizon - (now - wanted_at).total_seconds()
    outgoing = Outgoing(row.id, row.to_number, row.body, int(max(LEAST_VALID, min(MOST_VALID, left))))
    claimed = Claim(outgoing, row.attempt + 1, worker, wanted_at, row.tried_at or now)
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
            reason="" if row.reason == HELD else row.reason,
        )
    )
    return claimed


def fence(connection: Connection, claim: Claim, now: datetime, twilio_now: datetime, timing: Timing) -> bool:
    """Confirm an attempt just before its request leaves; False when it is no longer this worker's.

    From here on its outcome counts as uncertain until it is recorded; before, it certainly never left.
    """
    confirmed = connection.execute(
        update(texts)
        .where(_is_held(claim), texts.c.lease_until > now)
        .values(fenced_at=now, left_at=twilio_now, lease_until=now + timing.after(timing.lease))
    )
    return confirmed.rowcount == 1


def release(connection: Connection, claim: Claim, now: datetime) -> None:
    """Give an attempt back whose request certainly never left."""
    connection.execute(
        update(texts).where(_is_held(claim)).values(state="queued", due_at=now, changed_at=now, worker=None)
    )


def expire(connection: Connection, now: datetime, timing: Timing) -> int:
    """End the texts that are too late to be of use to anybody; how many."""
    late = and_(texts.c.state == "queued", ~texts.c.rehearsal, now - timing.after(timing.horizon) >= WANTED_AT)
    chosen = select(texts.c.id).where(late).limit(MOST_EXPIRED).with_for_update(skip_locked=True)
    expired = connection.execute(
        update(texts)
        .where(texts.c.id.in_(chosen.scalar_subquery()))
        .values(state="expired", changed_at=now, reason=TOO_LATE)
    )
    return expired.rowcount


def suspect(connection: Connection) -> int:
    """Have every text that waits looked up in Twilio's list before it is sent: it may have left. How many."""
    waits = and_(texts.c.state.in_(("queued", "sending")), ~texts.c.rehearsal, ~texts.c.suspect)
    return connection.execute(update(texts).where(waits).values(suspect=True)).rowcount


def sweep(connection: Connection, now: datetime, twilio_now: datetime, timing: Timing) -> int:
    """Attempts whose lease has run out: back to the queue when their request never left, else unknown. How many."""
    left_behind = and_(texts.c.state == "sending", texts.c.lease_until < now)
    never_left = connection.execute(
        update(texts)
        .where(left_behind, texts.c.fenced_at.is_(None))
        .values(state="queued", due_at=now, changed_at=now, worker=None)
    )
    uncertain = connection.execute(
        update(texts).where(left_behind, texts.c.fenced_at.is_not(None)).values(**in_doubt(now, twilio_now, timing))
    )
    return int(never_left.rowcount + uncertain.rowcount)


def in_doubt(now: datetime, twilio_now: datetime, timing: Timing) -> dict[str, object]:
    """The columns of a text whose attempt had an uncertain outcome."""
    return {
        "state": "unknown",
        "changed_at": now,
        "unknown_at": twilio_now,
        "due_at": now + timing.after(timing.settle),
        "doubts": texts.c.doubts + 1,
        "absences": 0,
        "doubted_at": func.coalesce(texts.c.doubted_at, texts.c.left_at, texts.c.fenced_at, texts.c.tried_at),
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
        twin.c.to_number == texts.c.to_number,
        twin.c.body == texts.c.body,
        twin.c.state.in_(IN_FLIGHT),
        ~twin.c.rehearsal,
    )
