"""Counts what the caps need to know, on the rows themselves, so that there is no counter to drift: one query.

A number is its keyed hash: what it did before is known for as long as the key of its hash is in use, and as long
again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Label,
    Row,
    Select,
    Subquery,
    and_,
    bindparam,
    func,
    or_,
    select,
    true,
)

from ivr.store.columns import UtcDateTime
from ivr.store.sending_tables import blocked_numbers
from ivr.store.tables import texts
from ivr.texts.blocks import STOP_LASTS
from ivr.texts.caps import Counts, Spent
from ivr.texts.states import HELD, NEVER_LEFT, Promise, promising

HASHES = ("to", "prefix", "caller", "to_before", "prefix_before", "caller_before", "block")
SPANS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(hours=24)}


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom a request concerns, in hashes: by the key in use, and by the one before."""

    call_sid: str
    template: str
    to: str
    prefix: str
    caller: str  # "" when withheld: not the same caller as another one
    now: datetime
    to_before: str
    prefix_before: str
    caller_before: str
    block: str  # of the number, by the key of blocked numbers


def count(connection: Connection, asked: Asked) -> Counts:
    """Everything that the caps need, in one query. Rehearsals don't count, but as the same text of the same call."""
    given = {name: getattr(asked, name) for name in ("call_sid", "template", *HASHES)}
    since = {f"{span}_ago": asked.now - length for span, length in SPANS.items()} | {"lapse": asked.now - STOP_LASTS}
    row = connection.execute(_COUNTS, given | since).one()
    return Counts(
        same=row.same,
        blocked=bool(row.blocked),
        lapsed=bool(row.lapsed),
        promise=_promise(row),
        numbers=row.numbers,
        number=row.number,
        strangers=row.strangers,
        typed=row.typed,
        typed_last=row.typed_last,
        caller=row.caller,
        reached=bool(row.reached),
        prefix=_spent(row, "prefix"),
        minute=_spent(row, "minute"),
        hour=_spent(row, "hour"),
        day=_spent(row, "day"),
    )


def _promise(row: Row[Any]) -> Promise:
    if row.coming:
        return "coming"
    if row.sent:
        return "sent"
    return "held" if row.held else ""


def _spent(row: Row[Any], span: str) -> Spent:
    known, typed, every = (row._mapping[f"{span}_{who}"] for who in ("known", "typed", "all"))
    return Spent(known=known, new=every - known - typed, typed=typed)


# -- the query -------------------------------------------------------------------------------------------------------

_REAL = ~texts.c.rehearsal
_TO_NUMBER = texts.c.to_hash.in_([bindparam("to"), bindparam("to_before")])
_TO_PREFIX = texts.c.prefix_hash.in_([bindparam("prefix"), bindparam("prefix_before")])
_BY_CALLER = texts.c.caller_hash.in_([bindparam("caller"), bindparam("caller_before")])
_AFTER = {span: texts.c.asked_at > bindparam(f"{span}_ago", type_=UtcDateTime) for span in SPANS}


def _parts() -> Iterator[Select[Any]]:
    """Each reads one index; those of the whole line, which may be of thousands of rows, nothing but the index."""
    blocked = select(blocked_numbers.c.tail).where(blocked_numbers.c.number_hash == bindparam("block"))
    is_lapsed = and_(blocked_numbers.c.why == "stop", blocked_numbers.c.at <= bindparam("lapse", type_=UtcDateTime))
    blocks: list[Label[Any]] = [blocked.exists().label("blocked"), blocked.where(is_lapsed).exists().label("lapsed")]
    yield select(*blocks)
    yield _of_call()
    yield _of_number()
    reached = and_(texts.c.state == "delivered", ~texts.c.typed, ~_AFTER["day"])
    yield select(select(texts.c.id).where(_TO_NUMBER, reached, _REAL).exists().label("reached"))
    typed: list[Label[Any]] = [func.count().label("typed"), func.max(texts.c.asked_at).label("typed_last")]
    yield _counted(typed, _TO_NUMBER, texts.c.typed, texts.c.state.not_in(NEVER_LEFT))
    yield _counted([func.count().label("caller")], _BY_CALLER, texts.c.caller_hash != "", _AFTER["day"])
    yield _counted(_by_who("prefix"), _TO_PREFIX, _AFTER["hour"])
    yield _counted([*_by_who("hour"), *_by_who("minute", _AFTER["minute"])], _AFTER["hour"])
    yield _of_day()


def _of_call() -> Select[Any]:
    same = func.count().filter(_TO_NUMBER, texts.c.template == bindparam("template"))
    others = func.count(texts.c.to_hash.distinct()).filter(~_TO_NUMBER, _REAL)
    columns: list[Label[Any]] = [same.label("same"), others.label("numbers")]
    return select(*columns).where(texts.c.call_sid == bindparam("call_sid"))


def _of_number() -> Select[Any]:
    template, sent = texts.c.template == bindparam("template"), _is_promising("sent")
    # what has just left is still coming; and a webhook that is repeated gets the same answer
    held = and_(texts.c.state == "queued", texts.c.reason == HELD)
    coming = or_(and_(_is_promising("coming"), ~held), and_(sent, _AFTER["minute"]))
    columns: list[Label[Any]] = [
        func.count().label("number"),
        func.count().filter(texts.c.typed).label("strangers"),
        func.count().filter(template, coming).label("coming"),
        func.count().filter(template, sent).label("sent"),
        func.count().filter(template, held).label("held"),
    ]
    return _counted(columns, _TO_NUMBER, _AFTER["day"])


def _of_day() -> Select[Any]:
    """Three counts rather than one with filters: thousands of rows are counted faster than they are looked at."""
    whose: dict[str, tuple[ColumnElement[bool], ...]] = {
        "all": (),
        "known": (texts.c.known, ~texts.c.typed),
        "typed": (texts.c.typed, ~texts.c.known),
    }
    counts = (
        _counted([func.count().label("texts")], *theirs, _AFTER["day"]).scalar_subquery().label(f"day_{who}")
        for who, theirs in whose.items()
    )
    return select(*counts)


def _is_promising(promise: Promise) -> ColumnElement[bool]:
    return or_(*(texts.c.state == state for state in promising(promise)))


def _by_who(span: str, *conditions: ColumnElement[bool]) -> list[Label[Any]]:
    return [
        func.count().filter(true(), *conditions).label(f"{span}_all"),
        func.count().filter(texts.c.known, *conditions).label(f"{span}_known"),
        func.count().filter(texts.c.typed, *conditions).label(f"{span}_typed"),
    ]


def _counted(columns: list[Label[Any]], *conditions: ColumnElement[bool]) -> Select[Any]:
    return select(*columns).where(*conditions, _REAL)


def _counts() -> Select[Any]:
    """The query, built once: building it takes longer than running it."""
    first, *others = (part.subquery() for part in _parts())
    joined: Subquery | FromClause = first
    for part in others:
        joined = joined.join(part, true())
    return select(*joined.c).select_from(joined)


_COUNTS = _counts()
