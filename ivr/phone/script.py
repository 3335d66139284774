"""A call that can be placed again to the letter: who rings whom, when, and what was done at which second.

As a link it is a query, made to stand behind the `#` of an address, so that no server's log holds it; as a command it
rings from a terminal.
"""

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from ivr.phone.acts import KINDS, Act, ActError, behaviour
from ivr.phone.advisers import Advisers
from ivr.phone.listening import HASH_ALONE, KEYS, HashAlone
from ivr.phone.moments import read_moment
from ivr.phone.typed import typed_of

MOST_ACTS = 100
LONGEST = 200  # characters of a field
YEARS = range(1971, 2100)  # in which a line can be rehearsed
_ACT = re.compile(rf"(?:(\d{{1,5}}(?:\.\d{{1,2}})?):)?({'|'.join(KINDS)}):(.{{0,{LONGEST}}})", re.DOTALL)
_SAID_NUMBER = re.compile(r"\+?\d(?:[\s.\-/]*\d){8,}")
_REVISION = re.compile(r"[0-9a-z.+-]{0,80}")


class ScriptError(Exception):
    """The text is no call."""


@dataclass(frozen=True, slots=True)
class Script:
    """A call. Numbers as a person writes them; `at` in ISO 8601, "" for now.

    `queue`: advisers are reached through a queue, not by their number. `revision`: of the content over which the call
    was placed, "" where that is not known.
    """

    from_: str = "01 99 00 12 34"
    to: str = "3646"
    at: str = ""
    advisers: Advisers = "answer"
    queue: bool = False
    hash_alone: HashAlone = "ends"
    revision: str = ""
    acts: tuple[Act, ...] = ()

    @property
    def lasting(self) -> tuple[Act, ...]:
        """What is done, where everything is heard first: what a file and a command can hold."""
        return tuple(Act(act.kind, act.detail) for act in self.acts)


def write_script(script: Script) -> str:
    """The query: `from=...&to=3646&at=...&do=3.25:press:1&do=wait:`."""
    pairs = [("from", script.from_), ("to", script.to), ("at", script.at), ("advisers", script.advisers)]
    pairs += [("queue", "1")] if script.queue else []
    pairs += [("hash", script.hash_alone)] if script.hash_alone != "ends" else []
    pairs += [("rev", script.revision)] if script.revision else []
    return urlencode([*pairs, *(("do", _written(act)) for act in script.acts)], safe=":")


def _written(act: Act) -> str:
    moment = "" if act.at is None else f"{act.at:.2f}".rstrip("0").rstrip(".") + ":"
    return f"{moment}{act.kind}:{act.detail}"


def read_script(text: str) -> Script:
    """The call of a query; what it has no name for is left aside. Raises ScriptError."""
    try:
        pairs = parse_qsl(text.removeprefix("#"), keep_blank_values=True, max_num_fields=MOST_ACTS + 20)
        return _script(dict(pairs), tuple(_act(value) for name, value in pairs if name == "do"))
    except (ValueError, ActError) as error:
        raise ScriptError(str(error)) from error


def _script(given: Mapping[str, str], acts: tuple[Act, ...]) -> Script:
    if len(acts) > MOST_ACTS:
        raise ScriptError(f"{len(acts)} acts; {MOST_ACTS} at most")
    found: dict[str, Any] = {name: given[name][:LONGEST] for name in ("to", "at") if name in given}
    if found.get("at") and read_moment(found["at"]).year not in YEARS:
        raise ScriptError(f"at: write a year from {YEARS.start} on")
    if given.get("hash", "ends") not in HASH_ALONE or not _REVISION.fullmatch(given.get("rev", "")):
        raise ScriptError("hash or rev is none")
    return Script(
        **found,
        from_=given.get("from", Script().from_)[:LONGEST],
        advisers=behaviour(given.get("advisers", "answer")),
        queue=given.get("queue") == "1",
        hash_alone="ignored" if given.get("hash") == "ignored" else "ends",
        revision=given.get("rev", ""),
        acts=acts,
    )


def _act(text: str) -> Act:
    found = _ACT.fullmatch(text)
    if not found or (found[2] == "press" and not (found[3] and KEYS.issuperset(found[3]))):
        raise ScriptError(f"{text[:40]!r} is nothing that can be done")
    if found[2] == "advisers":
        behaviour(found[3])
    return Act(found[2], found[3], float(found[1]) if found[1] else None)


def command(script: Script, settings: Mapping[str, str]) -> str:
    """The command that places the call in a terminal, where every sentence is heard before a key."""
    words = [f"{name}={shlex.quote(value)}" for name, value in settings.items()]
    words += ["ivr", "call", "--from", shlex.quote(script.from_), "--to", shlex.quote(script.to)]
    words += ["--at", shlex.quote(script.at), "--advisers", script.advisers]
    words += ["--hash", script.hash_alone] if script.hash_alone != "ends" else []
    if all(act.kind in ("press", "wait") for act in script.acts):
        keys = " ".join(typed_of(act) for act in script.acts)
        return " ".join([*words, *(["--keys", shlex.quote(keys)] if keys else [])])
    lines = " ".join(shlex.quote(typed_of(act)) for act in script.acts)
    return f"printf '%s\\n' {lines} | {' '.join(words)}"


def numbers_in(script: Script) -> Iterator[str]:
    """Every telephone number that it may hold: who rings, who is rung, and long numbers that were keyed or said."""
    yield from (script.from_, script.to)
    yield from (act.detail for act in script.acts if act.kind == "press" and len(act.detail) > 8)
    yield from (number for act in script.acts if act.kind == "say" for number in _SAID_NUMBER.findall(act.detail))
