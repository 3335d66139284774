"""The same words in each language: names and reasons that come from schedules/."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Words(Mapping[str, str]):
    """Language -> words, such as {"fr": "la CPAM de l'Ain", "en": "the CPAM of Ain"}. Hashable, unlike a dict."""

    pairs: tuple[tuple[str, str], ...] = ()

    def __getitem__(self, language: str) -> str:
        for name, text in self.pairs:
            if name == language:
                return text
        raise KeyError(language)

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self.pairs)

    def __len__(self) -> int:
        return len(self.pairs)

    def __hash__(self) -> int:
        return hash(frozenset(self.pairs))


def words(**texts: str) -> Words:
    """`words(fr="Noël", en="Christmas Day")`."""
    return Words(tuple(texts.items()))


NO_WORDS = Words()
