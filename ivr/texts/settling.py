"""Settles what nobody else could: texts that wait for a person, one or many that have something in common.

Whoever settles is told first what would happen; what is done then is the same, but for texts that somebody else has
settled meanwhile. Who did it is noted by the caller, in the same transaction.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

from sqlalchemy import Connection, Row, func, select, update

from ivr.store.tables import texts
from ivr.texts import ledger
from ivr.texts.ledger import TextSeen
from ivr.texts.states import State

Decision = Literal["sent", "failed", "again"]
DECISIONS: tuple[Decision, ...] = get_args(Decision)
Hindrance = Literal["absent", "settled", "erased"]  # no such text; it waits for nobody; its number is gone: never again

WAITING: State = "review"
BY_HAND = "décidé à la main"
MOST = 1000  # texts that are settled at once
A_NOTE = 15  # numbers of texts in one note


class ResolveError(Exception):
    """A text can't be settled by hand: there is none, nobody is asked to, or its number is erased."""

    def __init__(self, why: Hindrance) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Group:
    """Texts that wait for a person for the same reason; `erased` of them have no number any more."""

    reason: str
    texts: int
    erased: int
    oldest: datetime  # when the first of them was asked for


@dataclass(frozen=True, slots=True)
class Alike:
    """What texts that wait may have in common: words of their reason, and which text they are; "" for any."""

    reason: str = ""
    template: str = ""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What becomes of chosen texts: those that are settled so, and those that can't be."""

    decision: Decision
    settled: tuple[int, ...]
    hindered: tuple[tuple[int, Hindrance], ...]

    def hindered_by(self, why: Hindrance) -> tuple[int, ...]:
        """The texts that this stands in the way of."""
        return tuple(number for number, found in self.hindered if found == why)


def groups(connection: Connection) -> list[Group]:
    """Why texts wait for a person, the most frequent reason first."""
    number, erased = func.count(), func.count().filter(texts.c.to_number.is_(None))
    query = select(texts.c.reason, number, erased, func.min(texts.c.asked_at)).where(*_waits())
    return [Group(*row) for row in connection.execute(query.group_by(texts.c.reason).order_by(number.desc()))]


def waiting(
    connection: Connection, reason: str | None = None, limit: int = MOST, alike: Alike = Alike()
) -> tuple[TextSeen, ...]:
    """The texts that wait for a person, those that have waited longest first; of one reason, or of all."""
    chosen = [] if reason is None else [texts.c.reason == reason]
    if alike.reason:
        chosen.append(texts.c.reason.icontains(alike.reason, autoescape=True))
    if alike.template:
        chosen.append(texts.c.template == alike.template)
    query = select(texts).where(*_waits(), *chosen).order_by(texts.c.asked_at, texts.c.id).limit(limit)
    return tuple(ledger.seen(row) for row in connection.execute(query))


def outlook(connection: Connection, chosen: Iterable[int], decision: Decision) -> Outlook:
    """What `settle` would do. Changes nothing."""
    return _outlook(connection, sorted({*chosen})[:MOST], decision, lock=False)


def settle(connection: Connection, chosen: Iterable[int], decision: Decision, now: datetime) -> Outlook:
    """Settle texts that wait for a person: they were sent, never will be, or are to be tried again; MOST of them."""
    found = _outlook(connection, sorted({*chosen})[:MOST], decision, lock=True)
    state: State = "queued" if decision == "again" else decision
    values = {"state": state, "changed_at": now, "due_at": now, "reason": BY_HAND, "doubts": 0, "absences": 0}
    if decision == "again":
        values["renewed_at"] = now  # else it would be too late for it at once
    connection.execute(update(texts).where(texts.c.id.in_(found.settled)).values(values))
    return found


def resolve(connection: Connection, text_id: int, decision: Decision, now: datetime) -> TextSeen:
    """Settle one text; what it is then. Raises ResolveError when that can't be done."""
    found = settle(connection, [text_id], decision, now)
    for _, why in found.hindered:
        raise ResolveError(why)
    settled = ledger.one(connection, text_id)
    assert settled is not None  # the row is locked
    return settled


def _outlook(connection: Connection, chosen: Sequence[int], decision: Decision, *, lock: bool) -> Outlook:
    query = select(texts.c.id, texts.c.state, texts.c.to_number.is_(None).label("erased")).where(texts.c.id.in_(chosen))
    query = query.order_by(texts.c.id)  # two who settle the same texts wait for each other, and not in circles
    found = {row.id: row for row in connection.execute(query.with_for_update() if lock else query)}
    hindrances = {number: _hindrance(found.get(number), decision) for number in chosen}
    settled = tuple(number for number, why in hindrances.items() if why is None)
    return Outlook(decision, settled, tuple((number, why) for number, why in hindrances.items() if why))


def _hindrance(row: Row[Any] | None, decision: Decision) -> Hindrance | None:
    if row is None:
        return "absent"
    if row.state != WAITING:
        return "settled"
    return "erased" if decision == "again" and row.erased else None


def _waits() -> tuple[Any, ...]:
    return texts.c.state == WAITING, ~texts.c.rehearsal


def note(decision: Decision, numbers: Iterable[int]) -> str:
    """What was done, for an audit trail: "again 12 13 14"."""
    return " ".join(map(str, (decision, *numbers)))


def notes(found: Outlook) -> Iterator[str]:
    """The same of many, in as many notes as it takes."""
    for begins in range(0, len(found.settled), A_NOTE):
        yield note(found.decision, found.settled[begins : begins + A_NOTE])
