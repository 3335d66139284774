"""What was probably meant by a date, a moment or a number that can't be read, put as files have it."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from difflib import get_close_matches

from ivr.hours.day_names import plain
from ivr.hours.meant import meant_time
from ivr.hours.words import Words, words
from ivr.line.patterns import tokens_of

_MONTHS = (
    ("janvier", "january", "janv", "jan"),
    ("fevrier", "february", "fevr", "feb"),
    ("mars", "march", "mar"),
    ("avril", "april", "avr", "apr"),
    ("mai", "may"),
    ("juin", "june", "jun"),
    ("juillet", "july", "juil", "jul"),
    ("aout", "august", "aug"),
    ("septembre", "september", "sept", "sep"),
    ("octobre", "october", "oct"),
    ("novembre", "november", "nov"),
    ("decembre", "december", "dec"),
)
_NUMBERS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_UNKNOWN = re.compile(
    r"inconnu|indetermin|(?:pas|non) (?:encore )?connu|on ne sait pas|jusqu a nouvel|\?|tbd|until further|not known"
)
_NOW = re.compile(r"(?:des )?maintenant|immediat|tout de suite|aujourd hui|demain|ce |now|today|tomorrow|this ")
NEAR_KEY = 0.75
YEARS = range(2, 9999)  # whose days have one before and after them, by every clock
NEVER = "9999"  # the year that stands for no end
# What each key is called elsewhere, or in French: the first of them that a place knows was meant.
_WHERE, _WHEN, _FROM, _UNTIL = (
    (("where",), ("lines",)),
    (("days",), ("first", "last"), ("start", "end")),
    (("start",), ("days",), ("first",)),
    (("end",), ("days",), ("last",)),
)
_KEYS: Mapping[str, tuple[tuple[str, ...], ...]] = (
    dict.fromkeys(("where", "lines", "ou", "qui", "lieu", "lieux", "lignes", "caisse", "caisses"), _WHERE)
    | dict.fromkeys(("days", "day", "jour", "jours", "date", "dates", "quand"), (*_WHEN, ("day",)))
    | dict.fromkeys(("start", "first", "debut", "depuis", "du"), _FROM)
    | dict.fromkeys(("end", "last", "fin", "jusqu a", "au"), _UNTIL)
    | dict.fromkeys(("heure", "heures", "horaire", "horaires"), (("hours",),))
    | dict.fromkeys(("motif", "raison", "texte", "reason", "text"), (("fr", "en"),))
    | {"meme": (("even",),), "francais": (("fr",),), "anglais": (("en",),), "verifie": (("checked",),)}
    | {"fermetures": (("closures",),), "ouvertures": (("openings",),), "urgences": (("emergencies",),)}
    | {"annonces": (("bulletins",),), "feries": (("holidays",),), "fete": (("feast",),), "numero": (("number",),)}
)
_DAY_FIRST = re.compile(r"\D*([0-9]{1,2})[/. -]+([0-9]{1,2})[/. -]+([0-9]{4}|[0-9]{2})(?![0-9])")
_YEAR_FIRST = re.compile(r"\D*([0-9]{4})[/. -]?([0-9]{1,2})[/. -]?([0-9]{1,2})(?![0-9])")
_IN_WORDS = re.compile(r"\D*([0-9]{1,2})(?:er)?[ -]+([^\W\d]+)\.?[ -]+([0-9]{4})")
_OF_METROPOLE = re.compile(r"0(?!262|263|269|508|590|594|596)[1-5][0-9]{8}")
_SECONDS = re.compile(r"(?<=:[0-9]{2}):[0-9]{2}$")
_BETWEEN = re.compile(r"^(?:\s|,|T|à|at\b)+")
_MIDNIGHT = "24:00"


def meant_date(text: str) -> date | None:
    """The date that a text begins with: "04/12/2026" is 4 December, as in France."""
    return _date_in(text)[0]


def meant_moment(text: str) -> str:
    """The moment, as files have it: "2026-12-03 14:30"; "" where no time is written."""
    day, rest = _date_in(text)
    time = meant_time(_SECONDS.sub("", _BETWEEN.sub("", rest)))
    if day and time == _MIDNIGHT:
        return f"{day + timedelta(days=1)} 00:00"
    return f"{day} {time}" if day and time and _exists(time) else ""


def is_unknown(text: str) -> bool:
    """Whether it says that nobody knows the end."""
    return bool(_UNKNOWN.match(plain(text))) or NEVER in text


def is_now(text: str) -> bool:
    """Whether it says that it is now, or today, which no file can know."""
    return bool(_NOW.match(plain(text)))


def meant_key(key: str, known: Sequence[str]) -> tuple[str, ...]:
    """The keys that were probably meant by another one: what it names elsewhere or in French, else the nearest."""
    return named_keys(key, known) or tuple(get_close_matches(plain(key), known, 1, NEAR_KEY))


def named_keys(key: str, known: Sequence[str]) -> tuple[str, ...]:
    """The keys that another one names."""
    return next((keys for keys in _KEYS.get(plain(key), ()) if set(keys) <= set(known)), ())


def is_day_alone(text: str) -> bool:
    """Whether a text is a date, in some way of writing it, and nothing else."""
    day, rest = _date_in(text)
    return day is not None and not rest.strip()


def meant_number(text: str) -> str:
    """A telephone number without its blanks, in the international form; "" where its territory is doubtful."""
    digits = re.sub(r"[\s./()-]", "", text)
    if _OF_METROPOLE.fullmatch(digits):
        return f"+33{digits[1:]}"
    return digits if re.fullmatch(r"\+[0-9]+|[0-9]{4}", digits) else ""


def meant_site(text: str) -> str:
    """The domain of an address, or ""."""
    found = re.match(r"(?:https?://)?(?:www\.)?([a-z0-9.-]+\.[a-z]{2,})(?:/|$)", text.strip().lower())
    return found[1] if found else ""


def meant_clock(text: str) -> Words:
    """A time as voices say it well: "8h30" is "8 heures 30" in French, "8:30 a.m." in English."""
    hours, minutes = (int(part) for part in meant_time(text).split(":"))
    french = f"{hours} heure{'s' if hours > 1 else ''}" + (f" {minutes}" if minutes else "")
    half = "a.m." if hours % 24 < 12 else "p.m."
    english = f"{hours % 12 or 12}{f':{minutes:02}' if minutes else ''} {half}"
    return words(fr=french, en=english)


def _date_in(text: str) -> tuple[date | None, str]:
    """The date that a text begins with, and what follows it."""
    if found := _YEAR_FIRST.match(text):
        return _date(found[1], found[2], found[3]), text[found.end() :]
    if found := _DAY_FIRST.match(text):
        year = found[3] if len(found[3]) == 4 else f"20{found[3]}"
        return _date(year, found[2], found[1]), text[found.end() :]
    if found := _IN_WORDS.match(text):
        month = _NUMBERS.get("".join(tokens_of(found[2])), 0)
        return _date(found[3], str(month), found[1]), text[found.end() :]
    return None, text


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day)) if int(year) in YEARS else None
    except ValueError:
        return None


def _exists(time: str) -> bool:
    try:
        datetime.strptime(time, "%H:%M")  # noqa: DTZ007 -- a time of the day has no zone
    except ValueError:
        return False
    return True
