"""Whom a change is for: chips of those that were chosen, those that a search finds, and what is chosen at once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from ivr.accounts.person import EVERYWHERE, Person
from ivr.changes.typed import LONGEST_NAME, places_of
from ivr.hours.schedules import Caisse, Line, Schedules
from ivr.hours.words import Words, words
from ivr.places.communes import communes, plain_name
from ivr.places.whose import Body, Meaning, find

MOST = 8  # that a search proposes
FEWEST = 2  # letters before anything is proposed
GROUPS: Mapping[str, Words] = {
    "all": words(fr="Tout le monde", en="Everybody"),
    "national": words(fr="Tous les appels au 36 46", en="Every call to 36 46"),
    "caisses": words(fr="Toutes les caisses", en="All caisses"),
    "lines": words(fr="Les trois lignes seules", en="The three lines alone"),
    "national-own": words(fr="Le 36 46 sans caisse connue", en="36 46 without a known caisse"),
    "mayotte": words(fr="La ligne de Mayotte", en="The Mayotte line"),
    "abroad": words(fr="La ligne de l'étranger", en="The line from abroad"),
}
PRESETS = ("all", "national", "caisses", "mayotte", "abroad")
WHOLE = ("all", "national", "caisses")  # beside which nobody else needs to be named


@dataclass(frozen=True, slots=True)
class Chip:
    """A name as `where` has it, and what people call it: "La CPAM du Rhône (69)"."""

    name: str
    words: Words


def chips(schedules: Schedules, where: Iterable[str]) -> tuple[Chip, ...]:
    """Those that were chosen; a name that nobody bears stands as it was typed."""
    return tuple(Chip(name, _called(schedules, name)) for name in where)


def presets(schedules: Schedules, by: Person) -> tuple[Chip, ...]:
    """What somebody may choose with one click: their own, or groups that lie within their scope."""
    if by.scope == EVERYWHERE:
        return tuple(Chip(name, GROUPS[name]) for name in PRESETS)
    return tuple(Chip(name, _called(schedules, name)) for name in by.scope[:MOST])


def proposed(schedules: Schedules, typed: str) -> tuple[Chip, ...]:
    """Those whom a search finds, the likeliest first: by town, département, name, code or postcode."""
    typed = typed[:LONGEST_NAME]
    if len(typed.strip()) < FEWEST:
        return ()
    found = find(schedules, typed)
    first = [Meaning(found.bodies, found.commune)] if found.bodies else []
    meanings = (*first, *found.others, *_beginning(schedules, typed), *found.near)
    every = (chip for meaning in meanings for chip in _chips(meaning))
    return tuple(islice({chip.name: chip for chip in every}.values(), MOST))


def with_name(where: tuple[str, ...], name: str) -> tuple[str, ...]:
    """With one more; whoever is everybody stands alone."""
    if name in WHOLE:
        return (name,)
    return tuple(dict.fromkeys((*(one for one in where if one not in WHOLE), name)))


def _beginning(schedules: Schedules, typed: str) -> Iterator[Meaning]:
    """Towns and caisses whose names begin so, or have a word that does."""
    plain = plain_name(typed)
    if not plain:
        return
    named = (one for one in schedules.caisses.values() if f" {plain}" in f" {plain_name(one.names['fr'])}")
    yield from (Meaning((caisse,)) for caisse in islice(named, MOST))
    towns = (town for town in communes() if plain_name(town.name).startswith(plain))
    for town in islice(towns, MOST // 2):
        yield Meaning(schedules.caisses_of(town.department), town)


def _chips(meaning: Meaning) -> Iterator[Chip]:
    """Those of a meaning that have hours of their own here, with the town by which they were found."""
    for body in meaning.bodies:
        if name := _name(body):
            yield Chip(name, _with_town(body, meaning))


def _name(body: Body) -> str:
    match body:
        case Caisse():
            return body.code
        case Line():
            return body.name
    return ""


def _with_town(body: Body, meaning: Meaning) -> Words:
    told = _told(body)
    if meaning.commune is None:
        return told
    town = meaning.commune.name
    return words(fr=f"{town} : {told['fr']}", en=f"{town}: {told['en']}")


def _called(schedules: Schedules, name: str) -> Words:
    """What people call a name of `where`."""
    if name in GROUPS:
        return GROUPS[name]
    if caisse := schedules.caisses.get(name):
        return _told(caisse)
    if (department := schedules.departments.get(name)) and places_of(schedules, (name,)):
        return words(fr=f"{name}, {department.names['fr']}", en=f"{name}, {department.names['en']}")
    return words(fr=name, en=name)


def _told(body: Body) -> Words:
    if isinstance(body, Caisse):
        codes = ", ".join(body.departments)
        return words(**{language: f"{_capital(name)} ({codes})" for language, name in body.names.items()})
    return words(**{language: _capital(name) for language, name in body.names.items()})


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
