"""Every day is as long as its hours say, those too on which the clocks change; read off the rule minute by minute."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ivr.check.bodies import bodies, calendars, last_day
from ivr.check.plain_hours import plainly_open
from ivr.check.subject import Check, Seen, Subject
from ivr.hours.calendar import Calendar
from ivr.hours.rule import Rule
from ivr.hours.words import words

MINUTE = timedelta(minutes=1)


def find(subject: Subject) -> Iterator[Seen]:
    known = calendars(subject)
    for body in bodies(subject):
        for day in _odd_days(body.rule.zone, subject.first, last_day(subject)):
            found, wanted = _opened(known[body.rule], day), _plainly(body.rule, day)
            if found != wanted:
                yield Seen(body.place, {"day": f"{day:%Y-%m-%d}", "found": found, "wanted": wanted})


def _odd_days(zone: str, first: date, last: date) -> Iterator[date]:
    """Days that don't have 24 hours there, and as a pattern of the plain ones, the first week."""
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        start, end = (_midnight(zone, day + timedelta(days=ahead)) for ahead in (0, 1))
        if number < 7 or end - start != timedelta(days=1):
            yield day


def _midnight(zone: str, day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def _opened(calendar: Calendar, day: date) -> int:
    """Minutes of that day that the calendar calls open."""
    start, end = (_midnight(str(calendar.zone), day + timedelta(days=ahead)) for ahead in (0, 1))
    spans = ((max(start, opens), min(end, closes)) for opens, closes, _ in calendar.intervals)
    return sum(int((closes - opens) / MINUTE) for opens, closes in spans if opens < closes)


def _plainly(rule: Rule, day: date) -> int:
    """Minutes of that day that the rule calls open, each looked up."""
    start, end = (_midnight(rule.zone, day + timedelta(days=ahead)) for ahead in (0, 1))
    return sum(plainly_open(rule, start + minute * MINUTE) for minute in range(int((end - start) / MINUTE)))


CHECK = Check(
    code="odd-day",
    severity="error",
    find=find,
    fr=(
        "Le {day} compte {found} minutes d'ouverture au lieu de {wanted}.",
        "Évitez les horaires entre 2 et 3 heures le jour d'un changement d'heure.",
    ),
    en=(
        "{day} has {found} minutes of opening instead of {wanted}.",
        "Avoid hours between 2 and 3 on a day on which the clocks change.",
    ),
    why=words(
        fr="Les jours de changement d'heure ont 23 ou 25 heures ; les horaires de bureau n'en sont pas touchés.",
        en="Days on which the clocks change have 23 or 25 hours; office hours are not touched by it.",
    ),
    needs="calendar",
)
