"""What the staff may know of texts, and the one thing that they may do: settle what nobody else could."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, func, or_, select, update

from ivr.store.tables import texts, workers
from ivr.texts.pseudonyms import masked
from ivr.texts.states import UNSENT, State

Decision = Literal["sent", "failed", "again"]


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


class ResolveError(Exception):
    """A text can't be settled by hand: there is none, nobody is asked to, or its number is erased."""

    def __init__(self, why: Literal["absent", "settled", "erased"]) -> None:
        super().__init__(why)
        self.why = why


def recent(connection: Connection, state: str = "", limit: int = 50) -> tuple[TextSeen, ...]:
    """The latest texts, newest first, of one state or of all."""
    query = select(texts).order_by(texts.c.id.desc()).limit(limit)
    if state:
        query = query.where(texts.c.state == state)
    return tuple(_seen(row) for row in connection.execute(query))


def one(connection: Connection, text_id: int) -> TextSeen | None:
    """One text by its number."""
    row = connection.execute(select(texts).where(texts.c.id == text_id)).one_or_none()
    return None if row is None else _seen(row)


def counts(connection: Connection, since: datetime | None = None) -> dict[str, int]:
    """Texts by state, rehearsals left out; with `since`, those asked for after it, and all that have not left yet."""
    query = select(texts.c.state, func.count().label("texts")).where(~texts.c.rehearsal).group_by(texts.c.state)
    if since is not None:
        query = query.where(or_(texts.c.asked_at > since, texts.c.state.in_(UNSENT)))
    return {row.state: row.texts for row in connection.execute(query)}


def oldest_unsent(connection: Connection) -> TextSeen | None:
    """The text that has waited longest since it was asked for."""
    query = select(texts).where(texts.c.state.in_(UNSENT), ~texts.c.rehearsal).order_by(texts.c.asked_at).limit(1)
    row = connection.execute(query).one_or_none()
    return None if row is None else _seen(row)


def last_heartbeat(connection: Connection) -> datetime | None:
    """When a worker that has not been stopped was last seen; None when there is none."""
    query = select(workers.c.seen_at).where(workers.c.stopped_at.is_(None)).order_by(workers.c.seen_at.desc()).limit(1)
    return connection.execute(query).scalar()


def resolve(connection: Connection, text_id: int, decision: Decision, now: datetime) -> TextSeen:
    """Settle a text that waits for a person: it was sent, it never will be, or it is to be tried again.

    Raises ResolveError when the text isn't waiting for one, or can't be tried again because its number is erased.
    """
    row = connection.execute(select(texts).where(texts.c.id == text_id).with_for_update()).one_or_none()
    if row is None:
        raise ResolveError("absent")
    if row.state != "review":
        raise ResolveError("settled")
    if decision == "again" and row.to_number is None:
        raise ResolveError("erased")
    state: State = "queued" if decision == "again" else decision
    values = {
        "state": state,
        "changed_at": now,
        "due_at": now,
        "reason": "décidé à la main",
        "doubts": 0,
        "absences": 0,
    }
    connection.execute(update(texts).where(texts.c.id == text_id).values(values))
    settled = one(connection, text_id)
    assert settled is not None  # the row is locked
    return settled


def _seen(row: Row[Any]) -> TextSeen:
    values = {name: row._mapping[name] for name in TextSeen.__slots__ if name != "to"}
    return TextSeen(to=masked(row.to_number, row.to_tail), **values)
