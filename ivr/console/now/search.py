"""Which lines and caisses are meant while somebody types: by city, postcode, département, name or code."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from ivr.console.now.board import Body, key_of
from ivr.hours.schedules import Caisse, Line, Schedules
from ivr.places.communes import Commune, plain_name, plain_names
from ivr.places.whose import Meaning, find, label, much_larger, serving

FEWEST = 3  # letters from which cities are looked for
CITIES = 5  # that are told


@dataclass(frozen=True, slots=True)
class Matches:
    """Keys of those that are meant; `cities` tell why, each with who serves it. `near`: what may have been meant."""

    keys: frozenset[str]
    cities: tuple[Meaning, ...] = ()
    near: tuple[Meaning, ...] = ()


def matching(schedules: Schedules, typed: str) -> Matches:
    """By names and codes that begin so; by cities; at last by likeness."""
    wanted = plain_name(typed).split()
    named = frozenset(key_of(body) for body in _bodies(schedules) if _is_called(schedules, body, wanted))
    cities = tuple(_cities(schedules, plain_name(typed), exact=bool(named)))
    if named or cities:
        meant = () if named else much_larger(schedules, typed, max(city.people for city in cities))
        return Matches(named | {key for city in cities for key in _keys(city)}, cities, meant)
    found = find(schedules, typed)
    if found.bodies:
        meaning = Meaning(found.bodies, found.commune, found.commune.people if found.commune else 0)
        return Matches(frozenset(_keys(meaning)), (meaning,) if found.commune else ())
    return Matches(frozenset(), near=found.others[:CITIES] or found.near)


def near_names(matches: Matches, language: str) -> tuple[str, ...]:
    """What may be typed instead."""
    return tuple(label(one, "en" if language == "en" else "fr") for one in matches.near)


def _bodies(schedules: Schedules) -> Iterator[Body]:
    return chain(schedules.lines.values(), schedules.caisses.values())


def _is_called(schedules: Schedules, body: Body, wanted: list[str]) -> bool:
    """Whether each word that was typed begins one by which it is called."""
    called = " ".join(_called(schedules, body)).split()
    return bool(wanted) and all(any(name.startswith(word) for name in called) for word in wanted)


def _called(schedules: Schedules, body: Body) -> Iterator[str]:
    yield from map(plain_name, body.names.values())
    yield key_of(body).lower()
    if isinstance(body, Line):
        yield plain_name(body.number)
        return
    for code in body.departments:
        yield code.lower()
        yield from map(plain_name, schedules.departments[code].names.values())


def _cities(schedules: Schedules, plain: str, *, exact: bool) -> Iterator[Meaning]:
    """The most peopled that begin so; where a caisse is called so itself only those of that very name."""
    if len(plain) < FEWEST or plain.isdigit():
        return
    if exact:
        communes = list(plain_names().get(plain, ()))
    else:
        communes = [one for name, bearers in plain_names().items() if name.startswith(plain) for one in bearers]
    for commune in sorted(dict.fromkeys(communes), key=_people)[:CITIES]:
        yield Meaning(serving(schedules, commune), commune, commune.people)


def _people(commune: Commune) -> int:
    return -commune.people


def _keys(meaning: Meaning) -> Iterator[str]:
    return (key_of(body) for body in meaning.bodies if isinstance(body, Line | Caisse))
