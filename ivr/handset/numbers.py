"""The numbers of a call: presets that are nobody's, which may be shared, and what Twilio says was called."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ivr.calls.lines import our_numbers
from ivr.changes.rehearsed import CALLERS as KINDS
from ivr.hours.words import Words
from ivr.line.lines import LINES, line_meant, significant
from ivr.phone.dialling import WITHHELD, calling_number
from ivr.settings import Settings


@dataclass(frozen=True, slots=True)
class Preset:
    """A number as it is typed, and whose it might be."""

    number: str
    names: Words


CALLERS = tuple(Preset(origin.e164 or "masqué", names) for names, origin in KINDS.values())
# https://www.arcep.fr, décision 2018-0881, 2.5.12: numbers for works of fiction, which no operator gives to anybody.
FICTION = re.compile(r"\+33(19900|26191|35301|46571|53649|63998)\d{4}")
NUMBER = re.compile(r"\+?[0-9]{3,15}")
CALLED = re.compile(r"\+?[0-9]{4,15}")
ADDRESS = re.compile(r"(sip|client):\S+", re.IGNORECASE)
# What Twilio sends for a caller without a number.
NOBODY = frozenset(("", WITHHELD, "restricted", "unavailable", "unknown", "private", "blocked"))
_PRESETS = frozenset(calling_number(preset.number) for preset in CALLERS)


def may_be_shared(numbers: Iterable[str]) -> bool:
    """Whether each is one of ours, a preset, made up for fiction, or none at all: a link must hold nobody's number."""
    ours = {significant(line.number) for line in LINES.values()}
    for typed in numbers:
        number = calling_number(typed)
        known = number in _PRESETS or number in ("", WITHHELD) or FICTION.fullmatch(number)
        if not known and significant(number) not in ours:
            return False
    return True


def may_call(typed: str) -> bool:
    """Whether somebody may call so: by a number, "masqué", or as one of the odd callers that Twilio knows."""
    number = calling_number(typed)
    return bool(number.lower() in NOBODY or ADDRESS.fullmatch(number) or NUMBER.fullmatch(number))


def may_be_called(typed: str) -> bool:
    """Whether that is a number of four digits or more, or one of the lines by name."""
    return bool(CALLED.fullmatch(calling_number(typed)) or line_meant(typed))


def called_number(typed: str) -> str:
    """The number that Twilio says was called: a line's own, or the one that stands for it; else what was typed."""
    line = line_meant(typed)
    return line.e164 if line else calling_number(typed)


def number_called(typed: str, settings: Settings) -> str:
    """The same in a deployment, which may have a Twilio number for the line."""
    line = line_meant(typed)
    return (our_numbers(settings)[line.name] if line else "") or called_number(typed)
