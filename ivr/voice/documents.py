"""TwiML as text, kept for the next caller who hears the same: a menu is built once, and then only addressed.

Kept by (revision of the content, language, what is said, how the turn ends); the next turn's address is put in
afterwards. What holds a personal value is built anew each time and kept nowhere.
"""

import threading
from collections.abc import Callable, Hashable, Mapping

from ivr.line.actions import Moment, Offer, Say, Value
from ivr.voice.twiml import MARK, WAIT_MARK, attribute

MOST_DOCUMENTS = 2000  # of 1 to 4 kB
Says = tuple[Say | Offer, ...]
Pieces = tuple[bytes, ...]


class Documents:
    """The documents that were built last, each in the pieces between which its address belongs."""

    def __init__(self, most: int = MOST_DOCUMENTS) -> None:
        self._kept: dict[Hashable, Pieces] = {}
        self._lock = threading.Lock()
        self._most = most

    def get(self, key: Hashable | None, build: Callable[[], str]) -> Pieces:
        """The document of that key, or what `build` makes; `None` is the key of what may not be kept."""
        if key is None:
            return pieces(build())
        if (kept := self._kept.get(key)) is not None:
            return kept
        document = pieces(build())
        with self._lock:
            self._kept[key] = document
            if len(self._kept) > self._most:
                del self._kept[next(iter(self._kept))]
        return document

    def __len__(self) -> int:
        return len(self._kept)


def pieces(document: str) -> Pieces:
    """A document cut where the next turn's address goes."""
    return tuple(piece.encode() for piece in document.split(MARK))


def addressed(document: Pieces, action: str) -> bytes:
    """The document with the next turn's address in its place, escaped once."""
    return attribute(action).encode().join(document)


def waited(document: str, wait: str) -> str:
    """The document with the address of what is heard in the queue."""
    return document.replace(WAIT_MARK, attribute(wait))


def key_of(says: Says) -> tuple[Hashable, ...] | None:
    """What is said, as something to look up; None when any of it is personal."""
    key: list[Hashable] = []
    for said in says:
        if isinstance(said, Offer):
            key.append(said)
        elif said.personal:
            return None
        else:
            key.append((said.prompt, _values(said.values)))
    return tuple(key)


def _values(values: Mapping[str, Value]) -> Hashable:
    return tuple((name, _value(value)) for name, value in sorted(values.items())) if values else ()


def _value(value: Value) -> Hashable:
    match value:
        case Moment(at, now, bound, clock):
            # Its words depend on the day from which it is seen, not on the second; and on its zone, which two equal
            # moments need not share.
            return at.isoformat(), now.date(), bound, clock
        case Mapping():
            return tuple(sorted(value.items()))
    return value
