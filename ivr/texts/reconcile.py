"""Unknown outcomes, settled from the provider's own list, or left to a person. Never by sending and hoping.

There is no reference in the words of a text to recognise it by: it would make a short text longer for everybody, and
none is needed. Two attempts with the same words to the same number are never in flight together (a unique index), so
a message of the list that no row has yet, created since the first uncertain attempt, belongs to the row in doubt.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, select, update

from ivr.store.tables import texts
from ivr.texts.outcomes import Report, apply
from ivr.texts.sender import Found, Outgoing, Unsure
from ivr.texts.timing import Timing

LOOKS = 2  # times that the list must not show a message before it counts as never accepted


@dataclass(frozen=True, slots=True)
class Doubt:
    """A text whose last attempt may or may not have been processed, as it was when it was picked up."""

    text: Outgoing
    attempt: int
    absences: int
    since: datetime  # first uncertain attempt
    now: datetime


def pick(connection: Connection, now: datetime, timing: Timing) -> Doubt | None:
    """The doubt that is due the longest; nobody else looks at it for the length of a lease."""
    row = connection.execute(
        select(texts)
        .where(texts.c.state == "unknown", ~texts.c.rehearsal, texts.c.due_at <= now, texts.c.to_number.is_not(None))
        .order_by(texts.c.due_at, texts.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).one_or_none()
    if row is None:
        return None
    due = now + timing.after(timing.lease)
    connection.execute(update(texts).where(texts.c.id == row.id).values(due_at=due))
    return Doubt(Outgoing(row.id, row.to_number, row.body), row.attempt, row.absences, row.doubted_at, now)


def settle(connection: Connection, doubt: Doubt, answer: Sequence[Found] | Unsure, timing: Timing) -> str:
    """Write down what the list showed; returns the state that the text has now, "" when somebody was faster."""
    row = connection.execute(
        select(texts)
        .where(
            texts.c.id == doubt.text.id,
            texts.c.state == "unknown",
            texts.c.attempt == doubt.attempt,
            texts.c.absences == doubt.absences,
        )
        .with_for_update()
    ).one_or_none()
    if row is None:
        return ""
    if isinstance(answer, Unsure):
        return _unreadable(connection, row, doubt, timing)
    ours = _unclaimed(connection, answer)
    if ours is not None:
        apply(connection, Report(ours.sid, ours.status, ours.code, row.id), doubt.now)
        return "sent"
    return _absent(connection, row, doubt, timing)


def _unclaimed(connection: Connection, found: Sequence[Found]) -> Found | None:
    sids = [message.sid for message in found]
    known = set(connection.execute(select(texts.c.sid).where(texts.c.sid.in_(sids))).scalars()) if sids else set()
    return next((message for message in found if message.sid not in known), None)


def _absent(connection: Connection, row: Row[Any], doubt: Doubt, timing: Timing) -> str:
    """Not in the list: look again; then send again, if this has not happened too often."""
    if row.absences + 1 < LOOKS:
        return _put(
            connection, row, "unknown", doubt, due_at=doubt.now + timing.after(timing.settle), absences=row.absences + 1
        )
    expired = doubt.now - row.tried_at > timing.after(timing.horizon)
    if row.doubts >= timing.doubts or expired:
        return _put(connection, row, "review", doubt, reason="resté sans trace chez Twilio après plusieurs essais")
    return _put(connection, row, "queued", doubt, due_at=doubt.now, absences=0)


def _unreadable(connection: Connection, row: Row[Any], doubt: Doubt, timing: Timing) -> str:
    if doubt.now - row.unknown_at > timing.after(timing.review):
        return _put(connection, row, "review", doubt, reason="la liste de Twilio reste illisible")
    return _put(connection, row, "unknown", doubt, due_at=doubt.now + timing.after(timing.settle))


def _put(connection: Connection, row: Row[Any], state: str, doubt: Doubt, **values: object) -> str:
    changed = {"state": state, "changed_at": doubt.now if state != "unknown" else row.changed_at}
    connection.execute(update(texts).where(and_(texts.c.id == row.id)).values(changed | values))
    return state
