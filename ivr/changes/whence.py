"""From where somebody calls, as it is typed: "Lyon", "69", "mayotte", "97400"; "" is anywhere in métropole."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ivr.content.faults import ContentError
from ivr.findings import Finding, Kind, Place
from ivr.hours.schedules import Caisse, Department, Line, LineName, Schedules
from ivr.hours.words import Words, words
from ivr.places.communes import Commune, communes
from ivr.places.whose import Body, Found, Meaning, OwnBody, find, label

ANYWHERE = words(fr="un lieu inconnu", en="an unknown place")
FROM = Place("from")
SEVERAL = Kind(
    "which-place",
    fr=("« {typed} » peut être {names}.", "Écrivez lequel, avec son département."),
    en=("“{typed}” may be {names}.", "Write which, with its département."),
)
NO_PLACE = Kind(
    "unknown-place",
    fr=("Je ne connais pas « {typed} ».", "Écrivez une ville, un département, un code postal ou une ligne. {near}"),
    en=("I don't know “{typed}”.", "Write a town, a département, a postcode or a line. {near}"),
)
MOST = 4  # places of one name that are told


@dataclass(frozen=True, slots=True)
class Whence:
    """Where a caller is: the line that people ring there, the postcode that they key, and which caisse they name."""

    names: Words
    line: LineName = "national"
    postcode: str = ""  # none: they key #
    caisse: str = ""


def whence(schedules: Schedules, typed: str) -> Whence:
    """From where somebody calls. Raises ContentError with one finding, which says what to write instead."""
    if not typed.strip():
        return Whence(ANYWHERE)
    found = find(schedules, typed)
    meant = _of_body(found.bodies[0], found.commune) if found.bodies else None
    if meant is None:
        raise ContentError(refusal_of(found, typed))
    return meant


def refusal_of(found: Found, typed: str) -> Finding:
    """Why what was typed is no place with hours here, and what it may be."""
    kind = SEVERAL if found.others and not found.bodies else NO_PLACE
    near = (Meaning(found.bodies, found.commune),) if found.guessed else found.near
    return kind.at(FROM, typed=typed, names=_names(found.others), near=_near(near))


def whence_of(body: Line | Caisse) -> Whence:
    """From where those call whom a line or caisse serves."""
    found = _of_body(body, None)
    assert found
    return found


def whence_in(schedules: Schedules, body: Line | Caisse) -> Whence:
    """The same, called by its largest town where a caisse has the département for itself: "Lyon (69)"."""
    found = whence_of(body)
    if not isinstance(body, Caisse) or len(schedules.caisses_of(body.departments[0])) > 1:
        return found
    return next((replace(found, names=_named(town)) for town in _largest(body.departments[0])), found)


def _of_body(body: Body, commune: Commune | None) -> Whence | None:
    """None of a régime, whose members live everywhere."""
    match body:
        case Line():
            return Whence(body.names, body.name)
        case Caisse():
            line: LineName = "mayotte" if "976" in body.departments else "national"
            names = body.names if commune is None else _named(commune)
            return Whence(names, line, _postcode(body.departments[0], commune), body.code)
        case Department() | OwnBody():
            names = body.names if commune is None else _named(commune)
            return Whence(names, "national", _postcode(body.code, commune))
    return None


def _named(commune: Commune) -> Words:
    told = f"{commune.name} ({commune.department})"
    return words(fr=told, en=told)


def _postcode(department: str, commune: Commune | None) -> str:
    """That of the commune, or of the largest one there."""
    if commune and commune.postcodes:
        return commune.postcodes[0]
    return next((one.postcodes[0] for one in _largest(department)), f"{department:0<5}")


def _largest(department: str) -> Iterator[Commune]:
    """The communes of a département that have a postcode, the most peopled first."""
    return (one for one in communes() if one.department == department and one.postcodes and not one.within)


def _names(meanings: tuple[Meaning, ...]) -> Words:
    return words(
        fr=" ou ".join(label(one, "fr") for one in meanings[:MOST]),
        en=" or ".join(label(one, "en") for one in meanings[:MOST]),
    )


def _near(meanings: tuple[Meaning, ...]) -> Words:
    if not meanings:
        return words(fr="", en="")
    near = _names(meanings)
    return words(fr=f"Peut-être {near['fr']} ?", en=f"Perhaps {near['en']}?")
