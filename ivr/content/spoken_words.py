"""The words that callers may say: for each choice of a menu, and in every menu."""

from collections.abc import Mapping

from ivr.content import prompt_faults as wrong
from ivr.content.fields import Entry
from ivr.content.schedule_faults import MISSING
from ivr.line.hearing import AROUND, NOT, tokens_of

# What staff write -> what it stands for. A keypad key is never a key of YAML: * and # would be lost or misread there.
MEANINGS: Mapping[str, str] = {
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "adviser": "0",
    "back": "*",
    "again": "#",
    "yes": "yes",
    "no": "no",
    "around": AROUND,
    "not": NOT,
}


def spoken_words(entry: Entry, key: str) -> tuple[str, ...]:
    """The words of a field; none when it is absent."""
    found = tuple(text.value.strip() for text in entry.texts(key, "attestation, attestation de droits"))
    for word in found:
        if not tokens_of(word):
            entry.note(wrong.EMPTY_WORD, key, word=word)
    return found


def everywhere_of(entry: Entry) -> dict[str, tuple[str, ...]]:
    """What may be said in every menu, under the keys, languages and names that hearing knows."""
    entry.allow(*MEANINGS)
    for name in MEANINGS:
        if not entry.has(name):
            entry.note(MISSING, entry=entry.name, key=name)
    words = {name: spoken_words(entry, name) for name in MEANINGS if entry.has(name)}
    note_same_words(entry, {name: said for name, said in words.items() if MEANINGS[name] not in (AROUND, NOT)})
    return {MEANINGS[name]: said for name, said in words.items()}


def note_same_words(entry: Entry, groups: Mapping[str, tuple[str, ...]]) -> None:
    """Note each word that stands for two things: hearing would always refuse it. `groups`: the entry's key -> words."""
    taken: dict[tuple[str, ...], str] = {}
    for name, words in groups.items():
        for word in words:
            first = taken.setdefault(tokens_of(word), name)
            if first != name and tokens_of(word):
                entry.note(wrong.SAME_WORD, name, word=word, first=first, second=name)
