"""What people type into a form, as an entry has it: days without their year, "demain", "18h", the name of a town."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from ivr.changes.whence import refusal_of
from ivr.check.entry_words import PARIS
from ivr.content.faults import Faults
from ivr.content.fields import UNKNOWN, Entry
from ivr.content.whom import Known, Places, read_places
from ivr.content.yaml import Items, Table, Text
from ivr.findings import NOWHERE, Finding, Kind
from ivr.hours.day_names import plain
from ivr.hours.day_phrases import read_days
from ivr.hours.day_words import date_words
from ivr.hours.days import Days
from ivr.hours.meant_days import with_years
from ivr.hours.schedules import Caisse, Line, Schedules
from ivr.hours.weekly import HoursError
from ivr.hours.when import read_day, read_when
from ivr.hours.when_pieces import UnreadError
from ivr.hours.words import words
from ivr.line.call import LINE_NAMES
from ivr.places.whose import find

MOMENT = "%Y-%m-%d %H:%M"
ENDLESS = (UNKNOWN, "inconnu", "inconnue", "jusqu a nouvel ordre", "until further notice", "sans fin", "je ne sais pas")
DAY_ENDS = ("fin de journee", "fin de la journee", "ce soir", "end of day", "end of the day", "tonight")
NOW = ("", "maintenant", "now", "tout de suite", "a partir de maintenant")
YEARS_AHEAD = 3  # in which a day without its year is looked for
LONGEST_NAME = 80  # letters of one that is looked for
MOST_SOUGHT = 10  # names that are looked for at once: among 35,000 communes that takes its time

NOT_MOMENT = Kind(
    "not-moment",
    fr=("« {typed} » : {why}.", "Écrivez par exemple : 18h ; demain 9h ; vendredi 27 novembre à midi."),
    en=("“{typed}”: {why}.", "Write for example: 18:00; tomorrow 9am; friday 27 november noon."),
)
MANY = Kind(
    "many-places",
    fr=("« {typed} » n'est pas encore cherché : {most} noms à la fois.", "Écrivez les autres ensuite."),
    en=("“{typed}” is not looked for yet: {most} names at a time.", "Write the others afterwards."),
)
PAST = Kind(
    "past",
    fr=("« {typed} » est déjà passé ({at}).", "Écrivez une heure qui vient."),
    en=("“{typed}” is past already ({at}).", "Write a time that is to come."),
)


def days_meant(typed: str, today: date) -> str:
    """A phrase that `read_days` takes, where one is meant for certain; else what was typed.

    Days without a year are the next ones; "demain" and "vendredi" are seen from today.
    """
    for phrase in (typed, *with_years(typed, range(today.year, today.year + YEARS_AHEAD))):
        days = _days(phrase)
        if days and (phrase == typed or days.last is None or days.last >= today):
            return phrase
    try:
        return date_words(read_day(typed, today), "fr")
    except UnreadError:
        return typed


def _days(phrase: str) -> Days | None:
    try:
        return read_days(phrase)
    except HoursError:
        return None


def moment_meant(typed: str, now: datetime, *, ends: bool) -> tuple[str, Finding | None]:
    """A moment in Paris as entries have it, "unknown", or why it is neither."""
    said, here = plain(typed), now.astimezone(PARIS)
    if ends and said in ENDLESS:
        return UNKNOWN, None
    if ends and said in DAY_ENDS:
        return f"{datetime.combine(here.date(), time()) + timedelta(days=1):{MOMENT}}", None
    if not ends and said in NOW:
        return f"{here:{MOMENT}}", None
    try:
        at = read_when(typed, now, PARIS).astimezone(PARIS)
    except (UnreadError, OverflowError, ValueError) as error:
        why = error.why if isinstance(error, UnreadError) else words(fr="ce moment n'existe pas", en="no such moment")
        return typed, NOT_MOMENT.at(NOWHERE, typed=typed, why=why)
    return f"{at:{MOMENT}}", None


def where_meant(schedules: Schedules, typed: Iterable[str]) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """What to write under `where` for names as people type them, and why some can't be meant."""
    found, faults, sought = dict[str, None](), list[Finding](), 0
    for name in typed:
        if places_of(schedules, (name,)):
            found[name] = None
            continue
        if sought == MOST_SOUGHT:
            faults.append(MANY.at(NOWHERE, typed=name, most=MOST_SOUGHT))
            break
        sought += 1
        place = find(schedules, name[:LONGEST_NAME])
        codes = (
            () if place.guessed else tuple(_codes(place.bodies)) or _of_several(schedules, name, MOST_SOUGHT - sought)
        )
        found |= dict.fromkeys(codes)
        faults += [] if codes else [refusal_of(place, name)]
    return tuple(found), tuple(faults)


def _of_several(schedules: Schedules, name: str, most: int) -> tuple[str, ...]:
    """Those of "Lyon et Marseille", where each is known by itself; nobody where one is not, or nothing is joined."""
    parts = re.split(r"\s+(?:et|and)\s+", name.strip(), flags=re.IGNORECASE)
    if not 1 < len(parts) <= most:
        return ()
    each = [where_meant(schedules, [part]) for part in parts]
    return () if any(faults for _, faults in each) else tuple(code for codes, _ in each for code in codes)


def places_of(schedules: Schedules, names: tuple[str, ...]) -> Places | None:
    """Whom names reach as closures.yaml has them; None where nothing like it can be written."""
    faults = Faults()
    known = Known(LINE_NAMES, schedules.caisses, schedules.departments)
    listed = Items(tuple(Text(name, NOWHERE) for name in names), NOWHERE)
    places = read_places(Entry("", Table({"where": listed}, NOWHERE), faults), "where", known)
    return None if faults.findings else places


def _codes(bodies: Iterable[object]) -> Iterator[str]:
    """Those that have hours of their own here."""
    for body in bodies:
        if isinstance(body, Caisse):
            yield body.code
        elif isinstance(body, Line):
            yield body.name
