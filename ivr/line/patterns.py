"""Phrases as the staff write them, and where they stand in what was said.

A phrase is a few words in their order. Between two of them any little words may stand ("perdu carte" is also "perdu ma
carte"), and where three dots are written a few others too: "perdu ... carte". "mal/douleur" is either of two words,
"rembours*" any word that begins so. Accents, capitals and punctuation are nothing.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

Tokens = tuple[str, ...]

DOTS = ("...", "…")
REACH = 4  # words that three dots may stand for

_NO_WORD = re.compile(r"[\W_]+")
_FAR = re.compile(r"[^\x00-\x7f]+")
_SPELT = re.compile(r"\b[a-z](?: +[a-z]\b){2,}")
_BLANKS = bytes(code if chr(code).isalnum() or code >= 0x80 or code == 0x0A else 0x20 for code in range(256))


@dataclass(frozen=True, slots=True)
class Word:
    """One place of a phrase: the words that fit, the beginnings of words that do, and whether dots stand before it."""

    words: Tokens
    beginnings: Tokens = ()
    far: bool = False

    def fits(self, said: str) -> bool:
        """Whether a word that was said may stand here."""
        return said in self.words or (bool(self.beginnings) and said.startswith(self.beginnings))


@dataclass(frozen=True, slots=True)
class Pattern:
    """A phrase that can be looked for; empty when nothing of it is a word."""

    words: tuple[Word, ...]

    @property
    def plain(self) -> str:
        """The word that it is, if it is a single one without any sign; else ""."""
        one = self.words[0] if len(self.words) == 1 else None
        return one.words[0] if one and len(one.words) == 1 and not one.beginnings else ""

    def weight(self, little: Collection[str]) -> int:
        """How many words it has, the little ones not counted."""
        return sum(not word.words or not set(word.words) <= set(little) for word in self.words)


def tokens_of(words: str) -> Tokens:
    """Words in small letters, without accents, apostrophes and punctuation."""
    return tuple(_plain(words).split())


def heard_of(speech: str) -> Tokens:
    """What was said, with letters that were spoken one by one as the word that they spell: "s n c f" is SNCF."""
    return heard_each((speech,))[0]


def heard_each(said: Sequence[str]) -> list[Tokens]:
    """The same of each; of many together it takes a third of the time."""
    lines = _plain("\n".join(one.replace("\n", " ") for one in said))
    spelt = _SPELT.sub(lambda letters: letters[0].replace(" ", ""), lines)
    return [tuple(line.split()) for line in spelt.split("\n")] if said else []


def _plain(words: str) -> str:
    """Small letters without accents, and blanks for all else but the ends of lines."""
    folded = words.casefold()
    if not folded.isascii():
        folded = _FAR.sub(lambda letters: _near(letters[0]), folded)
    return folded.encode(errors="surrogatepass").translate(_BLANKS).decode(errors="surrogatepass")


@lru_cache(maxsize=1 << 10)
def _near(letters: str) -> str:
    """The same letters without their accents, those that are two as two, and a blank for what is no letter."""
    apart = unicodedata.normalize("NFKD", letters).replace("œ", "oe").replace("æ", "ae")
    return _NO_WORD.sub(" ", "".join(one for one in apart if not unicodedata.combining(one)))


@lru_cache(maxsize=1 << 14)
def pattern_of(phrase: str) -> Pattern:
    """What the staff wrote, to be looked for."""
    return Pattern(tuple(_words(phrase)))


def is_readable(phrase: str) -> bool:
    """Whether a phrase holds a word, and each part of an either-or is one word, or a beginning of one before a star."""
    parts = [part for chunk in phrase.split() if "/" in chunk or "*" in chunk for part in chunk.split("/")]
    single = all(len(tokens_of(part)) == 1 and "*" not in part[:-1] for part in parts)
    return single and bool(pattern_of(phrase).words)


def sample(pattern: Pattern) -> Tokens:
    """The shortest that can be said for a phrase, of each either-or the first by its letters."""
    return tuple(min(word.words or word.beginnings) for word in pattern.words)


def _words(phrase: str) -> Iterator[Word]:
    far = False
    for chunk in phrase.split():
        if chunk in DOTS:
            far = True
            continue
        for word in _either(chunk) if "/" in chunk or "*" in chunk else map(_exactly, tokens_of(chunk)):
            yield replace(word, far=True) if far else word
            far = False


@lru_cache(maxsize=1 << 12)
def _exactly(token: str) -> Word:
    return Word((token,))


def _either(chunk: str) -> Iterator[Word]:
    parts = [(token, part.endswith("*")) for part in chunk.split("/") for token in tokens_of(part)]
    if parts:
        yield Word(
            tuple(sorted({token for token, open_ended in parts if not open_ended})),
            tuple(token for token, open_ended in parts if open_ended),
        )


def places(pattern: Pattern, said: Sequence[str], little: Collection[str] = ()) -> Iterator[range]:
    """Where a phrase stands in what was said, from its first word to behind its last."""
    first = pattern.words[0]
    found = (stands_at(pattern, said, at, little) for at, token in enumerate(said) if first.fits(token))
    return (place for place in found if place)


def stands_at(pattern: Pattern, said: Sequence[str], at: int, little: Collection[str]) -> range:
    """Where a phrase stands whose first word was said at this place; empty where the others do not follow."""
    end = _end(pattern.words[1:], said, at + 1, little)
    return range(at, end) if end else range(0)


def _end(words: tuple[Word, ...], said: Sequence[str], at: int, little: Collection[str]) -> int:
    """Where the rest of a phrase ends, its words after little ones alone, or in the reach of dots; 0: nowhere."""
    if not words:
        return at
    left = REACH if words[0].far else 0
    for place in range(at, len(said)):
        if words[0].fits(said[place]) and (end := _end(words[1:], said, place + 1, little)):
            return end
        left -= said[place] not in little
        if left < 0:
            break
    return 0
