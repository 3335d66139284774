"""What callers have said and what it meant, as examples: how likely each meaning is for words never said before.

A naive Bayes over words, pairs of neighbours and four letters in a row: "remboursé" and "remboursement", or what a
recogniser spelt otherwise, have most of these in common. It is no judge: doubt.py weighs it with what the phrases say.
"""

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain
from math import exp, log, sqrt
from zlib import crc32

from ivr.line.patterns import Tokens, heard_each

NONE = "none"  # the meaning of what means none of the others
LETTERS = 7  # of a word that count as a word
IN_A_ROW = 4  # letters
KNOWN = 2  # how often a part must have been said to be known: thousands are said once, and cost more than they tell
RARE = 0.1  # how often a part is taken to have been said that never was with a meaning
BOLDNESS = 1.5  # long sentences are not surer than short ones by every part that they have
COMMON = 0.5  # how far what is often wanted is likelier: 0 not at all, 1 by as much as it is more often
MOST = 255  # times that count
STEPS = 25  # in which gains are held, for each 1.0 of a logarithm: a byte holds up to ten

# How often a part was said with a meaning, to MOST -> what the meaning gains by it over those it was never said with.
_GAINS = bytes(round(STEPS * log(count / RARE + 1)) for count in range(MOST + 1))


@dataclass(frozen=True)
class Examples:
    """What was learnt of a language's examples; of none, nothing is likely."""

    meanings: tuple[str, ...] = ()
    parts: "array[int]" = field(default_factory=lambda: array("I"))  # hashes of those that are known, in order
    starts: "array[int]" = field(default_factory=lambda: array("I"))  # of each part's gains, and their end
    gains: bytes = b""  # for each part, the meanings that it was said with: number, gain, number, gain...
    unsaid: tuple[float, ...] = ()  # for each meaning, of a part that it was never said with
    usual: tuple[float, ...] = ()  # for each meaning, of itself
    whole: "array[int]" = field(default_factory=lambda: array("I"))  # hashes of the examples, in order
    meant: bytes = b""  # for each of these, which meaning it has

    def has(self, heard: Tokens) -> bool:
        """Whether it is an example, word by word."""
        return bool(self._surely(heard))

    def known(self, heard: Tokens) -> int:
        """How many of the words any example has."""
        if not self.parts:
            return 0
        return sum(self._gains(crc32(word[:LETTERS].encode())) is not None for word in heard)

    def likely(self, heard: Tokens) -> Mapping[str, float]:
        """How likely each meaning is, from 0 to 1, 1 in all; of words that no example has, nothing is.

        What is an example word by word is surely what that is.
        """
        if surely := self._surely(heard):
            return {surely: 1.0}
        found = [gains for part in _parts(heard) if (gains := self._gains(part))] if self.parts else []
        if not found:
            return {}
        scale = BOLDNESS / sqrt(len(found))
        gained = [0] * len(self.meanings)
        for gains in found:
            for meaning, gain in zip(gains[::2], gains[1::2], strict=True):
                gained[meaning] += gain
        scores = [
            scale * (gain / STEPS + len(found) * unsaid) + usual
            for gain, unsaid, usual in zip(gained, self.unsaid, self.usual, strict=True)
        ]
        return dict(zip(self.meanings, _shares(scores), strict=True))

    def _surely(self, heard: Tokens) -> str:
        """The meaning of an example that was said word by word; "" for none."""
        if not self.whole:
            return ""
        sentence = crc32(" ".join(heard).encode())
        at = bisect_left(self.whole, sentence)
        return self.meanings[self.meant[at]] if at < len(self.whole) and self.whole[at] == sentence else ""

    def _gains(self, part: int) -> bytes | None:
        at = bisect_left(self.parts, part)
        if at == len(self.parts) or self.parts[at] != part:
            return None
        return self.gains[self.starts[at] : self.starts[at + 1]]


NO_EXAMPLES = Examples()


def examples_of(said: Mapping[str, Sequence[str]]) -> Examples:
    """What can be learnt of examples. `said`: meaning -> what was said for it, whole sentences."""
    whole: dict[int, int] = {}
    times_of: defaultdict[int, bytes] = defaultdict(bytes)
    for meaning, sentences in enumerate(said.values()):
        heard = heard_each(sentences)  # of one meaning at a time: words take ten times the memory of what is learnt
        whole.update((crc32(" ".join(one).encode()), meaning) for one in heard)
        _add(times_of, meaning, Counter(chain.from_iterable(map(_parts, heard))))
    parts = sorted(part for part, times in times_of.items() if len(times) > 2 or times[1] >= KNOWN)
    rows = [times_of[part] for part in parts]
    sizes = _sizes(b"".join(rows), len(said))
    return Examples(
        meanings=tuple(said),
        parts=array("I", parts),
        starts=array("I", accumulate(map(len, rows), initial=0)),
        gains=_gained(b"".join(rows)),
        unsaid=tuple(log(RARE / (size + RARE * max(1, len(parts)))) for size in sizes),
        usual=tuple(COMMON * log(max(1, len(sentences))) for sentences in said.values()),
        whole=array("I", sorted(whole)),
        meant=bytes(whole[sentence] for sentence in sorted(whole)),
    )


def _add(times_of: defaultdict[int, bytes], meaning: int, count: Counter[int]) -> None:
    """To each part, how often it was said with a meaning: number, times, number, times..."""
    pairs = [bytes((meaning, times)) for times in range(MOST + 1)]
    for part, times in count.items():
        times_of[part] += pairs[times] if times < MOST else pairs[MOST]


def _sizes(times: bytes, meanings: int) -> list[int]:
    """For each meaning, how often any part was said with it."""
    pairs = Counter(zip(times[::2], times[1::2], strict=True))
    return [sum(many * pairs[meaning, many] for many in range(MOST + 1)) for meaning in range(meanings)]


def _gained(times: bytes) -> bytes:
    """Gains instead of times."""
    found = bytearray(times)
    found[1::2] = times[1::2].translate(_GAINS)
    return bytes(found)


def _parts(heard: Tokens) -> set[int]:
    """Numbers of the words, of pairs of neighbours (the first and the last have an end for one), of letters in a row:
    hashes, and four letters are a number of 32 bits as they are.
    """
    words = [word[:LETTERS].encode() for word in heard]
    pairs = map(b" ".join, zip([b"", *words], [*words, b""], strict=True))
    found = {*map(crc32, words), *map(crc32, pairs)}
    row = f"_{'_'.join(heard)}_".encode()
    for start in range(IN_A_ROW):
        whole = (len(row) - start) // IN_A_ROW * IN_A_ROW
        found.update(memoryview(row)[start : start + whole].cast("I"))
    return found


def _shares(scores: list[float]) -> list[float]:
    most = max(scores)
    weights = [exp(score - most) for score in scores]
    total = sum(weights)
    return [weight / total for weight in weights]
