"""Changes: entries that the staff published, laid over the tables of the files before anybody reads them.

The layer at a moment is the newest change of each entry. What it puts is read by the files' own reader; its faults are
told at the change. Pure: which changes there are is told by whoever calls.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal, Union

from ivr.content.faults import Faults
from ivr.content.line_slips import plain
from ivr.content.yaml import Items, Node, Table, Text
from ivr.findings import Finding, Kind, Place

Section = Literal["closures", "openings", "hours", "emergencies", "bulletins"]
Does = Literal["puts", "removes", "leaves"]  # leaves: to the files, as if nothing had ever been published
How = Literal["above", "overtaken", "equal"]
Written = Union[str, "list[Written]", "dict[str, Written]"]  # a node as JSON has it: texts, lists and tables
Tables = Mapping[str, Table | None]  # each file's table under its stem

FILE_OF: Mapping[str, str] = {  # section -> the stem of its file
    **dict.fromkeys(("closures", "openings", "hours", "emergencies"), "closures"),
    "bulletins": "bulletins",
}
LONGEST_NAME = 200  # letters
LONGEST = 20_000  # letters of an entry
NO_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
MAY_LACK = "hours"  # the section that a file need not have

NOT_WRITABLE = Kind(
    "not-writable",
    fr=(
        "« {name} » ({section}) ne pourrait pas s'écrire dans les fichiers.",
        "Il faut une section connue, un nom, et du texte sans caractères invisibles.",
    ),
    en=(
        "“{name}” ({section}) could not be written in the files.",
        "It needs a known section, a name, and text without invisible characters.",
    ),
)


@dataclass(frozen=True, slots=True)
class Change:
    """One revision: what somebody did to one entry. `id` is 0 until it is published."""

    section: str
    name: str
    does: Does
    entry: Mapping[str, Written] | None = field(default=None, hash=False)  # what is put
    base: str = ""  # digest of the files' entry as it was then; "" when they had none
    id: int = 0
    at: datetime | None = None
    author: str = ""
    note: str = ""
    undoes: int | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Which entry it is about."""
        return self.section, self.name

    @property
    def place(self) -> Place:
        """Where its faults are told."""
        return Place(f"changement {self.id} ({self.author})" if self.id else f"{self.section}: {self.name}")

    @property
    def node(self) -> Table | None:
        """What it puts, for the reader."""
        return _table(self.entry or {}, self.place) if self.does == "puts" else None

    def is_told_by(self, finding: Finding) -> bool:
        """Whether a finding is about it."""
        return finding.place.name == self.place.name


@dataclass(frozen=True, slots=True)
class Laid:
    """A change beside the files' entry of its name (None: they have none), and how the two stand.

    `above`: it counts. `equal`: the files say the same by now, it is dropped. `overtaken`: it counts, but the files'
    entry was changed after it was published, and a person should decide.
    """

    change: Change
    file: Table | None
    how: How


def layer_of(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The newest change of each entry, the first published first; entries that are left to the files are left out."""
    newest = {change.key: change for change in sorted(changes, key=lambda change: change.id or 1 << 62)}
    layer = sorted(newest.values(), key=lambda change: change.id or 1 << 62)
    return tuple(change for change in layer if change.does != "leaves")


def compare(tables: Tables, changes: Iterable[Change]) -> Iterator[Laid]:
    """How each change of the layer stands to the files."""
    for change in layer_of(changes):
        file = entry_of(tables, change.section, change.name)
        if digest_of(file) == digest_of(change.node):
            how: How = "equal"
        else:
            how = "above" if digest_of(file) == change.base else "overtaken"
        yield Laid(change, file, how)


def lay_over(tables: Tables, changes: Iterable[Change], faults: Faults) -> Tables:
    """The tables with each change in its place; an entry that is replaced keeps its place among the others."""
    laid = dict(tables)
    for one in compare(tables, changes):
        stem = FILE_OF.get(one.change.section, "")
        if not stem or not _is_writable(one.change):
            faults.add(NOT_WRITABLE, one.change.place, section=one.change.section, name=one.change.name)
        elif (table := laid.get(stem)) and one.how != "equal":
            laid[stem] = _with(table, one.change)
    return laid


def entry_of(tables: Tables, section: str, name: str) -> Table | None:
    """The entry of the files."""
    file = tables.get(FILE_OF.get(section, ""))
    entries = file.entries.get(section) if file else None
    entry = entries.entries.get(name) if isinstance(entries, Table) else None
    return entry if isinstance(entry, Table) else None


def digest_of(entry: Table | None) -> str:
    """What tells whether an entry is still the same, however its keys are ordered; "" for none."""
    if entry is None:
        return ""
    told = json.dumps(written_of(entry), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def written_of(node: Node) -> Written:
    """A node as JSON has it."""
    match node:
        case Text(value):
            return value.strip()
        case Items(items):
            return [written_of(item) for item in items]
    return {key: written_of(value) for key, value in node.entries.items()}


def _with(table: Table, change: Change) -> Table:
    """A file's table with one change in it. A section that is missing is the file's own fault, and is told as such."""
    section = table.entries.get(change.section, Table({}, change.place) if change.section == MAY_LACK else None)
    if not isinstance(section, Table):
        return table
    entries, places = dict(section.entries), dict(section.places)
    if node := change.node:
        entries[change.name], places[change.name] = node, change.place
    else:
        entries.pop(change.name, None)
    return replace(table, entries={**table.entries, change.section: replace(section, entries=entries, places=places)})


def _is_writable(change: Change) -> bool:
    """Whether a file could hold it: what YAML's own reader would refuse must not come in by another door."""
    name, texts = change.name, "".join(_texts(dict(change.entry or {})))
    short = 0 < len(name) <= LONGEST_NAME and len(texts) <= LONGEST
    return short and name == plain(name).strip() and not NO_TEXT.search(name + texts)


def _texts(value: Written) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value if isinstance(value, list) else ():
        yield from _texts(inner)
    for key, inner in value.items() if isinstance(value, dict) else ():
        yield key
        yield from _texts(inner)


def _table(entry: Mapping[str, Written], place: Place) -> Table:
    places = {key: replace(place, key=place.key or key) for key in entry}
    return Table({key: _node(value, places[key]) for key, value in entry.items()}, place, places)


def _node(value: Written, place: Place) -> Node:
    if isinstance(value, dict):
        return _table(value, place)
    if isinstance(value, list):
        return Items(tuple(_node(item, place) for item in value), place)
    return Text(plain(str(value)), place)
