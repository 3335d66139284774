"""What callers have said, by what they meant: prompts/fr.said.yaml, a file that a language may have."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from ivr.content.faults import Faults
from ivr.content.fields import Entry
from ivr.content.yaml import read
from ivr.wording.prompts import SAID

AND = "+"  # between two wishes of one sentence: an example of the first


class Sentences(Sequence[str]):
    """Thousands of sentences that nobody reads once they are learnt: one text, a line each, in a third of the room."""

    def __init__(self, sentences: Iterable[str]) -> None:
        lines = [one.replace("\n", " ") for one in sentences]
        self._size, self._text = len(lines), "\n".join(lines).encode(errors="surrogatepass")

    def __iter__(self) -> Iterator[str]:
        return iter(self._text.decode(errors="surrogatepass").split("\n")[: self._size])

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, at):  # type: ignore[no-untyped-def]  # of a number or a slice, as a tuple's
        return tuple(self)[at]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Sentences):
            return self._size == other._size and self._text == other._text
        return isinstance(other, Sequence) and tuple(self) == tuple(other)


def examples_in(folder: Path, language: str, faults: Faults) -> Mapping[str, Sequence[str]]:
    """The examples of a language: meaning -> sentences; none where there is no such file."""
    if not (folder / f"{language}{SAID}").exists():
        return {}
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for meanings, sentences in said_in(folder, language, faults).items():
        found[meanings[0]] += sentences
    return {meaning: Sentences(sentences) for meaning, sentences in found.items()}


def said_in(folder: Path, language: str, faults: Faults) -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """The same, by all that each sentence may mean: "file + adviser" is a sentence that asks for both."""
    name = f"{language}{SAID}"
    table = read(folder / name, faults, ends_with_dots=True)
    entry = Entry(name, table, faults) if table else None
    keys = entry.table.entries if entry else {}
    return {
        tuple(one.strip() for one in key.split(AND)): tuple(text.value for text in entry.texts(key, "un conseiller"))
        for key in keys
        if entry
    }
