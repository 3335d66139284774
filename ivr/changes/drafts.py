"""Changes that are being written, kept by the key of their form: found again after a crash, gone once published.

A draft is its author's, until its publication is asked for: then those who may publish it see it too.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast

from sqlalchemy import Connection, Row, delete, select, update

from ivr.hours.words import NO_WORDS, Words
from ivr.store.draft_tables import drafts

State = Literal["draft", "asked", "returned"]
Fields = Mapping[str, list[str]]  # what was filled in, as it was sent
MOST = 50  # drafts of one person


class NotTheirsError(Exception):
    """The form of that key is somebody else's."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes: an opaque id, and a name for colleagues."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A form that was filled in so far. `section` and `name`: the entry that it changes, "" for a new one.

    Once its publication was asked for, `places` are whom it reaches and `told` says what it does. `answer` is why
    `answered_by` returned it.
    """

    key: str
    author: Author
    section: str
    name: str
    form: Fields
    state: State
    saved_at: datetime
    asked_at: datetime | None = None
    places: tuple[str, ...] = ()
    told: Words = NO_WORDS
    answer: str = ""
    answered_by: str = ""


def found(connection: Connection, key: str) -> Draft | None:
    """The draft of a form; None when there is none."""
    row = connection.execute(select(drafts).where(drafts.c.key == key)).one_or_none()
    return None if row is None else _draft(row)


def of_author(connection: Connection, author: str) -> tuple[Draft, ...]:
    """What somebody writes or waits for, the latest first."""
    own = select(drafts).where(drafts.c.author == author).order_by(drafts.c.saved_at.desc())
    return tuple(map(_draft, connection.execute(own)))


def waiting(connection: Connection) -> tuple[Draft, ...]:
    """Those whose publication was asked for, the longest waiting first."""
    asked = select(drafts).where(drafts.c.state == "asked").order_by(drafts.c.asked_at)
    return tuple(map(_draft, connection.execute(asked)))


def save(
    connection: Connection, key: str, author: Author, form: Fields, at: datetime, *, entry: tuple[str, str]
) -> None:
    """Keep a form as it is now; `entry`: the section and name of the one that it changes. Raises NotTheirsError.

    Changed after its publication was asked for, it is a draft again: nobody is to publish what they haven't seen.
    """
    told = {"form": json.dumps(form, ensure_ascii=False), "section": entry[0], "name": entry[1], "saved_at": at}
    known = _own(connection, key, author)
    if known is None:
        _forget_oldest(connection, author)
        who = {"key": key, "author": author.id, "author_name": author.name}
        connection.execute(drafts.insert().values(**told, **who, state="draft"))
    elif known.form != form:
        connection.execute(update(drafts).where(drafts.c.key == key).values(**told, state="draft"))


def ask(connection: Connection, key: str, author: Author, at: datetime, *, places: Iterable[str], told: Words) -> None:
    """Ask for the publication of a form that was saved: whom it reaches, and what it does. Raises NotTheirsError."""
    _own(connection, key, author)
    asked = {"state": "asked", "asked_at": at, "places": " ".join(sorted(places)), "told": json.dumps(dict(told))}
    connection.execute(update(drafts).where(drafts.c.key == key).values(**asked))


def send_back(connection: Connection, key: str, by: str, answer: str) -> None:
    """Return to its author what they asked to be published; nothing where it no longer waits."""
    waits = (drafts.c.key == key) & (drafts.c.state == "asked")
    connection.execute(update(drafts).where(waits).values(state="returned", answer=answer, answered_by=by))


def discard(connection: Connection, key: str, author: Author) -> None:
    """Throw a form away; nothing where it is gone already. Raises NotTheirsError."""
    if _own(connection, key, author):
        end(connection, key, author.id)


def end(connection: Connection, key: str, by: str) -> None:
    """Forget a draft that somebody has published: their own, or one that waits for it; not what was written since."""
    published = (drafts.c.author == by) | (drafts.c.state == "asked")
    connection.execute(delete(drafts).where(drafts.c.key == key, published))


def _own(connection: Connection, key: str, author: Author) -> Draft | None:
    draft = found(connection, key)
    if draft and draft.author.id != author.id:
        raise NotTheirsError
    return draft


def _forget_oldest(connection: Connection, author: Author) -> None:
    """Keep somebody who opens forms without end from filling the disk."""
    own = select(drafts.c.key).where((drafts.c.author == author.id) & (drafts.c.state == "draft"))
    old = connection.scalars(own.order_by(drafts.c.saved_at.desc()).offset(MOST - 1)).all()
    if old:
        connection.execute(delete(drafts).where(drafts.c.key.in_(old)))


def _draft(row: Row[Any]) -> Draft:
    return Draft(
        key=row.key,
        author=Author(row.author, row.author_name),
        section=row.section,
        name=row.name,
        form=json.loads(row.form),
        state=cast(State, row.state),
        saved_at=row.saved_at,
        asked_at=row.asked_at,
        places=tuple(row.places.split()),
        told=Words(tuple(json.loads(row.told).items())) if row.told else NO_WORDS,
        answer=row.answer,
        answered_by=row.answered_by,
    )
