"""The random keys of numbers' hashes: each is used for some days, kept for as many more, and erased.

A number is known again by the key in use and by the one before. What was hashed by an erased key is hashed by nothing:
who has the database, the settings and all the time in the world can't tell whose it was.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from ivr.settings import Settings
from ivr.store.conflicts import insert_into
from ivr.store.engine import Store, serialise
from ivr.store.sending_tables import number_keys
from ivr.texts.pseudonyms import NumberHash, number_hash

BLOCKS = "blocks"  # the key of blocked numbers, which is never erased
KEY_BYTES = 32
KEYS_LOCK = 3646_10  # two processes that see a key's last moment at once make one, also if it is midnight between them


@dataclass(frozen=True, slots=True)
class Hashes:
    """By the key in use, and by the one before (the same where there is none); and by that of blocked numbers."""

    current: NumberHash
    before: NumberHash
    blocks: NumberHash


@dataclass(frozen=True, slots=True)
class _Key:
    key: str
    made_at: datetime


class NumberKeys:
    """The keys as one process knows them. Asks the database where it doesn't know one, and no more.

    Without a lock: callers who come at once, to a database that is frozen, would wait for each other's deadlines.
    """

    def __init__(self, store: Store, settings: Settings) -> None:
        self.store = store
        self.settings = settings
        self.lasts = timedelta(days=settings.number_key_days)
        self._known: tuple[list[_Key], str] = [], ""  # newest first, and that of blocks; replaced in one step

    def at(self, now: datetime) -> Hashes:
        """Those of this moment; a key is made where the last one has been used for long enough. Raises as the store."""
        known = self._known
        if not self._lives(known[0], now):
            known = self._known = self.store.within_deadline(lambda one: self._renewed(one, now))
        (current, *rest), blocks = known
        before = [key for key in rest if now - key.made_at < 2 * self.lasts]
        return Hashes(self._hash(current.key), self._hash((before or [current])[0].key), self._hash(blocks))

    def _lives(self, keys: list[_Key], now: datetime) -> bool:
        return bool(keys) and now - keys[0].made_at < self.lasts

    def _renewed(self, connection: Connection, now: datetime) -> tuple[list[_Key], str]:
        serialise(connection, KEYS_LOCK)
        make_key(connection, BLOCKS, now)
        found, blocks = _read(connection)
        if self._lives(found, now):
            return found, blocks
        make_key(connection, f"{now:%Y-%m-%d}", now)  # two processes that make it at once make one
        return _read(connection)

    def _hash(self, key: str) -> NumberHash:
        return number_hash(self.settings, key)


def make_key(connection: Connection, name: str, now: datetime) -> None:
    """A random key of this name, unless there is one."""
    made = insert_into(number_keys, connection.dialect.name).values(
        name=name, key=secrets.token_hex(KEY_BYTES), made_at=now
    )
    connection.execute(made.on_conflict_do_nothing())


def erase_keys(connection: Connection, now: datetime, days: int) -> datetime | None:
    """Erase the keys that have been used, and kept, for long enough; when the oldest that is left was made."""
    numbers = number_keys.c.name != BLOCKS
    connection.execute(delete(number_keys).where(numbers, number_keys.c.made_at <= now - timedelta(days=2 * days)))
    oldest = select(number_keys.c.made_at).where(numbers).order_by(number_keys.c.made_at).limit(1)
    return connection.execute(oldest).scalar()


def _read(connection: Connection) -> tuple[list[_Key], str]:
    """The keys of periods, the newest first, and that of blocks."""
    rows = connection.execute(select(number_keys).order_by(number_keys.c.made_at.desc())).all()
    periods = [_Key(row.key, row.made_at) for row in rows if row.name != BLOCKS]
    return periods, next((row.key for row in rows if row.name == BLOCKS), "")
