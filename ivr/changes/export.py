"""Writes changes into the text of a file: only the lines that say something else, every other line and comment kept.

Comments belong to what follows them. What is written is read again: where it doesn't say what the changes say, nothing
is exported, for a file may be written in ways that nobody thought of.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedSeq
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from ivr.content.changes import Change, digest_of, entry_of, written_of
from ivr.content.faults import ContentError, Faults
from ivr.content.yaml import Table, read_text

STEP = "  "
PLAIN = re.compile(r"\w(?:[\w .-]*\w)?")
WIDEST = 1 << 16  # letters of a line: the reader takes none for two


class ExportError(Exception):
    """A file that is written in a way that this can't edit."""


class _Texts(VersionedResolver):
    """Every scalar is the text that was written, as for the reader: 01 needs no quotes."""

    @property
    def versioned_resolver(self) -> Mapping[str, Any]:
        return {}


@dataclass(frozen=True, slots=True)
class _Edit:
    """Lines from `start` until before `end` (both from 0) give way to others."""

    start: int
    end: int
    lines: tuple[str, ...] = ()


def exported(text: str, changes: Iterable[Change]) -> str:
    """A file's text with these changes of its entries in it. Raises ExportError, and ContentError for a faulty file."""
    changes, ending = tuple(changes), "\r\n" if "\r\n" in text else "\n"
    for change in changes:
        lines = text.replace("\r\n", "\n").split("\n")
        for edit in sorted(_edits(lines, _read(text), change), key=lambda edit: -edit.start):
            lines[edit.start : edit.end] = edit.lines
        text = ending.join(lines)
    written = _read_again(text)
    for change in changes:
        if digest_of(entry_of({"closures": written, "bulletins": written}, *change.key)) != digest_of(change.node):
            raise ExportError(change.name)
    return text


def _read(text: str) -> Table:
    faults = Faults()
    table = read_text(text.encode(), "?", faults, ends_with_dots=True)
    faults.refuse()
    if table is None:
        raise ExportError("no table")
    return table


def _read_again(text: str) -> Table:
    try:
        return _read(text)
    except ContentError as error:
        raise ExportError(str(error)) from error


def _edits(lines: list[str], table: Table, change: Change) -> Iterator[_Edit]:
    """What a change does to the lines."""
    section = table.entries.get(change.section)
    if section is None:
        at = _end_of(lines, len(lines), len(lines))
        yield _Edit(at, at, (f"{change.section}:", *_rendered({change.name: change.entry}, STEP)))
    elif not isinstance(section, Table):
        raise ExportError(change.section)
    elif _is_flat(section, table.places[change.section].line):
        yield _whole_section(lines, table, section, change)
    elif change.name in section.entries:
        yield from _in_entry(lines, table, section, change)
    elif change.does == "puts":
        last = max(place.line for place in section.places.values())
        at = _end_of(lines, _following(lines, table, section, last), last)
        yield _Edit(at, at, _rendered({change.name: change.entry}, _indent(lines, section)))


def _whole_section(lines: list[str], table: Table, section: Table, change: Change) -> _Edit:
    """A section on its own line, `closures: {}` mostly: it becomes one of several lines."""
    line = table.places[change.section].line
    end = _end_of(lines, _following(lines, table, section, line), line)
    entries = {name: written_of(entry) for name, entry in section.entries.items() if name != change.name}
    put = {change.name: change.entry} if change.does == "puts" else {}
    if not entries | put:
        return _Edit(line - 1, end, (f"{change.section}: {{}}",))
    return _Edit(line - 1, end, (f"{change.section}:", *_rendered({**entries, **put}, STEP)))


def _in_entry(lines: list[str], table: Table, section: Table, change: Change) -> Iterator[_Edit]:
    """An entry that the file has: taken out, or its keys changed one by one."""
    entry, line = section.entries[change.name], section.places[change.name].line
    end = _end_of(lines, _following(lines, table, section, line), line)
    if change.does != "puts":
        yield _Edit(line - 1, end)
        if len(section.entries) == 1:
            at = table.places[change.section].line
            yield _Edit(at - 1, at, (lines[at - 1].replace(":", ": {}", 1),))
    elif not isinstance(entry, Table) or _is_flat(entry, line):
        yield _Edit(line - 1, end, _rendered({change.name: change.entry}, _indent(lines, section)))
    else:
        yield from _in_keys(lines, entry, change.node or entry, end)


def _in_keys(lines: list[str], entry: Table, wanted: Table, end: int) -> Iterator[_Edit]:
    """The keys of an entry that say something else, are gone, or new; these stand last."""
    starts = sorted(place.line for place in entry.places.values())
    for key, place in entry.places.items():
        if key in wanted.entries and written_of(entry.entries[key]) == written_of(wanted.entries[key]):
            continue
        until = _end_of(lines, next((start - 1 for start in starts if start > place.line), end), place.line)
        new = _rendered({key: written_of(wanted.entries[key])}, _indent(lines, entry)) if key in wanted.entries else ()
        yield _Edit(place.line - 1, until, new)
    added = {key: written_of(node) for key, node in wanted.entries.items() if key not in entry.entries}
    if added:
        yield _Edit(end, end, _rendered(added, _indent(lines, entry)))


def _following(lines: list[str], table: Table, section: Table, line: int) -> int:
    """The line (from 0) at which the next entry or section stands after a line, or the end of the file."""
    places = (*table.places.values(), *section.places.values())
    return min((place.line - 1 for place in places if place.line > line), default=len(lines))


def _end_of(lines: list[str], end: int, line: int) -> int:
    """Without the blanks, comments and dots that stand before what follows; `line` (from 1) is the first of all."""
    while end > line and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith(("#", "..."))):
        end -= 1
    return end


def _is_flat(table: Table, line: int) -> bool:
    """Whether a table stands on the line of its key, or has nothing in it."""
    return not table.places or min(place.line for place in table.places.values()) <= line


def _indent(lines: list[str], table: Table) -> str:
    line = lines[min(place.line for place in table.places.values()) - 1]
    return line[: len(line) - len(line.lstrip())]


def _rendered(value: object, indent: str) -> tuple[str, ...]:
    """Keys and values as lines."""
    yaml, out = YAML(), StringIO()
    yaml.width, yaml.Resolver = WIDEST, _Texts
    yaml.indent(mapping=len(STEP), sequence=2 * len(STEP), offset=len(STEP))
    yaml.dump(_flowing(value), out)
    return tuple(f"{indent}{line}" if line else line for line in out.getvalue().rstrip("\n").split("\n"))


def _flowing(value: Any) -> Any:
    """The same, lists on one line: [691, 751]."""
    if isinstance(value, Mapping):
        return {key: _flowing(inner) for key, inner in value.items()}
    if isinstance(value, list):
        listed = CommentedSeq(_flowing(one) if _is_plain(one) else DoubleQuotedScalarString(one) for one in value)
        listed.fa.set_flow_style()
        return listed
    return value or DoubleQuotedScalarString("")  # without its quotes it would be nothing


def _is_plain(item: Any) -> bool:
    """Whether it needs no quotes within brackets, whichever program reads it."""
    return not isinstance(item, str) or PLAIN.fullmatch(item) is not None
