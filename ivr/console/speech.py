"""The console's languages: French, or English at a switch. What a page says stands in both at the place of use."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import get_args

from babel.dates import format_date, format_datetime, format_time, get_day_names
from flask import g, request, session

from ivr.findings import Language
from ivr.phone.moments import PARIS

LANGUAGES = get_args(Language)


def language() -> Language:
    """That of the switch, else that of the person's account, else French."""
    chosen = session.get("language")
    if chosen in LANGUAGES:
        return "en" if chosen == "en" else "fr"
    person = g.get("person")
    if person is not None:
        return "en" if person.language == "en" else "fr"
    return "en" if request.accept_languages.best_match(LANGUAGES, "fr") == "en" else "fr"


def t(fr: str, en: str, /, **values: object) -> str:
    """Of a sentence in both languages, the one that is read; {placeholders} stand for the values."""
    return (en if language() == "en" else fr).format(**values) if values else (en if language() == "en" else fr)


def chosen(words: Mapping[str, str]) -> str:
    """Of words in each language, those that are read; the French where there are no English ones."""
    return words.get(language()) or words.get("fr", "")


def day(moment: date) -> str:
    """ "vendredi 27 novembre 2026"; "Friday 27 November 2026"."""
    return format_date(moment, "EEEE d MMMM y", locale=language())


def short_day(moment: date) -> str:
    """ "ven. 27 nov."; "Fri 27 Nov"."""
    return format_date(moment, "EEE d MMM", locale=language())


def clock_time(moment: datetime) -> str:
    """In Paris, where the staff are: "17:00"."""
    return format_time(moment.astimezone(PARIS), "HH:mm", locale=language())


def when(moment: datetime) -> str:
    """A moment as the staff read it, in Paris: "ven. 27 nov. 2026, 12:00"."""
    return format_datetime(moment.astimezone(PARIS), "EEE d MMM y, HH:mm", locale=language())


def month_name(first: date) -> str:
    """ "novembre 2026"."""
    return format_date(first, "MMMM y", locale=language())


def weekday_names() -> tuple[str, ...]:
    """From Monday on."""
    names = get_day_names("wide", locale=language())
    return tuple(names[number] for number in range(7))
