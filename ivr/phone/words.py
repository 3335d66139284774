"""The words of prompts, recorded once a language, for calls that refer to prompts by name: see tests/calls/FORMAT.md.

A record is a folder with a file a language; the words in it are compared with what is heard, as those of a call are.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ivr.phone.transcript import ANYTHING, FIRST_LANGUAGE, Named, Transcript, TranscriptError, dump, load, marked

Sentence = tuple[str, str]  # its language, and its words; "{name}" in them stands for a value
Words = Mapping[str, Mapping[str, tuple[Sentence, ...]]]  # language -> prompt -> what a call in that language hears

VALUE = re.compile(r"\{(\w+)\}")


def read_words(folder: Path) -> Words:
    """The record of a folder: `<language>.yaml` has each prompt's sentences. Raises TranscriptError."""
    return {file.stem: _read(file.stem, file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.yaml"))}


def _read(language: str, text: str) -> Mapping[str, tuple[Sentence, ...]]:
    document = load(text)
    if not isinstance(document, Mapping) or not all(isinstance(lines, list) for lines in document.values()):
        raise TranscriptError(f"{language}.yaml: write a list of sentences under the name of each prompt")
    return {str(name): tuple(_told(map(str, lines), language)) for name, lines in document.items()}


def _told(lines: Iterable[str], language: str) -> Iterator[Sentence]:
    for line in lines:
        language, words = marked(line, language)
        yield language, words


def write_words(words: Mapping[str, Sequence[Sentence]], language: str, heading: str) -> str:
    """The file of one language, below a comment."""
    return f"# {heading}\n" + dump({name: list(_lines(told, language)) for name, told in words.items()})


def _lines(told: Iterable[Sentence], language: str) -> Iterator[str]:
    for spoken, words in told:
        yield words if spoken == language else f"({spoken}) {words}"
        language = spoken


# -- names -> sentences ----------------------------------------------------------------------------------------------


def spelled(transcript: Transcript, words: Words) -> Transcript:
    """The call with the sentences that its names stand for, every sentence marked with its language.

    Raises TranscriptError for a name that is not recorded.
    """
    language, call = FIRST_LANGUAGE, []
    for entry in transcript.call:
        told: list[str] = []
        for item in entry.sentences:
            language, sentences = _spelled(item, language, words)
            told += sentences
        call.append(replace(entry, sentences=tuple(told)))
    return replace(transcript, call=tuple(call))


def _spelled(item: str | Named, language: str, words: Words) -> tuple[str, list[str]]:
    if item == ANYTHING:
        return language, [ANYTHING]
    if isinstance(item, Named):
        language = item.language or language
        return language, [f"({spoken}) {sentence}" for spoken, sentence in _sentences(item, language, words)]
    language, sentence = marked(item, language)
    return language, [f"({language}) {sentence}"]


def _sentences(named: Named, language: str, words: Words) -> Iterator[Sentence]:
    told = words.get(language, {}).get(named.prompt)
    if told is None:
        raise TranscriptError(f"{named.prompt}: no prompt of that name is recorded in {language!r}")
    for spoken, template in told:
        yield spoken, VALUE.sub(lambda found: _value(named, found[1]), template)


def _value(named: Named, name: str) -> str:
    if name not in named.values:
        raise TranscriptError(f"{named.prompt}: write below it what was said for {name!r}")
    return named.values[name]
