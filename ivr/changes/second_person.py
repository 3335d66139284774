"""What waits for a second person, and the emergencies that one reviews after they went live.

Nobody approves or reviews what is their own. What is approved is tried again against what is live by then.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal, cast

from sqlalchemy import Connection, Row, Select, select, update

from ivr.changes import ledger
from ivr.changes.proposal import Proposal, propose
from ivr.changes.publication_words import told_of
from ivr.changes.publishing import Publication, Publishing, Signature, State, addressee, go_live, numbers_of
from ivr.changes.scope import check_scope
from ivr.content.changes import Change
from ivr.hours.words import words
from ivr.notices.outbox import Notice
from ivr.published.layering import Changes
from ivr.published.live import Published
from ivr.store.engine import serialise
from ivr.store.publishing_tables import publications

SAID = ("{who} n'a pas approuvé la demande n° {id} : « {why} »", "{who} did not approve request {id}: “{why}”")
WITHDRAWN = ("{who} a retiré sa demande n° {id} : « {why} »", "{who} withdrew request {id}: “{why}”")


class OwnError(Exception):
    """Somebody would approve or review what they published themselves."""


class DecidedError(Exception):
    """Somebody has decided already; `by` is their name."""

    def __init__(self, by: str) -> None:
        super().__init__(by)
        self.by = by


@dataclass(frozen=True, slots=True)
class Asked:
    """A publication: who asked for it, what became of it, and what a second person wrote.

    `drafts` are empty where it never had to wait. `found`: what all checks say of an emergency that is live, each in
    French and English; None until they are done, or where they are not needed.
    """

    id: int
    who: str
    author: str
    at: datetime
    state: State
    review: Literal["", "due", "done"]
    decider: str
    decided_at: datetime | None
    decision: str
    found: tuple[Mapping[str, str], ...] | None
    drafts: Changes
    seen: Mapping[tuple[str, str], int]

    def proposed(self, published: Published, now: datetime) -> Proposal:
        """It as a proposal above what is live by now; raises ContentError with the faults that it would cause today.

        Whatever its author did not know of is still held against it: see OutrunError.
        """
        return replace(propose(published, self.drafts, now), seen=self.seen)


def one(connection: Connection, number: int) -> Asked | None:
    """A publication by its number."""
    row = connection.execute(select(publications).where(publications.c.id == number)).one_or_none()
    return None if row is None else _asked(row)


def waiting(connection: Connection) -> tuple[Asked, ...]:
    """What waits for a second person, the longest waiting first."""
    return _all(connection, select(publications).where(publications.c.state == "waiting"))


def to_review(connection: Connection) -> tuple[Asked, ...]:
    """The emergencies that nobody has reviewed yet, the oldest first."""
    return _all(connection, select(publications).where(publications.c.review == "due"))


def approve(
    publishing: Publishing, connection: Connection, asked: Asked, proposal: Proposal, *, by: Signature, at: datetime
) -> Publication:
    """Publish what waits. Raises OwnError, DecidedError, BeyondScopeError, and OutrunError as publishing does."""
    serialise(connection, ledger.CHANGES_LOCK)
    if done := _done_by(connection, asked.id, by, "published"):
        return Publication(done.id, done.state, numbers_of(connection, done.id), again=True)
    _check_waits(connection, asked.id, by)
    check_scope(proposal, by.scope)
    numbers = go_live(connection, asked.id, proposal, at)
    _decide(connection, asked.id, by, at, "", state="published")
    notice = told_of("published", proposal, f"{asked.author} ({by.name})", numbers[-1])
    publishing.tell(connection, by, at, "approve", notice, f"publication {asked.id}")
    return Publication(asked.id, "published", numbers)


def decline(
    publishing: Publishing, connection: Connection, number: int, why: str, *, by: Signature, at: datetime
) -> None:
    """Publish nothing of what waits, and tell its author why; an author may so withdraw what is their own."""
    serialise(connection, ledger.CHANGES_LOCK)
    if _done_by(connection, number, by, "refused"):
        return
    asked = _waiting(connection, number)
    _decide(connection, number, by, at, why, state="refused")
    french, english = WITHDRAWN if asked.who == by.who else SAID
    said = words(fr=french.format(who=by.name, id=number, why=why), en=english.format(who=by.name, id=number, why=why))
    notice = Notice("refused", f"refused {number}", said, f"/waiting/{number}", addressee(asked.who))
    publishing.tell(connection, by, at, "decline", notice, f"publication {number}")


def review(
    publishing: Publishing, connection: Connection, number: int, note: str, *, by: Signature, at: datetime
) -> None:
    """Note that a second person has read an emergency again. Raises OwnError and DecidedError."""
    serialise(connection, ledger.CHANGES_LOCK)
    asked = one(connection, number)
    if asked is None or asked.review != "due":
        raise DecidedError(asked.decider if asked else "")
    if asked.who == by.who:
        raise OwnError
    _decide(connection, number, by, at, note, review="done")
    publishing.record(connection, who=by.who, did="review", what=f"publication {number}", at=at, origin=by.origin)


def _waiting(connection: Connection, number: int) -> Asked:
    asked = one(connection, number)
    if asked is None or asked.state != "waiting":
        raise DecidedError(asked.decider if asked else "")
    return asked


def _check_waits(connection: Connection, number: int, by: Signature) -> None:
    if _waiting(connection, number).who == by.who:
        raise OwnError


def _done_by(connection: Connection, number: int, by: Signature, state: State) -> Asked | None:
    """What this very person decided so already: their form was sent twice."""
    same = (publications.c.id == number) & (publications.c.decider == by.who) & (publications.c.state == state)
    row = connection.execute(select(publications).where(same)).one_or_none()
    return None if row is None else _asked(row)


def _decide(connection: Connection, number: int, by: Signature, at: datetime, why: str, **became: str) -> None:
    values = {"decider": by.who, "decider_name": by.name, "decided_at": at, "decision": why, **became}
    connection.execute(update(publications).where(publications.c.id == number).values(values))


def _all(connection: Connection, query: Select[Any]) -> tuple[Asked, ...]:
    return tuple(map(_asked, connection.execute(query.order_by(publications.c.id))))


def _asked(row: Row[Any]) -> Asked:
    drafts, seen = _proposed(row.proposed) if row.proposed else ((), {})
    return Asked(
        id=row.id,
        who=row.who,
        author=row.author,
        at=row.at,
        state=cast(State, row.state),
        review=row.review,
        decider=row.decider_name,
        decided_at=row.decided_at,
        decision=row.decision,
        found=tuple(json.loads(row.found)) if row.check == "done" else None,
        drafts=tuple(drafts),
        seen=seen,
    )


def _proposed(written: str) -> tuple[Iterable[Change], Mapping[tuple[str, str], int]]:
    kept = json.loads(written)
    return (Change(**draft) for draft in kept["drafts"]), {
        (section, name): last for section, name, last in kept["seen"]
    }
