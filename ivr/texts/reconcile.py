"""Unknown outcomes, settled from the provider's own list, whenever that can be read. Never by sending and hoping.

There is no reference in the words of a text to recognise it by: it would make a short text longer for everybody, and
none is needed. Two attempts with the same words to the same number are never in flight together (a unique index), so
a message of the list that no row has yet, created since the first uncertain attempt, belongs to the row in doubt.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from ivr.store.tables import texts
from ivr.texts import gates
from ivr.texts.claims import TOO_LATE
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
    since: datetime  # first uncertain attempt, by Twilio's clock
    now: datetime


def pick(connection: Connection, now: datetime, timing: Timing) -> Doubt | None:
    """The doubt that is due the longest; nobody else looks at it for the length of a lease. None while nobody may."""
    if not gates.may_pass(connection, "looking", now, timing):
        return None
    row = connection.execute(
        select(texts)
        .where(texts.c.state == "unknown", ~texts.c.rehearsal, texts.c.due_at <= now, texts.c.to_number.is_not(None))
        .order_by(texts.c.due_at, texts.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).one_or_none()
    if row is None or not gates.enter(connection, "looking", row.id, now, timing):
        return None
    due = now + timing.after(timing.lease)
    connection.execute(update(texts).where(texts.c.id == row.id).values(due_at=due))
    return Doubt(Outgoing(row.id, row.to_number, row.body), row.attempt, row.absences, row.doubted_at, now)


def settle(
    connection: Connection, doubt: Doubt, answer: Sequence[Found] | Unsure, twilio_now: datetime, timing: Timing
) -> str:
    """Write down what the list showed, at this moment of Twilio's clock.

    Returns the state that the text has now, "" when somebody was faster.
    """
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
    state = _settled(connection, row, doubt, answer, twilio_now, timing) if row else ""
    if isinstance(answer, Unsure):
        gates.failed(connection, "looking", doubt.text.id, answer.reason, doubt.now, timing)
    else:
        gates.answered(connection, "looking")
    return state


def _settled(
    connection: Connection,
    row: Row[Any],
    doubt: Doubt,
    answer: Sequence[Found] | Unsure,
    twilio_now: datetime,
    timing: Timing,
) -> str:
    if isinstance(answer, Unsure):  # a list that can't be read tells nothing: the doubt waits until it can
        return _put(connection, row, "unknown", doubt, due_at=doubt.now + timing.after(timing.settle))
    ours = _unclaimed(connection, answer)
    if ours is not None:
        apply(connection, Report(ours.sid, ours.status, ours.code, row.id), doubt.now)
        return "sent"
    return _absent(connection, row, doubt, twilio_now, timing)


def _unclaimed(connection: Connection, found: Sequence[Found]) -> Found | None:
    sids = [message.sid for message in found]
    known = set(connection.execute(select(texts.c.sid).where(texts.c.sid.in_(sids))).scalars()) if sids else set()
    return next((message for message in found if message.sid not in known), None)


def _absent(connection: Connection, row: Row[Any], doubt: Doubt, twilio_now: datetime, timing: Timing) -> str:
    """Not in the list: look again; then send again, if that is still of use.

    Only Twilio's clock tells how far behind its list may be: when ours was ahead, it was too early to look.
    """
    settle = timing.after(timing.settle)
    early = row.unknown_at + settle * (row.absences + 1) - twilio_now
    if early > timing.after(0):
        return _put(connection, row, "unknown", doubt, due_at=doubt.now + min(early, settle))
    if row.absences + 1 < LOOKS:
        return _put(connection, row, "unknown", doubt, due_at=doubt.now + settle, absences=row.absences + 1)
    if doubt.now - (row.renewed_at or row.asked_at) >= timing.after(timing.horizon):
        return _put(connection, row, "expired", doubt, reason=TOO_LATE)
    return _put(connection, row, "queued", doubt, due_at=doubt.now, absences=0)


def _put(connection: Connection, row: Row[Any], state: str, doubt: Doubt, **values: object) -> str:
    changed = {"state": state, "changed_at": doubt.now if state != "unknown" else row.changed_at}
    connection.execute(update(texts).where(texts.c.id == row.id).values(changed | values))
    return state
