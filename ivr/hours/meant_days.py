"""What was probably meant by days that can't be read: a time among them, a holiday's name, "tomorrow", no year.

Nothing here is checked: who proposes it reads it first.
"""

import re
from collections.abc import Iterator
from datetime import date

from ivr.hours.day_names import MONTHS, plain
from ivr.hours.day_parts import read_part
from ivr.hours.day_words import date_words
from ivr.hours.holidays import SUBDIVISIONS, local_days
from ivr.hours.weekly import HoursError

EXAMPLE = "du 24 décembre 2026 au 3 janvier 2027"
EVENING = "à partir de 18:00"
A_DAY = "vendredi 4 décembre 2026"
YEARS = range(2026, 2029)  # the last one has a 29 February

_RELATIVE = re.compile(
    r"\b(?:demain|hier|aujourd hui|maintenant|today|tomorrow|yesterday|tonight|now|this|next|prochaine?s?"
    r"|ce (?:jour|matin|soir)|cet apres-midi|cette (?:semaine|annee))\b"
)
_CLOCK = r"(?:[0-9]{1,2} ?h(?: ?[0-9]{2})?|[0-9]{1,2}:[0-9]{2}|midi|noon)\b"
_HALF = r"(?:apr[èe]s[- ]midi|matin(?:[ée]e)?s?|morning|afternoon|soir(?:[ée]e)?s?|evening)\b"
_LEAD = r"(?:[àa] partir de|dès|jusqu['’]à|avant|après|from|until|before|after|de|entre|le|in the|the|à|at|l['’])"
_TIME = re.compile(rf"(?:\b{_LEAD} ?)?\b(?:{_HALF}|{_CLOCK}(?:\s*(?:-|–|à|au|et|to|and)\s*{_CLOCK})?)", re.IGNORECASE)
_MONTHS = frozenset(name for names in MONTHS for name in names)
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")


def slip_in(text: str) -> HoursError | None:
    """What was written that is no day, with what was probably meant."""
    if _RELATIVE.search(plain(text)):
        return HoursError(
            fr=f"« {text} » dépend du jour où on le lit : il faut une date.",
            en=f"“{text}” depends on the day on which it is read: a date is needed.",
            example=A_DAY,
        )
    if found := _TIME.search(text):
        return _with_a_time(text, found)
    if holiday := _holiday(text):
        return HoursError(
            fr=f"« {text} » est un jour férié : il s'écrit par sa date.",
            en=f"“{text}” is a holiday: it is written by its date.",
            example=date_words(holiday, "fr"),
        )
    return None


def with_years(text: str, years: range = YEARS) -> Iterator[str]:
    """A phrase with a year, at its end or behind its first month."""
    for year in years:
        yield f"{text} {year}"
        words = text.split()
        for number, word in enumerate(words, 1):
            if plain(word) in _MONTHS:
                yield " ".join((*words[:number], str(year), *words[number:]))


def day_and_time(text: str) -> tuple[str, str]:
    """ "vendredi après-midi" as "vendredi" and "après-midi"; the whole and nothing where there is no time in it."""
    found = _TIME.search(text)
    return (_without(text, found), found[0].strip()) if found else (text, "")


def _without(text: str, found: re.Match[str]) -> str:
    return " ".join(f"{text[: found.start()]} {text[found.end() :]}".split())


def _with_a_time(text: str, found: re.Match[str]) -> HoursError:
    days = re.sub(r"^(?:du|le) (?=[0-9])", "", _without(text, found))
    part = _part(found[0].strip())
    return HoursError(
        fr=f"« {text} » dit aussi une heure : elle s'écrit à part (« hours: {part} » pour une fermeture).",
        en=f"“{text}” also says a time: it is written apart (“hours: {part}” for a closure).",
        example=days,
    )


def _part(time: str) -> str:
    """The part of a day that a time tells, as a closure has it."""
    try:
        read_part(time)
    except HoursError:
        clock = re.search(_CLOCK, time)
        return f"à partir de {clock[0]}" if clock else EVENING
    return time


def _holiday(text: str) -> date | None:
    """The day of a holiday that a text names, where all places keep it on the same one."""
    written = _YEAR.search(text)
    year = int(written[0]) if written else YEARS[0]
    name = _bare(_YEAR.sub("", text))
    locals_ = (local for subdivision in SUBDIVISIONS for local in local_days(subdivision, year))
    found = {local.day for local in locals_ if name in map(_bare, (local.name["fr"], local.name["en"]))}
    return found.pop() if len(found) == 1 else None


def _bare(name: str) -> str:
    """A name without its article, and without saying that it is a day."""
    return re.sub(r"^(?:(?:le|la|l|the|jour de|jour du|fete de|fete du) )*", "", plain(name)).removesuffix(" day")
