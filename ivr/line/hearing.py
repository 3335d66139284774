"""What a caller said -> what it stands for, or NotUnderstood. Nothing of the speech leaves this module.

Danger comes first, whatever else was said. Then whole phrases: the longest wins, and of two as long the menu's own,
then what works in every menu, then the wish that was said first. Only where none is found, long words that are nearly
right. A wrong guess costs a caller more than being asked again: two of a menu's choices matched equally well are
NotUnderstood, and doubt.py has a second opinion on the rest.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from rapidfuzz.distance import Indel, Levenshtein

from ivr.line.doubt import BY_ITSELF, PERHAPS, SURE, TOLD, danger_in, is_danger, likeliest_danger, weighed
from ivr.line.inputs import NotUnderstood, Said
from ivr.line.lexicon import Alarm, Lexicon, Phrase
from ivr.line.patterns import Tokens, heard_of, places

LONGEST = 500  # characters that are looked at
MOST_WORDS = 40
REACH = 2  # words between "veux pas" and what it takes back: "veux pas parler à un conseiller"

FUZZY_LETTERS = 5
LONG_LETTERS = 8  # from here on letters may differ anywhere, below only at the end: "marin" is neither matin nor Martin
VERY_LONG_LETTERS = 11  # not 10: "honoraires" is two letters from "horaires"
ENDING = WRONG = 2  # letters more or fewer, or others: never more
NEAR = 85.0  # "arrestation" and "détestation" are at 82 of "attestation", "attestion" at 90
MARGIN = 5.0
MOST_FUZZY = 15
MANNERS = ("*", "#")
ENOUGH = 2  # words, the little ones not counted, of which examples alone may tell a danger

NOTHING_THOUGHT: Mapping[str, float] = MappingProxyType({})


class _Match(NamedTuple):
    """A phrase where it was said."""

    phrase: Phrase
    place: range

    @property
    def meaning(self) -> str:
        return self.phrase.meaning


class _Witness(NamedTuple):
    """What a language's examples think of words; and whether they have one of them, the little ones not counted."""

    likely: Mapping[str, float]
    spoken: str
    known: bool


def hear(speech: str, lexicon: Lexicon) -> Said | NotUnderstood:
    """What was said at a menu. Any text will do; never raises."""
    told = heard_of(speech[:LONGEST])[:MOST_WORDS]
    heard = _without_denied(told, lexicon)
    excluded = frozenset(phrase.meaning for phrase, _ in lexicon.wished.unless.matches(heard, lexicon.little))
    taken_back = _taken_back(heard, lexicon)
    said = _without_taken_back(_matches(heard, lexicon, excluded), taken_back)
    lonely = "" if said else _alone(heard, lexicon)
    thought = _thought(heard, lexicon)
    plain = not lexicon.wished.examples.has(heard) and (bool(lonely) or _is_nothing_else(heard, said, lexicon))
    faint = all(_is_slight(match, lexicon) for match in said)
    whole = thought if heard == told else NOTHING_THOUGHT
    danger, language = danger_of(told, lexicon.alarms, whole, faint=faint, plain=plain)
    if danger:
        return Said(danger=danger, language=language)
    if said:
        return _meant(said, lexicon) if plain else weighed(_meant(said, lexicon), thought, lexicon)
    if lonely:
        return _said(lonely, lexicon)
    if taken_back or heard != told or (lexicon.polite | lexicon.little).issuperset(heard):
        return weighed(NotUnderstood(), thought, lexicon) if lexicon.wished.examples.has(heard) else NotUnderstood()
    return weighed(_said(_nearly(heard, lexicon, excluded), lexicon), thought, lexicon)


def _thought(heard: Tokens, lexicon: Lexicon) -> Mapping[str, float]:
    """How likely the examples hold each meaning: those of the menu's language, unless it is word by word another's.

    Of words none of which they have, nothing: letters alone would make a wish of any interjection.
    """
    known = [alarm.examples for alarm in lexicon.alarms if alarm.examples.has(heard)]
    own = lexicon.wished.examples
    if not own.has(heard) and known:
        return known[0].likely(heard)
    return own.likely(heard) if own.has(heard) or own.known(_weighty(heard, lexicon.little)) else NOTHING_THOUGHT


def _weighty(heard: Tokens, little: frozenset[str]) -> Tokens:
    """The words without the little ones."""
    return tuple(word for word in heard if word not in little)


def danger_of(
    heard: Tokens,
    alarms: tuple[Alarm, ...],
    thought: Mapping[str, float] = NOTHING_THOUGHT,
    *,
    faint: bool,
    plain: bool = False,
) -> tuple[str, str]:
    """What is answered to a danger that was told, and in which language; "" for none. What excludes it is so in any.

    `thought`: how likely the examples of the first hold each meaning, if that is known. `faint`: nothing weightier was
    said, so that words count which are perhaps of danger, and examples that are less sure. `plain`: nothing but what
    the line itself listens for: then examples, which go by letters too, tell of no danger that no word did.
    """
    harmless = [place for alarm in alarms for _, place in alarm.harmless.matches(heard, alarm.little)]
    told = [
        (one, alarm, SURE if one.sure else TOLD)
        for alarm in alarms
        for one in _outside(harmless, alarm.words.matches(heard, alarm.little))
    ]
    if faint:
        told += [
            (one, alarm, PERHAPS)
            for alarm in alarms
            for one in _outside(harmless, alarm.perhaps.matches(heard, alarm.little))
        ]
    excluding = (one for alarm in alarms for one in alarm.unless.matches(heard, alarm.little)) if told else ()
    excluded = {phrase.meaning for phrase, _ in excluding}
    witness = _witness(heard, alarms, thought)
    for phrase, alarm, least in told:
        if is_danger(witness.likely, least, excluded=phrase.meaning in excluded and not phrase.sure):
            return phrase.meaning, alarm.language
    return ("", "") if plain else _unheard(heard, harmless, alarms, witness, faint=faint)


def _unheard(
    heard: Tokens, harmless: list[range], alarms: tuple[Alarm, ...], witness: _Witness, *, faint: bool
) -> tuple[str, str]:
    """The danger that the examples alone tell, and in which language: of all that was said, and also of what is left
    without what only sounds like one. A word or two little ones are not enough, nor words none of which tells of any
    by itself, but for an example word by word.
    """
    unheard, spoken = likeliest_danger(witness.likely, faint=faint, known=witness.known), witness.spoken
    if not unheard or any(alarm.examples.has(heard) for alarm in alarms):
        return unheard, spoken if unheard else ""
    left = tuple(word for at, word in enumerate(heard) if not any(at in place for place in harmless))
    if min(len(_weighty(left, alarm.little)) for alarm in alarms) < ENOUGH or not _tells(left, _knowing(left, alarms)):
        return "", ""
    if harmless:
        rest = _witness(left, alarms, NOTHING_THOUGHT)
        unheard = likeliest_danger(rest.likely, faint=False, known=rest.known)
    return unheard, spoken if unheard else ""


def _tells(heard: Tokens, alarm: Alarm) -> bool:
    """Whether any weighty word is told by the examples, or by its letters, to be of a danger."""
    return any(danger_in(alarm.examples.likely((word,))) >= BY_ITSELF for word in _weighty(heard, alarm.little))


def _outside(some: list[range], matches: Iterable[tuple[Phrase, range]]) -> list[Phrase]:
    """The phrases that were said elsewhere than in those places."""
    return [phrase for phrase, place in matches if not any(_covers(one, place) for one in some)]


def _witness(heard: Tokens, alarms: tuple[Alarm, ...], thought: Mapping[str, float]) -> _Witness:
    """What the examples think of it, those of the language that knows most of it."""
    if not alarms:
        return _Witness({}, "", False)
    knowing = _knowing(heard, alarms)
    likely = thought if thought and knowing is alarms[0] else knowing.examples.likely(heard)
    known = knowing.examples.known(_weighty(heard, knowing.little)) > 0
    return _Witness(likely, knowing.language, known or knowing.examples.has(heard))


def _knowing(heard: Tokens, alarms: tuple[Alarm, ...]) -> Alarm:
    """That of the language which knows most of it; the first of two as good."""
    return max(alarms, key=lambda one: (one.examples.has(heard), one.examples.known(heard)))


def _is_foreign(heard: Tokens, alarms: tuple[Alarm, ...]) -> bool:
    """Whether another language than the menu's knows more of it."""
    return bool(alarms) and _knowing(heard, alarms) is not alarms[0]


def _is_slight(match: "_Match", lexicon: Lexicon) -> bool:
    """Whether it is a single word for a wish: "bébé" may be a question about its card, and a cry for help."""
    return match.meaning in lexicon.wished.names and match.phrase.weight <= 1


def _is_nothing_else(heard: Tokens, said: list["_Match"], lexicon: Lexicon) -> bool:
    """Whether nothing was said but words of the menu's or of every menu, with polite and little ones around them."""
    told = {at for match in said if match.meaning not in lexicon.wished.names for at in match.place}
    around = lexicon.polite | lexicon.little
    return bool(told) and all(at in told or word in around for at, word in enumerate(heard))


# -- what somebody is not -------------------------------------------------------------------------------------------


def _without_denied(heard: Tokens, lexicon: Lexicon) -> Tokens:
    """The words without what somebody says that they are not, "pas à la MSA", "not deaf": as if never said."""
    denials = _stand(heard, lexicon.is_not)
    if not denials:
        return heard
    found = (*lexicon.words.matches(heard), *lexicon.wished.words.matches(heard, lexicon.little))
    beings = (place for phrase, place in found if _named(phrase, lexicon) in lexicon.wished.beings)
    wholes = [whole for place in beings if (whole := _denied(heard, place, denials, lexicon))]
    meant = [place for _, place in found]  # "pas la MGEN" may be words for something else
    lost = {at for whole in wholes if not any(_covers(place, whole) for place in meant) for at in whole}
    return tuple(word for at, word in enumerate(heard) if at not in lost)


def _denied(heard: Tokens, place: range, denials: list[range], lexicon: Lexicon) -> range:
    """From the words that deny what stands at a place to its end; empty where none do.

    Little words may stand between after two words, "suis pas du tout sourd", and none after one: "pas sourd".
    """
    for words in denials:
        between = heard[words.stop : place.start]
        near = words.stop == place.start or (len(words) > 1 and lexicon.little.issuperset(between))
        if near and words.stop <= place.start:
            return range(words.start, place.stop)
    return range(0)


def _covers(place: range, other: range) -> bool:
    return place.start <= other.start and other.stop <= place.stop


def _named(phrase: Phrase, lexicon: Lexicon) -> str:
    """The wish that was said, also by a menu's own words for it; else what the words stand for."""
    return lexicon.keys.get(phrase.meaning, "") or phrase.meaning


# -- whole phrases -------------------------------------------------------------------------------------------------


def _matches(heard: Tokens, lexicon: Lexicon, excluded: frozenset[str]) -> list[_Match]:
    """Every phrase that was said and that nothing excludes. Who says more than "again", "back" or "no" wants that."""
    keys = [_Match(*match) for match in lexicon.words.matches(heard)]
    language = [_Match(*match) for match in lexicon.languages.matches(heard)]
    if language and _is_foreign(heard, lexicon.alarms):
        keys += language
    wished = [_Match(*match) for match in lexicon.wished.words.matches(heard, lexicon.little)]
    every = keys + [match for match in wished if match.phrase.sure or match.meaning not in excluded]
    kept = _without_refusal([match for match in every if not _is_within(match, every)], lexicon)
    return [match for match in kept if match.phrase.own or match.meaning not in MANNERS] or kept


def _without_refusal(matches: list[_Match], lexicon: Lexicon) -> list[_Match]:
    """The matches without "no", where a wish or an adviser was said too: "non pas ça, un conseiller"."""
    wanted = any(match.meaning == "0" or match.meaning in lexicon.wished.names for match in matches)
    return [match for match in matches if not (wanted and match.phrase.pattern in lexicon.refusals)]


def _is_within(match: _Match, every: list[_Match]) -> bool:
    """Whether it is a part of longer words of the menu's, or for "again" or "back": "menu" in "menu précédent"."""
    longer = [one for one in every if len(one.place) > len(match.place)]
    around = (one.place for one in longer if one.meaning in MANNERS or (one.phrase.own and match.phrase.own))
    return any(_covers(place, match.place) for place in around)


def _stand(heard: Tokens, some: tuple[Tokens, ...]) -> list[range]:
    """Where any of these words stand, one after the other."""
    found = ((words, start) for words in some for start in range(len(heard) - len(words) + 1))
    return [range(start, start + len(words)) for words, start in found if heard[start : start + len(words)] == words]


def _taken_back(heard: Tokens, lexicon: Lexicon) -> list[range]:
    """Where words stand that take back what follows; not the "non pas" of "non, pas ça", which has its object."""
    refused = [place for one in lexicon.refusals for place in places(one, heard)]
    found = _stand(heard, lexicon.takes_back)
    return [words for words in found if not any(place.start < words.stop < place.stop for place in refused)]


def _without_taken_back(said: list[_Match], takes_back: list[range]) -> list[_Match]:
    """The matches without those that come next after such words, and soon, or that begin within them."""
    lost: set[int] = set()
    for words in takes_back:
        following = [match.place for match in said if 0 <= match.place.start - words.stop <= REACH]
        first = min((place.start for place in following), default=0)
        lost.update(words[1:], *(place for place in following if place.start == first))
    return [match for match in said if match.place.start not in lost]


def _meant(matches: list[_Match], lexicon: Lexicon) -> Said | NotUnderstood:
    """The best of what was said; whose member somebody is counts beside what they want."""
    bodies = [match for match in matches if match.meaning in lexicon.wished.bodies]
    others = [match for match in matches if match.meaning not in lexicon.wished.bodies]
    if not others:
        return _said(_best(bodies, lexicon), lexicon)
    meaning = _best(others, lexicon)
    return _said(meaning, lexicon, _best(bodies, lexicon) if meaning in lexicon.wished.names else "")


def _best(matches: list[_Match], lexicon: Lexicon) -> str:
    """The meaning of the longest phrase; of several as long, the first kind; "" when that leaves two choices."""
    longest = max((match.phrase.weight for match in matches), default=0)
    best = [match for match in matches if match.phrase.weight == longest]
    own = {match.meaning for match in best if match.phrase.own}
    keys = own or {match.meaning for match in best if match.meaning not in lexicon.wished.names}
    if keys:
        return keys.pop() if len(keys) == 1 else ""
    return min(best, key=lambda match: match.place.start).meaning if best else ""


# -- a number, or a short word, alone ------------------------------------------------------------------------------


def _alone(heard: Tokens, lexicon: Lexicon) -> str:
    """What a word or phrase stands for that must stand alone, when nothing but its like and polite words is around."""
    words = [word for word in heard if word not in lexicon.polite or word in lexicon.lonely]
    if together := lexicon.lonely.get(" ".join(words)):
        return together
    meanings = {lexicon.lonely.get(word, "") for word in words}
    if len(meanings) == 1 and "" not in meanings:
        return meanings.pop()
    left = tuple(word for word in heard if word not in lexicon.polite)
    weight = sum(word not in lexicon.little for word in left)
    whole = (phrase for phrase in (*lexicon.languages.phrases, *lexicon.wished.alone) if phrase.weight == weight)
    said = (left, heard)  # "je rappelle plus tard" holds a polite word itself
    found = (one.meaning for one in whole if any(any(places(one.pattern, words, lexicon.little)) for words in said))
    return next(found, "")


# -- nearly right --------------------------------------------------------------------------------------------------


def _nearly(heard: Tokens, lexicon: Lexicon, excluded: frozenset[str]) -> str:
    """The meaning of the long word that is nearest to one that was said, if it is near and the next is not."""
    said = [word for word in dict.fromkeys(heard) if len(word) >= FUZZY_LETTERS][:MOST_FUZZY]
    nearest: dict[str, float] = {}
    for word, meaning in (*lexicon.words.plain, *lexicon.wished.words.plain):
        if len(word) >= FUZZY_LETTERS and meaning not in excluded:
            near = max((_nearness(word, other) for other in said if abs(len(other) - len(word)) <= WRONG), default=0.0)
            nearest[meaning] = max(near, nearest.get(meaning, 0.0))
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


def _said(meaning: str, lexicon: Lexicon, body: str = "") -> Said | NotUnderstood:
    """A wish, a key that the menu takes, one that works in every menu, or a language."""
    if meaning in lexicon.wished.bodies:
        return Said(body=meaning)
    if meaning in lexicon.wished.names:
        return Said(wish=meaning, body=body)
    if meaning in lexicon.keys or meaning in ("0", "*", "#"):
        return Said(meaning)
    return Said(language=meaning) if meaning.isalpha() else NotUnderstood()  # the other keys are taken by no choice
