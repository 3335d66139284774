"""The words that callers may say: for each choice of a menu, and in every menu."""

from collections.abc import Mapping
from dataclasses import fields

from ivr.content import prompt_faults as wrong
from ivr.content.fields import Entry
from ivr.content.schedule_faults import MISSING
from ivr.content.sentences import sentence
from ivr.line.lexicon import AROUND, DANGERS, IS_NOT, LAST, LITTLE, NO_CHOICE, NOT, Spoken
from ivr.line.patterns import Pattern, is_readable, pattern_of
from ivr.wording.prompts import ChoiceWords

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
    "last": LAST,
    "around": AROUND,
    "not": NOT,
    "is_not": IS_NOT,
    "little": LITTLE,
}


def spoken_words(entry: Entry, key: str) -> tuple[str, ...]:
    """The words of a field; none when it is absent."""
    found = tuple(text.value.strip() for text in entry.texts(key, "attestation, attestation de droits"))
    for word in found:
        if not pattern_of(word).words:
            entry.note(wrong.EMPTY_WORD, key, word=word)
        elif not is_readable(word):
            entry.note(wrong.BAD_PHRASE, key, word=word)
    return found


def everywhere_of(entry: Entry, language: str) -> dict[str, tuple[str, ...]]:
    """What may be said in every menu, under the keys and names that hearing knows, and the file's own language."""
    entry.allow(*MEANINGS, language)
    for name in MEANINGS:
        if not entry.has(name) and name not in (LAST, IS_NOT):  # some languages may have no word for it
            entry.note(MISSING, entry=entry.name, key=name)
    meanings = {**MEANINGS, language: language}
    words = {name: spoken_words(entry, name) for name in meanings if entry.has(name)}
    note_same_words(entry, {name: said for name, said in words.items() if meanings[name] not in NO_CHOICE})
    return {meanings[name]: said for name, said in words.items()}


def wishes_of(entry: Entry) -> dict[str, Spoken]:
    """What callers may want, each with how they say it."""
    spoken = {name: _spoken(entry.inner(name), "offer") for name in entry.table.entries}
    note_same_words(entry, {name: one.phrases for name, one in spoken.items()})
    return spoken


def dangers_of(entry: Entry) -> dict[str, Spoken]:
    """The words of danger, under the names of what they are answered by."""
    entry.allow(*DANGERS)
    for name in DANGERS:
        if not entry.has(name):
            entry.note(MISSING, entry=entry.name, key=name)
    return {name: _spoken(entry.inner(name)) for name in entry.table.entries}


def offers_of(entry: Entry) -> dict[str, ChoiceWords]:
    """How each wish is named: offered where it is in doubt, and said once it is understood."""
    wishes = {name: entry.inner(name) for name in entry.table.entries}
    for wish in wishes.values():
        wish.needed("offer")
    return {name: ChoiceWords(sentence(wish, "offer", fixed=True)) for name, wish in wishes.items()}


def _spoken(entry: Entry, *others: str) -> Spoken:
    parts = tuple(field.name for field in fields(Spoken))
    entry.allow(*others, *parts)
    if not entry.has("words", "always"):
        entry.note(MISSING, entry=entry.name, key="words")
    return Spoken(**{part: spoken_words(entry, part) for part in parts if entry.has(part)})


def note_same_words(entry: Entry, groups: Mapping[str, tuple[str, ...]]) -> None:
    """Note each word that stands for two things: hearing would always refuse it. `groups`: the entry's key -> words."""
    taken: dict[Pattern, str] = {}
    for name, words in groups.items():
        for word in words:
            first = taken.setdefault(pattern_of(word), name)
            if first != name and pattern_of(word).words:
                entry.note(wrong.SAME_WORD, name, word=word, first=first, second=name)
