"""Slips that show in a line alone: a space that was forgotten after a colon, cells of a spreadsheet, no-break spaces.

YAML reads many of them as something else, or gives up lines further down.
"""

import re
from collections.abc import Iterator, Sequence

from ivr.content import yaml_faults as wrong
from ivr.content.slip import Slip
from ivr.hours.words import words

_KEY = r"[\w-]+"
_GLUED_KEY = rf"(?![0-9]+:[0-9])({_KEY}):(?!//)"  # no time of the day, no address of the web
_GLUED = re.compile(rf" *(?:- )?{_GLUED_KEY}(\S.*)")
# Not "Rappelez {reopening:from}": a brace after words belongs to a text.
_GLUED_WITHIN = re.compile(rf"(?:(?:^|[:,[{{-]) *\{{|,) *{_GLUED_KEY}([^\s,}}][^,}}]*)")
_KEYED = re.compile(rf" *(?:- )?{_KEY} *: ")
_CELLS = re.compile(r"\S *\t\s*\S")
_TABS, _SEMICOLONS = words(fr="tabulations", en="tabs"), words(fr="points-virgules", en="semicolons")

# Typed by word processors and French keyboards: they look like a space, or like nothing.
_BLANKS = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f"), " ") | dict.fromkeys(map(ord, "\u200b\u2060\ufeff"))
_BLANK = "".join(map(chr, _BLANKS))
_ANY_BLANK = re.compile(f"[{_BLANK}]")
# Where a blank is YAML's own: before the first letter, after a hyphen or a key; elsewhere it belongs to a text.
_OWN_BLANKS = re.compile(
    rf"^[ {_BLANK}]*(?:-[ {_BLANK}]+)?(?:{_KEY}[ {_BLANK}]*:[ {_BLANK}]+)?|[{{,]\s*{_KEY}[ {_BLANK}]*:[ {_BLANK}]+",
    re.MULTILINE,
)


def with_plain_blanks(text: str) -> str:
    """A file with ordinary spaces where YAML takes no other: `fr:` and a no-break space is a key, to who wrote it."""
    return _OWN_BLANKS.sub(lambda found: plain(found[0]), text) if _ANY_BLANK.search(text) else text


def plain(text: str) -> str:
    """A text with ordinary spaces alone, and without blanks that have no width."""
    return text.translate(_BLANKS) if _ANY_BLANK.search(text) else text


def slips_in(lines: Sequence[str], first: int = 1) -> Iterator[Slip]:
    """The slips that lines show, each by its own; `first` is the number of the first one."""
    for number, line in enumerate(lines, first):
        if not line.lstrip().startswith("#") and (slip := slip_in(line, number)):
            yield slip


def slip_in(line: str, number: int) -> Slip | None:
    """The slip that a line shows."""
    if _CELLS.search(line) and not _KEYED.match(line):
        return Slip(wrong.PASTED, number, {"signs": _TABS})
    if line.count(";") > 1 and ": " not in line:
        return Slip(wrong.PASTED, number, {"signs": _SEMICOLONS})
    if found := _GLUED.fullmatch(line) or _glued_within(line):
        return Slip(wrong.NO_SPACE, number, {"key": found[1], "rest": found[2]})
    return None


def _glued_within(line: str) -> re.Match[str] | None:
    """A key and its value without a space, within braces: not in a text, whose values have forms, `{closing:until}`."""
    within = _GLUED_WITHIN.finditer(line)
    return next((found for found in within if line.count('"', 0, found.start()) % 2 == 0), None)
