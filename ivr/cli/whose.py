"""Whose hours somebody means who types "69", "671", "rhône", "mayotte" or a postcode."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from rapidfuzz import fuzz, process

from ivr.hours.schedules import Caisse, Department, Line, Regime, Schedules
from ivr.line.hearing import tokens_of
from ivr.line.lines import line_meant
from ivr.line.places import of_postcode

# Territories whose own bodies this line does not reach, by the first digits of their postcodes.
OWN_BODIES = {
    "986": {"fr": "Wallis-et-Futuna", "en": "Wallis and Futuna"},
    "987": {"fr": "Polynésie française", "en": "French Polynesia"},
    "988": {"fr": "Nouvelle-Calédonie", "en": "New Caledonia"},
}
ALIKE, NEAR = 88, 60  # of 100: what counts as a slip of the fingers, and what is worth proposing
GENERIC = {
    "la",
    "le",
    "les",
    "l",
    "de",
    "du",
    "des",
    "d",
    "cpam",
    "cgss",
    "caisse",
    "the",
    "of",
    "a",
    "en",
    "dans",
    "in",
}

Body = Line | Caisse | Regime | Department


@dataclass(frozen=True, slots=True)
class Found:
    """Who answers to what was typed; when nobody does, what comes near it."""

    bodies: tuple[Body, ...]
    near: tuple[str, ...] = ()


def find(schedules: Schedules, typed: str) -> Found:
    """By line, caisse, département, postcode or régime, in that order; then by name, and at last by likeness."""
    plain = _plain(typed)
    bodies = tuple(chain(_by_key(schedules, plain), _by_name(schedules, plain)))
    if bodies:
        return Found(bodies[:1] if not isinstance(bodies[0], Caisse) else _all_caisses(bodies))
    return _by_likeness(schedules, plain)


def own_body(typed: str) -> str:
    """986, 987 or 988 for a territory that has a body of its own, typed as a code, a postcode or a name; else ""."""
    plain = _plain(typed)
    digits = plain.replace(" ", "")
    if digits.isdigit():
        return digits[:3] if len(digits) in (3, 5) and digits[:3] in OWN_BODIES else ""
    names = {_plain(name): code for code, names in OWN_BODIES.items() for name in names.values()}
    return names.get(plain, "")


def _all_caisses(bodies: tuple[Body, ...]) -> tuple[Body, ...]:
    """Every caisse that was meant, each once: a département may have four."""
    return tuple(dict.fromkeys(body for body in bodies if isinstance(body, Caisse)))


def _by_key(schedules: Schedules, plain: str) -> Iterator[Body]:
    digits = plain.replace(" ", "")
    if line := line_meant(plain):
        yield schedules.lines[line.name]
    yield from (caisse for code, caisse in schedules.caisses.items() if code == digits)
    yield from _of_department(schedules, digits.upper().zfill(2))
    if digits == "20":
        yield from chain(_of_department(schedules, "2A"), _of_department(schedules, "2B"))
    if postcode := of_postcode(digits) if digits.isdigit() else None:
        yield from _of_department(schedules, postcode.department)
    yield from (regime for key, regime in schedules.regimes.items() if key == plain)


def _of_department(schedules: Schedules, code: str) -> Iterator[Body]:
    department = schedules.departments.get(code)
    if department and department.regime:
        yield department
    yield from schedules.caisses_of(code)


def _by_name(schedules: Schedules, plain: str) -> Iterator[Body]:
    wanted = _bare(plain)
    for name, bodies in _names(schedules):
        if wanted and name == wanted:
            yield from bodies


def _by_likeness(schedules: Schedules, plain: str) -> Found:
    names: dict[str, tuple[Body, ...]] = {}
    for name, bodies in _names(schedules):
        names.setdefault(name, bodies)
    ranked = process.extract(_bare(plain), list(names), scorer=fuzz.ratio, limit=4, score_cutoff=NEAR)
    if ranked and ranked[0][1] >= ALIKE and (len(ranked) == 1 or ranked[1][1] < ranked[0][1]):
        return Found(names[ranked[0][0]])
    return Found((), tuple(name for name, _, _ in ranked) or _near_code(schedules, plain))


def _near_code(schedules: Schedules, plain: str) -> tuple[str, ...]:
    """For 671: the caisses whose codes start alike."""
    return tuple(
        f"{code} ({caisse.names['fr']})"
        for code, caisse in schedules.caisses.items()
        if plain.isdigit() and len(plain) == 3 and code[:2] == plain[:2]
    )


def _names(schedules: Schedules) -> Iterator[tuple[str, tuple[Body, ...]]]:
    """Every name by which a body may be called, stripped to what tells it apart."""
    for caisse in schedules.caisses.values():
        yield from _each(caisse.names.values(), (caisse,))
    for code, department in schedules.departments.items():
        yield from _each(department.names.values(), tuple(_of_department(schedules, code)))
    for regime in schedules.regimes.values():
        yield from _each(regime.names.values(), (regime,))


def _each(names: Iterable[str], bodies: tuple[Body, ...]) -> Iterator[tuple[str, tuple[Body, ...]]]:
    return ((_bare(_plain(name)), bodies) for name in names)


def _plain(text: str) -> str:
    """Small letters without accents, words apart by one space: "Côte-d'Or" is "cote d or"."""
    return " ".join(tokens_of(text))


def _bare(plain: str) -> str:
    """Without articles and the word for a caisse, unless nothing else is there."""
    return " ".join(word for word in plain.split() if word not in GENERIC) or plain
