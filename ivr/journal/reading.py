"""The journal read again: the last calls, one call step by step, how many calls there were of each kind."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, TextClause, and_, func, select, tuple_

from ivr.journal.entry import END_OF_CALL, Entry
from ivr.store.engine import Store, take_time
from ivr.store.tables import BEGUN, turns

By = Literal["line", "topic", "outcome", "place", "language", "caisse", "regime"]
FIRST = 0  # the turn with which a call begins
WAITING = "listen"  # the outcome of a turn after which the caller was listened to: it ends nothing
LONGEST_SID = 64  # characters
PLAIN = (WAITING, "hang_up", "")  # outcomes that tell less than any other
COLUMNS = [turns.c[name] for name in Entry._fields]


@dataclass(frozen=True, slots=True)
class Since:
    """Which calls: from a moment on, rehearsals left out unless asked for."""

    moment: datetime
    rehearsals: bool = False


@dataclass(frozen=True, slots=True)
class Begun:
    """Which calls: those that began from one moment on and before another (None: until now), on a line or on any ("").

    `before`: the identifier of a call, where only those that began before it are meant: the last one of a page leads to
    the next.
    """

    begins: datetime
    ends: datetime | None = None
    line: str = ""
    before: str = ""
    rehearsals: bool = False


@dataclass(frozen=True, slots=True)
class CallSummary:
    """One call in a line."""

    call_sid: str
    began: datetime
    turns: int
    line: str
    language: str
    place: str
    department: str
    topics: tuple[str, ...]  # each thing asked for, in order
    outcome: str  # the last that tells something; "left" when the caller hung up while listened to
    seconds: float | None  # None: its end was not reported
    rehearsal: bool


def calls_begun(connection: Connection, asked: Begun, most: int) -> list[CallSummary]:
    """The last of these calls, the newest first; one whose first turn was never noted is not among them.

    Read by their first turn, in the order of its index: quick however many there are.
    """
    newest = select(turns.c.call_sid).where(*_first_turns(asked)).order_by(turns.c.at.desc(), turns.c.call_sid.desc())
    if asked.before:
        began = connection.execute(
            select(turns.c.at).where(turns.c.call_sid == asked.before, turns.c.turn == FIRST)
        ).scalar()
        if began is None:
            return []
        newest = newest.where(tuple_(turns.c.at, turns.c.call_sid) < (began, asked.before))
    return _summaries(connection, connection.scalars(newest.limit(most)).all())


def _first_turns(asked: Begun) -> Iterator[ColumnElement[bool] | TextClause]:
    """The first turns of these calls, in the words of their index."""
    yield turns.c.turn == FIRST if asked.rehearsals else BEGUN
    yield turns.c.at >= asked.begins
    if asked.ends:
        yield turns.c.at < asked.ends
    if asked.line:
        yield turns.c.line == asked.line


def _summaries(connection: Connection, sids: Sequence[str]) -> list[CallSummary]:
    entries = map(entry_of, connection.execute(_entries().where(turns.c.call_sid.in_(sids))))
    calls = [summary_of(list(call)) for _, call in groupby(entries, lambda entry: entry.call_sid)]
    return sorted(calls, key=lambda call: (call.began, call.call_sid), reverse=True)


def whole_call(connection: Connection, call_sid: str) -> list[Entry]:
    """The turns of the call of that very identifier in order, its end last; empty when there is none."""
    return in_order(entry_of(row) for row in connection.execute(_entries().where(turns.c.call_sid == call_sid)))


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """The entries of one call as they followed each other."""
    return sorted(entries, key=lambda entry: (entry.turn == END_OF_CALL, entry.turn))


def call_entries(store: Store, call_sid: str) -> list[Entry]:
    """One call's turns in order, its end last; empty when the journal knows no such call.

    The beginning of its identifier is enough; of several calls that begin so, it is the first.
    """
    with store.reading() as connection:
        return whole_call(connection, whole_sid(connection, call_sid))


def whole_sid(connection: Connection, beginning: str) -> str:
    """The identifier of the first call that begins so; "" for none. Identifiers are letters and digits."""
    sid = turns.c.call_sid
    # Between these two by any collation, so that the table's key finds it: LIKE would read every row.
    within = (sid >= beginning, sid <= beginning.ljust(LONGEST_SID, "z"), sid.startswith(beginning, autoescape=True))
    return connection.scalars(select(sid).where(*within).order_by(sid).limit(1)).first() or ""


def count_calls(store: Store, by: By, since: Since) -> list[tuple[str, int]]:
    """How many calls had each value, the most frequent first. A call that had several counts for each."""
    column = turns.c[by]
    number = func.count(turns.c.call_sid.distinct())
    told = and_(_wanted(since), turns.c.turn != END_OF_CALL, column != "", column != WAITING)
    with store.reading() as connection:
        take_time(connection)
        found = connection.execute(select(column, number).where(told).group_by(column).order_by(number.desc(), column))
        return [(str(value), int(calls)) for value, calls in found]


def summary_of(entries: Sequence[Entry]) -> CallSummary:
    """A call in a line, from its entries in any order. At least one entry is needed."""
    taken = sorted((one for one in entries if one.turn != END_OF_CALL), key=lambda one: one.turn)
    end = next((one for one in entries if one.turn == END_OF_CALL), None)
    last = taken[-1] if taken else entries[0]
    return CallSummary(
        call_sid=last.call_sid,
        began=min(one.at for one in entries),
        turns=len(taken),
        line=last.line,
        language=last.language,
        place=last.place,
        department=last.department,
        topics=tuple(dict.fromkeys(one.topic for one in taken if one.topic)),
        outcome=_outcome([one.outcome for one in taken]),
        seconds=end.seconds if end else None,
        rehearsal=last.rehearsal,
    )


def _outcome(outcomes: Sequence[str]) -> str:
    telling = [outcome for outcome in outcomes if outcome not in PLAIN]
    if telling:
        return telling[-1]
    return "hang_up" if "hang_up" in outcomes else "left"


def _wanted(since: Since) -> ColumnElement[bool]:
    recent = turns.c.at >= since.moment
    return recent if since.rehearsals else and_(recent, turns.c.rehearsal.is_(False))


def _entries() -> Any:
    return select(*COLUMNS).order_by(turns.c.call_sid, turns.c.turn)


def entry_of(row: Row[*tuple[Any, ...]]) -> Entry:
    """A row of COLUMNS as an entry."""
    return Entry(*row)  # COLUMNS are in the order of its fields
