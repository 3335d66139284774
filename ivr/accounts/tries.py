"""Too many tries from one side have to wait: a login, a network address, a browser that is known.

Only tries that were really made count, so that nobody is kept out for longer than the minutes after the last of them. A
browser in which a person has signed in before has tries of its own: strangers who try their login can't keep them out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from ivr.store.account_tables import sign_in_tries as tries
from ivr.store.engine import serialise

TRIES_LOCK = 3646_6  # many tries at once are counted one after the other
WITHIN = timedelta(minutes=15)
OF_ONE_ACCOUNT = 5
OF_ONE_ADDRESS = 20  # many people of a caisse share one


@dataclass(frozen=True, slots=True)
class Side:
    """From where tries come: a keyed hash, and how many it has."""

    key: str
    most: int = OF_ONE_ACCOUNT


def note_try(connection: Connection, sides: Iterable[Side], at: datetime) -> datetime | None:
    """None where there may be a try now, and it is noted; else from when on there may be one."""
    serialise(connection, TRIES_LOCK)
    sides = [side for side in sides if side.key]
    waits = [until for side in sides if (until := _wait(connection, side, at))]
    if waits:
        return max(waits)
    for side in sides:
        connection.execute(tries.insert().values(side=side.key, at=at))
    return None


def forget_tries(connection: Connection, sides: Iterable[Side]) -> None:
    """Who came in may slip as often again."""
    connection.execute(delete(tries).where(tries.c.side.in_({side.key for side in sides})))


def forget_old_tries(connection: Connection, at: datetime) -> None:
    """Delete what counts no longer."""
    connection.execute(delete(tries).where(tries.c.at <= at - WITHIN))


def _wait(connection: Connection, side: Side, at: datetime) -> datetime | None:
    made = select(tries.c.at).where(tries.c.side == side.key, tries.c.at > at - WITHIN).order_by(tries.c.at.desc())
    latest: list[datetime] = list(connection.scalars(made.limit(side.most)))
    return latest[-1] + WITHIN if len(latest) >= side.most else None
