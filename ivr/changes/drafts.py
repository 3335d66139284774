"""Changes that are being written, kept by the key of their form: found again after a crash, published once.

A draft is its author's until publication is asked for; then those who may publish it see it too.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, cast

from sqlalchemy import Connection, Row, delete, select, update

from ivr.changes.ledger import CHANGES_LOCK
from ivr.content.changes import Change
from ivr.store.draft_tables import drafts
from ivr.store.engine import serialise

State = Literal["draft", "asked", "returned", "published"]
OPEN: tuple[State, ...] = ("draft", "asked", "returned")
KEPT = timedelta(days=7)  # how long it is remembered that a form was published
MOST = 200  # drafts of one person
Fields = Mapping[str, list[str]]  # what was filled in, as it was sent


class TakenError(Exception):
    """The form is somebody else's, or was published already: `numbers` are those of its changes."""

    def __init__(self, numbers: tuple[int, ...] = ()) -> None:
        super().__init__("this form is not to be written any more")
        self.numbers = numbers


@dataclass(frozen=True, slots=True)
class Draft:
    """A form that was filled in so far. `saved_at` is aware; `published` holds the numbers of its changes."""

    key: str
    author: str
    author_name: str
    section: str
    name: str
    form: Fields
    state: State
    saved_at: datetime
    asked_at: datetime | None = None
    asked: str = ""
    decided_name: str = ""
    decided: str = ""
    scope: tuple[str, ...] = ()
    published: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes: an opaque id, and a name for colleagues."""

    id: str
    name: str


def found(connection: Connection, key: str) -> Draft | None:
    """The draft of a form, published ones too; None when there is none."""
    row = connection.execute(select(drafts).where(drafts.c.key == key)).one_or_none()
    return None if row is None else _draft(row)


def of_author(connection: Connection, author: str) -> tuple[Draft, ...]:
    """What somebody is still writing or waits for, the latest first."""
    own = (drafts.c.author == author) & drafts.c.state.in_(OPEN)
    return tuple(map(_draft, connection.execute(select(drafts).where(own).order_by(drafts.c.saved_at.desc()))))


def waiting(connection: Connection) -> tuple[Draft, ...]:
    """Those whose publication was asked for, the longest waiting first."""
    asked = select(drafts).where(drafts.c.state == "asked").order_by(drafts.c.asked_at)
    return tuple(map(_draft, connection.execute(asked)))


def save(
    connection: Connection, key: str, author: Author, form: Fields, at: datetime, *, entry: tuple[str, str]
) -> None:
    """Keep a form as it is now. `entry`: its section and name. Raises TakenError.

    What was asked for goes on waiting for its publication only unchanged: saved again, it is a draft again.
    """
    section, name = entry
    told = {"form": json.dumps(form, ensure_ascii=False), "section": section, "name": name, "saved_at": at}
    known = _own(connection, key, author)
    if known is None:
        _forget_oldest(connection, author)
        who = {"key": key, "author": author.id, "author_name": author.name}
        connection.execute(drafts.insert().values(**told, **who, state="draft"))
    elif known.form != form:
        connection.execute(update(drafts).where(drafts.c.key == key).values(**told, state="draft"))


def ask(
    connection: Connection,
    key: str,
    author: Author,
    changes: Iterable[Change],
    at: datetime,
    *,
    scope: Iterable[str],
    why: str,
) -> None:
    """Ask for the publication of a form that was saved: from now on those who may see what it would publish."""
    if _own(connection, key, author) is None:
        raise TakenError
    told = {"changes": json.dumps([_written(one) for one in changes], ensure_ascii=False)}
    told |= {"scope": json.dumps(sorted(scope)), "asked": why}
    connection.execute(update(drafts).where(drafts.c.key == key).values(**told, state="asked", asked_at=at))


def discard(connection: Connection, key: str, author: Author) -> None:
    """Throw a form away. Nothing where it is gone already; raises TakenError."""
    if _own(connection, key, author):
        connection.execute(delete(drafts).where(drafts.c.key == key))


def begin_publishing(connection: Connection, key: str) -> Draft | None:
    """The draft of a form that is about to be published, with everybody else who publishes kept waiting.

    Raises TakenError with the numbers of its changes where it was published already.
    """
    serialise(connection, CHANGES_LOCK)
    draft = found(connection, key)
    if draft and draft.state == "published":
        raise TakenError(draft.published)
    return draft


def end_publishing(connection: Connection, key: str, by: Author, numbers: tuple[int, ...], at: datetime) -> None:
    """Remember that a form was published, and forget what was in it."""
    connection.execute(delete(drafts).where((drafts.c.state == "published") & (drafts.c.saved_at < at - KEPT)))
    told = {"form": "", "changes": "", "state": "published", "published": json.dumps(numbers), "saved_at": at}
    told |= {"decided_by": by.id, "decided_name": by.name, "decided_at": at}
    if not connection.execute(update(drafts).where(drafts.c.key == key).values(told)).rowcount:
        who = {"key": key, "author": by.id, "author_name": by.name, "section": "", "name": ""}
        connection.execute(drafts.insert().values({**told, **who}))


def _own(connection: Connection, key: str, author: Author) -> Draft | None:
    """A form that its author may still write."""
    draft = found(connection, key)
    if draft and (draft.author != author.id or draft.state == "published"):
        raise TakenError(draft.published)
    return draft


def _forget_oldest(connection: Connection, author: Author) -> None:
    """Keep somebody who opens forms without end from filling the disk."""
    keys = select(drafts.c.key).where((drafts.c.author == author.id) & (drafts.c.state == "draft"))
    old = connection.scalars(keys.order_by(drafts.c.saved_at.desc()).offset(MOST - 1)).all()
    if old:
        connection.execute(delete(drafts).where(drafts.c.key.in_(old)))


def _written(change: Change) -> Mapping[str, Any]:
    return {name: getattr(change, name) for name in ("section", "name", "does", "entry", "note", "undoes")}


def _draft(row: Row[Any]) -> Draft:
    return Draft(
        key=row.key,
        author=row.author,
        author_name=row.author_name,
        section=row.section,
        name=row.name,
        form=json.loads(row.form) if row.form else {},
        state=cast(State, row.state),
        saved_at=row.saved_at,
        asked_at=row.asked_at,
        asked=row.asked,
        decided_name=row.decided_name,
        decided=row.decided,
        scope=tuple(json.loads(row.scope)) if row.scope else (),
        published=tuple(json.loads(row.published)) if row.published else (),
    )
