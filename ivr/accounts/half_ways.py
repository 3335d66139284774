"""What waits for its second part: a password was right and the code is awaited, a challenge was set, a way was begun.

Each has a token that a browser carries, lasts ten minutes, and is taken once.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection, delete, select

from ivr.accounts.tokens import hash_of_token, new_token
from ivr.store.account_tables import half_ways

LASTS = timedelta(minutes=10)
Kind = Literal["second-factor", "passkey-in", "passkey-new", "codes-new", "oidc"]


@dataclass(frozen=True, slots=True)
class HalfWay:
    """Whose it is ("" where that is not known yet), and what is held for its second part."""

    person: str
    held: Mapping[str, str]


def begin(connection: Connection, kind: Kind, at: datetime, *, person: str = "", **held: str) -> str:
    """Its token. What has run out is deleted on the way."""
    connection.execute(delete(half_ways).where(half_ways.c.until <= at))
    token = new_token()
    row = {"token": hash_of_token(token), "kind": kind, "held": json.dumps(held), "until": at + LASTS}
    connection.execute(half_ways.insert().values(row | {"person": person or None}))
    return token


def look(connection: Connection, kind: Kind, token: str, at: datetime) -> HalfWay | None:
    """What waits for that token; it goes on waiting."""
    same = (half_ways.c.token == hash_of_token(token)) & (half_ways.c.kind == kind) & (half_ways.c.until > at)
    row = connection.execute(select(half_ways).where(same)).one_or_none()
    return HalfWay(row.person or "", json.loads(row.held)) if row else None


def forget(connection: Connection, kind: Kind, person: str) -> None:
    """Nothing of that kind waits for this person any more."""
    connection.execute(delete(half_ways).where(half_ways.c.person == person, half_ways.c.kind == kind))


def take(connection: Connection, kind: Kind, token: str, at: datetime) -> HalfWay | None:
    """What waited for that token, and waits no more; of two who come at once only one gets it."""
    found = look(connection, kind, token, at)
    gone = connection.execute(
        delete(half_ways).where(half_ways.c.token == hash_of_token(token), half_ways.c.kind == kind)
    )
    return found if gone.rowcount == 1 else None
