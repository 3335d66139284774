"""Caps against abuse: how many texts may be asked for, per call, number, caller, prefix, and by the whole line.

Counted in the request's own transaction, on the rows themselves, so that there is no counter to drift. Numbers that
callers type may use half of what the line may spend; the other half is kept for callers who ask for a text on the
telephone in their hand, so that abuse of the first never closes the second.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, ScalarSelect, Select, bindparam, func, select

from ivr.settings import Settings
from ivr.store.tables import UtcDateTime, texts

Cap = Literal["call", "number", "caller", "prefix", "minute", "day"]

NUMBERS_A_CALL = 2
TEXTS_A_NUMBER = 3  # in 24 hours
TEXTS_A_CALLER = 5  # in 24 hours
TYPED_SHARE = 0.5  # of the prefix's and the whole line's budgets
DAY = timedelta(hours=24)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Limits:
    """The caps that a deployment sets."""

    prefix: int  # an hour
    minute: int
    day: int


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom a request concerns, in hashes."""

    call_sid: str
    template: str
    to: str
    prefix: str
    caller: str  # "" when withheld
    typed: bool
    now: datetime


@dataclass(frozen=True, slots=True)
class Counts:
    """What has been asked for already. Of the three budgets: all texts, or only typed numbers' for a typed one."""

    same: int = 0  # this very text: same call, template and number
    numbers: int = 0  # other numbers in this call
    number: int = 0
    caller: int = 0
    prefix: int = 0
    minute: int = 0
    day: int = 0
    typed_prefix: int = 0
    typed_minute: int = 0
    typed_day: int = 0


def limits(settings: Settings) -> Limits:
    """The caps of these settings."""
    return Limits(settings.text_prefix_cap, settings.text_minute_cap, settings.text_day_cap)


def exceeded(counts: Counts, limits: Limits, typed: bool) -> Cap | None:
    """The cap that one more text would exceed, the narrowest first; None when it may be sent."""
    shared = {"prefix": limits.prefix, "minute": limits.minute, "day": limits.day}
    checks: list[tuple[Cap, int, float]] = [
        ("call", counts.numbers, NUMBERS_A_CALL),
        ("number", counts.number, TEXTS_A_NUMBER),
        ("caller", counts.caller, TEXTS_A_CALLER),
        ("prefix", counts.prefix, shared["prefix"]),
        ("minute", counts.minute, shared["minute"]),
        ("day", counts.day, shared["day"]),
    ]
    if typed:
        checks += [
            ("prefix", counts.typed_prefix, int(shared["prefix"] * TYPED_SHARE)),
            ("minute", counts.typed_minute, int(shared["minute"] * TYPED_SHARE)),
            ("day", counts.typed_day, int(shared["day"] * TYPED_SHARE)),
        ]
    return next((cap for cap, count, limit in checks if count >= limit), None)


def count(connection: Connection, asked: Asked) -> Counts:
    """Everything that the caps need, in one query. Rehearsals don't count."""
    values = {
        "call_sid": asked.call_sid,
        "template": asked.template,
        "to": asked.to,
        "prefix": asked.prefix,
        "caller": asked.caller,
        "day_ago": asked.now - DAY,
        "hour_ago": asked.now - HOUR,
        "minute_ago": asked.now - MINUTE,
    }
    return Counts(**connection.execute(_COUNTS, values).one()._mapping)


def _rows(*conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(func.count()).select_from(texts).where(*conditions, ~texts.c.rehearsal).scalar_subquery()


def _counts() -> Select[Any]:
    """The query, built once: building it takes longer than running it."""
    column, given = texts.c, bindparam
    this_call, to, caller = column.call_sid == given("call_sid"), column.to_hash, column.caller_hash
    since = {span: column.asked_at > given(f"{span}_ago", type_=UtcDateTime) for span in ("day", "hour", "minute")}
    prefix = column.prefix_hash == given("prefix")
    others = select(func.count(to.distinct())).where(this_call, to != given("to"), ~column.rehearsal)
    same = select(func.count()).where(this_call, column.template == given("template"), to == given("to"))
    return select(
        same.scalar_subquery().label("same"),
        others.scalar_subquery().label("numbers"),
        _rows(to == given("to"), since["day"]).label("number"),
        _rows(caller == given("caller"), caller != "", since["day"]).label("caller"),
        _rows(prefix, since["hour"]).label("prefix"),
        _rows(since["minute"]).label("minute"),
        _rows(since["day"]).label("day"),
        _rows(prefix, since["hour"], column.typed).label("typed_prefix"),
        _rows(since["minute"], column.typed).label("typed_minute"),
        _rows(since["day"], column.typed).label("typed_day"),
    )


_COUNTS = _counts()
