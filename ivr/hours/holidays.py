"""Public holidays of a place, by the `holidays` package, in French and English.

Keys are the package's subdivisions of FR: "" (national), "57" (Moselle), "6AE" (Alsace: 67 and 68), "971" to "974",
"976", "PM" (975), "BL" (977), "MF" (978).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from holidays import country_holidays

from ivr.hours.words import Words, words

SUBDIVISIONS = ("", "57", "6AE", "971", "972", "973", "974", "976", "PM", "BL", "MF")

# Local custom more than law: the package lists them, jours-feries-france doesn't. A caisse that closes says so.
DISPUTED: Mapping[str, frozenset[str]] = {
    "971": frozenset({"Mi-Carême", "Vendredi saint", "Fête de Victor Schoelcher"}),
    "972": frozenset({"Fête de Victor Schoelcher"}),
    "MF": frozenset({"Fête de Victor Schoelcher"}),
}

Names = tuple[Words, ...]  # two holidays can fall on one day: Ascension on 8 May 2059


@lru_cache(maxsize=512)
def holidays_of(subdivision: str, year: int) -> Mapping[date, Names]:
    """Every holiday of a year, disputed ones included. Raises KeyError for an unknown subdivision."""
    if subdivision not in SUBDIVISIONS:
        raise KeyError(subdivision)
    french, english = (
        country_holidays("FR", subdiv=subdivision or None, years=year, language=language)
        for language in ("fr", "en_US")
    )
    return {
        day: tuple(words(fr=fr, en=en) for fr, en in zip(french.get_list(day), english.get_list(day), strict=True))
        for day in sorted(french)
        if day.year == year
    }


@lru_cache(maxsize=32)
def names_of(subdivision: str) -> frozenset[str]:
    """The French names of a place's holidays, as a rule's works_on and also_closed write them."""
    return frozenset(name["fr"] for names in holidays_of(subdivision, 2026).values() for name in names)


def disputed(subdivision: str) -> frozenset[str]:
    """Those that count only where a caisse says so."""
    return DISPUTED.get(subdivision, frozenset())


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day off. `closes`: the body is closed; else nobody knows. `sure`: nobody doubts it."""

    words: Words
    closes: bool
    sure: bool


@lru_cache(maxsize=512)
def kept(
    subdivision: str,
    year: int,
    works_on: tuple[str, ...],
    also_closed: tuple[str, ...],
    confirmed: tuple[tuple[str, date], ...],
) -> Mapping[date, Holiday]:
    """The holidays of a year that change the usual hours of a body, or may."""
    ignored = (disputed(subdivision) - set(also_closed)) | set(works_on)
    days = {}
    for day, names in holidays_of(subdivision, year).items():
        if kept_names := [name for name in names if name["fr"] not in ignored]:
            days[day] = Holiday(kept_names[0], closes=True, sure=True)
    return days
