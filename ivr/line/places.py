"""From a number or a postcode to a territory and, where certain, a département.

Postcodes: La Poste's, as published with the official list of communes (@etalab/decoupage-administratif 6.0.0, 2026).
A postcode tells its département by its first two digits, three overseas, but for the rows below.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ivr.line.call import Place
from ivr.line.origin import Origin

TERRITORIES: Mapping[str, tuple[Place, str]] = {
    "": ("unknown", ""),
    "FR": ("metropole", ""),  # a number of métropole, fixed, mobile or VoIP, has told no département since 2023
    "YT": ("mayotte", "976"),
    "RE": ("overseas", "974"),
    "GP": ("overseas", "971"),
    "BL": ("overseas", "971"),  # Guadeloupe's caisse serves both islands
    "MF": ("overseas", "971"),
    "MQ": ("overseas", "972"),
    "GF": ("overseas", "973"),
    "PM": ("overseas", "975"),
    "WF": ("overseas", "986"),
    "PF": ("overseas", "987"),
    "NC": ("overseas", "988"),
}

# The clock on the wall of a fixed telephone there. A mobile travels, VoIP has no place, and Polynésie has three clocks.
ZONES: Mapping[str, str] = {
    "FR": "Europe/Paris",
    "YT": "Indian/Mayotte",
    "RE": "Indian/Reunion",
    "GP": "America/Guadeloupe",
    "BL": "America/St_Barthelemy",
    "MF": "America/Marigot",
    "MQ": "America/Martinique",
    "GF": "America/Cayenne",
    "PM": "America/Miquelon",
    "WF": "Pacific/Wallis",
    "NC": "Pacific/Noumea",
}

# Postcodes whose first digits tell a wrong département.
EXCEPTIONS: Mapping[str, str] = {
    "94390": "91",  # Paray-Vieille-Poste alone, in Essonne
    "97133": "977",  # Saint-Barthélemy
    "97150": "978",  # Saint-Martin
    "98799": "989",  # Clipperton
}

# Postcodes that two départements share. Each is decided for the one where most of their people live, so that as few
# as may be are led to a neighbour's caisse, whose name they hear. It is each time the one of the first two digits;
# the rows are here because each was looked at (people of one : of the other, communes in brackets).
SHARED: Mapping[str, str] = {
    "01200": "01",  # Ain 21,303 (8) : Haute-Savoie 931 (1)
    "01410": "01",  # Ain 1,698 (4) : Jura 287 (1)
    "01590": "01",  # Ain 2,074 (1) : Jura 832 (2); people were preferred to communes
    "05110": "05",  # Hautes-Alpes 2,484 (6) : Alpes-de-Haute-Provence 873 (2)
    "05130": "05",  # Hautes-Alpes 4,605 (7) : Alpes-de-Haute-Provence 437 (2)
    "05160": "05",  # Hautes-Alpes 1,712 (4) : Alpes-de-Haute-Provence 96 (1)
    "05700": "05",  # Hautes-Alpes 3,355 (16) : Drôme 22 (1)
    "06260": "06",  # Alpes-Maritimes 2,949 (11) : Alpes-de-Haute-Provence 173 (2)
    "13780": "13",  # Bouches-du-Rhône 6,236 (1) : Var 51 (1)
    "21340": "21",  # Côte-d'Or 3,034 (9) : Saône-et-Loire 217 (1)
    "33220": "33",  # Gironde 12,418 (14) : Dordogne 2,982 (2)
    "37160": "37",  # Indre-et-Loire 6,305 (6) : Vienne 887 (1)
    "42620": "42",  # Loire 845 (1) : Allier 373 (1)
    "43450": "43",  # Haute-Loire 1,217 (6) : Cantal 37 (1)
    "48250": "48",  # Lozère 1,473 (3) : Ardèche 111 (1)
    "52100": "52",  # Haute-Marne 29,184 (9) : Marne 778 (2)
}

METROPOLE = frozenset(f"{number:02}" for number in range(1, 96) if number != 20)
OVERSEAS = frozenset({"971", "972", "973", "974", "975", "977", "978", "986", "987", "988"})
UPPER_CORSICA = "20200"  # Bastia's, and Haute-Corse's first

_POSTCODE = re.compile(r"[0-9]{5}")


@dataclass(frozen=True, slots=True)
class Postcode:
    """What a postcode tells. No département: it belongs to none of France's."""

    place: Place
    department: str


def of_origin(origin: Origin) -> tuple[Place, str]:
    """The place that a number tells, and its département, which only an overseas number has."""
    return TERRITORIES.get(origin.region, ("abroad", ""))


def zone_of(origin: Origin) -> str:
    """The IANA zone of a caller whose own clock is certain: one on a French fixed line; else ""."""
    return ZONES.get(origin.region, "") if origin.kind == "fixed" else ""


def of_postcode(digits: str) -> Postcode | None:
    """What five keyed digits tell; None when no postcode begins like that. CEDEX postcodes go by their first digits."""
    if not _POSTCODE.fullmatch(digits):
        return None
    department = EXCEPTIONS.get(digits) or SHARED.get(digits) or _by_prefix(digits)
    if department == "980":  # Monaco, a foreign state with funds of its own: as all abroad, the default adviser
        return Postcode("abroad", "")
    if department in ("984", "989"):  # nobody lives there for good: Terres australes, Clipperton
        return Postcode("unknown", "")
    if department == "976":
        return Postcode("mayotte", department)
    if department in OVERSEAS:
        return Postcode("overseas", department)
    return Postcode("metropole", department) if department in METROPOLE | {"2A", "2B"} else None


def _by_prefix(digits: str) -> str:
    if digits.startswith(("97", "98")):
        return digits[:3]
    if digits.startswith("20"):
        return "2A" if digits < UPPER_CORSICA else "2B"
    return digits[:2]
