"""What a person has read of the notices: for everybody, or for them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, or_, select

from ivr.hours.words import Words, words
from ivr.notices.outbox import Kind
from ivr.store.conflicts import insert_into
from ivr.store.publishing_tables import notices, notices_read


@dataclass(frozen=True, slots=True)
class Seen:
    """A notice as a person sees it."""

    id: int
    kind: Kind
    at: datetime
    page: str
    words: Words
    is_new: bool


def latest(connection: Connection, person: str, limit: int) -> tuple[Seen, ...]:
    """The newest first."""
    until = _read_until(connection, person)
    rows = connection.execute(select(notices).where(_for(person)).order_by(notices.c.id.desc()).limit(limit))
    return tuple(Seen(row.id, row.kind, row.at, row.page, words(fr=row.fr, en=row.en), row.id > until) for row in rows)


def unread(connection: Connection, person: str) -> int:
    """How many are new to somebody."""
    new = _for(person) & (notices.c.id > _read_until(connection, person))
    return int(connection.scalar(select(func.count()).select_from(notices).where(new)) or 0)


def mark_read(connection: Connection, person: str, until: int) -> None:
    """Every notice up to that number, or up to the newest where it is beyond; what was read before stays read."""
    newest = min(until, int(connection.scalar(select(func.max(notices.c.id))) or 0))
    read = insert_into(notices_read, connection.dialect.name).values(person=person, notice=newest)
    later = notices_read.c.notice < newest
    connection.execute(read.on_conflict_do_update(index_elements=["person"], set_={"notice": newest}, where=later))


def _for(person: str) -> ColumnElement[bool]:
    return or_(notices.c.who == "", notices.c.who == person)


def _read_until(connection: Connection, person: str) -> int:
    row: Any = connection.scalar(select(notices_read.c.notice).where(notices_read.c.person == person))
    return int(row or 0)
