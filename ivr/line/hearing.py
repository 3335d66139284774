"""What a caller said -> the choice that it stands for, or NotUnderstood. Nothing of the speech leaves this module.

Whole words and phrases first, the longest wins; only where none is found, long words that are nearly right. A wrong
guess costs a caller more than being asked again: two choices matched equally well are NotUnderstood.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel, Levenshtein

from ivr.line.inputs import NotUnderstood, Said

Understood = Mapping[str, tuple[str, ...]]  # key -> what may be said for it
Tokens = tuple[str, ...]
Group = tuple[str, tuple[str, ...]]  # what words stand for, and the words

# Keys of `everywhere` that are no key of the telephone and no language.
YES, NO = "yes", "no"
AROUND = "around"  # words that may stand about a number: "la touche", "s'il vous plaît"
NOT = "not"  # words that take back what follows: "pas une", "veux pas"

DIGITS = frozenset("0123456789")
LONELY = frozenset("123456789*#")  # their single words must stand alone: "un" is in every other sentence
LONGEST = 500  # characters that are looked at
MOST_WORDS = 50
REACH = 2  # words between "veux pas" and what it takes back: "veux pas parler à un conseiller"

FUZZY_LETTERS = 5
LONG_LETTERS = 8  # from here on letters may differ anywhere, below only at the end: "marin" is neither matin nor Martin
VERY_LONG_LETTERS = 11  # not 10: "honoraires" is two letters from "horaires"
ENDING = 2
NEAR = 85.0  # "arrestation" and "détestation" are at 82 of "attestation", "attestion" at 90
MARGIN = 5.0
MOST_FUZZY = 15

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})
_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Understood to listen for, what they stand for, and whether they are the menu's own."""

    meaning: str
    tokens: Tokens
    own: bool


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """All that a menu listens for."""

    phrases: tuple[_Phrase, ...]
    alone: Mapping[str, str]  # word -> key: what counts when nothing but polite words is around it
    polite: frozenset[str]
    takes_back: tuple[Tokens, ...]


@dataclass(frozen=True, slots=True)
class _Match:
    """A phrase where it was said."""

    phrase: _Phrase
    start: int


def hear(speech: str, choices: Understood, everywhere: Understood) -> Said | NotUnderstood:
    """What was said at a menu. `choices`: key -> words; `everywhere`: key, language, yes, no, around or not -> words.

    "yes" and "no" count where one of the menu's choices has a word of theirs. Any text will do; never raises.
    """
    heard = tokens_of(speech[:LONGEST])[:MOST_WORDS]
    vocabulary = _vocabulary(tuple(choices.items()), tuple(everywhere.items()))
    said = list(_matches(heard, vocabulary))
    meant = _without_taken_back(said, _places(heard, vocabulary))
    if said:
        return _meant(_best(meant), choices)
    return _meant(_alone(heard, vocabulary) or _nearly(heard, vocabulary), choices)


def tokens_of(words: str) -> Tokens:
    """Understood in small letters, without accents, apostrophes and punctuation."""
    folded = unicodedata.normalize("NFKD", words.casefold().translate(_LIGATURES))
    bare = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return tuple(_NO_WORD.sub(" ", bare).split())


# -- the words to listen for ---------------------------------------------------------------------------------------


@lru_cache(maxsize=512)
def _vocabulary(choices: tuple[Group, ...], everywhere: tuple[Group, ...]) -> _Vocabulary:
    """The menu's words, then those of everywhere, without any that the menu uses itself.

    At a menu that is answered by yes or no, every way to say so is its own.
    """
    common = dict(everywhere)
    own = [_Phrase(key, tokens_of(words), True) for key, group in choices for words in group]
    used = {phrase.tokens for phrase in own}
    answers = {word: _answer(common.get(word, ()), own) for word in (YES, NO)}
    shared = [
        _Phrase(answers.get(key, key), tokens, key in answers)
        for key, group in everywhere
        if answers.get(key, key) and key not in (AROUND, NOT)
        for tokens in map(tokens_of, group)
        if tokens not in used
    ]
    phrases = tuple(phrase for phrase in own + shared if phrase.tokens)
    alone = {phrase.tokens[0]: phrase.meaning for phrase in phrases if _is_lonely(phrase)} | {
        key: key for key in DIGITS
    }
    polite = frozenset(word for words in common.get(AROUND, ()) for word in tokens_of(words))
    takes_back = tuple(filter(None, map(tokens_of, common.get(NOT, ()))))
    return _Vocabulary(tuple(phrase for phrase in phrases if not _is_lonely(phrase)), alone, polite, takes_back)


def _answer(words: tuple[str, ...], own: list[_Phrase]) -> str:
    """The key that yes, or no, is at this menu: the one that has such a word among its own; "" if none has."""
    said = set(map(tokens_of, words))
    return next((phrase.meaning for phrase in own if phrase.tokens in said), "")


def _is_lonely(phrase: _Phrase) -> bool:
    return len(phrase.tokens) == 1 and phrase.meaning in LONELY and not phrase.own


# -- whole phrases -------------------------------------------------------------------------------------------------


def _matches(heard: Tokens, vocabulary: _Vocabulary) -> Iterator[_Match]:
    """Every phrase that was said."""
    present = frozenset(heard)
    for phrase in vocabulary.phrases:
        if phrase.tokens[0] in present:
            for start in _starts(heard, phrase.tokens):
                yield _Match(phrase, start)


def _starts(heard: Tokens, phrase: Tokens) -> Iterator[int]:
    for start in range(len(heard) - len(phrase) + 1):
        if heard[start : start + len(phrase)] == phrase:
            yield start


def _places(heard: Tokens, vocabulary: _Vocabulary) -> list[int]:
    """Where the words end that take back what follows them."""
    present = frozenset(heard)
    said = (phrase for phrase in vocabulary.takes_back if phrase[0] in present)
    return [start + len(phrase) for phrase in said for start in _starts(heard, phrase)]


def _without_taken_back(said: list[_Match], places: list[int]) -> list[_Match]:
    """The matches without those that come next after such words, and soon."""
    lost = set()
    for place in places:
        following = [match.start for match in said if 0 <= match.start - place <= REACH]
        lost.update(following and [min(following)])
    return [match for match in said if match.start not in lost]


def _best(matches: list[_Match]) -> str:
    """The meaning of the longest phrase; of two as long, the menu's own words; "" when that still leaves two."""
    longest = max((len(match.phrase.tokens) for match in matches), default=0)
    best = [match.phrase for match in matches if len(match.phrase.tokens) == longest]
    meanings = {phrase.meaning for phrase in best if phrase.own} or {phrase.meaning for phrase in best}
    return meanings.pop() if len(meanings) == 1 else ""


# -- a number, or a short word, alone ------------------------------------------------------------------------------


def _alone(heard: Tokens, vocabulary: _Vocabulary) -> str:
    """The key of a word that must stand alone, when nothing but its like and polite words is around it."""
    words = [word for word in heard if word not in vocabulary.polite or word in vocabulary.alone]
    meanings = {vocabulary.alone.get(word, "") for word in words}
    return meanings.pop() if len(meanings) == 1 else ""


# -- nearly right --------------------------------------------------------------------------------------------------


def _nearly(heard: Tokens, vocabulary: _Vocabulary) -> str:
    """The meaning of the long word that is nearest to one that was said, if it is near and the next is not."""
    if _places(heard, vocabulary):
        return ""
    said = [word for word in dict.fromkeys(heard) if len(word) >= FUZZY_LETTERS][:MOST_FUZZY]
    nearest: dict[str, float] = {}
    for phrase in vocabulary.phrases:
        word = phrase.tokens[0]
        if len(phrase.tokens) == 1 and len(word) >= FUZZY_LETTERS:
            near = max((_nearness(word, other) for other in said), default=0.0)
            nearest[phrase.meaning] = max(near, nearest.get(phrase.meaning, 0.0))
    ranked = sorted(nearest.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < NEAR:
        return ""
    return "" if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < MARGIN else ranked[0][0]


def _nearness(word: str, said: str) -> float:
    """From 0 to 100. Short words may only have another ending, long ones a letter or two wrong."""
    shorter, longer = (word, said) if len(word) < len(said) else (said, word)
    if len(shorter) < LONG_LETTERS:
        near = longer.startswith(shorter) and len(longer) - len(shorter) <= ENDING
    else:
        wrong = 2 if len(longer) >= VERY_LONG_LETTERS else 1
        near = Levenshtein.distance(word, said, score_cutoff=wrong) <= wrong
    return 100.0 * Indel.normalized_similarity(word, said) if near else 0.0


def _meant(meaning: str, choices: Understood) -> Said | NotUnderstood:
    """A key that the menu takes, one that works in every menu, or a language."""
    if meaning in choices or meaning in ("0", "*", "#"):
        return Said(meaning)
    return Said(language=meaning) if meaning.isalpha() else NotUnderstood()  # the other keys are taken by no choice
