"""A change as a form has it: what is done, to whom, when and why, in the words of the staff."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Literal, get_args

from ivr.content.changes import Section
from ivr.hours.words import Words, words

Does = Literal["closed", "open", "hours", "notice", "emergency"]
Field = Literal["", "kind", "where", "days", "hours", "even", "start", "until", "lines", "fr", "en", "note"]

SECTION_OF: Mapping[Does, Section] = {
    "closed": "closures",
    "open": "openings",
    "hours": "hours",
    "notice": "bulletins",
    "emergency": "emergencies",
}
KINDS: tuple[Does, ...] = get_args(Does)
KIND_WORDS: Mapping[Does, Words] = {
    "closed": words(fr="Fermé", en="Closed"),
    "open": words(fr="Ouvert", en="Open"),
    "hours": words(fr="Autres horaires", en="Other hours"),
    "notice": words(fr="Annonce", en="Notice"),
    "emergency": words(fr="Urgence", en="Emergency"),
}
# Which fields each kind has, and under which key of an entry each is written.
KEYS: Mapping[Does, Mapping[Field, str]] = {
    "closed": {"where": "where", "days": "days", "hours": "hours", "fr": "fr", "en": "en"},
    "open": {"where": "where", "days": "days", "hours": "hours", "even": "even", "fr": "fr", "en": "en"},
    "hours": {"where": "where", "days": "days", "hours": "hours", "even": "even", "fr": "fr", "en": "en"},
    "notice": {"lines": "lines", "start": "first", "until": "last", "fr": "fr", "en": "en"},
    "emergency": {"where": "where", "start": "start", "until": "end", "fr": "fr", "en": "en"},
}


@dataclass(frozen=True, slots=True)
class Form:
    """What was typed. `editing` is the entry that it changes, by section and name; None for a new one.

    `seen` is the newest change of that entry when the form was opened, 0 for none: who was outrun since is told.
    """

    kind: Does = "closed"
    where: tuple[str, ...] = ()
    days: str = ""  # phrases, a line each
    hours: str = ""
    even: tuple[str, ...] = ()  # "holidays", "closures"
    start: str = ""  # of emergencies and notices; "" is now
    until: str = ""
    lines: tuple[str, ...] = ()
    fr: str = ""
    en: str = ""
    note: str = ""  # why, for colleagues
    editing: tuple[str, str] | None = None
    seen: int = 0


TYPED = tuple(one.name for one in fields(Form) if one.name not in ("kind", "editing", "seen"))
