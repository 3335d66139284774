"""What callers have said and what it meant, as examples: how likely each meaning is for words never said before.

A naive Bayes over words and pairs of neighbours. It is no judge: hearing.py asks it what it thinks of what the phrases
understood, and where the two disagree the caller is asked.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from math import exp, log, sqrt

from ivr.line.patterns import Tokens, tokens_of

NONE = "none"  # the meaning of what means none of the others
LETTERS = 7  # of a word that count: "remboursement" and "remboursé" are one
PAIRED = 2  # how often a pair must have been said to be known: thousands are said once, and cost more than they tell
RARE = 0.1  # how often a word is taken to have been said that never was
BOLDNESS = 1.5  # long sentences are not surer than short ones by every word that they have
COMMON = 0.5  # how far what is often wanted is likelier: 0 not at all, 1 by as much as it is more often


@dataclass(frozen=True)
class Examples:
    """What was learnt of a language's examples; of none, nothing is likely."""

    meanings: tuple[str, ...] = ()
    parts: Mapping[str, tuple[tuple[int, float], ...]] = field(
        default_factory=dict
    )  # part -> meanings, and how they gain
    unsaid: tuple[float, ...] = ()  # for each meaning, of a part that it was never said with
    usual: tuple[float, ...] = ()  # for each meaning, of itself
    whole: Mapping[int, str] = field(default_factory=dict)  # hash of an example -> its meaning

    def known(self, heard: Tokens) -> int:
        """How many of the words any example has."""
        return sum(word[:LETTERS] in self.parts for word in heard)

    def likely(self, heard: Tokens) -> Mapping[str, float]:
        """How likely each meaning is, from 0 to 1, 1 in all. What is an example word by word is surely what that is."""
        if surely := self.whole.get(hash(heard)):
            return {surely: 1.0}
        found = [gains for part in _parts(heard) if (gains := self.parts.get(part))]
        scores: list[float] = [len(found) * unsaid for unsaid in self.unsaid]
        for gains in found:
            for meaning, gain in gains:
                scores[meaning] += gain
        scale = BOLDNESS / sqrt(max(1, len(found)))
        return _shares(self.meanings, [score * scale + usual for score, usual in zip(scores, self.usual, strict=True)])


NO_EXAMPLES = Examples()


def examples_of(said: Mapping[str, Iterable[str]]) -> Examples:
    """What can be learnt of examples. `said`: meaning -> what was said for it, whole sentences."""
    counts: defaultdict[str, Counter[int]] = defaultdict(Counter)
    times = [0] * len(said)
    for meaning, sentences in enumerate(said.values()):
        for sentence in sentences:
            times[meaning] += 1
            for part in _parts(tokens_of(sentence)):
                counts[part][meaning] += 1
    known = {part: found for part, found in counts.items() if " " not in part or found.total() >= PAIRED}
    sizes: Counter[int] = Counter()
    for found in known.values():
        sizes.update(found)
    return Examples(
        meanings=tuple(said),
        parts={part: tuple(_gain(*one) for one in found.items()) for part, found in known.items()},
        unsaid=tuple(log(RARE / (sizes[meaning] + RARE * len(known))) for meaning in range(len(said))),
        usual=tuple(COMMON * log(max(1, count)) for count in times),
        whole={hash(tokens_of(sentence)): meaning for meaning, sentences in said.items() for sentence in sentences},
    )


@cache
def _gain(meaning: int, count: int) -> tuple[int, float]:
    """What a meaning gains by a part that was said so often with it; few differ, and each is held once."""
    return meaning, log(count / RARE + 1)


def _parts(heard: Tokens) -> Iterator[str]:
    """The words and the pairs of neighbours, each once; the first and the last have an end for a neighbour."""
    words = [word[:LETTERS] for word in heard]
    pairs = (f"{one} {other}" for one, other in zip(["", *words], [*words, ""], strict=True))
    return iter(dict.fromkeys((*words, *pairs)))


def _shares(meanings: tuple[str, ...], scores: list[float]) -> Mapping[str, float]:
    if not scores:
        return {}
    most = max(scores)
    weights = [exp(score - most) for score in scores]
    total = sum(weights)
    return {meaning: weight / total for meaning, weight in zip(meanings, weights, strict=True)}
