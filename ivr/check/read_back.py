"""Reads spoken moments back: "lundi 7 décembre à 8 heures 30" -> that day at 8:30. Not by the code that says them.

Names of days and months are written here once more, so that a slip in the words that are spoken is seen. A language
that has no ear here is not read back.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

FRENCH_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
ENGLISH_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# fmt: off
FRENCH_MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
                 "novembre", "décembre")
ENGLISH_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
                  "november", "december")
# fmt: on


@dataclass(frozen=True, slots=True)
class Ear:
    """How a language says moments."""

    days: tuple[str, ...]
    months: tuple[str, ...]
    today: str
    tomorrow: str
    day: re.Pattern[str]  # groups: weekday, day, month, year
    time: re.Pattern[str]  # groups: hour, minutes, half


def _ear(days: tuple[str, ...], months: tuple[str, ...], today: str, tomorrow: str, clock: str) -> Ear:
    weekday, month = "|".join(days), "|".join(months)
    day = rf"(?P<weekday>{weekday}),? (?P<day>\d+|premier|1st|1er) (?P<month>{month})(?: (?P<year>\d{{4}}))?"
    return Ear(days, months, today, tomorrow, re.compile(day), re.compile(clock))


EARS: Mapping[str, Ear] = {
    "fr": _ear(
        FRENCH_DAYS,
        FRENCH_MONTHS,
        "aujourd'hui à ",
        "demain ",
        r"\b(?:(?P<word>minuit|midi)(?: (?P<wm>\d+))?|(?P<hour>\d+) heures?(?: (?P<minutes>\d+))?)(?P<half>)",
    ),
    "en": _ear(
        ENGLISH_DAYS,
        ENGLISH_MONTHS,
        "today at ",
        "tomorrow, ",
        r"\b(?:(?P<word>midnight|noon)(?P<wm>)|(?P<hour>\d+)(?::(?P<minutes>\d\d))? (?P<half>[ap])\.m)",
    ),
}
NEAR = 6  # characters that may stand between a day and its time: " à ", ", at "


def moment_in(sentence: str, language: str, now: datetime) -> datetime | None:
    """The last moment that a sentence names, by the listener's clock and calendar, naive; None when there is none.

    `now` is the listener's, naive; a time without a day is today's. A wrong weekday makes it None.
    """
    ear, words = EARS[language], sentence.lower()
    clocks = list(ear.time.finditer(words))
    if not clocks:
        return None
    at = _time(clocks[-1])
    day = _day(ear, words[: clocks[-1].start()], now.date())
    return datetime.combine(day, at) if day and at else None


def _time(found: re.Match[str]) -> time | None:
    minutes = int(found["minutes"] or found["wm"] or 0)
    if found["word"]:
        hour = 12 if found["word"] in ("midi", "noon") else 0
    else:
        hour = int(found["hour"])
        if found["half"]:
            hour = hour % 12 + (12 if found["half"] == "p" else 0)
    return time(hour, minutes) if hour < 24 and minutes < 60 else None


def _day(ear: Ear, before: str, today: date) -> date | None:
    """The day named right before the time."""
    named = [found for found in ear.day.finditer(before) if len(before) - found.end() <= NEAR]
    if named:
        return _dated(ear, named[-1], today)
    if before.endswith(ear.today):
        return today
    at = before.rfind(ear.tomorrow)
    weekday = before[at + len(ear.tomorrow) :].partition(" ")[0].strip(",")
    if at >= 0 and len(before) - at <= len(ear.tomorrow) + len(weekday) + NEAR:
        tomorrow = today + timedelta(days=1)
        return tomorrow if ear.days[tomorrow.weekday()] == weekday else None
    return today


def _dated(ear: Ear, found: re.Match[str], today: date) -> date | None:
    number = int(found["day"]) if found["day"].isdigit() else 1
    month = ear.months.index(found["month"]) + 1
    years = [int(found["year"])] if found["year"] else [today.year, today.year + 1]
    for year in years:
        try:
            day = date(year, month, number)
        except ValueError:
            continue
        if day >= today and ear.days[day.weekday()] == found["weekday"]:
            return day
    return None
