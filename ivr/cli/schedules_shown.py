"""How `ivr schedules` shows changes: who, when, what, and key by key beside the files."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from ivr.changes.history import Ground, Past
from ivr.changes.standing import Stand
from ivr.cli.language import language
from ivr.cli.printing import print_sentence
from ivr.cli.schedules_words import listed, say
from ivr.content.changes import Change, Written, written_of
from ivr.content.yaml import Table
from ivr.phone.moments import PARIS

MOMENT = "%Y-%m-%d %H:%M"


def row_json(stand: Stand) -> Mapping[str, Any]:
    """The same for a program."""
    file = keys_of(stand.file) if stand.file else None
    return {**asdict(stand.change), "how": stand.how, "file": file, "why": why_of(stand)}


def why_of(stand: Stand) -> str:
    """What is wrong with a change that is set aside, and how to mend it."""
    return " ".join(f"{one.sentence(language())} {one.mend(language())}" for one in stand.findings)


def print_rows(rows: Iterable[Stand]) -> None:
    """Each with what it says otherwise than the files."""
    for row in rows:
        print_sentence(_head(row.change))
        print_sentence("  " + say(row.how, id=row.change.id, why=why_of(row)))
        _print_keys(keys_of(row.file), row.change.entry or {})


def past_json(past: Past, ground: Ground) -> Mapping[str, Any]:
    """A change of the history for a program; `words` are those of the console."""
    difference = ground.difference(past)
    return {**asdict(past.change), "words": [one[language()] for one in (difference.head, *difference.lines)]}


def print_pasts(pasts: Iterable[Past], ground: Ground) -> None:
    """Each with what it changed, in words."""
    for past in pasts:
        difference = ground.difference(past)
        print_sentence(_head(past.change))
        print_sentence(f"    {difference.head[language()]}")
        for line in difference.lines:
            print_sentence(f"    {line[language()]}")


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
