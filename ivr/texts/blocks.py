"""Numbers that are never texted: whoever asked to be left alone, or answered STOP.

They are kept by a hash, whose key is not erased with the others': a block outlives the erasure of numbers. A STOP binds
the number's own calls for STOP_LASTS only: who writes START tells Twilio, and not us.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection, delete, select, update

from ivr.hours.words import Words, words
from ivr.settings import Settings
from ivr.store.conflicts import insert_into
from ivr.store.sending_tables import blocked_numbers, number_keys
from ivr.store.tables import texts
from ivr.texts.number_keys import BLOCKS, make_key
from ivr.texts.pseudonyms import TAIL, NumberHash, number_hash

Why = Literal["asked", "stop"]
STOPPED = 21610  # Twilio's code: this number has answered STOP to this sender
STOP_LASTS = timedelta(days=30)  # then its own call tries again; while Twilio refuses it, that is a STOP anew
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

    def bind(self, connection: Connection, number: str, typed: bool, now: datetime) -> bool:
        """Whether a number (E.164) is not texted, be it typed or by its own call."""
        hashed = self._hash(connection)
        if hashed is None:  # none has ever been blocked
            return False
        query = select(blocked_numbers.c.why, blocked_numbers.c.at)
        found = connection.execute(query.where(blocked_numbers.c.number_hash == hashed.of(number))).first()
        return found is not None and (typed or found.why != "stop" or found.at > now - STOP_LASTS)

    def block(self, connection: Connection, number: str, why: Why, now: datetime) -> bool:
        """Never text a number again, not even what waits; False when it is blocked so already.

        What its owner asked for outlasts a STOP; a STOP that is told again is new.
        """
        make_key(connection, BLOCKS, now)
        hashed = self._hash(connection)
        assert hashed is not None
        waits = (texts.c.to_number == number) & (texts.c.state == "queued")
        connection.execute(update(texts).where(waits).values(state="failed", changed_at=now, reason=REASON))
        is_it = blocked_numbers.c.number_hash == hashed.of(number)
        before = connection.execute(select(blocked_numbers.c.why).where(is_it)).scalar()
        values = {"number_hash": hashed.of(number), "tail": number[-TAIL:], "why": why, "at": now}
        made = insert_into(blocked_numbers, connection.dialect.name).values(values)
        renewed = {"why": why, "at": now}
        is_stop = blocked_numbers.c.why == "stop"
        connection.execute(made.on_conflict_do_update(index_elements=["number_hash"], set_=renewed, where=is_stop))
        return before not in (why, "asked")

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
