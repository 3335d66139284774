"""Days as people say them, seen from today: "vendredi après-midi", "samedis de décembre", "du 4 janvier au 30 juin".

What depends on today is written out, and the rest left to `read_days`: whoever asks shows the days in full words, so
that what was misread is seen. A part of the day that is said besides is given apart.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ivr.hours.customs import ramadan
from ivr.hours.day_names import MONTHS, WEEKDAY_NAMES, plain
from ivr.hours.day_phrases import read_days
from ivr.hours.days import Days
from ivr.hours.holidays import local_days
from ivr.hours.spoken_parts import EXAMPLE, without_part
from ivr.hours.weekly import HoursError

LONGEST = 400  # letters
LAST_YEAR = 2200  # calendars end with 9999, and whoever writes that means something else
AHEAD = 3  # years in which a day that is written without one is looked for
WEEK = timedelta(days=7)
Rewrite = Callable[[re.Match[str], date], str]


@dataclass(frozen=True, slots=True)
class SpokenDays:
    """The days, and the part of each as a closure has it: "après-midi", "09:00-12:00"; "" for the whole day."""

    days: Days
    part: str


def read_spoken(text: str, today: date) -> SpokenDays:
    """What is meant, seen from today. Raises HoursError with a sentence and an example."""
    said, part = without_part(_in_full(plain(text[:LONGEST])))
    if not said and part:
        said = today.isoformat()  # "cet après-midi"
    if not said:
        raise HoursError(fr="Aucun jour n'est écrit.", en="No day is written.", example=EXAMPLE)
    for pattern, rewrite in _RELATIVE:
        said = re.sub(pattern, lambda found, rewrite=rewrite: rewrite(found, today), said)  # type: ignore[misc]
    days = _begun(_days(_with_months(_named(said, today), today), text, today), today)
    if any(day and day.year > LAST_YEAR for one in days.stretches for day in (one.first, one.last)):
        raise HoursError(
            fr=f"« {text} » va au-delà de l'an {LAST_YEAR}.", en=f"“{text}” goes beyond {LAST_YEAR}.", example=EXAMPLE
        )
    return SpokenDays(days, part)


def _begun(days: Days, today: date) -> Days:
    """ "jusqu'au 4 décembre" begins today."""
    stretches = (replace(one, first=today) if one.last and not one.first else one for one in days.stretches)
    return Days(tuple(stretches), days.but)


# -- what depends on today ---------------------------------------------------------------------------------------------

_SHORT = (
    ("sam", "samedi"),
    ("dim", "dimanche"),
    ("lun", "lundi"),
    ("mer", "mercredi"),
    ("jeu", "jeudi"),
    ("ven", "vendredi"),
)
_WEEKDAYS = {name: number for number, names in enumerate(WEEKDAY_NAMES) for name in names if len(name) > 2}
_WEEKDAY = "|".join(_WEEKDAYS)
_MONTH = "|".join(sorted((name for names in MONTHS for name in names), key=len, reverse=True))
_NEXT = r"(?:prochaine?|suivant|next)"


def _in_full(said: str) -> str:
    """With the short names of weekdays in full, and one blank for any."""
    for short, name in _SHORT:
        said = re.sub(rf"\b{short}\b\.?", name, said)
    return said


def _slashed(found: re.Match[str], today: date) -> str:
    """ "24/12", "24/12/2026", "24/12/26": the day comes first."""
    day, month, year = int(found[1]), int(found[2]), found[3]
    if year:
        return _exact(int(year) + 2000 * (len(year) == 2), month, day) or found[0]
    coming = (_exact(one, month, day) for one in range(today.year, today.year + 9))
    return next((one for one in coming if one and one >= today.isoformat()), found[0])


def _exact(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _week(found: re.Match[str], today: date) -> str:
    monday = today - timedelta(days=today.weekday())
    if re.search(_NEXT, found[0]):
        return _stretch(monday + WEEK, monday + WEEK + timedelta(days=6))
    return _stretch(today, monday + timedelta(days=6))


def _weekend(found: re.Match[str], today: date) -> str:
    saturday = today + timedelta(days=max(0, 5 - today.weekday()))
    if re.search(_NEXT, found[0]) and today.weekday() >= 5:
        saturday = today + timedelta(days=12 - today.weekday())
    return _stretch(saturday, saturday + timedelta(days=6 - saturday.weekday()))


def _month(found: re.Match[str], today: date) -> str:
    first = today.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    if re.search(_NEXT, found[0]):
        return f"{MONTHS[following.month - 1][0]} {following.year}"
    return _stretch(today, following - timedelta(days=1))


def _moon(found: re.Match[str], today: date) -> str:
    years = [int(found["year"])] if found["year"] else range(today.year, today.year + AHEAD)
    fasts = (one for year in years for one in ramadan(year))
    coming = next((one for one in fasts if found["year"] or one[1] >= today), None)
    return _stretch(*coming) if coming else found[0]


def _stretch(first: date, last: date) -> str:
    return f"du {first.isoformat()} au {last.isoformat()}"


def _away(days: int) -> Rewrite:
    return lambda _found, today: (today + timedelta(days=days)).isoformat()


def _weekday(found: re.Match[str], today: date) -> str:
    """ "vendredi prochain", "next Friday": after today."""
    number = _WEEKDAYS[found["name"] or found["english"]]
    return _coming(number, today + timedelta(days=1)).isoformat()


_RELATIVE: tuple[tuple[str, Rewrite], ...] = (
    (
        r"\b(?:entre|between) (?:le |the )?(.+?) (?:et|and) (?:le |the )?(.+)",
        lambda found, _: f"du {found[1]} au {found[2]}",
    ),
    (r"(?<![\d-])(\d{1,2})-(\d{1,2})-(\d{4})\b", _slashed),
    (r"\b(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?\b", _slashed),
    (r"\bd ici (?:au |a )?", lambda _found, _today: "jusqu au "),
    (r"\bapres[- ]demain\b|\b(?:the )?day after tomorrow\b", _away(2)),
    (r"\bdemain\b|\btomorrow\b", _away(1)),
    (r"\bhier\b|\byesterday\b", _away(-1)),
    (r"\baujourd ?hui\b|\btoday\b|\bce jour\b", _away(0)),
    (rf"\b(?:le |ce |this |the |next )?week[- ]?end(?: {_NEXT})?\b", _weekend),
    (rf"\b(?:cette semaine|this week|(?:la )?semaine {_NEXT}|next week)\b", _week),
    (rf"\b(?:ce mois(?:[- ]ci)?|this month|(?:le )?mois {_NEXT}|next month)\b", _month),
    (r"\b(?:(?:pendant|du|le|tout|during) )*(?:ramadan|ramadhan)(?: (?P<year>\d{4}))?\b", _moon),
    (rf"\b(?:ce|this) (?=(?:{_WEEKDAY})\b)", lambda _found, _today: ""),
    (rf"\b(?:le )?(?P<name>{_WEEKDAY}) {_NEXT}\b|\bnext (?P<english>{_WEEKDAY})\b", _weekday),
)


def _named(said: str, today: date) -> str:
    """With holidays as dates, and weekdays that stand alone as the next of their name."""
    said = re.sub(rf"\b(?:{_feast_names()})\b(?: (\d{{4}}))?", lambda found: _feast(found, today), said)
    each = re.search(rf"\b(?:tous|toutes|chaque|every|each|all|(?:{_WEEKDAY})s)\b|\bmois\b|\bmonth\b", said)
    if each or re.search(rf"\b(?:{_MONTH})\b", said):
        return said
    first = re.search(rf"\b({_WEEKDAY}) (?:au|a|to|-) ({_WEEKDAY})\b", said)
    if first:  # "du lundi au mercredi": the end follows the beginning
        start = _coming(_WEEKDAYS[first[1]], today)
        end = _coming(_WEEKDAYS[first[2]], start)
        return re.sub(rf"\b(?:du |de |from )?{first[0]}\b", _stretch(start, end), said)
    return _one_after_another(said, today)


def _one_after_another(said: str, today: date) -> str:
    """Weekdays that stand alone: the next of their name, each not before the one that is named before it."""
    last = today

    def dated(found: re.Match[str]) -> str:
        nonlocal last
        last = _coming(_WEEKDAYS[found[1]], last)
        return last.isoformat()

    return re.sub(rf"\b({_WEEKDAY})\b(?! (?:le )?\d)", dated, said)


def _coming(number: int, today: date) -> date:
    """The next day of the week of that number, today included."""
    return today + timedelta(days=(number - today.weekday()) % 7)


def _feast_names() -> str:
    return "|".join(sorted(_feasts(2026), key=len, reverse=True))


def _feasts(year: int) -> dict[str, date]:
    """The national holidays of a year by their names; those whose names are dates are left to the dates."""
    told = {plain(name): one.day for one in local_days("", year) for name in one.name.values()}
    told |= {name.removeprefix("fete ").removeprefix("jour "): day for name, day in told.items()}
    told |= {"noel": date(year, 12, 25), "jour de l an": date(year, 1, 1), "nouvel an": date(year, 1, 1)}
    return {name: day for name, day in told.items() if not re.search(r"\d", name)}


def _feast(found: re.Match[str], today: date) -> str:
    name = re.sub(r" \d{4}$", "", found[0])
    years = [int(found[1])] if found[1] else range(today.year, today.year + 2)
    days = (_feasts(year)[name] for year in years)
    return next((day.isoformat() for day in days if found[1] or day >= today), found[0])


def _with_months(said: str, today: date) -> str:
    """ "le 27", "du 27 au 30": numbers without any month are the next days of that number."""
    if re.search(rf"\b(?:{_MONTH})\b|\d{{4}}|\bmois\b|\bmonth\b", said):
        return said

    def written(found: re.Match[str]) -> str:
        number = int(found[1])
        days = (today + timedelta(days=ahead) for ahead in range(62))
        return next((f"{day.day} {MONTHS[day.month - 1][0]} {day.year}" for day in days if day.day == number), found[0])

    return re.sub(r"\b(\d{1,2})(?:er|st|nd|rd|th)?\b(?!:)", written, said)


# -- years -------------------------------------------------------------------------------------------------------------


def _days(said: str, text: str, today: date) -> Days:
    """The days of a phrase; where a year is left out, those of the first in which they aren't past."""
    if days := _read(said):
        return days
    phrases = tuple(dict.fromkeys(_with_years(said, today)))
    coming = [days for phrase in phrases if (days := _read(phrase)) and _is_coming(days, today)]
    if coming:
        return min(coming, key=lambda days: days.first or date.max)
    raise _refusal(phrases, text, today)


def _refusal(phrases: tuple[str, ...], text: str, today: date) -> HoursError:
    """Why a phrase is not read, of the year that was probably meant: only its weekday may be wrong."""
    bare = {phrase: _read(re.sub(rf"\b(?:{_WEEKDAY})\b ?", "", phrase)) for phrase in phrases}
    meant = next((phrase for phrase, days in bare.items() if days and _is_coming(days, today)), phrases[0])
    try:
        read_days(meant)
    except HoursError as error:
        told = {language: reason.replace(meant, text) for language, reason in error.reason.items()}
        return HoursError(fr=told["fr"], en=told["en"], example=error.example, or_else=error.or_else)
    return HoursError(fr=f"« {text} » est passé.", en=f"“{text}” is past.", example=EXAMPLE)


def _read(phrase: str) -> Days | None:
    try:
        return read_days(phrase)
    except HoursError:
        return None


def _is_coming(days: Days, today: date) -> bool:
    end = days.last or days.first
    return end is not None and end >= today


def _with_years(said: str, today: date) -> Iterator[str]:
    """The phrase with a year wherever one may be missing: after its last month, in each of its halves."""
    for year in range(today.year, today.year + AHEAD):
        including, but, excluding = (*re.split(r"\b(sauf|except|hors)\b", said, maxsplit=1), "", "")[:3]
        yield f"{_dated(including, year)} {but} {_dated(_of_month(excluding, including), year)}".strip()


def _dated(phrase: str, year: int) -> str:
    """With a year behind its last month, unless it has one there; "chaque mois" and the like need none."""
    months = list(re.finditer(rf"\b(?:{_MONTH})\b(?! \d{{4}})", phrase))
    if not months:
        return phrase
    end = months[-1].end()
    day = re.match(r" \d{1,2}(?:st|nd|rd|th)?\b(?!\d)", phrase[end:])  # "december 24"
    end += day.end() if day else 0
    return f"{phrase[:end]} {year}{phrase[end:]}"


def _of_month(excluding: str, including: str) -> str:
    """ "sauf le 26": of the month that was named last."""
    if not excluding.strip() or re.search(rf"\b(?:{_MONTH})\b|\d{{4}}", excluding):
        return excluding
    months = re.findall(rf"\b(?:{_MONTH})\b", including)
    return f"{excluding} {months[-1]}" if months else excluding
