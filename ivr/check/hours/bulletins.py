"""Checks of the days that notices name: "today" is said on its day alone, and a weekday is that of its date."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ivr.check.read_back import EARS, Ear
from ivr.check.subject import Subject, check
from ivr.findings import Finding
from ivr.hours.schedules import Bulletin
from ivr.hours.words import words

PARIS = ZoneInfo("Europe/Paris")  # by whose clock notices begin and end
DAY = timedelta(days=1)
MONTH = timedelta(days=31)
NOON = time(12)
# What is true on one day alone; and what of these only in its morning.
OF_A_DAY: Mapping[str, re.Pattern[str]] = {
    "fr": re.compile(
        r"\b(?:aujourd['’]hui|ce (?:jour|matin|midi|soir)|cet après-midi|cette nuit|après-demain|demain|hier)\b", re.I
    ),
    "en": re.compile(r"\b(?:today|tonight|this (?:morning|afternoon|evening)|tomorrow|yesterday)\b", re.I),
}
OF_A_MORNING = ("ce matin", "this morning")


@check(
    "outlived-day",
    severity="warning",
    fr=(
        "L'annonce « {name} » dit « {word} », et serait encore dite quand ce ne sera plus vrai (fin : {last}).",
        "Écrivez « last: {until} », ou une date à la place de « {word} ».",
    ),
    en=(
        "The notice “{name}” says “{word}”, and would still be said when it is no longer true (end: {last}).",
        "Write “last: {until}”, or a date instead of “{word}”.",
    ),
    why=words(
        fr="« Aujourd'hui » entendu le lendemain annonce une grève qui est finie.",
        en="“Today” that is heard the day after announces a strike that is over.",
    ),
)
def outlived_day(subject: Subject) -> Iterator[Finding]:
    """A notice that says "today" or "tomorrow" ends with its first day, "this morning" with its morning."""
    for bulletin in subject.schedules.bulletins:
        for language, text in bulletin.words.items():
            word = _of_a_day(text, language)
            until = _end_of(word, bulletin)
            if word and (bulletin.last is None or bulletin.last > until):
                told = {"last": _written(bulletin.last), "until": _written(until)}
                yield outlived_day.at(bulletin.place, name=bulletin.name, word=word, **told)


def _of_a_day(text: str, language: str) -> str:
    """The word that holds for the shortest time, or ""."""
    found = [match[0] for match in OF_A_DAY[language].finditer(text)]
    return min(found, key=lambda word: word.lower() not in OF_A_MORNING, default="")


def _end_of(word: str, bulletin: Bulletin) -> datetime:
    """When the word ends to be true: at noon, or with the day on which the notice begins."""
    first = bulletin.first.astimezone(PARIS)
    noon = datetime.combine(first.date(), NOON, PARIS)
    midnight = datetime.combine(first.date() + DAY, time(), PARIS)
    return (noon if word.lower() in OF_A_MORNING and first < noon else midnight).astimezone(UTC)


def _written(at: datetime | None) -> str:
    """A moment as bulletins.yaml has it."""
    return f"{at.astimezone(PARIS):%Y-%m-%d %H:%M}" if at else "unknown"


@check(
    "false-weekday",
    fr=("L'annonce « {name} » dit « {text} » : ce jour-là est un {weekday}.", "Corrigez le jour, ou la date."),
    en=("The notice “{name}” says “{text}”: that day is a {weekday}.", "Correct the weekday, or the date."),
    why=words(
        fr="L'appelant note le jour de la semaine ou la date, et l'un des deux est faux.",
        en="The caller writes down the weekday or the date, and one of them is false.",
    ),
)
def false_weekday(subject: Subject) -> Iterator[Finding]:
    """A weekday that a notice names beside a date, or beside "today" and "tomorrow", is that day's."""
    for bulletin in subject.schedules.bulletins:
        first = bulletin.first.astimezone(PARIS).date()
        for language, text in bulletin.words.items():
            if (ear := EARS.get(language)) is None:
                continue
            for said, weekday, day in (*_dated(text, ear, first), *_beside(text, ear, language, first)):
                if weekday != ear.days[day.weekday()]:
                    actual = words(fr=EARS["fr"].days[day.weekday()], en=EARS["en"].days[day.weekday()].title())
                    yield false_weekday.at(bulletin.place, name=bulletin.name, text=said, weekday=actual)


Named = Iterator[tuple[str, str, date]]  # what is said, the weekday in it, and the day that is meant


def _dated(text: str, ear: Ear, first: date) -> Named:
    """What "jeudi 3 décembre" means: without a year the next day of that date, or one of the month that went before."""
    for found in ear.day.finditer(text.lower()):
        number = int(found["day"]) if found["day"].isdigit() else 1
        years = [int(found["year"])] if found["year"] else [first.year - 1, first.year, first.year + 1]
        days = list(_days(years, ear.months.index(found["month"]) + 1, number))
        ahead = [day for day in days if found["year"] or day > first - MONTH]
        if ahead:
            yield text[found.start() : found.end()], found["weekday"], ahead[0]


def _days(years: list[int], month: int, number: int) -> Iterator[date]:
    for year in years:
        try:
            yield date(year, month, number)
        except ValueError:
            continue


BESIDE: Mapping[str, Mapping[str, int]] = {  # days after the notice's first
    "fr": {"aujourd['’]hui": 0, "(?<!après-)demain": 1},
    "en": {"today": 0, "(?<!after )tomorrow": 1},
}


def _beside(text: str, ear: Ear, language: str, first: date) -> Named:
    """What "aujourd'hui jeudi" and "demain, vendredi" mean."""
    for word, ahead in BESIDE[language].items():
        for found in re.finditer(rf"{word},? ({'|'.join(ear.days)})\b", text.lower()):
            yield text[found.start() : found.end()], found[1], first + ahead * DAY
