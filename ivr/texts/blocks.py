"""Numbers that are never texted: whoever asked to be left alone, or answered STOP.

They are kept by a hash, whose key is not erased with the others': a block outlives the erasure of numbers.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, delete, insert, select, update

from ivr.hours.words import Words, words
from ivr.settings import Settings
from ivr.store.sending_tables import blocked_numbers, number_keys
from ivr.store.tables import texts
from ivr.texts.number_keys import BLOCKS, make_key
from ivr.texts.pseudonyms import TAIL, NumberHash, number_hash

Why = Literal["asked", "stop"]
STOPPED = 21610  # Twilio's code: this number has answered STOP to this sender
WORDS: dict[Why, Words] = {
    "asked": words(fr="à sa demande", en="at its owner's wish"),
    "stop": words(fr="a répondu STOP", en="answered STOP"),
}
REASON = "numéro bloqué"


@dataclass(frozen=True, slots=True)
class Blocked:
    """One blocked number, of which only the last two digits can be read."""

    tail: str
    why: Why
    at: datetime


class Blocks:
    """The blocked numbers of this deployment. Each method is work for a transaction of the caller's."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def is_blocked(self, connection: Connection, number: str) -> bool:
        """Whether a number (E.164) is never texted."""
        hashed = self._hash(connection)
        if hashed is None:  # none has ever been blocked
            return False
        found = select(blocked_numbers.c.tail).where(blocked_numbers.c.number_hash == hashed.of(number))
        return connection.execute(found).first() is not None

    def block(self, connection: Connection, number: str, why: Why, now: datetime) -> bool:
        """Never text a number again, not even what waits; False when it is blocked already."""
        make_key(connection, BLOCKS, now)
        hashed = self._hash(connection)
        assert hashed is not None
        waits = (texts.c.to_number == number) & (texts.c.state == "queued")
        connection.execute(update(texts).where(waits).values(state="failed", changed_at=now, reason=REASON))
        if self.is_blocked(connection, number):
            return False
        values = {"number_hash": hashed.of(number), "tail": number[-TAIL:], "why": why, "at": now}
        connection.execute(insert(blocked_numbers).values(values))
        return True

    def unblock(self, connection: Connection, number: str) -> bool:
        """Text a number again; False when it was not blocked."""
        hashed = self._hash(connection)
        if hashed is None:
            return False
        gone = delete(blocked_numbers).where(blocked_numbers.c.number_hash == hashed.of(number))
        return connection.execute(gone).rowcount == 1

    def _hash(self, connection: Connection) -> NumberHash | None:
        key = connection.execute(select(number_keys.c.key).where(number_keys.c.name == BLOCKS)).scalar()
        return None if key is None else number_hash(self.settings, key)


def listed(connection: Connection) -> list[Blocked]:
    """All of them, the newest first."""
    query = select(blocked_numbers.c.tail, blocked_numbers.c.why, blocked_numbers.c.at)
    return [Blocked(*row) for row in connection.execute(query.order_by(blocked_numbers.c.at.desc()))]
