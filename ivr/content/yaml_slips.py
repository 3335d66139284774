"""What slip of the hand stopped the YAML parser: its own words name the place where it gave up, not the slip."""

import re
from typing import Any

from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import DocumentStartEvent, MappingEndEvent, ScalarEvent, SequenceEndEvent

from ivr.content import yaml_faults as wrong
from ivr.content.slip import Slip

BREAKS = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # what the parser counts as the end of a line

BARE = re.compile(r" +[^\s#:-][^:]*")  # words without a colon
KEYED = re.compile(r"\s*(?:- )?([\w-]+)\s*:\s+(.*?)\s*")
SIGN_FIRST = re.compile(r"\s*(?:- )?(?:[\w-]+:\s+)?([@`%*&|>,\]}]|[-?](?= ))")  # those that YAML keeps for itself


def slip_of(error: MarkedYAMLError, text: str, before: Any) -> Slip:
    """The slip behind a parser's error. `before`: the last event that it gave, or None."""
    mark, context = error.problem_mark, error.context_mark
    line = (mark or context).line + 1 if mark or context else 1
    began = context.line + 1 if context else line
    problem, doing = str(error.problem), str(error.context)
    if "mapping values are not allowed" in problem:
        return _colon(text, mark)
    if "<document start>" in problem:
        return Slip(wrong.TWO_DOCUMENTS, line)
    if "escape" in problem:
        return Slip(wrong.BACKSLASH, line)
    if "expected '-'" in problem:
        return Slip(wrong.INDENT, line)
    if "quoted scalar" in doing:
        return Slip(wrong.UNENDING, began)
    if "flow" in doing:
        return Slip(wrong.OPEN_BRACKET, began)
    if "could not find expected ':'" in problem:
        return _no_colon(_line(text, began - 1), began)
    if "did not find expected key" in problem:
        return _after(before, mark, text)
    if "expected node content" in problem and isinstance(before, DocumentStartEvent):
        return Slip(wrong.NOT_A_TABLE, line)
    sign = SIGN_FIRST.match(_line(text, line - 1))
    return Slip(wrong.SIGN_FIRST, line, {"sign": sign[1]}) if sign else Slip(wrong.SYNTAX, line)


def _line(text: str, number: int) -> str:
    """A line by its number from 0; empty past the end, where the parser may give up."""
    lines = BREAKS.split(text)
    return lines[number] if number < len(lines) else ""


def _colon(text: str, mark: Any) -> Slip:
    """A colon that comes first in its line belongs to a key: the line before has none, or this one stands askew."""
    line, before = _line(text, mark.line), _line(text, mark.line - 1)
    if ": " in line[: mark.column]:
        return Slip(wrong.COLON, mark.line + 1, {"quoted": _quoted(line)})
    if BARE.fullmatch(before):
        return _no_colon(before, mark.line)
    return Slip(wrong.INDENT, mark.line + 1)


def _quoted(line: str) -> str:
    """A line with its text in quotes."""
    found = KEYED.fullmatch(line)
    key, said = (found[1], found[2]) if found else ("fr", "...")
    return f'{key}: "{re.sub(" +#.*", "", said).replace(chr(34), chr(39))}"'


def _no_colon(line: str, number: int) -> Slip:
    key, _, rest = line.strip().partition(" ")
    return Slip(wrong.NO_COLON, number, {"key": key, "rest": rest.strip() or "..."})


def _after(before: Any, mark: Any, text: str) -> Slip:
    """The slip where a key was expected: what came just before tells it."""
    start, end = before.start_mark.line, before.end_mark.line
    if isinstance(before, ScalarEvent) and before.style in ("'", '"') and end == mark.line:
        return Slip(wrong.EARLY_QUOTE if start == end else wrong.UNENDING, start + 1)
    if isinstance(before, MappingEndEvent | SequenceEndEvent) and before.end_mark.index > before.start_mark.index:
        if end == mark.line:
            return Slip(wrong.BRACES_FIRST, end + 1)
        if text[: before.end_mark.index].endswith("{}"):
            return Slip(wrong.LEFT_BRACES, end + 1)
    return Slip(wrong.INDENT, mark.line + 1)
