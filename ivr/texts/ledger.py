"""What the staff may know of texts. What they may do is in settling.py."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, or_, select

from ivr.store.tables import texts, workers
from ivr.texts.pseudonyms import masked
from ivr.texts.states import HELD, UNSENT, State

LATE = timedelta(minutes=10)  # after quiet hours, for a text that waited until they were over


@dataclass(frozen=True, slots=True)
class TextSeen:
    """One text, its number masked."""

    id: int
    call_sid: str
    template: str
    language: str
    to: str
    body: str
    typed: bool
    rehearsal: bool
    state: State
    asked_at: datetime
    changed_at: datetime
    due_at: datetime
    attempt: int
    sid: str | None
    code: int | None
    reason: str


def recent(connection: Connection, state: str = "", limit: int = 50) -> tuple[TextSeen, ...]:
    """The latest texts, newest first, of one state or of all."""
    query = select(texts).order_by(texts.c.id.desc()).limit(limit)
    if state:
        query = query.where(texts.c.state == state)
    return tuple(seen(row) for row in connection.execute(query))


def one(connection: Connection, text_id: int) -> TextSeen | None:
    """One text by its number."""
    row = connection.execute(select(texts).where(texts.c.id == text_id)).one_or_none()
    return None if row is None else seen(row)


def counts(connection: Connection, since: datetime | None = None) -> dict[str, int]:
    """Texts by state, rehearsals left out; with `since`, those asked for after it, and all that have not left yet."""
    query = select(texts.c.state, func.count().label("texts")).where(~texts.c.rehearsal).group_by(texts.c.state)
    if since is not None:
        query = query.where(or_(texts.c.asked_at > since, texts.c.state.in_(UNSENT)))
    return {row.state: row.texts for row in connection.execute(query)}


def oldest_unsent(
    connection: Connection, now: datetime | None = None, states: Sequence[State] = UNSENT
) -> TextSeen | None:
    """The text in one of these states that has waited longest since it was asked for.

    With `now`, those that wait until quiet hours are over are left out, and while those that waited so may just leave.
    """
    query = select(texts).where(texts.c.state.in_(states), ~texts.c.rehearsal).order_by(texts.c.asked_at).limit(1)
    if now is not None:
        query = query.where(or_(texts.c.state != "queued", texts.c.reason != HELD, texts.c.due_at <= now - LATE))
    row = connection.execute(query).one_or_none()
    return None if row is None else seen(row)


def last_heartbeat(connection: Connection) -> datetime | None:
    """When a worker that has not been stopped was last seen; None when there is none."""
    query = select(workers.c.seen_at).where(workers.c.stopped_at.is_(None)).order_by(workers.c.seen_at.desc()).limit(1)
    return connection.execute(query).scalar()


def unknown_sids(connection: Connection, sids: Sequence[str]) -> set[str]:
    """Those of Twilio's message ids that no text has: of another line, of before a restore, or in doubt."""
    known = set(connection.execute(select(texts.c.sid).where(texts.c.sid.in_(sids))).scalars())
    return set(sids) - known


def seen(row: Row[Any]) -> TextSeen:
    """A whole row of the table as it may be seen."""
    values = {name: row._mapping[name] for name in TextSeen.__slots__ if name != "to"}
    return TextSeen(to=masked(row.to_number, row.to_tail), **values)
