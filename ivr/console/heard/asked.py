"""What is asked of the page in its address, as it was typed; and what a caller hears then."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast, get_args
from zoneinfo import ZoneInfo

from ivr.changes.heard import Heard, facts_at, heard_at
from ivr.changes.moments import moment_words
from ivr.changes.rehearsed import CALLERS, CallerKind, Rehearsal, rehearse
from ivr.changes.whence import Whence
from ivr.findings import Language
from ivr.hours.schedules import Caisse, Line, Schedules
from ivr.hours.words import Words
from ivr.line.call import LINE_NAMES, LineName
from ivr.line.facts import Rules
from ivr.published.snapshot import Snapshot

LONGEST = 80  # letters of a field
KINDS = get_args(CallerKind)


@dataclass(frozen=True, slots=True)
class Asked:
    """The fields as they were typed; `keys` are those that the caller pressed, apart by blanks."""

    place: str = ""
    at: str = ""
    called: str = ""  # a line; "": the one that people ring there
    caller: str = "mobile"
    language: Language = "fr"
    keys: tuple[str, ...] = ()

    @property
    def args(self) -> Mapping[str, str]:
        """The same as an address has it."""
        told = {"place": self.place, "at": self.at, "called": self.called, "caller": self.caller}
        told |= {"language": self.language, "keys": " ".join(self.keys)}
        return {name: value for name, value in told.items() if value}

    def pressing(self, *keys: str) -> Mapping[str, str]:
        """The address of the same call, after these keys."""
        return replace(self, keys=keys).args

    def then(self, key: str) -> Mapping[str, str]:
        """The address of the same call, one key on."""
        return self.pressing(*self.keys, key)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is heard. `names`: "vendredi 27 novembre 2026 à 13 h, Lyon (69)"; `body`: whose hours count."""

    names: Words
    at: datetime
    call: Rehearsal
    heard: Heard
    body: Line | Caisse


def read_asked(args: Mapping[str, str]) -> Asked:
    """The fields of an address; what is none of theirs is as if it were left out."""
    language = "en" if args.get("language") == "en" else "fr"
    return Asked(
        place=args.get("place", "")[:LONGEST],
        at=args.get("at", "")[:LONGEST],
        called=args.get("called", "") if args.get("called") in LINE_NAMES else "",
        caller=args.get("caller", "") if args.get("caller") in KINDS else "mobile",
        language=cast(Language, language),
        keys=tuple(args.get("keys", "")[:LONGEST].split()),
    )


def answered(snapshot: Snapshot, asked: Asked, place: Whence, at: datetime, rules: Rules) -> Answer:
    """What somebody hears who calls from there, then."""
    schedules = snapshot.schedules
    called = cast(LineName, asked.called or place.line)
    caller = CALLERS[cast(CallerKind, asked.caller)][1]
    kept = caller if asked.caller != "mobile" or called != "abroad" else None
    call = rehearse(snapshot, facts_at(snapshot, at, called, rules, kept), asked.language, asked.keys)
    heard = heard_at(snapshot, at, place, called=called, language=asked.language, rules=rules)
    body = _body(schedules, place, called)
    there = at.astimezone(ZoneInfo(body.rule.zone))
    return Answer(moment_words(there, place), at, call, heard, body)


def _body(schedules: Schedules, place: Whence, called: LineName) -> Line | Caisse:
    """Whose hours count: the caisse's of whoever calls 36 46 from a known place, else the line's own."""
    known = called == "national" and place.caisse in schedules.caisses
    return schedules.caisses[place.caisse] if known else schedules.lines[called]
