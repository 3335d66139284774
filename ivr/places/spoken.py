"""A place that was said instead of keyed: "soixante-neuf mille quatre", "97 4 10", "les Abymes", "le neuf trois".

All that the line learns of a place is its département, so that a name or its number is as good as a postcode.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from itertools import dropwhile

from ivr.hours.schedules import Schedules
from ivr.line.patterns import Tokens, tokens_of
from ivr.line.places import of_postcode
from ivr.places.communes import ARTICLES, department_by_name, plain_name

SMALL: Mapping[str, int] = {
    word: value
    for language in (
        "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen",
    )
    for value, words in enumerate(language.split())
    for word in tokens_of(words)
} | {"oh": 0}
TENS: Mapping[str, int] = {
    word: 10 * ten
    for language in (
        "vingt trente quarante cinquante soixante septante huitante nonante",
        "twenty thirty forty fifty sixty seventy eighty ninety",
    )
    for ten, word in enumerate(language.split(), 2)
}
SCORE = ("vingt", "vingts")  # quatre-vingts
SCORED = (60, 80)  # soixante-douze, quatre-vingt-douze
HUNDRED, THOUSAND, AND = ("cent", "cents", "hundred"), ("mille", "thousand"), ("et", "and")
BETWEEN = frozenset((*SCORE, *HUNDRED, *THOUSAND, *AND))
CORSICA = ("2a", "2b")
LEADING = frozenset(("a", "au", "aux", "dans", "en", "de", "du", "des", "d", "l", "le", "la", "les", "the", "in", "of"))
YEARS = range(1900, 2100)  # "deux mille vingt" is no place
LONGEST_NAME = 8  # words
SHORTEST_NAME = 3  # letters, of a name of one word

Number = tuple[str, int]  # its digits, and where the words go on


def place_alone(speech: str, schedules: Schedules, ignored: Collection[str]) -> str:
    """The same where nobody asked for a place: with names of one word, and numbers, none but `ignored` words stand."""
    said = tokens_of(without_places(speech, schedules))
    named = [word for word in said if word not in ignored and word not in SMALL and word not in TENS]
    alone = len(said) < len(tokens_of(speech)) or len([word for word in named if not word.isdecimal()]) <= 1
    return postcode_said(speech, schedules, ignored) if alone else ""


def postcode_said(speech: str, schedules: Schedules, ignored: Collection[str] = ()) -> str:
    """Five digits that lead where what was said does: the postcode, or one of the département's; "" for neither.

    `ignored`: words that are no name by themselves, though a commune may be called so.
    """
    if whole := whole_postcode(speech):
        return whole
    said = tokens_of(speech)
    if named := _named(said, _names(schedules), frozenset(ignored)):
        return _postcode_of(named)
    departments = {code for run in _runs(said) if len(run) in (2, 3) and (code := _postcode_of(run))}
    return departments.pop() if len(departments) == 1 else ""


def whole_postcode(speech: str) -> str:
    """The postcode that was said, in digits or words; "" for none."""
    return next((run for run in _runs(tokens_of(speech)) if len(run) == 5 and of_postcode(run)), "")


def words_beside(speech: str) -> int:
    """How many words were said that are of no number."""
    said = tokens_of(speech)
    return sum(word not in SMALL and word not in TENS and word not in BETWEEN and not word.isdecimal() for word in said)


def without_places(speech: str, schedules: Schedules) -> str:
    """The words without names of several, which would be taken for other words: Noisy-le-Grand for a drowning."""
    said, names = tokens_of(speech), _names(schedules)
    lost: set[int] = set()
    for at, end, name in _windows(said):
        if name in names and len(LEADING.union(said[at:end])) - len(LEADING) > 1 and lost.isdisjoint(range(at, end)):
            lost.update(range(at, end))
    return " ".join(word for at, word in enumerate(said) if at not in lost) if lost else speech


def _postcode_of(department: str) -> str:
    """A postcode of a département; "" where it has none, and for the 20, which are two."""
    digits = {"2A": "20000", "2B": "20200", "20": ""}.get(department, department.ljust(5, "0"))
    return digits if of_postcode(digits) else ""


# -- numbers -----------------------------------------------------------------------------------------------------------


def _runs(said: Tokens) -> Iterator[str]:
    """The digits of numbers that were said one after the other; of digits alone that are a postcode, that first."""
    yield from (word for word in said if len(word) == 5 and word.isdecimal())
    yield from (word.upper() for word in said if word in CORSICA)
    at, run = 0, ""
    while at < len(said):
        number = _number(said, at)
        if number is None:
            yield run
            at, run = at + 1, ""
        else:
            run, at = run + number[0], number[1]
    yield run


def _number(said: Tokens, at: int) -> Number | None:
    if said[at].isdecimal() and not _is(said, at + 1, THOUSAND):
        return said[at], at + 1
    thousands, after = (1, at) if _is(said, at, THOUSAND) else _below_thousand(said, at)
    if after == at and not _is(said, at, THOUSAND):
        return None
    if not _is(said, after, THOUSAND):
        return str(thousands), after
    rest, end = _below_thousand(said, after + 1 + _is(said, after + 1, AND))
    whole = thousands * 1000 + rest
    return str(whole) if whole in YEARS else f"{whole:05}", end


def _below_thousand(said: Tokens, at: int) -> tuple[int, int]:
    """A number in words or digits, and where it ends: where it begins, if it is none."""
    if at < len(said) and said[at].isdecimal():
        return int(said[at]), at + 1
    value, after = (1, at) if _is(said, at, HUNDRED) else _below_hundred(said, at)
    if not _is(said, after, HUNDRED) or not 0 < value < 10:
        return value, after
    rest, end = _below_hundred(said, after + 1 + _is(said, after + 1, AND))
    return (value * 100 + rest, end) if rest else (value * 100, after + 1)


def _below_hundred(said: Tokens, at: int) -> tuple[int, int]:
    if _is(said, at, ("quatre",)) and _is(said, at + 1, SCORE):
        ten, after = 80, at + 2
    elif at < len(said) and said[at] in TENS:
        ten, after = TENS[said[at]], at + 1
    else:
        return _below_twenty(said, at)
    rest, end = _below_twenty(said, after + _is(said, after, AND))
    return (ten + rest, end) if 0 < rest < (20 if ten in SCORED else 10) else (ten, after)


def _below_twenty(said: Tokens, at: int) -> tuple[int, int]:
    if _is(said, at, ("dix",)) and _is(said, at + 1, ("sept", "huit", "neuf")):
        return 10 + SMALL[said[at + 1]], at + 2
    return (SMALL[said[at]], at + 1) if at < len(said) and said[at] in SMALL else (0, at)


def _is(said: Tokens, at: int, words: Collection[str]) -> bool:
    return at < len(said) and said[at] in words


# -- names -------------------------------------------------------------------------------------------------------------


def _named(said: Tokens, names: Mapping[str, str], ignored: Collection[str]) -> str:
    """The département of the longest name that has one, the last of several; what many are called tells nothing."""
    taken: set[int] = set()
    for at, end, name in _windows(said):
        alone = end - at == 1 and (len(name) < SHORTEST_NAME or name in ignored)
        if alone or name not in names or not taken.isdisjoint(range(at, end)):
            continue
        if names[name]:
            return names[name]
        taken.update(range(at, end))
    return ""


def _windows(said: Tokens) -> Iterator[tuple[int, int, str]]:
    """Where names may stand, and as they are compared: from the longest to the shortest, the last first."""
    plain = [plain_name(word) for word in said]
    for length in range(min(LONGEST_NAME, len(said)), 0, -1):
        for at in range(len(said) - length, -1, -1):
            yield at, at + length, " ".join(filter(None, plain[at : at + length]))


def _plain(words: Tokens) -> str:
    return plain_name(" ".join(words))


def _names(schedules: Schedules) -> Mapping[str, str]:
    """Every name of a département or commune, and the département that it tells."""
    return _named_as(tuple((code, one.names["fr"], one.names["en"]) for code, one in schedules.departments.items()))


@lru_cache(maxsize=1)
def _named_as(departments: tuple[tuple[str, str, str], ...]) -> Mapping[str, str]:
    """The départements' own names win: La Réunion, which is a commune too."""
    bare = {_plain(_unled(tokens_of(name))): code for code, *names in departments for name in names}
    led = {article + name: code for name, code in bare.items() for article in ARTICLES}
    return {**department_by_name(), **bare, **led}


def _unled(name: Tokens) -> Tokens:
    """Without "dans les", "en", "in": what is said before a name."""
    return tuple(dropwhile(LEADING.__contains__, name))
