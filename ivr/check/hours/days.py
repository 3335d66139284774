"""Checks of the days ahead: the next opening is never far, and each day is as long as its hours say."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise, takewhile
from operator import itemgetter
from zoneinfo import ZoneInfo

from ivr.check.bodies import Body, bodies, calendars, last_day, within
from ivr.check.plain_hours import PlainDay, plain_day
from ivr.check.subject import Subject, check
from ivr.findings import Finding
from ivr.hours.calendar import Calendar
from ivr.hours.rule import Closure, OtherHours
from ivr.hours.words import words

LONGEST = timedelta(days=10)


@check(
    "long-gap",
    needs="calendar",
    fr=(
        "À partir du {first}, {days} jours sans ouverture et sans fermeture nommée.",
        "Corrigez les horaires, ou nommez la fermeture dans closures.yaml.",
    ),
    en=(
        "From {first} on, {days} days without an opening and without a named closure.",
        "Correct the hours, or name the closure in closures.yaml.",
    ),
    why=words(
        fr="Aucun week-end ni pont ne dure dix jours : c'est une faute de saisie.",
        en="No weekend or bridge lasts ten days: it is a slip.",
    ),
)
def long_gap(subject: Subject) -> Iterator[Finding]:
    """At every moment of the months ahead the next opening lies within ten days, except under a named closure."""
    known = calendars(subject)
    for body in bodies(subject):
        for end, start in _gaps(subject, known[body.rule]):
            ahead = start - end > LONGEST and within(subject, known[body.rule], end + LONGEST)
            if ahead and not _is_closed(body, end, start):
                yield long_gap.at(body.place, first=end.date(), days=(start - end).days)
                break  # the others have the same cause


def _gaps(subject: Subject, calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
    """From each end to the next start; the window's own ends count."""
    first = datetime.combine(subject.first, time(), UTC)
    last = datetime.combine(last_day(subject), time(), UTC) + LONGEST + timedelta(days=1)
    spans = [(start, end) for start, end, _ in calendar.intervals]
    yield from ((before[1], after[0]) for before, after in pairwise([(first, first), *spans, (last, last)]))


def _is_closed(body: Body, end: datetime, start: datetime) -> bool:
    """Whether a named closure lies within the gap."""
    days = (end.date() + timedelta(days=number) for number in range((start - end).days + 1))
    closures = [one for one in body.rule.dated if isinstance(one, Closure | OtherHours)]
    if any(one.days.covers(day) for day in days for one in closures):
        return True
    return any(one.start < start and (one.end is None or one.end > end) for one in body.rule.emergencies)


MINUTE = timedelta(minutes=1)


@check(
    "odd-day",
    needs="calendar",
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
)
def odd_day(subject: Subject) -> Iterator[Finding]:
    """Every day is as long as its hours say, those too on which the clocks change, minute by minute."""
    known = calendars(subject)
    for body in bodies(subject):
        for day in _odd_days(body.rule.zone, subject.first, last_day(subject)):
            found = _opened(known[body.rule], day)
            wanted = _plainly(day, body.rule.zone, plain_day(body.rule, day))
            if found != wanted:
                yield odd_day.at(body.place, day=day, found=found, wanted=wanted)


@lru_cache(maxsize=64)
def _odd_days(zone: str, first: date, last: date) -> tuple[date, ...]:
    """Days that don't have 24 hours there, and as a pattern of the plain ones, the first week."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return tuple(day for number, day in enumerate(days) if number < 7 or _length(zone, day) != timedelta(days=1))


def _length(zone: str, day: date) -> timedelta:
    return _midnight(zone, day + timedelta(days=1)) - _midnight(zone, day)


def _midnight(zone: str, day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def _opened(calendar: Calendar, day: date) -> int:
    """Minutes of that day that the calendar calls open."""
    start, end = (_midnight(str(calendar.zone), day + timedelta(days=ahead)) for ahead in (0, 1))
    after = bisect_left(calendar.intervals, start, key=itemgetter(1))
    upcoming = takewhile(lambda span: span[0] < end, calendar.intervals[after:])
    return sum(int((min(end, closes) - max(start, opens)) / MINUTE) for opens, closes, _ in upcoming)


@lru_cache(maxsize=4096)
def _plainly(day: date, zone: str, plain: PlainDay) -> int:
    """Minutes of that day that what is written of it calls open, each looked up; many rules write the same."""
    start, end = (_midnight(zone, day + timedelta(days=ahead)) for ahead in (0, 1))
    moments = (start + minute * MINUTE for minute in range(int((end - start) / MINUTE)))
    return sum(plain.is_open(at, at.astimezone(ZoneInfo(zone)).time()) for at in moments)
