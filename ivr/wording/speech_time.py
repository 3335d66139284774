"""How long a text takes to be spoken, in seconds: what the checks of the caller's ear and the hearing report count by.

The weights are those of a real synthesiser, measured once: espeak-ng 1.51 at 150 words a minute (a calm telephone
voice; 177 French words and 160 English words a minute once spoken) read every sentence of both prompt files, 168 a
language, 658 and 729 seconds altogether, with the silence at both ends cut off by sox. The weights were fitted by
least squares, relative to the length, and held against sentences that the fit had not seen (five parts in turn):

    language   mean error   mean, over 4 s   worst, over 4 s   over everything
    fr         0.26 s       5.5 %            19 %              -0.6 %
    en         0.20 s       4.1 %            13 %              -0.3 %

The cloud's voices were not at hand: theirs may be faster or slower by a tenth. `python -m benchmarks.speech_time`
measures again.
"""

import re
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from functools import lru_cache
from types import MappingProxyType

WORDS = re.compile(r"[^\W\d_]+|\d+")
SHORT_STOP = re.compile(r"[,;:](?=\s)")
FULL_STOP = re.compile(r"[.!?](?=\s+[A-ZÀ-Ý])")  # not those of "8 a.m. to noon"
LAST_STOPS = " .!?"


@dataclass(frozen=True, slots=True)
class Rate:
    """Seconds that each part of a text takes."""

    letter: float  # of words with more than one
    word: float  # of more than one letter
    spelled: float  # a letter that stands alone: "m s a"
    digit: float
    short_stop: float  # comma, colon, semicolon
    full_stop: float  # between two sentences


RATES: Mapping[str, Rate] = MappingProxyType(
    {
        "fr": Rate(letter=0.046, word=0.058, spelled=0.200, digit=0.198, short_stop=0.376, full_stop=0.484),
        "en": Rate(letter=0.066, word=0.025, spelled=0.232, digit=0.349, short_stop=0.286, full_stop=0.441),
    }
)
# Of a language that nobody has measured: as slow as the slower of the two in everything.
UNMEASURED = Rate(*map(max, *(astuple(rate) for rate in RATES.values())))
TOLERANCE = 0.055  # the mean error of a long sentence, as a part of its length


@lru_cache(maxsize=2048)
def seconds_of(text: str, language: str) -> float:
    """The seconds that `text` takes in a language; a locale such as "fr-FR" counts as its language."""
    rate: tuple[float, ...] = astuple(RATES.get(language.partition("-")[0], UNMEASURED))
    return sum(count * seconds for count, seconds in zip(parts_of(text), rate, strict=True))


def parts_of(text: str) -> tuple[int, int, int, int, int, int]:
    """How much of each part a text has, in the order of Rate's fields."""
    words = WORDS.findall(text)
    spoken = [word for word in words if not word.isdigit() and len(word) > 1]
    spelled = [word for word in words if not word.isdigit() and len(word) == 1]
    digits = sum(len(word) for word in words if word.isdigit())
    inside = text.rstrip(LAST_STOPS)
    stops = len(SHORT_STOP.findall(inside)), len(FULL_STOP.findall(inside))
    return sum(map(len, spoken)), len(spoken), len(spelled), digits, *stops
