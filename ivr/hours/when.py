"""A moment as people write it, in French or English: "demain 13h", "vendredi 9 h 30", "24/12 à midi", "in 2 hours".

Each piece that names a day or a time is read and struck out, in a fixed order; what is left may only be small words.
Nothing is guessed: what can't be read, or could be read in two ways, is refused with what was understood.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from ivr.hours.local_time import moment
from ivr.hours.when_pieces import PIECES, After, Clock, Day, Meaning, Part, UnreadError, Weekday

MORNING = time(9)  # a day without a time: the lines of métropole and of Mayotte are open then
STRUCK = " | "  # left behind by a piece, so that its neighbours don't grow together
SMALL = re.compile(r"l|le|la|les|d|de|du|des|a|au|the|of|on|at|in|et|and|pour|for|ce|cet|cette|this")
WEEK = timedelta(days=7)
YEARS = range(1971, 2100)  # those that calendars are built for

Kind = TypeVar("Kind", Day, Weekday, Clock, Part, After)
Found = tuple[tuple[str, Meaning], ...]  # what was written, and what it means


def read_when(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    """The moment that is meant on the clock of `zone`, seen from `now` (aware). Raises UnreadError.

    A day alone is meant at 9:00, today alone and "now" at `now`, a time alone today. A weekday is the next on which
    that time is still to come; a date without a year the next, today included. Dates are written day first.
    """
    exact = _exact(text.strip())
    if exact and exact.year not in YEARS:
        raise _no_year()
    if exact:
        return exact if exact.tzinfo else _moment(exact.date(), exact.time(), zone)
    here = now.astimezone(zone)
    found = _read(text, here.date())
    after = _one(found, After)
    if after and len(found) > 1:  # so long from now is a moment already
        raise _apart(written for written, _ in found)
    return _later(here, after.minutes) if after else _on_the_wall(found, here, zone)


def _on_the_wall(found: Found, here: datetime, zone: ZoneInfo) -> datetime:
    """A day and a time of a place's own clock."""
    clock = _clock(found)
    day = _day(found, here.date(), passed=here.time() > (clock or MORNING))
    if day == here.date() and clock is None:
        return here
    return _moment(day, clock or MORNING, zone)


def read_day(text: str, today: date) -> date:
    """The day that is meant, seen from today; a weekday or a date without a year may be today. Raises UnreadError."""
    found = _read(text, today)
    if any(isinstance(meaning, Clock | Part | After) for _, meaning in found):
        raise UnreadError(fr="un jour est demandé ici, sans heure", en="a day is asked for here, without a time")
    return _day(found, today, passed=False)


def is_exact(text: str) -> bool:
    """Whether it is a moment as programs write it, which needs no reading."""
    return _exact(text.strip()) is not None


def _exact(text: str) -> datetime | None:
    """As programs write it, with an offset or without."""
    if not re.match(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}|\d{8}[Tt]\d{4}", text):
        return None
    try:
        return datetime.fromisoformat(text.upper())
    except ValueError:
        return None


def _read(text: str, today: date) -> Found:
    left, found = _plain(text), list[tuple[str, Meaning]]()
    for pattern, read in PIECES:
        for match in reversed(list(re.finditer(pattern, left))):
            meaning = read(match, today)
            if meaning is not None:
                found.append((match[0].strip(), meaning))
                left = left[: match.start()] + STRUCK + left[match.end() :]
    if not found:
        raise UnreadError(
            fr="il n'y est question d'aucun jour ni d'aucune heure : écrivez « demain 13h », « vendredi 9h30 »",
            en="it names no day and no time: write “tomorrow 1pm”, “friday 9:30”",
        )
    unread = [word for word in re.findall(r"[^\s|,]+", left) if not SMALL.fullmatch(word)]
    if unread:
        read_ = " + ".join(written for written, _ in found)
        raise UnreadError(
            fr=f"j'y lis « {read_} », mais pas « {' '.join(unread)} »",
            en=f"I read “{read_}” in it, but not “{' '.join(unread)}”",
        )
    return tuple(found)


def _plain(text: str) -> str:
    """Small letters without accents and apostrophes, and one blank for any."""
    folded = unicodedata.normalize("NFKD", re.sub("['’]", " ", text.casefold()))
    return " ".join("".join(letter for letter in folded if not unicodedata.combining(letter)).split())


# -- what the pieces mean together -------------------------------------------------------------------------------------


def _one(found: Found, kind: type[Kind]) -> Kind | None:
    """The only piece of a kind; None without one."""
    told = {meaning: written for written, meaning in found if isinstance(meaning, kind)}
    if len(told) > 1:
        raise _apart(told.values())
    return next(iter(told), None)


def _apart(written: Iterable[str]) -> UnreadError:
    told = tuple(written)
    return UnreadError(
        fr=f"« {' » et « '.join(told)} » ne vont pas ensemble", en=f"“{'” and “'.join(told)}” don't go together"
    )


def _no_year() -> UnreadError:
    first, last = YEARS[0], YEARS[-1]
    return UnreadError(fr=f"l'année doit être de {first} à {last}", en=f"the year must be from {first} to {last}")


def _clock(found: Found) -> time | None:
    clock, part = _one(found, Clock), _one(found, Part)
    if clock is None or part is None:
        return clock.at if clock else part.at if part else None
    noon = time(12)
    if part.at < noon < clock.at:
        raise UnreadError(fr=f"{clock.at:%H:%M} n'est pas le matin", en=f"{clock.at:%H:%M} is not in the morning")
    return clock.at.replace(hour=clock.at.hour + 12) if part.at > noon > clock.at else clock.at  # 9 heures du soir


def _day(found: Found, today: date, *, passed: bool) -> date:
    day, weekday = _one(found, Day), _one(found, Weekday)
    if day is None:
        return _of_week(weekday, today, passed=passed) if weekday else today
    if day.day.year not in YEARS:
        raise _no_year()
    if weekday and day.day.weekday() != weekday.number:
        told = f"{day.day:%d/%m/%Y}"
        raise UnreadError(fr=f"le {told} n'est pas ce jour de la semaine", en=f"{told} is another day of the week")
    return day.day


def _of_week(weekday: Weekday, today: date, *, passed: bool) -> date:
    monday = today - timedelta(days=today.weekday())
    coming = today + timedelta(days=(weekday.number - today.weekday()) % 7)
    match weekday.which:
        case "next week":
            return monday + WEEK + timedelta(days=weekday.number)
        case "past":
            return coming - WEEK
        case "after today":
            return coming if coming > today else coming + WEEK
        case "a week later":
            return coming + WEEK
    return coming + WEEK if coming == today and passed else coming


def _moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The first moment at which that clock shows that time, or later where the hour is skipped."""
    return datetime.fromtimestamp(moment(day, clock, zone), zone)


def _later(here: datetime, minutes: int) -> datetime:
    """So many minutes of the world later, whatever the clocks do meanwhile."""
    return datetime.fromtimestamp(here.timestamp() + 60 * minutes, here.tzinfo)
