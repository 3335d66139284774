"""What may stand in a sentence that is spoken: braces around known names, and times in words."""

from collections.abc import Set

from ivr.content import prompt_faults as wrong
from ivr.content.fields import Entry
from ivr.wording.phrases import PLACEHOLDER, placeholders
from ivr.wording.speak import MANNERS

# Placeholders without which a phrase says nothing; of a date or a time, the staff choose.
_NEEDED = frozenset(
    {"offer", "key", "time", "start", "end", "first", "last", "next", "second", "days", "hours", "code"}
)


def sentence(entry: Entry, key: str, *, fixed: bool = False) -> str:
    """The words of a field, which may be absent. `fixed`: nothing in braces may stand there."""
    words = entry.text(key)
    _note_braces(entry, key, words)
    if fixed and (found := placeholders(words)):
        entry.note(wrong.NO_PLACEHOLDER, key, key=key, text=shown(found))
    entry.note_misread(key, words)
    return words


def braced(entry: Entry, key: str) -> str:
    """The words of a field that is read, not spoken: times in figures may stand there."""
    words = entry.text(key)
    _note_braces(entry, key, words)
    return words


def phrase_of(entry: Entry, key: str, known: Set[str]) -> str:
    """One of the small phrases, with the placeholders that belong there: `known`, some of which it needs."""
    words, found = sentence(entry, key), placeholders(entry.text(key))
    needed = known & _NEEDED
    if not needed <= found <= known:
        entry.note(wrong.PHRASE_PLACEHOLDER, key, key=key, found=shown(found), needed=shown(needed), known=shown(known))
    return words


def shown(names: Set[str]) -> str:
    """Names of placeholders, as they are written."""
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "-"


def _note_braces(entry: Entry, key: str, words: str) -> None:
    if set(PLACEHOLDER.sub("", words)) & set("{}"):
        entry.note(wrong.BRACE, key, text=words)
    for _, manner in PLACEHOLDER.findall(words):
        if manner and manner not in MANNERS:
            entry.note(wrong.MANNER, key, manner=manner, known=", ".join(f":{known}" for known in MANNERS))
