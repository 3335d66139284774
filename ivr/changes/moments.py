"""The few moments at which callers hear something else because of a change: those that its author would ask about."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from ivr.changes.heard import ADVISERS, Beside, heard_beside
from ivr.changes.impact import DayChange, Impact, Touched
from ivr.changes.impact_words import clock_words
from ivr.changes.whence import Whence, whence_in
from ivr.check.entry_words import PARIS
from ivr.findings import Language
from ivr.hours.day_words import date_words
from ivr.hours.schedules import Caisse, Line, Schedules
from ivr.hours.words import Words, words
from ivr.line.facts import Rules
from ivr.places.communes import people_of
from ivr.published.snapshot import Snapshot

MOST = 6  # moments in all
GROUPS = 3  # of those who change alike, the most peopled
EARLIER, STEP = timedelta(minutes=30), 30  # minutes
MORNING = time(9)


@dataclass(frozen=True, slots=True)
class Moment:
    """Somebody who calls at a moment, and what they hear before the change and after it.

    `names`: "vendredi 27 novembre 2026 à 13 h, Lyon (69)".
    """

    at: datetime
    whence: Whence
    names: Words
    heard: Beside


def moments_that_change(
    impact: Impact,
    before: Snapshot,
    after: Snapshot,
    now: datetime,
    *,
    language: Language = "fr",
    rules: Rules = ADVISERS,
) -> tuple[Moment, ...]:
    """The moments, the first one first: while it is otherwise, just before that begins, and after it has ended."""
    found: dict[tuple[object, ...], Moment] = {}
    for at, whence in _candidates(impact, after, now):
        heard = heard_beside(before, after, at, whence, language=language, rules=rules)
        if heard.differs and len(found) < MOST:
            alike = whence, heard.before.told, heard.after.told
            found.setdefault(alike, Moment(at, whence, moment_words(at, whence), heard))
    return tuple(sorted(found.values(), key=lambda moment: moment.at))


def moment_words(at: datetime, whence: Whence) -> Words:
    """ "vendredi 27 novembre 2026 à 13 h, Lyon (69)"; the clock of Paris is told besides where it shows another."""
    return words(fr=_told(at, whence, "fr"), en=_told(at, whence, "en"))


def _told(at: datetime, whence: Whence, language: Language) -> str:
    way, besides = ("{day} à {clock}{paris}, {place}", " ({clock} à Paris)")
    if language == "en":
        way, besides = ("{day} at {clock}{paris}, {place}", " ({clock} in Paris)")
    there = at.astimezone(PARIS)
    differs = there.utcoffset() != at.utcoffset()
    paris = besides.format(clock=clock_words(there.time(), language)) if differs else ""
    day, clock = date_words(at.date(), language), clock_words(at.time(), language)
    return way.format(day=day, clock=clock, paris=paris, place=whence.names[language])


def _candidates(impact: Impact, after: Snapshot, now: datetime) -> Iterator[tuple[datetime, Whence]]:
    """The most telling first: while it is otherwise, for each group; then what lies around that."""
    groups = sorted(impact.touched, key=_people, reverse=True)[:GROUPS]
    found = [list(_of_group(touched, after, now)) for touched in groups]
    found += [list(_of_notices(impact, after, now))]
    for rank in range(max(map(len, found))):
        yield from (moments[rank] for moments in found if rank < len(moments))


def _people(touched: Touched) -> int:
    served = {code for body in touched.bodies if isinstance(body, Caisse) for code in body.departments}
    return sum(map(people_of, served))


def _of_group(touched: Touched, after: Snapshot, now: datetime) -> Iterator[tuple[datetime, Whence]]:
    body = max(touched.bodies, key=partial(_weight, after.schedules))
    zone, whence = ZoneInfo(body.rule.zone), whence_in(after.schedules, body)
    first, last = touched.days[0], touched.days[-1]
    times = [*_around(first, zone, now), *(_around(last, zone, now) if last != first else ())]
    return ((at, whence) for at in dict.fromkeys(times))


def _weight(schedules: Schedules, body: Line | Caisse) -> tuple[bool, int]:
    """Who is named for all: the caisse of the most people that has its département for itself."""
    if isinstance(body, Line):
        return False, 0
    return len(schedules.caisses_of(body.departments[0])) == 1, sum(map(people_of, body.departments))


def _around(change: DayChange, zone: ZoneInfo, now: datetime) -> Iterator[datetime]:
    """During, just before, at the end, and the morning after: those that are still to come."""
    spans = change.taken or change.given or change.before.perhaps or change.after.perhaps
    for start, end in spans[:1]:
        begins, ends = (datetime.combine(change.day, clock, zone) for clock in (start, end))
        during = _middle(max(begins, now.astimezone(zone)), ends)
        morning = datetime.combine(change.day + timedelta(days=1), MORNING, zone)
        yield from (at for at in (during, begins - EARLIER, begins, ends, morning) if at >= now)


def _middle(begins: datetime, ends: datetime) -> datetime:
    """A round time between two moments."""
    middle = begins + (ends - begins) / 2
    rounded = middle.replace(minute=middle.minute // STEP * STEP, second=0, microsecond=0)
    return rounded if rounded >= begins else middle.replace(second=0, microsecond=0)


def _of_notices(impact: Impact, after: Snapshot, now: datetime) -> Iterator[tuple[datetime, Whence]]:
    """When notices begin, and when they are over."""
    for change in impact.notices:
        for notice in filter(None, (change.after, change.before)):
            whence = whence_in(after.schedules, after.schedules.lines[notice.lines[0]]) if notice.lines else None
            moments = (max(notice.first, now), notice.last)
            yield from ((at.astimezone(PARIS), whence) for at in moments if at and whence and at >= now)
