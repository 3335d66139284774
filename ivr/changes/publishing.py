"""The one door through which anything is published: from every page of the console, and from a terminal.

In one transaction: the changes, who published them by which form, the row of the audit trail, the notices, and the end
of the draft that they come from. All of it is there, or nothing.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

from sqlalchemy import Connection, select

from ivr.changes import ledger
from ivr.changes.proposal import Proposal
from ivr.changes.publication_words import told_of
from ivr.changes.scope import check_scope
from ivr.content.changes import Change
from ivr.hours.rule import Emergency
from ivr.notices import outbox
from ivr.notices.outbox import Notice, Way
from ivr.store.engine import serialise
from ivr.store.publishing_tables import publications, published_changes

State = Literal["published", "waiting", "refused"]
TERMINAL = "terminal"  # who publishes by a command
SOON = timedelta(minutes=10)  # an emergency that begins later can wait for a second person


class Record(Protocol):
    """How a row of the audit trail is added, within the transaction of what was done."""

    def __call__(
        self, connection: Connection, *, who: str, did: str, what: str, at: datetime, origin: str = ""
    ) -> object:
        """`did`: "publish", "ask", "approve", "refuse", "review"; `what`: "changes 12, 13"."""


def unrecorded(connection: Connection, *, who: str, did: str, what: str, at: datetime, origin: str = "") -> None:
    """Where there is no audit trail: tests of other things."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who acts: an opaque id, the name that the history tells, and whom they may change things for.

    `origin`: what stands for their network address in the audit trail.
    """

    who: str
    name: str
    scope: tuple[str, ...] = ("all",)
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """One act of publishing: the numbers of its changes, none while it waits for a second person.

    `again`: this form had been sent before, and nothing new was done.
    """

    id: int
    state: State
    numbers: tuple[int, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Publishing:
    """How publications are made in this deployment; one value for the whole process."""

    record: Record = unrecorded
    ways: tuple[Way, ...] = ()  # by which notices leave
    second_person: bool = False  # what one publishes waits until another approves

    def publish(
        self,
        connection: Connection,
        proposal: Proposal,
        *,
        by: Signature,
        at: datetime,
        form: str = "",
        did: str = "publish",
        ends: Callable[[Connection], None] = lambda _: None,
    ) -> Publication:
        """Publish a proposal whose drafts bear the author's name; or have it wait, where a second person is required.

        `form`: a key of the form that was filled in, made up when it was shown: sent twice, it publishes once and
        tells the same numbers. `ends`: what else ends with it, such as the draft that it was written in.
        Raises OutrunError where somebody else was quicker, BeyondScopeError for places that are not theirs.
        """
        serialise(connection, ledger.CHANGES_LOCK)
        if known := by_form(connection, by.who, form):
            return known
        check_scope(proposal, by.scope)
        urgent = is_urgent(proposal, at)
        if self.second_person and not urgent:
            ledger.check_seen(connection, proposal.drafts, proposal.seen)
            number = _add(connection, by, at, form=form, state="waiting", proposed=written(proposal))
            made = Publication(number, "waiting")
            self.tell(connection, by, at, "ask", told_of("waiting", proposal, by.name, number), f"publication {number}")
        else:
            due = {"check": "due" if urgent else "", "review": "due" if urgent and self.second_person else ""}
            number = _add(connection, by, at, form=form, state="published", **due)
            made = Publication(number, "published", go_live(connection, number, proposal, at))
            notice = told_of("published", proposal, by.name, made.numbers[-1])
            self.tell(connection, by, at, did, notice, f"changes {', '.join(map(str, made.numbers))}")
        ends(connection)
        return made

    def tell(self, connection: Connection, by: Signature, at: datetime, did: str, notice: Notice, what: str) -> None:
        """The row of the audit trail, and the notice."""
        self.record(connection, who=by.who, did=did, what=what, at=at, origin=by.origin)
        outbox.write(connection, notice, at, self.ways)


def go_live(connection: Connection, publication: int, proposal: Proposal, at: datetime) -> tuple[int, ...]:
    """Add the changes of a publication; their numbers. Raises OutrunError where somebody else was quicker."""
    numbers = ledger.publish(connection, proposal.drafts, at=at, seen=proposal.seen)
    connection.execute(
        published_changes.insert(), [{"change": number, "publication": publication} for number in numbers]
    )
    return numbers


def by_form(connection: Connection, who: str, form: str) -> Publication | None:
    """The publication of a form that was sent before; None where it was not, or no form is named."""
    same = (publications.c.who == who) & (publications.c.form == form)
    row = connection.execute(select(publications).where(same)).one_or_none() if form else None
    return None if row is None else Publication(row.id, row.state, numbers_of(connection, row.id), again=True)


def numbers_of(connection: Connection, publication: int) -> tuple[int, ...]:
    """The changes of a publication, in their order."""
    query = select(published_changes.c.change).where(published_changes.c.publication == publication)
    return tuple(connection.scalars(query.order_by(published_changes.c.change)))


def together(connection: Connection, number: int) -> tuple[Change, ...]:
    """What was published with a change and is still in force: taking that change back leaves it."""
    publication = select(published_changes.c.publication).where(published_changes.c.change == number).scalar_subquery()
    query = select(published_changes.c.change).where(published_changes.c.publication == publication)
    others = (ledger.one(connection, other) for other in connection.scalars(query).all() if other != number)
    return tuple(
        other
        for other in others
        if other and other.does == "puts" and ledger.of_entry(connection, *other.key)[0].id == other.id
    )


def addressee(who: str) -> str:
    """Whom a notice for somebody is for; "" (everybody) where they published from a terminal, and have no account."""
    return "" if who == TERMINAL else who


def is_urgent(proposal: Proposal, at: datetime) -> bool:
    """Whether it is an emergency of this moment, or the end of one: these wait for nobody."""
    drafts = proposal.drafts
    if not drafts or any(draft.section != "emergencies" for draft in drafts):
        return False
    names = {draft.name for draft in drafts}
    above = (one.what for one in proposal.after.schedules.above)
    return all(one.start <= at + SOON for one in above if isinstance(one, Emergency) and one.name in names)


def written(proposal: Proposal) -> str:
    """A proposal as it is kept until somebody approves it: its drafts, and the changes that its author knew."""
    drafts = [{**asdict(draft), "at": None} for draft in proposal.drafts]
    keys = {draft.key for draft in proposal.drafts}
    seen = [[*key, number] for key, number in proposal.seen.items() if key in keys]
    return json.dumps({"drafts": drafts, "seen": seen}, ensure_ascii=False)


def _add(connection: Connection, by: Signature, at: datetime, *, form: str, **values: str) -> int:
    row = {"who": by.who, "author": by.name, "form": form or None, "at": at, **values}
    return int(connection.scalar(publications.insert().values(row).returning(publications.c.id)) or 0)
