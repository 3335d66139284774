"""Public holidays of a place, and which of them a body keeps. The law's close; customs.py tells the others.

Keys are the `holidays` package's subdivisions of FR: "" (national), "57" (Moselle), "6AE" (Alsace: 67 and 68), "971" to
"974", "976", "PM" (975), "BL" (977), "MF" (978). That package gives the law's days, under their French names.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from ivr.hours.customs import CUSTOMS, Custom, Standing
from ivr.hours.french_holidays import french_holidays
from ivr.hours.words import Words, words

SUBDIVISIONS = ("", "57", "6AE", "971", "972", "973", "974", "976", "PM", "BL", "MF")
NEAR = timedelta(days=15)  # a confirmed day this far from the computed one is that feast's
NONE = ""  # confirmed of a day: no custom is kept on it

# Articles of the Labour code for what is a holiday in some places only; L3133-1 lists the others. Good
# Friday is one where the commune has a Protestant or mixed church: the seats of our three caisses are taken to have
# one. For Saint-Martin the code says 27 May; the préfecture takes 28 May for it since 2018 (soualigapost.net, 2024).
NATIONAL = "Code du travail L3133-1"
ARTICLES: Mapping[str, str] = {
    "Vendredi saint": "Code du travail L3134-13",
    "Saint-Étienne": "Code du travail L3134-13",
    "Abolition de l'esclavage": "Code du travail L3422-2",
}

Confirmed = tuple[tuple[str, date], ...]  # (a feast's French name, or NONE; the day), as a person confirmed it


@dataclass(frozen=True, slots=True)
class Holiday:
    """What a holiday means for a body: closed, or (`closes` false) nobody knows and its usual hours are doubtful.

    Not `sure`: a custom or the day of a feast that nobody has confirmed; it is said so.
    """

    words: Words
    closes: bool
    sure: bool


@dataclass(frozen=True, slots=True)
class LocalDay:
    """A holiday of a place in a year, and how that is known. The law's are `confirmed` by it."""

    day: date
    name: Words
    standing: Standing
    source: str
    confirmed: bool


@lru_cache(maxsize=1024)
def kept(
    subdivision: str, year: int, works_on: tuple[str, ...], also_closed: tuple[str, ...], confirmed: Confirmed
) -> Mapping[date, Holiday]:
    """The holidays of a year that a body keeps, or may keep. Raises KeyError for an unknown subdivision.

    `works_on` names days on which the body works all the same, `also_closed` customs on which it closes: a feast of the
    moon that is named closes too, though its day is not sure before somebody confirmed it. Of two on a day, the surer.
    """
    found: dict[date, Holiday] = {}
    for local in local_days(subdivision, year, confirmed):
        holiday = _meaning(local, works_on, also_closed)
        if holiday and _weight(holiday) > _weight(found.get(local.day)):
            found[local.day] = holiday
    return found


@lru_cache(maxsize=512)
def local_days(subdivision: str, year: int, confirmed: Confirmed = ()) -> tuple[LocalDay, ...]:
    """Every holiday of a place in a year, the law's first. Raises KeyError for an unknown subdivision."""
    if subdivision not in SUBDIVISIONS:
        raise KeyError(subdivision)
    return (*_legal(subdivision, year), *_customary(subdivision, year, confirmed))


def unsettled(
    subdivision: str, year: int, works_on: tuple[str, ...], also_closed: tuple[str, ...], confirmed: Confirmed
) -> Iterator[LocalDay]:
    """The days of a year of which somebody still has to say whether, or when, a body keeps them.

    Not those on which it is surely closed, as on a public holiday.
    """
    sure = {day for day, holiday in kept(subdivision, year, works_on, also_closed, confirmed).items() if holiday.sure}
    for local in local_days(subdivision, year, confirmed):
        if local.day not in sure and not local.confirmed and local.name["fr"] not in works_on:
            yield local


@lru_cache(maxsize=32)
def names_of(subdivision: str) -> frozenset[str]:
    """The French names of a place's holidays, as a rule's works_on writes them."""
    return frozenset(local.name["fr"] for local in local_days(subdivision, 2026))


def customs_of(subdivision: str) -> frozenset[str]:
    """Those that custom keeps, as a rule's also_closed and holidays.yaml write them."""
    return frozenset(custom.name["fr"] for custom in CUSTOMS.get(subdivision, ()))


def expected(subdivision: str, feast: str, near: date) -> date | None:
    """The day on which a custom is expected that lies nearest to another; None where tables of the moon end."""
    customs = (custom for custom in CUSTOMS.get(subdivision, ()) if custom.name["fr"] == feast)
    days = (day for custom in customs for day in _around(custom, near))
    return min(days, key=lambda day: abs(day - near), default=None)


def _around(custom: Custom, near: date) -> Iterator[date]:
    for year in (near.year - 1, near.year, near.year + 1):
        yield from custom.days(year)


def _legal(subdivision: str, year: int) -> Iterator[LocalDay]:
    french, english = (french_holidays(subdivision, year, language) for language in ("fr", "en_US"))
    customs = customs_of(subdivision)
    for day in sorted(day for day in french if day.year == year):
        for fr, en in zip(french.get_list(day), english.get_list(day), strict=True):
            if fr not in customs:
                yield LocalDay(day, words(fr=fr, en=en), "law", ARTICLES.get(fr, NATIONAL), confirmed=True)


def _customary(subdivision: str, year: int, confirmed: Confirmed) -> Iterator[LocalDay]:
    """Customs on the days that were confirmed for them, else on those that are expected."""
    for custom in CUSTOMS.get(subdivision, ()):
        for awaited in _around(custom, date(year, 7, 1)):
            day, sure = _confirmed(custom.name["fr"], awaited, confirmed)
            if day and day.year == year:
                yield LocalDay(day, custom.name, custom.standing, custom.source, sure)


def _confirmed(feast: str, awaited: date, confirmed: Confirmed) -> tuple[date | None, bool]:
    """The day on which a feast is kept, None when it isn't; and whether somebody confirmed that."""
    if (NONE, awaited) in confirmed:
        return None, True
    day = next((day for name, day in confirmed if name == feast and abs(day - awaited) <= NEAR), None)
    return (awaited, False) if day is None else (day, True)


def _meaning(local: LocalDay, works_on: tuple[str, ...], also_closed: tuple[str, ...]) -> Holiday | None:
    name = local.name["fr"]
    named = name in also_closed
    if name in works_on or (local.standing == "employer" and not named and not local.confirmed):
        return None
    return Holiday(local.name, local.confirmed or named, local.confirmed or (named and local.standing != "lunar"))


def _weight(holiday: Holiday | None) -> int:
    return 0 if holiday is None else 1 + holiday.closes + holiday.sure
