"""What came of an attempt, written to its row: forward only, whoever learns it first and in whatever order."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

import structlog
from sqlalchemy import Connection, Row, or_, select, update

from ivr.store.tables import texts
from ivr.texts import failures
from ivr.texts.claims import Claim
from ivr.texts.sender import Refused
from ivr.texts.states import IN_FLIGHT, OF_TWILIO, State, advance

log = structlog.get_logger("ivr.texts")

Applied = Literal["applied", "repeated", "foreign", "second"]


@dataclass(frozen=True, slots=True)
class Report:
    """What the provider says of one message: in its answer, in a receipt, or in its list."""

    sid: str
    status: str  # Twilio's word
    code: int | None = None
    text_id: int | None = None  # the row that the message was sent for; None when only the message id is known
    to: str = field(default="", repr=False)  # the message's number, E.164; "" where that isn't told


def apply(connection: Connection, report: Report, now: datetime) -> Applied:
    """Bring the row that the report concerns forward.

    "repeated": nothing new. "foreign": no such text. "second": the row already has another message, so that this one
    is a double; it is logged as an error, and changes nothing.
    """
    row = _row_of(connection, report)
    if row is None:
        return "foreign"
    if row.sid not in (None, report.sid):
        log.error("text_doubled", text=row.id, state=row.state)
        return "second"
    reported = _state_of(report)
    state: State = advance(row.state, reported)
    if state == row.state and row.sid is not None:
        return "repeated"
    values: dict[str, object] = {"sid": report.sid}
    if state != row.state:
        reason = failures.not_delivered(report.code) or report.status if state in ("failed", "undelivered") else ""
        values |= {"state": state, "changed_at": now, "code": report.code, "reason": reason, "worker": None}
    connection.execute(update(texts).where(texts.c.id == row.id).values(values))
    return "applied"


@dataclass(frozen=True, slots=True)
class Next:
    """When a refused attempt is followed by another one; None when it is the last, or would come too late."""

    now: datetime
    again_at: datetime | None


def refuse(connection: Connection, claim: Claim, refusal: Refused, following: Next) -> None:
    """The attempt was certainly not processed: the text waits for the next one, or ends with the reason."""
    connection.execute(
        update(texts)
        .where(texts.c.id == claim.text.id, texts.c.attempt == claim.attempt)
        .where(texts.c.state.in_(IN_FLIGHT))
        .values(
            state="queued" if following.again_at else "expired" if refusal.retry else "failed",
            due_at=following.again_at or following.now,
            changed_at=following.now,
            code=refusal.code,
            reason=refusal.reason,
            worker=None,
        )
    )


def doubt(connection: Connection, claim: Claim, columns: dict[str, object]) -> None:
    """Nobody knows whether the attempt was processed; `columns` are those of `in_doubt`, and the reason."""
    connection.execute(
        update(texts)
        .where(texts.c.id == claim.text.id, texts.c.attempt == claim.attempt, texts.c.state == "sending")
        .values(columns)
    )


def _row_of(connection: Connection, report: Report) -> Row[int, str, str | None, str | None] | None:
    """By message id first: two messages with the same words may have been told apart the other way round.

    A row of that id for another number is another text: rows that a restored database lost leave theirs to new ones.
    """
    rows = connection.execute(
        select(texts.c.id, texts.c.state, texts.c.sid, texts.c.to_number)
        .where(or_(texts.c.sid == report.sid, texts.c.id == report.text_id), ~texts.c.rehearsal)
        .order_by(texts.c.id)
        .with_for_update()
    ).all()
    by_sid = [row for row in rows if row.sid == report.sid]
    return next(iter(by_sid or (row for row in rows if _is_for(row.to_number, report.to))), None)


def _is_for(number: str | None, told: str) -> bool:
    return not number or not told or number == told


def _state_of(report: Report) -> State:
    if report.status not in OF_TWILIO:
        log.error("text_status_unknown", status=report.status[:30])
    return OF_TWILIO.get(report.status, "sent")  # whatever the word means, the message exists
