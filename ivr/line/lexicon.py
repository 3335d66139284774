"""What a menu listens for: its own words, those of every menu, the wishes of callers in their own words, and danger.

Made once for a menu, from what the staff wrote; hearing.py looks for it in what was said.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from types import MappingProxyType

from ivr.line.examples import NO_EXAMPLES, Examples
from ivr.line.patterns import Pattern, Tokens, pattern_of, stands_at, tokens_of

Understood = Mapping[str, tuple[str, ...]]  # key -> what may be said for it

# Keys of `everywhere` that are no key of the telephone and no language.
YES, NO = "yes", "no"
LAST = "last"  # stands for whichever choice is offered last
AROUND = "around"  # words that may stand about a number: "la touche", "s'il vous plaît"
NOT = "not"  # words that take back what follows: "pas une", "veux pas"
IS_NOT = "is_not"  # words that take back what somebody is: "pas" la MSA, "not" deaf
LITTLE = "little"  # words that may stand anywhere, and change nothing: "de", "la", "euh"
NO_CHOICE = (AROUND, NOT, IS_NOT, LITTLE)
NO_LANGUAGE = (YES, NO, LAST, *NO_CHOICE)

# What danger is answered by: prompts, with "_abroad" added on the line from abroad.
DANGERS = ("emergency", "despair")

DIGITS = frozenset("0123456789")
LANGUAGE = "language"  # the name of a choice that changes it
LONELY = frozenset("123456789*#")  # their single words must stand alone: "un" is in every other sentence


@dataclass(frozen=True, slots=True)
class Spoken:
    """How something is said: phrases that mean it unless another excludes it; always; only when said alone; or, of a
    danger, perhaps: where nothing weightier is understood. `harmless`: what only sounds like it, "she just gave birth".
    """

    words: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    always: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    harmless: tuple[str, ...] = ()

    @property
    def phrases(self) -> tuple[str, ...]:
        """All that means it."""
        return self.words + self.always + self.alone


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """Words to listen for, what they stand for, and whether they are the menu's own."""

    meaning: str
    pattern: Pattern
    own: bool = False
    sure: bool = True  # nothing excludes it
    weight: int = 1  # its words but the little ones: the longer of two phrases is meant


@dataclass(frozen=True)
class Index:
    """Phrases by the words with which they can begin, so that few of them are tried."""

    phrases: tuple[Phrase, ...]
    by_word: Mapping[str, tuple[Phrase, ...]] = field(init=False)
    by_beginning: Mapping[str, tuple[Phrase, ...]] = field(init=False)
    lengths: tuple[int, ...] = field(init=False)  # of the beginnings
    plain: tuple[tuple[str, str], ...] = field(init=False)  # single words without any sign, and what each means

    def __post_init__(self) -> None:
        by_word: defaultdict[str, list[Phrase]] = defaultdict(list)
        by_beginning: defaultdict[str, list[Phrase]] = defaultdict(list)
        for phrase in self.phrases:
            for word in phrase.pattern.words[0].words:
                by_word[word].append(phrase)
            for beginning in phrase.pattern.words[0].beginnings:
                by_beginning[beginning].append(phrase)
        object.__setattr__(self, "by_word", {word: tuple(found) for word, found in by_word.items()})
        object.__setattr__(self, "by_beginning", {start: tuple(found) for start, found in by_beginning.items()})
        plain = dict.fromkeys((phrase.pattern.plain, phrase.meaning) for phrase in self.phrases)
        object.__setattr__(self, "plain", tuple(pair for pair in plain if pair[0]))
        object.__setattr__(self, "lengths", tuple(sorted({len(beginning) for beginning in by_beginning})))

    def matches(self, said: Tokens, little: Collection[str] = ()) -> Iterator[tuple[Phrase, range]]:
        """Every phrase that was said, and where it stands; `little` words may stand within it."""
        for at, word in enumerate(said):
            for phrase in self._beginning_with(word):
                if place := stands_at(phrase.pattern, said, at, little):
                    yield phrase, place

    def _beginning_with(self, word: str) -> Iterable[Phrase]:
        """Each phrase once; most words begin none, so this is quick to say so."""
        found = self.by_word.get(word, ())
        more = [one for length in self.lengths if (one := self.by_beginning.get(word[:length]))]
        return dict.fromkeys((*found, *chain(*more))) if more else found


NOTHING = Index(())


@dataclass(frozen=True, slots=True)
class Alarm:
    """The words of danger of one language, and what each of them is answered by."""

    language: str
    little: frozenset[str]
    words: Index
    perhaps: Index
    unless: Index
    harmless: Index = NOTHING
    examples: Examples = NO_EXAMPLES


@dataclass(frozen=True, slots=True)
class Wished:
    """What callers may want in every menu, in one language: made once, and held by all of its menus."""

    names: frozenset[str]
    bodies: frozenset[str]  # those of them that say whose member the caller is
    beings: frozenset[str]  # ... and that, or what else somebody is
    words: Index
    unless: Index
    alone: tuple[Phrase, ...]  # phrases that count when nothing but polite words is around them
    examples: Examples = NO_EXAMPLES


NO_WISHES = Wished(frozenset(), frozenset(), frozenset(), NOTHING, NOTHING, ())


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that one menu listens for."""

    keys: Mapping[str, str]  # the menu's own, and the wish that is named like their choice, "" for none
    words: Index  # the menu's and those of every menu: nothing may stand within them
    wished: Wished
    lonely: Mapping[str, str]  # word -> key: what counts when nothing but polite words is around it
    languages: Index  # single words for another language: alone too, or among words of another
    tongues: Mapping[str, str]  # every language, and what changes to it: the menu's key for that, or its own name
    polite: frozenset[str]
    little: frozenset[str]
    takes_back: tuple[Tokens, ...]
    is_not: tuple[Tokens, ...]
    refusals: frozenset[Pattern]  # "no", "not that": what else is wanted beside it counts instead
    alarms: tuple[Alarm, ...]


def alarm_of(
    language: str, dangers: Mapping[str, Spoken], everywhere: Understood, examples: Examples = NO_EXAMPLES
) -> Alarm:
    """Listens for danger in one language. `dangers`: what is answered -> how it is said."""
    little = _single(everywhere, LITTLE)
    words = tuple(phrase for name, spoken in dangers.items() for phrase in _phrases(name, spoken, little))
    perhaps = tuple(
        phrase for name, one in dangers.items() for phrase in _readable(name, one.perhaps, little, sure=False)
    )
    harmless = tuple(phrase for name, one in dangers.items() for phrase in _readable(name, one.harmless, little))
    unless = Index(_excluding(dangers, little))
    return Alarm(language, little, Index(words), Index(perhaps), unless, Index(harmless), examples)


def wished_of(
    wishes: Mapping[str, Spoken],
    bodies: Collection[str],
    everywhere: Understood,
    examples: Examples = NO_EXAMPLES,
    beings: Collection[str] = (),
) -> Wished:
    """Listens for wishes in one language.

    `wishes`: name -> how it is said; `bodies`: those that are whose member; `examples`: what was learnt of callers;
    `beings`: those that are what else somebody is.
    """
    little = _single(everywhere, LITTLE)
    return Wished(
        names=frozenset(wishes),
        bodies=frozenset(bodies),
        beings=frozenset((*bodies, *beings)),
        words=Index(tuple(phrase for name, one in wishes.items() for phrase in _phrases(name, one, little))),
        unless=Index(_excluding(wishes, little)),
        alone=tuple(phrase for name, one in wishes.items() for phrase in _readable(name, one.alone, little)),
        examples=examples,
    )


def lexicon_of(
    choices: Understood,
    everywhere: Understood,
    *,
    names: Mapping[str, str] = MappingProxyType({}),
    wished: Wished = NO_WISHES,
    alarms: Iterable[Alarm] = (),
) -> Lexicon:
    """What a menu listens for.

    `choices`: key -> words; `names`: key -> its choice's name; `everywhere`: key, language or name as above -> words.

    Words of everywhere that the menu uses itself are the menu's own.
    """
    little = _single(everywhere, LITTLE)
    phrases = _keys(choices, everywhere, little)
    languages = tuple(one for one in phrases if len(one.pattern.words) == 1 and names.get(one.meaning) == LANGUAGE)
    return Lexicon(
        keys={key: name if (name := names.get(key, "")) in wished.names else "" for key in choices},
        words=Index(tuple(one for one in phrases if not _is_lonely(one) and one not in languages)),
        wished=wished,
        lonely=_meanings(tuple(filter(_is_lonely, phrases))),
        languages=Index(languages),
        tongues=_tongues(choices, everywhere, names),
        polite=_single(everywhere, AROUND),
        little=little,
        takes_back=tuple(filter(None, map(tokens_of, everywhere.get(NOT, ())))),
        is_not=tuple(filter(None, map(tokens_of, everywhere.get(IS_NOT, ())))),
        refusals=frozenset(map(pattern_of, everywhere.get(NO, ()))),
        alarms=tuple(alarms),
    )


def _tongues(choices: Understood, everywhere: Understood, names: Mapping[str, str]) -> Mapping[str, str]:
    change = next((key for key, name in names.items() if name == LANGUAGE), "")
    offered = set(choices.get(change, ()))
    spoken = {name: words for name, words in everywhere.items() if name.isalpha() and name not in NO_LANGUAGE}
    return {name: change if offered.intersection(words) else name for name, words in spoken.items()}


@lru_cache(maxsize=1 << 8)  # most menus have the same
def _meanings(lonely: tuple[Phrase, ...]) -> Mapping[str, str]:
    """What must stand alone, as it is said: "deux", "the second one"."""
    said = {" ".join(min(word.words, default="") for word in one.pattern.words): one.meaning for one in lonely}
    return said | dict(zip(DIGITS, DIGITS, strict=True))


def _single(everywhere: Understood, name: str) -> frozenset[str]:
    return frozenset(word for words in everywhere.get(name, ()) for word in tokens_of(words))


def _keys(choices: Understood, everywhere: Understood, little: frozenset[str]) -> list[Phrase]:
    """The menu's words, then those of everywhere, without any that the menu uses itself.

    At a menu that is answered by yes or no, every way to say so is its own.
    """
    own = [_key(key, phrase, little, own=True) for key, words in choices.items() for phrase in words]
    used = {phrase.pattern for phrase in own}
    answers = {name: _answer(everywhere.get(name, ()), own) for name in (YES, NO)}
    keys = answers | {LAST: list(choices)[-1] if len(choices) > 1 else ""}
    shared = [
        _key(keys.get(name, name), phrase, little, own=name in answers)
        for name, words in everywhere.items()
        if keys.get(name, name) and name not in NO_CHOICE
        for phrase in words
    ]
    found = own + [phrase for phrase in shared if phrase.pattern not in used]
    return [phrase for phrase in found if phrase.pattern.words]


@lru_cache(maxsize=1 << 13)  # most are those of every menu
def _key(meaning: str, phrase: str, little: frozenset[str], *, own: bool) -> Phrase:
    pattern = pattern_of(phrase)
    return Phrase(meaning, pattern, own, weight=pattern.weight(little))


def _answer(words: tuple[str, ...], own: list[Phrase]) -> str:
    """The key that yes, or no, is at this menu: the one that has such a word among its own; "" if none has."""
    said = set(map(pattern_of, words))
    return next((phrase.meaning for phrase in own if phrase.pattern in said), "")


def _phrases(name: str, spoken: Spoken, little: frozenset[str]) -> Iterator[Phrase]:
    yield from _readable(name, spoken.always, little)
    yield from _readable(name, spoken.words, little, sure=not spoken.unless)


def _excluding(groups: Mapping[str, Spoken], little: frozenset[str]) -> tuple[Phrase, ...]:
    return tuple(phrase for name, spoken in groups.items() for phrase in _readable(name, spoken.unless, little))


def _readable(meaning: str, phrases: Iterable[str], little: frozenset[str], *, sure: bool = True) -> Iterator[Phrase]:
    for pattern in map(pattern_of, phrases):
        if pattern.words:
            yield Phrase(meaning, pattern, sure=sure, weight=pattern.weight(little))


def _is_lonely(phrase: Phrase) -> bool:
    """Whether it counts alone only: a number in as many words as one likes, of the others single words."""
    few = phrase.meaning in DIGITS or len(phrase.pattern.words) == 1
    return few and phrase.meaning in LONELY and not phrase.own
