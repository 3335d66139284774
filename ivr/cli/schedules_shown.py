"""How `ivr schedules` shows changes: who, when, what, and key by key beside the files."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ivr.cli.language import language
from ivr.cli.printing import print_sentence
from ivr.cli.schedules_publishing import Ground
from ivr.cli.schedules_words import listed, say
from ivr.content.changes import Change, Written, compare, written_of
from ivr.content.schedules import tables_of
from ivr.content.yaml import Table
from ivr.findings import Finding
from ivr.phone.moments import PARIS

MOMENT = "%Y-%m-%d %H:%M"


@dataclass(frozen=True, slots=True)
class Row:
    """A change of the layer: how it stands to the files' entry, or why it is set `aside`."""

    change: Change
    how: str
    file: Mapping[str, Written] | None
    findings: tuple[Finding, ...]

    @property
    def why(self) -> str:
        """What is wrong with it, and how to mend it."""
        return " ".join(f"{one.sentence(language())} {one.mend(language())}" for one in self.findings)


def rows_of(ground: Ground) -> Iterator[Row]:
    """Every change of the layer, in its order."""
    found = ground.published.layered
    for laid in compare(tables_of(found.files.schedules.files), ground.published.changes):
        how = "aside" if laid.change in found.aside else laid.how
        findings = tuple(finding for finding in found.findings if laid.change.is_told_by(finding))
        yield Row(laid.change, how, keys_of(laid.file) if laid.file else None, findings)


def row_json(row: Row) -> Mapping[str, Any]:
    """The same for a program."""
    return {**asdict(row.change), "how": row.how, "file": row.file, "why": row.why}


def print_rows(rows: Iterable[Row]) -> None:
    """Each with what it says otherwise than the files."""
    for row in rows:
        print_sentence(_head(row.change))
        print_sentence("  " + say(row.how, id=row.change.id, why=row.why))
        _print_keys(row.file or {}, row.change.entry or {})


def print_changes(changes: Iterable[Change]) -> None:
    """Each with what it says."""
    for change in changes:
        print_sentence(_head(change))
        _print_keys({}, change.entry or {})


def keys_of(entry: Table | None) -> dict[str, Written]:
    """The keys and values of an entry, as they were written."""
    return {key: written_of(node) for key, node in entry.entries.items()} if entry else {}


def _head(change: Change) -> str:
    return say(
        "head",
        id=change.id,
        author=change.author,
        at=f"{change.at.astimezone(PARIS):{MOMENT}}" if change.at else "",
        what=say(change.does, section=say(change.section), name=change.name),
        undoes=say("undoes", id=change.undoes) if change.undoes else "",
        note=f" ({change.note})" if change.note else "",
    )


def _print_keys(before: Mapping[str, Written], after: Mapping[str, Written]) -> None:
    for key in dict.fromkeys((*before, *after)):
        was, now = _shown(before.get(key)), _shown(after.get(key))
        if was != now:
            told = say("was", key=key, before=was, after=now) if before else say("is", key=key, value=now)
            print_sentence(f"    {told}")


def _shown(value: Written | None) -> str:
    if value is None:
        return say("nothing")
    return listed(value) if isinstance(value, list) else str(value)
