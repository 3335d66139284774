"""What travels in the action URL of a turn: `/voice/<step>?v=1&t=3&p=metropole`, plain ASCII without one escape.

Twilio signs the address byte for byte, so it holds only what no proxy rewrites; Twilio's signature protects it. Short
names, defaults left out, no number and no key that was pressed. What can't be read, or was written by an older
release, leads to the first menu with what is known.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from ivr.line.call import LINE_NAMES, PLACES, Call

VERSION = "1"
NOWHERE = "-"  # a step that no flow has: whoever goes on from it is led to the first menu
MOMENT = "%Y%m%dT%H%M%SZ"  # 20261225T080000Z: no colon, which some proxies escape
YEARS = range(1970, 2100)  # in which a rehearsal may be played

_WORD = re.compile(r"[a-z0-9_]{1,40}", re.ASCII)
_DEPARTMENT = re.compile(r"[0-9][0-9AB][0-9]?", re.ASCII)
_CAISSE = re.compile(r"[0-9A-Za-z_]{1,12}", re.ASCII)

# letter in the address -> field of the Call and what it may hold
_FIELDS: Mapping[str, tuple[str, re.Pattern[str]]] = {
    "t": ("turn", re.compile(r"[0-9]{1,3}", re.ASCII)),
    "l": ("line", re.compile("|".join(LINE_NAMES))),
    "g": ("language", re.compile("[a-z]{2,3}")),
    "p": ("place", re.compile("|".join(filter(None, PLACES)))),
    "d": ("department", _DEPARTMENT),
    "z": ("postcode", re.compile("typed")),
    "c": ("caisse", _CAISSE),
    "o": ("topic", _WORD),
    "r": ("regime", _WORD),
    "k": ("link", _WORD),
    "f": ("tries", re.compile(r"[0-9]", re.ASCII)),
    "n": ("dials", re.compile(r"[0-3]", re.ASCII)),
    "a": ("about", re.compile("file")),
    "i": ("internet", re.compile("none")),
    "w": ("paper", re.compile("told")),
    "x": ("closed", re.compile("told")),
    "q": ("doubt", re.compile(r"[a-z0-9_]{1,40}(?:\.[a-z0-9_]{1,40})?", re.ASCII)),
    "b": ("back", _WORD),
}
_NUMBERS = frozenset(("turn", "tries", "dials"))
_FRESH = Call()
_LETTERS = [{name: letter for letter, (name, _) in _FIELDS.items()}.get(name, "") for name in Call._fields]
MOST_TURNS = 999


@dataclass(frozen=True, slots=True)
class State:
    """A call between two turns, as its address tells it.

    `at` is the moment that a rehearsal plays at; `sorry` tells that the last turn broke and the caller heard so.
    """

    call: Call
    at: datetime | None = None
    sorry: bool = False


def write_state(state: State) -> str:
    """`step?v=1&...`: the end of the address of the turn that follows. Never ends in a bare question mark."""
    call = state.call
    if call.turn > MOST_TURNS:
        call = call._replace(turn=MOST_TURNS)
    fields = zip(_LETTERS, call, _FRESH, strict=True)
    told = [f"{letter}={value}" for letter, value, fresh in fields if value != fresh and letter]
    words = [f"{call.step or NOWHERE}?v={VERSION}", *told]
    if state.at is not None:
        words.append("at=" + write_moment(state.at))
    if state.sorry:
        words.append("s=1")
    return "&".join(words)


@lru_cache(maxsize=1 << 10)  # many calls stand where others stood; none of it is personal
def read_state(step: str, query: str) -> State:
    """The state in the path's step and the raw query. What makes no sense is dropped, and the step with it."""
    pairs = dict(word.partition("=")[::2] for word in query.split("&"))
    known, garbage = _read_fields(pairs)
    trusted = pairs.get("v") == VERSION and not garbage and _WORD.fullmatch(step) is not None
    call = Call(step=step if trusted else NOWHERE, **known)
    return State(call, read_moment(pairs.get("at", "")), sorry=pairs.get("s") == "1")


def _read_fields(pairs: Mapping[str, str]) -> tuple[dict[str, Any], bool]:
    known: dict[str, Any] = {}
    garbage = False
    for letter in pairs.keys() & _FIELDS.keys():
        (name, pattern), text = _FIELDS[letter], pairs[letter]
        if pattern.fullmatch(text):
            known[name] = int(text) if name in _NUMBERS else text
        else:
            garbage = True
    return known, garbage


def write_moment(at: datetime) -> str:
    """An aware moment, to the second, in UTC."""
    return at.astimezone(UTC).strftime(MOMENT)


def read_moment(text: str) -> datetime | None:
    """The moment that `write_moment` wrote; None for anything else, and where no calendar reaches."""
    try:
        moment = datetime.strptime(text, MOMENT).replace(tzinfo=UTC) if text else None
    except ValueError:
        return None
    return moment if moment is not None and moment.year in YEARS else None
