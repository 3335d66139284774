"""Dates and times in words: "aujourd'hui à 14 heures", "demain mardi à 8 heures 30", "Monday, December 7, at noon"."""

from datetime import date, datetime, time, timedelta
from typing import Literal

from ivr.hours.date_names import date_names
from ivr.line.actions import Moment
from ivr.wording.phrases import phrase
from ivr.wording.prompts import Prompts

NOON = 12
YEAR = timedelta(days=365)


Manner = Literal["", "until", "from"]


def moment_words(prompts: Prompts, moment: Moment, manner: Manner = "") -> str:
    """A moment as seen from `now`: today, tomorrow with its weekday, else weekday and date, and the year if another.

    "from": "demain mardi à partir de 8 heures 30". "until": "jusqu'à 17 heures", or "au moins jusqu'à" where that is
    all that is known; today's time alone.
    """
    time = time_words(prompts, moment.at.timetz().replace(tzinfo=None))
    if manner == "until":
        words = time if moment.at.date() == moment.now.date() else _dated(prompts, moment, _at(prompts, time, "at"))
        return phrase(prompts, "until_least" if moment.bound else "until", moment=words)
    return _dated(prompts, moment, _at(prompts, time, manner or "at"))


def _at(prompts: Prompts, time: str, how: str) -> str:
    return phrase(prompts, how, time=time)


def _dated(prompts: Prompts, moment: Moment, words: str) -> str:
    """A time that follows its day."""
    at, today = moment.at, moment.now.date()
    if at.date() == today:
        return phrase(prompts, "today", time=words)
    if at.date() == today + timedelta(days=1):
        return phrase(prompts, "tomorrow", time=words, **_day(prompts, at))
    if at.year == today.year or at.date() - today <= timedelta(days=31):
        return phrase(prompts, "on_day", time=words, **_day(prompts, at))
    return phrase(prompts, "on_day_of_year", time=words, year=at.year, **_day(prompts, at))


def date_words(prompts: Prompts, day: date, today: date | None = None) -> str:
    """ "lundi 7 décembre"; with its year where, counted from `today`, another day of that name comes before it."""
    if today and day - today > YEAR:
        return phrase(prompts, "date_of_year", year=day.year, **_day(prompts, day))
    return phrase(prompts, "date", **_day(prompts, day))


def weekday_words(prompts: Prompts, day: date) -> str:
    """ "lundi" """
    return date_names(prompts.locale).weekdays[day.weekday()]


def time_words(prompts: Prompts, at: time) -> str:
    """A time of day, to the minute: "8 heures 30", "1 heure", "8:30 a.m."; never "0 minutes"."""
    name = _part_of_day(at.hour)
    if not at.minute:
        return phrase(prompts, name, hour=at.hour, hour12=_of_twelve(at.hour), minutes=0, minutes2="00")
    return phrase(
        prompts,
        f"{name}_minutes",
        hour=at.hour,
        hour12=_of_twelve(at.hour),
        minutes=at.minute,
        minutes2=f"{at.minute:02}",
    )


def _part_of_day(hour: int) -> str:
    match hour:
        case 0:
            return "midnight"
        case 1:
            return "one"
        case 12:
            return "noon"
    return "morning" if hour < NOON else "afternoon"


def _of_twelve(hour: int) -> int:
    return (hour - 1) % NOON + 1


def _day(prompts: Prompts, day: date | datetime) -> dict[str, str]:
    weekdays, months = date_names(prompts.locale)
    number = phrase(prompts, "first_of_month") if day.day == 1 else str(day.day)
    return {"weekday": weekdays[day.weekday()], "day": number, "month": months[day.month]}
