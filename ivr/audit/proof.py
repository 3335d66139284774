"""Whether the audit trail is as it was written: the first row that does not hold, and why.

The chain shows a row that was edited, taken out, put in or moved. Against somebody who has the key, and against a cut
end, only a head helps that was kept elsewhere: the row of that number must still have that chain.
"""

import hmac
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ivr.audit.trail import BEFORE_THE_FIRST, Deed, Head, link

Why = Literal["missing", "altered", "cut", "rewritten"]
WRITTEN = re.compile(r"([1-9][0-9]{0,17}):([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Break:
    """The first row that does not hold. `rewritten`: at `number` or before, but after the last head that held."""

    number: int
    why: Why
    after: int = 0  # the last head that still held


def read_head(text: str) -> Head | None:
    """ "12:3fe...": None where it is not written so."""
    found = WRITTEN.fullmatch(text.strip())
    return Head(int(found[1]), found[2]) if found else None


def first_break(deeds: Iterable[Deed], key: bytes, heads: Iterable[Head] = ()) -> Break | None:
    """The first row that does not hold against the chain or against heads that were kept; None where all do."""
    known = sorted(set(heads), key=lambda head: head.number)
    chain, last, held = BEFORE_THE_FIRST, 0, 0
    for deed in deeds:
        if deed.number != last + 1:
            return Break(last + 1, "missing", held)
        if not hmac.compare_digest(deed.chain.encode(), link(key, deed, chain).encode()):
            return Break(deed.number, "altered", held)
        chain, last = deed.chain, deed.number
        for head in _of(known, last):
            if head.chain != chain:
                return Break(last, "rewritten", held)
            held = last
    beyond = [head.number for head in known if head.number > last]
    return Break(last + 1, "cut", held) if beyond else None


def _of(known: list[Head], number: int) -> Iterator[Head]:
    """The heads of that number, each looked at once."""
    while known and known[0].number <= number:
        yield known.pop(0)
