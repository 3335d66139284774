"""The one way by which a row is added to the audit trail, and how it is read.

Rows are numbered 1, 2, 3... Each holds `chain`, a keyed hash over its own content and the chain of the row before.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, String, select, type_coerce

from ivr.audit.deeds import DEEDS
from ivr.keys import Keys
from ivr.store.audit_tables import deeds
from ivr.store.engine import serialise

AUDIT_LOCK = 3646_4  # whoever adds a row waits here until the one before is committed
BEFORE_THE_FIRST = ""
WHAT = 200  # letters of it that are kept
TERMINAL = "terminal"  # who did it where a command of `ivr` did


@dataclass(frozen=True, slots=True)
class Deed:
    """One row: who (a person's opaque id) did what, to what, when and from where (a keyed hash)."""

    number: int
    at: datetime
    who: str
    did: str
    what: str
    origin: str
    chain: str


@dataclass(frozen=True, slots=True)
class Head:
    """The last row at some time. Kept elsewhere, it tells whether the rows up to it are still the same."""

    number: int
    chain: str

    def __str__(self) -> str:
        return f"{self.number}:{self.chain}"


@dataclass(frozen=True, slots=True)
class Trail:
    """The audit trail of one deployment, by its keys."""

    keys: Keys = field(repr=False)

    def append(self, connection: Connection, *, who: str, did: str, what: str, at: datetime, origin: str = "") -> Head:
        """Add a row within the transaction of the thing done: both are there, or neither.

        `who`: a person's id. `did`: a word of DEEDS. `what`: names and numbers of our own ("change 12"), never a
        telephone number, a name or what somebody typed. `origin`: from `origin_of`.
        """
        if did not in DEEDS:
            raise ValueError(f"{did!r} is none of DEEDS")
        serialise(connection, AUDIT_LOCK)
        last = head(connection)
        row = Deed(last.number + 1, at.astimezone(UTC), who, did, what[:WHAT], origin, "")
        chain = link(self.keys.audit, row, last.chain)
        connection.execute(deeds.insert().values(_values(row) | {"chain": chain}))
        return Head(row.number, chain)

    def origin_of(self, address: str | None) -> str:
        """What stands for a network address: equal ones are recognised, none can be read back without the key."""
        return self.keys.hash_of("origin", address or "")


def head(connection: Connection) -> Head:
    """The last row; number 0 while there is none."""
    row = connection.execute(select(deeds.c.number, deeds.c.chain).order_by(deeds.c.number.desc()).limit(1)).first()
    return Head(row.number, row.chain) if row else Head(0, BEFORE_THE_FIRST)


def all_deeds(connection: Connection) -> Iterator[Deed]:
    """Every row from the first on, a thousand at a time."""
    found = connection.execution_options(yield_per=1000).execute(_rows().order_by(deeds.c.number))
    return map(_deed, found)


def latest(connection: Connection, *, before: int | None = None, who: str = "", limit: int = 50) -> tuple[Deed, ...]:
    """The newest rows first; those older than number `before`, and of one person, where asked."""
    query = _rows().order_by(deeds.c.number.desc()).limit(limit)
    if before is not None:
        query = query.where(deeds.c.number < before)
    if who:
        query = query.where(deeds.c.who == who)
    return tuple(map(_deed, connection.execute(query)))


def link(key: bytes, deed: Deed, before: str) -> str:
    """The chain of a row, 64 hexadecimal digits: keyed by `key`, over its content and the chain before it."""
    content = [deed.number, deed.at.isoformat(), deed.who, deed.did, deed.what, deed.origin, before]
    return hmac.new(key, json.dumps(content).encode(), hashlib.sha256).hexdigest()


def _values(deed: Deed) -> dict[str, Any]:
    return {name: getattr(deed, name) for name in ("number", "at", "who", "did", "what", "origin")}


def _rows() -> Select[Any]:
    """Every column as the database holds it: a moment that is none must not stop whoever looks for it."""
    texts = (type_coerce(column, String).label(column.name) for column in deeds.c if column.name != "number")
    return select(deeds.c.number, *texts)


def _deed(row: Row[Any]) -> Deed:
    return Deed(row.number, _moment(row.at), *map(_text, (row.who, row.did, row.what, row.origin, row.chain)))


def _moment(held: object) -> datetime:
    """What is no moment becomes one that no row was written at."""
    try:
        found = held if isinstance(held, datetime) else datetime.fromisoformat(str(held))
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _text(held: object) -> str:
    return held if isinstance(held, str) else repr(held)
