"""The pieces of a moment as people write it, in small letters without accents: each shape, and what it means."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal

from babel.dates import get_day_names, get_month_names

from ivr.hours.day_names import plain
from ivr.hours.holidays import local_days
from ivr.hours.words import Words, words

Which = Literal["coming", "after today", "past", "next week", "a week later"]


@dataclass(frozen=True, slots=True)
class Day:
    """A day that is certain."""

    day: date


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, Monday being 0, and which of them."""

    number: int
    which: Which


@dataclass(frozen=True, slots=True)
class Clock:
    """A time on the clock."""

    at: time


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day, with the time that stands for it."""

    at: time


@dataclass(frozen=True, slots=True)
class After:
    """So long after now, or before."""

    minutes: int


Meaning = Day | Weekday | Clock | Part | After
Read = Callable[[re.Match[str], date], Meaning | None]


class UnreadError(ValueError):
    """Why a text is no moment, as the rest of a sentence without its end."""

    def __init__(self, *, fr: str, en: str) -> None:
        super().__init__(en)
        self.why: Words = words(fr=fr, en=en)


# -- so long from now ------------------------------------------------------------------------------------------------

NUMBERS = {
    word: number
    for number, named in enumerate(
        ("un une a an one", "deux two", "trois three", "quatre four", "cinq five", "six", "sept seven", "huit eight"), 1
    )
    for word in named.split()
}
COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(NUMBERS)})"
UNIT = r"(?P<unit>minutes?|min|mn|heures?|h|hours?|jours?|j|days?|semaines?|weeks?)(?P<more>(?<=h)\s*[0-5]\d)?"
DAYS = {"j": 1, "d": 1, "s": 7, "w": 7}
MINUTES = {"m": 1, "h": 60}


def _after(match: re.Match[str], today: date, sign: int = 1) -> Meaning:
    """ "dans 2 heures", "dans 1h30", "in 3 days"."""
    told, unit = match["count"], match["unit"][0]
    count = NUMBERS.get(told) or int(told)
    if unit in MINUTES:
        return After(sign * (count * MINUTES[unit] + int(match["more"] or 0)))
    return Day(today + sign * timedelta(days=count * DAYS[unit]))


def _before(match: re.Match[str], today: date) -> Meaning:
    """ "il y a 2 heures", "2 hours ago"."""
    return _after(match, today, -1)


# -- days --------------------------------------------------------------------------------------------------------------

AWAY = {
    "aujourd hui": 0,
    "today": 0,
    "apres-demain": 2,
    "apres demain": 2,
    "day after tomorrow": 2,
    "demain": 1,
    "tomorrow": 1,
    "avant-hier": -2,
    "avant hier": -2,
    "day before yesterday": -2,
    "hier": -1,
    "yesterday": -1,
}
WHICH: Mapping[str, Which] = {
    "prochain": "after today",
    "next": "after today",
    "dernier": "past",
    "last": "past",
    "de la semaine prochaine": "next week",
    "semaine prochaine": "next week",
    "of next week": "next week",
    "next week": "next week",
    "en huit": "a week later",
}
BEFORE, BEHIND = "next|last", "prochain|dernier|(?:de la )?semaine prochaine|(?:of )?next week|en huit"


def _away(match: re.Match[str], today: date) -> Meaning:
    return Day(today + timedelta(days=AWAY[match[0]]))


def _weekday(match: re.Match[str], _today: date) -> Meaning | None:
    number = _named(match["name"], _weekdays())
    which = WHICH[match["before"] or match["behind"]] if match["before"] or match["behind"] else "coming"
    return None if number is None else Weekday(number, which)


def _iso(match: re.Match[str], _today: date) -> Meaning:
    return Day(_date(int(match[1]), int(match[2]), int(match[3])))


def _numbers(match: re.Match[str], today: date) -> Meaning:
    """ "24/12/2026", "24/12/26", "24/12": the day comes first, in English too."""
    return _dated(int(match["day"]), int(match["month"]), match["year"], today)


def _month(match: re.Match[str], today: date) -> Meaning | None:
    """ "24 décembre 2026", "1er janvier", "December 24th"."""
    month = _named(match["name"], _months())
    return None if month is None else _dated(int(match["day"]), month, match["year"], today)


def _day_of_month(match: re.Match[str], today: date) -> Meaning:
    """ "le 24": the next day of that number."""
    number = int(match["day"])
    coming = (today + timedelta(days=ahead) for ahead in range(62))
    found = next((day for day in coming if day.day == number), None)
    if found is None:
        raise _no_day(number)
    return Day(found)


def _feast(match: re.Match[str], today: date) -> Meaning:
    """ "Noël", "lundi de Pâques 2027"."""
    if match["year"]:
        return Day(_feasts(int(match["year"]))[match["name"]])
    coming = (_feasts(year)[match["name"]] for year in (today.year, today.year + 1))
    return Day(next(day for day in coming if day >= today))


def _dated(day: int, month: int, year: str | None, today: date) -> Day:
    if year:
        return Day(_date(int(year) + (2000 if len(year) == 2 else 0), month, day))
    for coming in range(today.year, today.year + 9):  # 29 February may be eight years away
        try:
            if (found := date(coming, month, day)) >= today:
                return Day(found)
        except ValueError:
            continue
    raise _no_day(f"{day:02}/{month:02}")


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise _no_day(f"{day:02}/{month:02}/{year}") from error


def _no_day(told: object) -> UnreadError:
    return UnreadError(
        fr=f"le {told} n'existe pas (le jour s'écrit avant le mois)", en=f"there is no {told} (the day comes first)"
    )


def _named(word: str, names: Mapping[str, int]) -> int | None:
    """The number of a month or weekday, by its name or a beginning that only it has: "déc", "ven", "juil"."""
    numbers = {number for name, number in names.items() if name.startswith(word)}
    return numbers.pop() if len(numbers) == 1 else None


@lru_cache(maxsize=1)
def _months() -> Mapping[str, int]:
    return dict(_names_in(get_month_names))


@lru_cache(maxsize=1)
def _weekdays() -> Mapping[str, int]:
    return dict(_names_in(get_day_names))


def _names_in(names: Callable[..., Mapping[int, str]]) -> Iterator[tuple[str, int]]:
    for language in ("fr", "en"):
        yield from ((plain(name), number) for number, name in names("wide", locale=language).items())


@lru_cache(maxsize=8)
def _feasts(year: int) -> Mapping[str, date]:
    """The national holidays by name: "noel", "lundi de paques", "christmas day" and "christmas"."""
    told = {plain(name): holiday.day for holiday in local_days("", year) for name in holiday.name.values()}
    return told | {name.removesuffix(" day"): day for name, day in told.items()}


# -- times -----------------------------------------------------------------------------------------------------------

PARTS = {"matin": time(9), "morni": time(9), "apres": time(15), "after": time(15), "soir": time(19), "eveni": time(19)}
MORE = {"et demi": 30, "et demie": 30, "et quart": 15, "moins le quart": -15}


def _clock(match: re.Match[str], _today: date) -> Meaning:
    """ "13h", "9 h 30", "9:30", "9 heures et demie"."""
    return Clock(_time(int(match["hour"]), int(match["minute"] or 0), match["more"]))


def _twelve(match: re.Match[str], _today: date) -> Meaning:
    """ "1pm", "4:30 p.m.", "12 am"."""
    hour = int(match["hour"])
    if not 1 <= hour <= 12:
        raise _no_time(match[0])
    return Clock(_time(hour % 12 + (12 if match["half"] == "p" else 0), int(match["minute"] or 0)))


def _noon(match: re.Match[str], _today: date) -> Meaning:
    return Clock(_time(12, 0, match["more"]))


def _midnight(_match: re.Match[str], _today: date) -> Meaning:
    raise UnreadError(
        fr="minuit est le début d'un jour et la fin d'un autre : écrivez 0h ou 23h59",
        en="midnight is the beginning of one day and the end of another: write 0:00 or 23:59",
    )


def _part(match: re.Match[str], _today: date) -> Meaning:
    return Part(next((at for word, at in PARTS.items() if match[0].startswith(word)), time(19)))


def _time(hour: int, minute: int, more: str | None = None) -> time:
    try:
        found = datetime.combine(date.min, time(hour, minute)) + timedelta(days=1, minutes=MORE.get(more or "", 0))
    except ValueError as error:
        raise _no_time(f"{hour}:{minute:02}") from error
    return found.time()


def _no_time(told: str) -> UnreadError:
    return UnreadError(fr=f"« {told} » n'est pas une heure", en=f"“{told}” is no time")


def _now(_match: re.Match[str], _today: date) -> Meaning:
    return After(0)


_YEAR = r"(?:,?\s*(?P<year>\d{4}))?"
_TH = r"(?:er|st|nd|rd|th)?"
_NAME = r"(?P<name>[a-z]{3,9})\b\.?"
_MORE = rf"(?:\s+(?P<more>{'|'.join(sorted(MORE, key=len, reverse=True))}))?"
# In this order: what is read first is no longer there for the others. "24 décembre 9h" has a day, then an hour; a feast
# may have a weekday in its name.
PIECES: tuple[tuple[str, Read], ...] = (
    (rf"\b(?:dans|d ici|in) {COUNT}\s*{UNIT}\b", _after),
    (rf"\bil y a {COUNT}\s*{UNIT}\b", _before),
    (rf"\b{COUNT}\s*{UNIT} ago\b", _before),
    (r"\b(?:dans une demi[- ]heure|in half an hour)\b", lambda _match, _today: After(30)),
    (r"\b(\d{4})-(\d{2})-(\d{2})\b", _iso),
    (r"\b(?P<day>\d{1,2})([/.-])(?P<month>\d{1,2})\2(?P<year>\d{4}|\d{2})\b", _numbers),
    (r"\b(?P<day>\d{1,2})/(?P<month>\d{1,2})(?P<year>)\b(?!/)", _numbers),
    (rf"\b(?P<day>\d{{1,2}}){_TH}\s+(?:of\s+)?{_NAME}{_YEAR}(?!\d)", _month),
    (rf"\b{_NAME}\s+(?P<day>\d{{1,2}}){_TH}\b(?!\s*(?:h\b|h\d|heures?|:|[ap]\.?m)){_YEAR}(?!\d)", _month),
    (rf"\b(?P<name>{'|'.join(sorted(_feasts(2026), key=len, reverse=True))})\b{_YEAR}", _feast),
    (rf"\b(?:le|the) (?P<day>\d{{1,2}}){_TH}\b(?!\s*(?:h|:|/))", _day_of_month),
    (r"\b(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?\s*(?P<half>[ap])\.?\s?m\b\.?", _twelve),
    (r"\b(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::00)?(?P<more>)\b(?!:)", _clock),
    (rf"\b(?P<hour>\d{{1,2}})(?P<minute>)\s*(?:h|heures?){_MORE}\b(?!\s*\d)", _clock),
    (
        r"\b(?P<hour>\d{1,2})\s*(?:h|heures?|hours?)\s*(?P<minute>[0-5]?\d)(?P<more>)(?:\s*(?:min|mn|minutes?)\b)?(?!\w)",
        _clock,
    ),
    (r"\b(?P<hour>\d{1,2})(?P<minute>)(?P<more>) o clock\b", _clock),
    (r"\b(?:matin(?:ee)?|morning|apres[- ]midi|aprem|afternoon|soir(?:ee)?|evening|tonight)\b", _part),
    (rf"\b(?:midi|noon){_MORE}\b", _noon),
    (r"\b(?:minuit|midnight)\b", _midnight),
    (rf"\b(?:{'|'.join(AWAY)})\b", _away),
    (rf"\b(?:(?P<before>{BEFORE}) )?{_NAME}(?: (?P<behind>{BEHIND})\b)?", _weekday),
    (r"\b(?:maintenant|now)\b", _now),
)
