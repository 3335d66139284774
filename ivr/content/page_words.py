"""What the call as text says otherwise than the voice: the `page` section of a prompt file."""

from collections.abc import Set

from ivr.content import prompt_faults as wrong
from ivr.content.fields import Entry
from ivr.content.sentences import braced, shown
from ivr.wording.page_words import WORDS, PageWords
from ivr.wording.phrases import placeholders

LISTS = ("privacy", "accessibility")


def page_words(entry: Entry) -> PageWords:
    """The section, every fault noted."""
    entry.allow("says", "leaves_out", "written", "instead", "words", *LISTS)
    words = entry.inner("words")
    words.allow(*WORDS)
    return PageWords(
        says=_texts(entry.inner("says")),
        leaves_out=_listed(entry, "leaves_out"),
        written=_texts(entry.inner("written")),
        instead=_texts(entry.inner("instead")),
        words={name: _word(words, name, known) for name, known in WORDS.items()},
        privacy=_listed(entry, "privacy"),
        accessibility=_listed(entry, "accessibility"),
    )


def _texts(section: Entry) -> dict[str, str]:
    """Each key's words, which may be none."""
    return {name: braced(section, name) for name in section.table.entries}


def _listed(entry: Entry, key: str) -> tuple[str, ...]:
    return tuple(text.value.strip() for text in entry.texts(key, "Une phrase."))


def _word(words: Entry, name: str, known: Set[str]) -> str:
    words.needed(name)
    found = braced(words, name)
    if strange := placeholders(found) - known:
        words.note(wrong.STRANGE_PLACEHOLDER, name, key=name, text=shown(strange), meant=shown(known))
    return found
