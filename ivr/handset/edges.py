"""The moments at which a line is worth ringing, taken from its calendar: just before it closes, on a holiday, at the
hour that the clocks skip or repeat."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ivr.hours.calendar import Calendar
from ivr.hours.planned import Day, Kind
from ivr.hours.schedules import Line, Schedules
from ivr.hours.words import Words, words
from ivr.phone.moments import PARIS, written_moment

MINUTE = timedelta(minutes=1)
MORNING = time(9)
AHEAD = 370  # days in which the next closure is looked for
CLOSING: tuple[Kind, ...] = ("closure", "holiday", "unsure")


@dataclass(frozen=True, slots=True)
class Edge:
    """A moment as a script writes it, and in words."""

    at: str
    moment: datetime
    names: Words


def edges_of(line: Line, schedules: Schedules, now: datetime) -> Iterator[Edge]:
    """The edges of a line, the nearest kinds first."""
    calendar = schedules.calendar(line.rule, now)
    closing = calendar.closes(now) or _closing_after(calendar, now)
    opening = calendar.next_opening(now)
    if closing:
        yield _edge(closing - MINUTE, words(fr="Une minute avant la fermeture", en="A minute before closing"))
        yield _edge(closing, words(fr="À la fermeture", en="At closing"))
    if opening:
        yield _edge(opening - MINUTE, words(fr="Une minute avant l'ouverture", en="A minute before opening"))
    yield from _next_closure(calendar, now)
    yield _edge(_christmas(now, calendar.zone), words(fr="Noël, 9 h", en="Christmas, 9:00"))
    yield from _clock_change(now)


def _edge(at: datetime, names: Words) -> Edge:
    return Edge(written_moment(at), at.astimezone(PARIS), names)


def _closing_after(calendar: Calendar, now: datetime) -> datetime | None:
    opening = calendar.next_opening(now)
    return calendar.closes(opening) if opening else None


def _next_closure(calendar: Calendar, now: datetime) -> Iterator[Edge]:
    """The first day from tomorrow on that a closure or a holiday closes, or cuts: in the midst of what it takes."""
    today = now.astimezone(calendar.zone).date()
    for day in (today + timedelta(days=number) for number in range(1, AHEAD)):
        plan = calendar.actual_of(day)
        if found := _closed_from(plan):
            cause, clock = found
            at = datetime.combine(day, clock, calendar.zone)
            fr, en = cause["fr"], cause["en"]
            names = words(
                fr=f"La prochaine fermeture : {fr}" if fr else "La prochaine fermeture",
                en=f"The next closure: {en}" if en else "The next closure",
            )
            yield _edge(at, names)
            return


def _closed_from(plan: Day) -> tuple[Words, time] | None:
    if plan.cause.kind in CLOSING and not plan.spans:
        return plan.cause.words, MORNING
    return next(((cause.words, start) for (start, _), cause in plan.cuts), None)


def _christmas(now: datetime, zone: ZoneInfo) -> datetime:
    here = now.astimezone(zone)
    year = here.year + (here.date() > date(here.year, 12, 25))
    return datetime.combine(date(year, 12, 25), MORNING, zone)


def _clock_change(now: datetime) -> Iterator[Edge]:
    """The minute after the clocks of France change next: to be found by the hour, for a year holds two."""
    at = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    for hour in (at + timedelta(hours=number) for number in range(24 * AHEAD)):
        after = hour + timedelta(hours=1)
        if hour.astimezone(PARIS).utcoffset() != after.astimezone(PARIS).utcoffset():
            yield _edge(after + MINUTE, words(fr="La nuit du changement d'heure", en="The night the clocks change"))
            return
