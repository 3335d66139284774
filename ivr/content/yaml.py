"""The one reader of content files: YAML as a tree of texts, lists and tables that know their lines.

YAML guesses what an unquoted scalar is: 01 becomes 1, 010 becomes 8, yes becomes true, 7:30 becomes 450. So nothing
is resolved here: every scalar is the text that was written. Aliases, anchors, tags, duplicate keys and keys without a
value are faults; so are files that are too large, too deep, or not whole.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from errno import EACCES
from functools import cached_property
from pathlib import Path
from stat import S_ISREG
from typing import Any

from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]  # not by name
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from ivr.content import yaml_faults as wrong
from ivr.content.faults import Faults
from ivr.content.line_slips import plain, slip_in, slips_in, with_plain_blanks
from ivr.content.slip import Slip
from ivr.content.yaml_slips import BREAKS, slip_of
from ivr.findings import Kind, Place
from ivr.hours.words import words

LARGEST = 1 << 20  # bytes; the largest of our files has about 30,000
DEEPEST = 12
NEARLY_YAML = (".yml", ".yaml", ".txt", ".bak")
NEAR = 0.77  # "lines.yaml" is at 0.75 of "bulletins.yaml", "fr.yaml.txt" at 0.78 of "fr.yaml"
LEADS_NOWHERE = words(fr="c'est un lien vers un fichier absent", en="it is a link to a file that is not there")
NOT_A_FILE = words(fr="ce n'est pas un fichier", en="it is not a file")
FORBIDDEN = words(fr="accès refusé", en="access denied")


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar, as it was written."""

    value: str
    place: Place


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: "tuple[Node, ...]"
    place: Place


@dataclass(frozen=True, slots=True)
class Table:
    """Keys and what they hold, in the order of the file. `places` tells where each key stands."""

    entries: "Mapping[str, Node]"
    place: Place
    places: Mapping[str, Place] = field(default_factory=dict)


Node = Text | Items | Table


class _UnreadableError(Exception):
    """Reading this file can't go on; the fault is already noted."""


def refuse_missing(folder: Path, faults: Faults) -> None:
    """Raise ContentError where prompts/ or schedules/ can't be looked into: one fault, not one for each file."""
    try:
        next(folder.iterdir(), None)
    except OSError:
        faults.add(wrong.NO_FOLDER, Place(folder.name), folder=folder)
    faults.refuse()


def read(path: Path, faults: Faults, *, ends_with_dots: bool = False) -> Table | None:
    """The table that a file holds; None when it can't be read, with the reasons among `faults`.

    `ends_with_dots`: the file's last line must be YAML's own mark of an end, "...", so that a file of which only a
    part has arrived (a copy that stopped, a disk that was full) is never taken for a whole one.
    """
    raw = read_bytes(path, faults)
    return None if raw is None else read_text(raw, _name(path), faults, ends_with_dots=ends_with_dots)


def read_bytes(path: Path, faults: Faults) -> bytes | None:
    """The bytes of a file; None when it can't be read, with the reason among `faults`.

    Nothing is opened that may be endless: a pipe would keep the reader waiting, some gigabytes would end the process.
    """
    place = Place(_name(path))
    try:
        status = path.stat()
        if status.st_size > LARGEST:
            faults.add(wrong.TOO_LARGE, place, size=status.st_size // 1024, largest=LARGEST // 1024)
        elif not S_ISREG(status.st_mode):
            faults.add(wrong.NO_FILE, place, reason=NOT_A_FILE)
        else:
            return path.read_bytes()
    except FileNotFoundError:
        _note_gone(path, faults)
    except OSError as error:
        faults.add(wrong.NO_FILE, place, reason=FORBIDDEN if error.errno == EACCES else error.strerror or "?")
    return None


def _note_gone(path: Path, faults: Faults) -> None:
    """Note that a file is not there, and the one that was perhaps meant for it: `lines.yml`, `Lines.yaml.txt`."""
    if path.is_symlink():
        faults.add(wrong.NO_FILE, Place(_name(path)), reason=LEADS_NOWHERE)
        return
    others = {other.name.casefold(): other.name for other in path.parent.glob("*") if other.suffix in NEARLY_YAML}
    near = get_close_matches(path.name, others, 1, NEAR)
    kind = wrong.FILE_RENAMED if near else wrong.FILE_GONE
    told = {"name": path.name, "folder": path.parent, "near": others[near[0]] if near else ""}
    faults.add(kind, Place(_name(path)), **told)


def note_strangers(folder: Path, known: Sequence[str], faults: Faults) -> None:
    """Note files that nobody reads: what is written into `closure.yml` would never take effect, and who would know?"""
    for path in sorted(folder.glob("*.y*ml")):
        if path.name not in known:
            faults.add(wrong.UNKNOWN_FILE, Place(_name(path)), known=", ".join(known))


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def read_text(raw: bytes, name: str, faults: Faults, *, ends_with_dots: bool = False) -> Table | None:
    """As `read`, from the file's bytes and the name to be told in faults ("schedules/lines.yaml")."""
    reader = _Reader(name, faults)
    try:
        document, whole = reader.document(_checked(raw, name, faults))
    except _UnreadableError:
        return None
    if ends_with_dots and not whole:
        faults.add(wrong.NOT_WHOLE, Place(name, _line(raw, len(raw))))
        return None
    if not isinstance(document, Table):
        reader.note_no_table(document)
        return None
    return document


def _checked(raw: bytes, name: str, faults: Faults) -> str:
    if len(raw) > LARGEST:
        faults.add(wrong.TOO_LARGE, Place(name), size=len(raw) // 1024, largest=LARGEST // 1024)
        raise _UnreadableError
    try:
        text = raw.decode("utf-8-sig")  # Windows' Notepad puts a mark before the first letter
    except UnicodeDecodeError as error:
        faults.add(wrong.NOT_UTF8, Place(name, _line(raw, error.start)))
        raise _UnreadableError from None
    return _without_tabs(with_plain_blanks(text.replace("\r\n", "\n")), name, faults)


def _line(raw: bytes, position: int) -> int:
    return raw.count(b"\n", 0, position) + 1


def _without_tabs(text: str, name: str, faults: Faults) -> str:
    if "\t" not in text:
        return text
    tabbed = [(number, line) for number, line in enumerate(text.split("\n"), 1) if "\t" in line[: _indent(line)]]
    for number, line in tabbed:
        slip = slip_in(line, number) or Slip(wrong.TAB, number)
        faults.add(slip.kind, Place(name, number), **slip.values)
    if tabbed:
        raise _UnreadableError
    return text


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


class _Reader:
    """Builds the tree from the parser's events, so that no resolver ever sees a scalar."""

    def __init__(self, name: str, faults: Faults) -> None:
        self.name, self.faults = name, faults
        self.text = ""
        self.events: Iterator[Any] = iter(())
        self.before: Any = None  # the last event

    @cached_property
    def lines(self) -> list[str]:
        """Of the file, for who looks for slips."""
        return BREAKS.split(self.text)

    def _parsed(self) -> Iterator[Any]:
        """By the parser alone: a YAML around it holds itself, and the text with it, until somebody collects garbage."""
        parser = CParser(self.text)
        try:
            while parser.check_event():
                self.before = parser.get_event()
                yield self.before
        finally:
            parser.dispose()

    def document(self, text: str) -> tuple[Node, bool]:
        """The first and only document, and whether it ends with dots."""
        self.text, self.events = text, self._parsed()
        try:
            return self._document()
        except MarkedYAMLError as error:
            if not self._note_slips(0, len(self.lines)):
                slip = slip_of(error, text, self.before)
                self._refuse(slip.kind, slip.line, problem=error.problem, **slip.values)
        except ReaderError as error:
            line = len(BREAKS.split(text[: error.position]))
            self._refuse(wrong.CHARACTER, line, name=f"U+{error.character:04X}")
        raise _UnreadableError

    def _document(self) -> tuple[Node, bool]:
        node: Node = Text("", Place(self.name, 1))
        whole = begun = False
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                if begun:
                    self._refuse(wrong.TWO_DOCUMENTS, event.start_mark.line + 1)
                    raise _UnreadableError
                begun, node = True, self._node(next(self.events), 0)
            elif isinstance(event, DocumentEndEvent):
                whole = bool(event.explicit)
        return node, whole

    def note_no_table(self, node: Node) -> None:
        """Note that the file holds something else than a table."""
        if not self._note_slips(0, len(self.lines)):
            self.faults.add(wrong.NOT_A_TABLE, node.place)

    def _note_slips(self, first: int, last: int) -> bool:
        """Note what the lines from `first` (from 0) until before `last` show; whether they do."""
        slips = tuple(slips_in(self.lines[first:last], first + 1))
        for slip in slips:
            self._refuse(slip.kind, slip.line, **slip.values)
        return bool(slips)

    def _node(self, event: Any, depth: int) -> Node:
        line = event.start_mark.line + 1
        if depth > DEEPEST:
            self._refuse(wrong.TOO_DEEP, line, deepest=DEEPEST)
            raise _UnreadableError
        if isinstance(event, AliasEvent) or event.anchor:
            self._refuse(wrong.ALIAS, line, name=event.anchor)
        elif event.tag:
            self._refuse(wrong.TAG, line, name=event.tag)
        if isinstance(event, MappingStartEvent):
            return self._table(line, depth)
        if isinstance(event, SequenceStartEvent):
            return self._items(line, depth)
        return Text(_value(event) if isinstance(event, ScalarEvent) else "", Place(self.name, line))

    def _items(self, line: int, depth: int) -> Items:
        items = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            if _is_nothing(event):
                self._refuse(wrong.EMPTY_ITEM, event.start_mark.line + 1)
            items.append(self._node(event, depth + 1))
        return Items(tuple(items), Place(self.name, line))

    def _table(self, line: int, depth: int) -> Table:
        entries: dict[str, Node] = {}
        places: dict[str, Place] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            key, at = self._key(event, depth), Place(self.name, event.start_mark.line + 1)
            event = next(self.events)
            if _is_nothing(event):
                self.faults.add(wrong.NOTHING, at, key=key)
            has_slips = _stands_below(event, at.line) and self._note_slips(
                event.start_mark.line, event.end_mark.line + 1
            )
            value = self._node(event, depth + 1)
            if has_slips and depth == 0:  # a section of which the slips are told: what it lacks is not told besides
                value = Table({}, at)
            if key in entries:
                is_entry = self.name.startswith("schedules/") and depth == 1 and not key.isdigit()
                kind = wrong.ENTRY_TWICE if is_entry and isinstance(value, Table) else wrong.TWICE
                self.faults.add(kind, at, key=key, first=places[key].line)
                continue
            entries[key], places[key] = value, at
        return Table(entries, Place(self.name, line), places)

    def _key(self, event: Any, depth: int) -> str:
        key = self._node(event, depth + 1)
        if isinstance(key, Text) and "\t" in key.value and self._note_slips(key.place.line - 1, key.place.line):
            return ""
        if isinstance(key, Text) and key.value.strip():
            return key.value.strip()
        self._refuse(wrong.BAD_KEY, event.start_mark.line + 1)
        return ""

    def _refuse(self, kind: Kind, line: int, **values: object) -> None:
        self.faults.add(kind, Place(self.name, line), **values)


def _value(event: ScalarEvent) -> str:
    """A scalar with ordinary spaces alone; without quotes it neither begins nor ends with one."""
    value = plain(event.value)
    return value.strip(" ") if event.implicit[0] else value


def _stands_below(event: Any, line: int) -> bool:
    """Whether a bare text stands below its key's line, where entries may have been meant."""
    return isinstance(event, ScalarEvent) and bool(event.implicit[0]) and event.start_mark.line >= line


def _is_nothing(event: Any) -> bool:
    """Whether nothing was written: `key:` alone. An empty text is written "" and is one."""
    return isinstance(event, ScalarEvent) and event.value == "" and bool(event.implicit[0])
