"""What a change does to the hours: whose change, on which days, from which to which, and for how many people.

Two snapshots are compared, before and after. Each distinct rule is looked at once, and only where an entry that differs
speaks, from now on. Where it never ends, or comes back, a year is looked at; of an emergency without an end, a week.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from ivr.check.reached import Reached, reached_among
from ivr.hours.calendar import Calendar, State
from ivr.hours.planned import without
from ivr.hours.rule import Emergency, Rule, Spans
from ivr.hours.schedules import Above, Bulletin, Caisse, Line, Schedules
from ivr.published.snapshot import Snapshot

DAY = timedelta(days=1)
AROUND = timedelta(hours=14)  # a day begins that much before, or ends that much after, that of UTC
YEAR, WEEK = timedelta(days=365), timedelta(days=7)
FURTHEST = timedelta(days=5 * 365)  # from the first day on: what goes on after that is not looked at

Piece = tuple[int, int, State]  # from and until, as seconds since 1970
Bounds = tuple[datetime, datetime, bool]  # from, until, and whether it goes on after that


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of a day, as that place's clock shows them: sure ones, and those of which nobody knows."""

    sure: Spans
    perhaps: Spans = ()


@dataclass(frozen=True, slots=True)
class DayChange:
    """A day whose hours change. `lost` and `gained` are seconds of sure opening, of those that are still to come."""

    day: date
    before: Hours
    after: Hours
    lost: int
    gained: int

    @property
    def taken(self) -> Spans:
        """What was open, and no longer is."""
        return without(self.before.sure, self.after.sure)

    @property
    def given(self) -> Spans:
        """What is open, and was not."""
        return without(self.after.sure, self.before.sure)


@dataclass(frozen=True, slots=True)
class Touched:
    """Lines and caisses whose hours change alike, and how."""

    bodies: tuple[Line | Caisse, ...]
    days: tuple[DayChange, ...]

    @property
    def lost(self) -> int:
        """Seconds of sure opening that each of them loses."""
        return sum(one.lost for one in self.days)

    @property
    def gained(self) -> int:
        """Seconds of sure opening that each of them gains."""
        return sum(one.gained for one in self.days)


@dataclass(frozen=True, slots=True)
class NoticeChange:
    """A notice that comes, goes or says something else: None where there is none."""

    before: Bulletin | None
    after: Bulletin | None


@dataclass(frozen=True, slots=True)
class Impact:
    """The blast radius of a change. It was looked at from `first` until `last`; `goes_on`: it has effects after that.

    `first` is `last` where nothing of it is still to come.
    """

    first: datetime
    last: datetime
    goes_on: bool
    touched: tuple[Touched, ...]
    reached: Reached
    notices: tuple[NoticeChange, ...] = ()
    entries: tuple[Above, ...] = field(default=(), repr=False)  # those that differ, as they were and as they will be

    @property
    def is_over(self) -> bool:
        """Whether all that differs lies behind us."""
        return bool(self.entries) and self.first >= self.last

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which hours change."""
        return tuple(sorted({one.day for touched in self.touched for one in touched.days}))


def impact_of(before: Snapshot, after: Snapshot, now: datetime) -> Impact:
    """What changes from now (aware) on, when one snapshot takes the place of another."""
    now, entries = now.astimezone(UTC), tuple(_differing(before.schedules, after.schedules))
    bounds = [found for entry in entries if (found := _bounds(entry, now))]
    first = min((start for start, _, _ in bounds), default=now)
    last = min(max((end for _, end, _ in bounds), default=now), first + FURTHEST)
    goes_on = any(on or end > last for _, end, on in bounds)
    touched = tuple(_touched(before.schedules, after.schedules, first, last)) if bounds else ()
    names = frozenset(_name(body) for one in touched for body in one.bodies)
    return Impact(
        first,
        last,
        goes_on,
        touched,
        reached_among(names, after.schedules),
        tuple(_notices(before.schedules, after.schedules)),
        entries,
    )


def _name(body: Line | Caisse) -> str:
    return body.name if isinstance(body, Line) else body.code


# -- where to look -----------------------------------------------------------------------------------------------------


def _differing(before: Schedules, after: Schedules) -> Iterator[Above]:
    """The entries of closures.yaml that only one of the two has, or that say something else."""
    was, is_ = _entries(before), _entries(after)
    for key in dict.fromkeys((*was, *is_)):
        pair = was.get(key), is_.get(key)
        if pair[0] != pair[1]:
            yield from filter(None, pair)


def _entries(schedules: Schedules) -> Mapping[tuple[str, str], Above]:
    return {(type(one.what).__name__, one.what.name): one for one in schedules.above}


def _bounds(entry: Above, now: datetime) -> Bounds | None:
    """From when until when an entry may change hours, from now on; None where it no longer does."""
    if isinstance(entry.what, Emergency):
        start, end, far = entry.what.start, entry.what.end, WEEK
    else:
        first, last, far = entry.what.days.first, entry.what.days.last, YEAR
        start = _midnight(first) - AROUND if first else now
        end = _midnight(last) + DAY + AROUND if last else None
    start = max(start, now)
    if end is None:
        return start, start + far, True
    return (start, end, False) if start < end else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


# -- what differs there ------------------------------------------------------------------------------------------------


def _touched(before: Schedules, after: Schedules, first: datetime, last: datetime) -> Iterator[Touched]:
    """Who is open at other hours; those alike together."""
    alike: dict[tuple[Rule, Rule], list[Line | Caisse]] = {}
    for old, new in _pairs(before, after):
        if old.rule != new.rule:
            alike.setdefault((old.rule, new.rule), []).append(new)
    found: dict[tuple[DayChange, ...], list[Line | Caisse]] = {}
    for (was, is_), bodies in alike.items():
        if days := tuple(_days(was, is_, first, last)):
            found.setdefault(days, []).extend(bodies)
    return (Touched(tuple(bodies), days) for days, bodies in found.items())


def _pairs(before: Schedules, after: Schedules) -> Iterator[tuple[Line | Caisse, Line | Caisse]]:
    yield from ((before.lines[name], line) for name, line in after.lines.items())
    yield from ((before.caisses[code], caisse) for code, caisse in after.caisses.items())


def _days(was: Rule, is_: Rule, first: datetime, last: datetime) -> Iterator[DayChange]:
    """The days on which two rules are open at other hours, between two moments."""
    start, count = first.date() - DAY, (last - first).days + 4
    calendars = Calendar(was, start, count), Calendar(is_, start, count)
    before, after = (_by_day(calendar) for calendar in calendars)
    window = int(first.timestamp()), int(last.timestamp())
    for day in sorted({*before, *after}):
        old, new = before.get(day, ()), after.get(day, ())
        if old != new and (left := _within(old, window)) != (right := _within(new, window)):
            both = _overlap(left, right)
            lost, gained = _length(left) - both, _length(right) - both
            yield DayChange(day, _hours(old, calendars[0]), _hours(new, calendars[1]), lost, gained)


def _by_day(calendar: Calendar) -> Mapping[date, tuple[Piece, ...]]:
    """When it is open or perhaps open, by the local day."""
    found: dict[date, tuple[Piece, ...]] = {}
    for start, end, state, _ in calendar.stretches:
        day = start.astimezone(calendar.zone).date()
        found[day] = (*found.get(day, ()), (int(start.timestamp()), int(end.timestamp()), state))
    return found


def _hours(pieces: tuple[Piece, ...], calendar: Calendar) -> Hours:
    def spans(wanted: State) -> Spans:
        return tuple((clock(start), clock(end)) for start, end, state in pieces if state == wanted)

    def clock(second: int) -> time:
        return datetime.fromtimestamp(second, calendar.zone).time()

    return Hours(spans("open"), spans("perhaps"))


def _within(pieces: tuple[Piece, ...], window: tuple[int, int]) -> tuple[Piece, ...]:
    first, last = window
    clipped = ((max(start, first), min(end, last), state) for start, end, state in pieces)
    return tuple((start, end, state) for start, end, state in clipped if start < end)


def _length(pieces: tuple[Piece, ...]) -> int:
    """Seconds of sure opening."""
    return sum(end - start for start, end, state in pieces if state == "open")


def _overlap(some: tuple[Piece, ...], others: tuple[Piece, ...]) -> int:
    """Seconds that are surely open in both."""
    sure = ([one for one in pieces if one[2] == "open"] for pieces in (some, others))
    left, right = sure
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in left for b in right)


def _notices(before: Schedules, after: Schedules) -> Iterator[NoticeChange]:
    was, is_ = ({one.name: one for one in schedules.bulletins} for schedules in (before, after))
    for name in dict.fromkeys((*was, *is_)):
        if was.get(name) != is_.get(name):
            yield NoticeChange(was.get(name), is_.get(name))
