"""How the texts of some days stand: by state, by delay, by reason. Counts only, rehearsals left out.

Two moments of a text are kept beside when it was asked for: its first attempt, and the last change of its state, which
for one that was delivered is the operator's receipt.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, and_, case, extract, func, null, select

from ivr.store.tables import texts
from ivr.texts.states import State

Leg = Literal["tried", "delivered"]
EDGES = (5, 15, 60, 300, 1800, 7200)  # seconds: a delay is counted under the first that it stays within, else "later"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which texts: those that were asked for from one moment on, and before another."""

    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Reason:
    """So many texts of one state that have the same reason; `reason` is as it was noted, "" when none was."""

    state: State
    reason: str
    code: int | None
    texts: int


@dataclass(frozen=True, slots=True)
class Delays:
    """From when texts were asked for until their first attempt, or until they were delivered.

    `within` has a number for each of EDGES, and one more for those that took longer.
    """

    leg: Leg
    within: Sequence[int]

    @property
    def texts(self) -> int:
        """How many got so far."""
        return sum(self.within)


def by_state(connection: Connection, asked: Asked) -> dict[State, int]:
    """Texts by state, as they stand now."""
    query = select(texts.c.state, func.count().label("texts")).where(_within(asked)).group_by(texts.c.state)
    return {row.state: row.texts for row in connection.execute(query)}


def by_reason(connection: Connection, asked: Asked) -> list[Reason]:
    """Texts that have a reason or an error code, by it, the most frequent first."""
    number = func.count()
    told = (texts.c.reason != "") | texts.c.code.is_not(None)
    columns = (texts.c.state, texts.c.reason, texts.c.code)
    query = select(*columns, number).where(_within(asked), told).group_by(*columns)
    return [Reason(*row) for row in connection.execute(query.order_by(number.desc(), *columns))]


def delays(connection: Connection, asked: Asked) -> list[Delays]:
    """How long the texts took, on each of the two ways."""
    tried = _place(connection, texts.c.tried_at, texts.c.tried_at.is_not(None))
    delivered = _place(connection, texts.c.changed_at, texts.c.state == "delivered")
    query = select(tried, delivered, func.count()).where(_within(asked)).group_by(tried, delivered)
    within: dict[Leg, list[int]] = {"tried": [0] * (len(EDGES) + 1), "delivered": [0] * (len(EDGES) + 1)}
    for *places, number in connection.execute(query):
        for leg, place in zip(within, places, strict=True):
            if place is not None:
                within[leg][place] += number
    return [Delays(leg, found) for leg, found in within.items()]


def _place(connection: Connection, until: Any, there: ColumnElement[bool]) -> ColumnElement[int | None]:
    """Which of EDGES a delay stays within, by its place; null for a text that did not get there."""
    took = _seconds(connection, until)
    return case((~there, null()), *((took <= edge, place) for place, edge in enumerate(EDGES)), else_=len(EDGES))


def _seconds(connection: Connection, until: Any) -> Any:
    if connection.dialect.name == "sqlite":
        return func.round((func.julianday(until) - func.julianday(texts.c.asked_at)) * 86400, 3)  # of days, in a float
    return extract("epoch", until - texts.c.asked_at)


def _within(asked: Asked) -> ColumnElement[bool]:
    return and_(texts.c.asked_at >= asked.begins, texts.c.asked_at < asked.ends, ~texts.c.rehearsal)
