"""The communes of France, by name, by postcode and by département."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from sys import intern

from ivr.line.patterns import tokens_of

LIST = Path(__file__).with_name("communes.csv")
ABBREVIATED = {"st": "saint", "ste": "sainte"}  # no official name has these as words
UNSAID = {"arrondissement", "arr", "cedex"}
ORDINALS = ("er", "eme", "e", "st", "nd", "rd", "th")
ARTICLES = ("le ", "la ", "les ", "l ")
OUTWEIGHS = 10  # so many times the people of the next place of its name: what everybody means who says no more
ARRONDISSEMENT = re.compile(r"(.+) \d+er?")  # Paris 12e, Lyon 1er: no other name in the list has a number


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune, or one of the arrondissements of Paris, Lyon and Marseille.

    `department` is a key of schedules/departments.yaml, or 984, 986 to 989. `also` are communes that it has taken in
    and whose names go on being used. `within` names the city of an arrondissement. A few places have no postcode and
    nobody who lives there.
    """

    name: str
    department: str
    people: int
    postcodes: tuple[str, ...]
    also: tuple[str, ...] = ()
    within: str = ""


def communes_named(name: str) -> tuple[Commune, ...]:
    """Those that are or were called so, the most peopled first: "st etienne", "Lyon 3e", "paris 12".

    Accents, capitals and hyphens don't matter; "st" is "saint". None for a name that no commune has.
    """
    return _by_name().get(plain_name(name), ())


def communes_of_postcode(postcode: str) -> tuple[Commune, ...]:
    """Those that have a postcode (five digits), the most peopled first; an arrondissement rather than its city."""
    return _by_postcode().get(postcode, ())


def people_of(department: str) -> int:
    """How many people live in a département or territory ("01", "2A", "976"); 0 for what the list doesn't have."""
    return _people()[department]


def plain_name(name: str) -> str:
    """A name as it is compared: "St-Étienne" is "saint etienne", "Lyon 3ème arrondissement" is "lyon 3"."""
    return " ".join(_without_ordinal(ABBREVIATED.get(word, word)) for word in tokens_of(name) if word not in UNSAID)


def plain_names() -> Mapping[str, tuple[Commune, ...]]:
    """Every name as it is compared, with who bears it: what a misspelt one is looked for in."""
    return _by_name()


@lru_cache(maxsize=1)
def department_by_name() -> Mapping[str, str]:
    """Each name as it is compared, and with or without its article, and the département that everybody means by it; ""
    where communes of several are called so, and none is much the largest. A fifth of the memory of the whole list.
    """
    with LIST.open(encoding="utf-8", newline="") as file:
        borne = sorted(
            (name, intern(row["department"]), int(row["people"]))
            for row in csv.DictReader(file)
            for name in map(plain_name, filter(None, (row["name"], *row["also"].split("|"))))
        )
    whole = {name: _meant(bearers) for name, bearers in groupby(borne, key=itemgetter(0))}
    shorter = {name.partition(" ")[2]: code for name, code in whole.items() if name.startswith(ARTICLES)}
    return {**shorter, **whole}


def _meant(bearers: Iterable[tuple[str, str, int]]) -> str:
    people: Counter[str] = Counter()
    for _, department, number in bearers:
        people[department] += number
    (first, most), *others = people.most_common(2)
    return first if not others or most >= OUTWEIGHS * others[0][1] else ""


@lru_cache(maxsize=1)
def communes() -> tuple[Commune, ...]:
    """The whole list, the most peopled first."""
    with LIST.open(encoding="utf-8", newline="") as file:
        rows = [_commune(row) for row in csv.DictReader(file)]
    return tuple(sorted(rows, key=lambda commune: -commune.people))


def _commune(row: dict[str, str]) -> Commune:
    return Commune(
        name=row["name"],
        department=row["department"],
        people=int(row["people"]),
        postcodes=tuple(row["postcodes"].split()),
        also=tuple(filter(None, row["also"].split("|"))),
        within=arrondissement[1] if (arrondissement := ARRONDISSEMENT.fullmatch(row["name"])) else "",
    )


@lru_cache(maxsize=1)
def _by_name() -> Mapping[str, tuple[Commune, ...]]:
    found: defaultdict[str, list[Commune]] = defaultdict(list)
    for commune in communes():
        for name in dict.fromkeys(map(plain_name, (commune.name, *commune.also))):
            found[name].append(commune)
    return {name: tuple(bearers) for name, bearers in found.items()}


@lru_cache(maxsize=1)
def _by_postcode() -> Mapping[str, tuple[Commune, ...]]:
    found: defaultdict[str, list[Commune]] = defaultdict(list)
    for commune, postcode in _postcodes():
        found[postcode].append(commune)
    return {postcode: tuple(bearers) for postcode, bearers in found.items()}


def _postcodes() -> Iterator[tuple[Commune, str]]:
    divided = {commune.within for commune in communes()}
    return ((commune, code) for commune in communes() if commune.name not in divided for code in commune.postcodes)


@lru_cache(maxsize=1)
def _people() -> Counter[str]:
    people: Counter[str] = Counter()
    for commune in communes():
        if not commune.within:  # its city has counted them
            people[commune.department] += commune.people
    return people


def _without_ordinal(word: str) -> str:
    """3 for "3e", "3eme" and "3rd"."""
    number = word.rstrip("abcdefghijklmnopqrstuvwxyz")
    return number if number.isdigit() and word.removeprefix(number) in ORDINALS else word
