"""Whose hours somebody means who types "69", "rhône", "st etienne", "saint-denis 974", "mayotte" or a postcode."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

from rapidfuzz import fuzz, process

from ivr.findings import Language
from ivr.hours.schedules import Caisse, Department, Line, Regime, Schedules
from ivr.hours.words import Words, words
from ivr.line.lines import line_meant
from ivr.line.patterns import tokens_of
from ivr.line.places import of_postcode
from ivr.places.communes import (
    OUTWEIGHS,
    Commune,
    communes_named,
    communes_of_postcode,
    people_of,
    plain_name,
    plain_names,
)

ALIKE, NEAR = 88, 72  # of 100: what counts as a slip of the fingers, and what is worth proposing
MOST_NEAR = 4
FEWEST_LETTERS = 4  # that a beginning has which is worth a proposal
EVERYBODY = 1 << 30  # people: what a régime weighs
GENERIC = re.compile(r"l[ae]?|les|d[eu]?|des|cpam|cgss|caisse|the|of|a|en|dans|in")
CODE_WORDS = frozenset(["cpam", "cgss", "caisse", "departement", "dept", "dep", "code", "postal", "ligne", "line"])
CORSICA = ("20", "corse", "corsica")
ARTICLES = ("le", "la", "les", "l")


@dataclass(frozen=True, slots=True)
class OwnBody:
    """A territory whose own body this line does not reach; `code` are the first digits of its postcodes."""

    code: str
    names: Words


OWN_BODIES = {
    body.code: body
    for body in (
        OwnBody("986", words(fr="Wallis-et-Futuna", en="Wallis and Futuna")),
        OwnBody("987", words(fr="Polynésie française", en="French Polynesia")),
        OwnBody("988", words(fr="Nouvelle-Calédonie", en="New Caledonia")),
    )
}

Keeping = Line | Caisse | Regime  # who keeps hours, where they are known
Body = Keeping | Department | OwnBody


@dataclass(frozen=True, slots=True)
class Meaning:
    """Who answers in one sense of what was typed: the bodies of a commune, or those that are called so themselves."""

    bodies: tuple[Body, ...]
    commune: Commune | None = None
    people: int = 0  # who live there


@dataclass(frozen=True, slots=True)
class Found:
    """What was typed means `bodies`; it might mean `others`. When it has too many senses, or none, there are no bodies.

    `guessed`: nothing is called so, but one name is very like it. `near` are names that are a little like it.
    """

    bodies: tuple[Body, ...] = ()
    commune: Commune | None = None
    others: tuple[Meaning, ...] = ()
    near: tuple[Meaning, ...] = ()
    guessed: bool = False


def find(schedules: Schedules, typed: str) -> Found:
    """By line, caisse, département, postcode or régime, in that order; then by name, and at last by likeness."""
    return _by_key(schedules, typed) or _by_name(schedules, typed) or _by_likeness(schedules, typed)


def much_larger(schedules: Schedules, typed: str, than: int) -> tuple[Meaning, ...]:
    """Places with far more than so many people, whose names are a little like what was typed: Lyon, for "lion"."""
    plain = plain_name(typed)
    like = (commune for name, *_ in _like(plain, plain_names(), None) for commune in plain_names()[name])
    found = [commune for commune in like if commune.people >= OUTWEIGHS * max(than, 1)]
    return _apart(_meaning(schedules, commune) for commune in found)[:MOST_NEAR]


def label(meaning: Meaning, language: Language) -> str:
    """What names it, and may be typed: "Lyon (69)", "691 (la CPAM du Rhône)"."""
    if meaning.commune:
        return f"{meaning.commune.name} ({meaning.commune.department})"
    first, *others = meaning.bodies
    names = ", ".join(body.names[language] for body in meaning.bodies)
    if others and isinstance(first, Caisse):
        return f"{first.departments[0]} ({names})"
    return f"{first.code} ({names})" if isinstance(first, Caisse | Department | OwnBody) else names


def serving(schedules: Schedules, commune: Commune) -> tuple[Body, ...]:
    """Of a département's caisses the one that names the commune as its own; all where none does."""
    bodies = _of_department(schedules, commune.department)
    own = tuple(body for body in bodies if isinstance(body, Caisse) and body.said and _names_it(body, commune))
    return own or bodies


# -- by a code ---------------------------------------------------------------------------------------------------------


def _by_key(schedules: Schedules, typed: str) -> Found | None:
    plain = plain_name(typed)
    digits = "".join(word for word in tokens_of(typed.partition("(")[0]) if word not in CODE_WORDS)
    if line := line_meant(typed):
        return Found((schedules.lines[line.name],))
    if digits in schedules.caisses:
        return Found((schedules.caisses[digits],))
    if plain in schedules.regimes:
        return Found((schedules.regimes[plain],))
    if digits in CORSICA:
        return Found((*_of_department(schedules, "2A"), *_of_department(schedules, "2B")))
    bodies = _of_department(schedules, digits.upper().zfill(2))
    return Found(bodies) if bodies else _by_postcode(schedules, digits)


def _by_postcode(schedules: Schedules, digits: str) -> Found | None:
    """As callers who key it are led; a commune of another département that shares it is told besides."""
    postcode = of_postcode(digits)
    bodies = _of_department(schedules, postcode.department) if postcode else ()
    if not postcode or not bodies:
        return None
    here = [commune for commune in communes_of_postcode(digits) if commune.department == postcode.department]
    elsewhere = (commune for commune in communes_of_postcode(digits) if commune.department != postcode.department)
    others = tuple(_meaning(schedules, commune) for commune in elsewhere)
    if len(here) != 1:
        return Found(bodies, others=others)
    return Found(serving(schedules, here[0]), here[0], others)


def _of_department(schedules: Schedules, code: str) -> tuple[Body, ...]:
    if code in OWN_BODIES:
        return (OWN_BODIES[code],)
    department = schedules.departments.get(code)
    return (department,) if department and department.regime else schedules.caisses_of(code)


def _near_code(schedules: Schedules, plain: str) -> Iterator[Meaning]:
    """For 671: the caisses whose codes start alike."""
    if plain.isdigit() and len(plain) == 3:
        yield from (Meaning((caisse,)) for code, caisse in schedules.caisses.items() if code[:2] == plain[:2])


# -- by a name ---------------------------------------------------------------------------------------------------------


def _by_name(schedules: Schedules, typed: str) -> Found | None:
    plain = plain_name(typed)
    if not plain:
        return None
    called = [meaning for name, meaning in _names(schedules) if name == _bare(plain)]
    exact = [*(_meaning(schedules, commune) for commune in _communes(plain)), *called]
    if not exact:
        return _chosen(_where(schedules, plain))
    known = max(meaning.people for meaning in exact)
    larger = [meaning for meaning in _beginning(schedules, plain) if meaning.people > known]
    if larger and larger[0].people >= OUTWEIGHS * known:
        return Found(others=_apart([*larger, *exact]))
    return _chosen(exact)


def _chosen(meanings: Iterable[Meaning], guessed: bool = False) -> Found | None:
    """The only sense, or the one of far the most people; the senses alone where none stands out."""
    first, *others = _apart(meanings) or (None,)
    if first is None:
        return None
    if others and first.people < OUTWEIGHS * others[0].people:
        return Found(others=(first, *others))
    return Found(first.bodies, first.commune, tuple(others), guessed=guessed)


def _apart(meanings: Iterable[Meaning]) -> tuple[Meaning, ...]:
    """The most peopled first; of those that lead to the same bodies, one."""
    apart: dict[tuple[Body, ...], Meaning] = {}
    for meaning in sorted(meanings, key=lambda meaning: -meaning.people):
        if meaning.bodies:
            apart.setdefault(meaning.bodies, meaning)
    return tuple(apart.values())


def _communes(plain: str) -> tuple[Commune, ...]:
    """Those that are called so; "cpam du mans" is Le Mans."""
    place = _without_caisse(plain)
    named = map(communes_named, (plain, place, *(f"{article} {place}" for article in ARTICLES)))
    return next(filter(None, named), ())


def _beginning(schedules: Schedules, plain: str) -> Iterator[Meaning]:
    """Communes whose names begin so, the most peopled first: who says Boulogne hardly means a hamlet of that name."""
    begin = (communes_ for name, communes_ in plain_names().items() if name.startswith(plain))
    for commune in sorted(chain.from_iterable(begin), key=lambda commune: -commune.people):
        yield _meaning(schedules, commune)


def _where(schedules: Schedules, plain: str) -> Iterator[Meaning]:
    """A commune with its département: "saint denis 974", "saint-denis, la réunion", "97400 saint denis"."""
    words_ = plain.split()
    for cut in range(1, len(words_)):
        head, tail = " ".join(words_[:cut]), " ".join(words_[cut:])
        for name, where in ((head, tail), (tail, head)):
            departments = set(_departments_called(schedules, where))
            for code in departments.intersection(_departments_called(schedules, name)):
                yield Meaning(_of_department(schedules, code), people=people_of(code))
            for commune in communes_named(name) if departments else ():
                if commune.department in departments:
                    yield _meaning(schedules, commune)


def _departments_called(schedules: Schedules, where: str) -> Iterator[str]:
    if where.isdigit() and len(where) == 5:
        yield from (commune.department for commune in communes_of_postcode(where))
    code = where.upper().zfill(2)
    yield from (known for known in (*schedules.departments, *OWN_BODIES) if known == code)
    for known, department in schedules.departments.items():
        if _bare(where) in map(_known_as, department.names.values()):
            yield known


def _meaning(schedules: Schedules, commune: Commune) -> Meaning:
    return Meaning(serving(schedules, commune), commune, commune.people)


def _names_it(caisse: Caisse, commune: Commune) -> bool:
    name = plain_name(commune.within or commune.name)
    return any(name == said or name.startswith(f"{said} ") for said in map(plain_name, caisse.said))


def _names(schedules: Schedules) -> Iterator[tuple[str, Meaning]]:
    """Every name by which bodies may be called, stripped to what tells it apart."""
    for caisse in schedules.caisses.values():
        yield from _each(caisse.names, Meaning((caisse,), people=sum(map(people_of, caisse.departments))))
    for code, department in schedules.departments.items():
        yield from _each(department.names, Meaning(_of_department(schedules, code), people=people_of(code)))
    for body in OWN_BODIES.values():
        yield from _each(body.names, Meaning((body,), people=people_of(body.code)))
    for regime in schedules.regimes.values():
        yield from _each(regime.names, Meaning((regime,), people=EVERYBODY))


def _each(names: Words, meaning: Meaning) -> Iterator[tuple[str, Meaning]]:
    return ((_known_as(name), meaning) for name in names.values())


@lru_cache(maxsize=1024)  # of a few hundred bodies, asked for at each search
def _known_as(name: str) -> str:
    return _bare(plain_name(name))


def _bare(plain: str) -> str:
    """Without articles and the word for a caisse, unless nothing else is there."""
    return " ".join(word for word in plain.split() if not GENERIC.fullmatch(word)) or plain


def _without_caisse(plain: str) -> str:
    """ "la cpam de la rochelle" is "la rochelle", "caisse du mans" is "mans"."""
    return re.sub(r"^.*?\b(?:cpam|cgss|caisse) (?:de |du |des |d )?", "", plain)


# -- by likeness -------------------------------------------------------------------------------------------------------


def _by_likeness(schedules: Schedules, typed: str) -> Found:
    plain = plain_name(typed)
    called = dict[str, list[Meaning]]()
    for name, meaning in _names(schedules):
        called.setdefault(name, []).append(meaning)
    like = dict[int, list[Meaning]]()
    for name, score, _ in chain(_like(_bare(plain), called), _like(plain, plain_names())):
        found = [*called.get(name, ()), *(_meaning(schedules, commune) for commune in plain_names().get(name, ()))]
        like.setdefault(round(score), []).extend(found)
    best = max(like, default=0)
    if best >= ALIKE and (guess := _chosen(like[best], guessed=True)):
        return guess
    begin = islice(_beginning(schedules, plain), MOST_NEAR // 2) if len(plain) >= FEWEST_LETTERS else ()
    near = chain(begin, *(_apart(like[score]) for score in sorted(like, reverse=True)))
    return Found(near=tuple(dict.fromkeys(near))[:MOST_NEAR] or tuple(_near_code(schedules, plain)))


def _like(plain: str, names: Iterable[str], most: int | None = 20) -> list[tuple[str, float, int]]:
    return process.extract(plain, list(names), scorer=fuzz.ratio, limit=most, score_cutoff=NEAR)
