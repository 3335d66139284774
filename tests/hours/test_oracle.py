"""Calendars against an oracle that walks minute by minute and knows nothing of how they are built.

The walk converts each minute of UTC to the local clock (the direction that is never ambiguous) and keeps the latest
time that the day's clock has shown. A span is entered when that time reaches its start and left when it reaches its
end. So it shares neither the conversion from local times, nor the bisection, nor the merging, with the calendar.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import TypeVar
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from ivr.check.plain_hours import plain_state
from ivr.hours.calendar import Calendar, State
from ivr.hours.days import Days, Stretch
from ivr.hours.rule import DAY_END, Bar, Closure, Dated, Emergency, Opening, OtherHours, Rule, Version
from ivr.hours.weekly import DAYS, weekly
from ivr.hours.words import words
from tests.slices import examples

Entry = TypeVar("Entry", Opening, OtherHours)
LENGTH = 6  # days of a window
WORDS = words(fr="raison", en="reason")

# Ours, and some whose clocks change in worse ways: at midnight, by half an hour, by a whole day.
ZONES = ("Europe/Paris", "America/Miquelon", "America/Guadeloupe", "Indian/Mayotte", "Indian/Reunion", "Pacific/Noumea")
STRANGE = ("America/Havana", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Asuncion", "Pacific/Apia")
CHANGES = (
    date(2026, 3, 29),  # Sunday, Paris
    date(2026, 10, 25),  # Sunday, Paris
    date(2026, 3, 8),  # Sunday, Miquelon and Havana
    date(2026, 11, 1),  # Sunday, Miquelon and Havana; All Saints' Day
    date(2026, 4, 5),  # Sunday, Lord Howe; Easter
    date(2026, 10, 4),  # Sunday, Lord Howe
    date(2011, 12, 30),  # Friday: Apia has none
    date(2026, 12, 31),  # Thursday
    date(2028, 2, 29),  # Tuesday
)


@st.composite
def times(draw: st.DrawFn, count: int) -> list[time]:
    """`count` different times of day, in order; near midnight and near the changes of clocks more often."""
    minute = st.one_of(st.integers(0, 1439), st.integers(0, 240), st.sampled_from([0, 60, 119, 120, 150, 180, 1439]))
    found = draw(st.lists(minute, min_size=count, max_size=count, unique=True))
    return [time(*divmod(each, 60)) for each in sorted(found)]


@st.composite
def day_spans(draw: st.DrawFn) -> tuple[tuple[time, time], ...]:
    bounds = draw(times(2 * draw(st.integers(1, 3))))
    return tuple(zip(bounds[::2], bounds[1::2], strict=True))


@st.composite
def weekly_hours(draw: st.DrawFn) -> str:
    days = draw(st.lists(st.sampled_from(DAYS), min_size=1, max_size=7, unique=True))
    return "; ".join(f"{name} {written(draw(day_spans()))}" for name in days)


def written(spans: tuple[tuple[time, time], ...]) -> str:
    return ",".join(f"{start:%H:%M}-{end:%H:%M}" for start, end in spans)


@st.composite
def windows(draw: st.DrawFn) -> date:
    around = st.builds(
        lambda day, back: day - timedelta(days=back), st.sampled_from(CHANGES), st.integers(0, LENGTH - 1)
    )
    return draw(st.one_of(around, st.dates(date(1975, 1, 1), date(2095, 1, 1))))


@st.composite
def some_days(draw: st.DrawFn, first: date) -> Days:
    """Stretches around the window: all their days, some weekdays, the nth of a month, every year; with and without."""
    start = first + timedelta(days=draw(st.integers(-3, LENGTH)))
    last = draw(st.one_of(st.none(), st.integers(0, 5).map(lambda days: start + timedelta(days=days))))
    weekdays = tuple(draw(st.sets(st.integers(0, 6), max_size=3)))
    until = start + timedelta(days=draw(st.integers(0, 3)))
    yearly = (start.month, start.day), (until.month, until.day)
    one = draw(
        st.sampled_from(
            [
                Stretch(start, last),
                Stretch(start, last, weekdays),
                Stretch(None, last, weekdays or (0,), draw(st.sampled_from([0, 1, 2, 3, 4, 5, -1]))),
                Stretch(yearly=yearly),
            ]
        )
    )
    but = draw(st.sampled_from([(), (Stretch(start, start),), (Stretch(weekdays=(first.weekday(),)),)]))
    return Days((one, *draw(st.sampled_from([(), (Stretch(first, first),)]))), but)


EVEN: list[tuple[Bar, ...]] = [(), ("holidays",), ("closures",), ("holidays", "closures")]


@st.composite
def dated_days(draw: st.DrawFn, first: date) -> Dated:
    days, even = draw(some_days(first)), draw(st.sampled_from(EVEN))
    spans = draw(day_spans())
    week = (spans, spans, (), spans, draw(day_spans()), (), spans)
    whole = (spans, spans, spans, spans, spans, spans, spans)
    to_midnight = ((spans[0][0], DAY_END),)
    return draw(
        st.sampled_from(
            [
                Closure(days, (), WORDS, "closed"),
                Closure(days, spans, WORDS, "closed for a part"),
                Closure(days, to_midnight, WORDS, "closed from then on"),
                Opening(days, spans, WORDS, "opened", even),
                OtherHours(days, week, True, WORDS, "another week", even),
                OtherHours(days, whole, False, WORDS, "other hours", even),
            ]
        )
    )


@st.composite
def emergencies(draw: st.DrawFn, first: date) -> Emergency:
    start = datetime.combine(first, time(), UTC) + timedelta(minutes=draw(st.integers(-1440, LENGTH * 1440)))
    length = draw(st.one_of(st.none(), st.integers(1, 3000)))
    return Emergency(start, None if length is None else start + timedelta(minutes=length), WORDS, "emergency")


@st.composite
def rules(draw: st.DrawFn) -> tuple[Rule, date]:
    first = draw(windows())
    later = (Version(first + timedelta(days=2), draw(weekly_hours()), draw(st.sampled_from([0, 45]))),)
    rule = Rule(
        draw(weekly_hours()),
        draw(st.sampled_from(ZONES + STRANGE)),
        draw(st.sampled_from(["", "57", "971", "976"])),
        dated=tuple(draw(st.lists(dated_days(first), max_size=4))),
        emergencies=tuple(draw(st.lists(emergencies(first), max_size=2))),
        margin=draw(st.sampled_from([0, 60, 180])),
        later=draw(st.sampled_from([(), later])),
    )
    return rule, first


@st.composite
def long_rules(draw: st.DrawFn) -> Rule:
    """Rules for 24 months, with entries of every kind."""
    kinds = draw(
        st.lists(st.integers(0, 700).map(lambda days: LONG_WINDOW + timedelta(days=days)), min_size=3, max_size=8)
    )
    entries = tuple(draw(long_days(first)) for first in kinds)
    stopped = tuple(draw(emergencies(first)) for first in kinds[:2])
    return Rule(
        draw(st.sampled_from(["Mo-Fr 08:30-17:00", "Mo-Th 08:30-12:00,13:30-17:00; Fr 08:30-12:00"])),
        draw(st.sampled_from(ZONES)),
        draw(st.sampled_from(["", "57", "971", "976"])),
        dated=entries,
        emergencies=tuple(one for one in stopped if one.end),
        margin=draw(st.sampled_from([0, 60, 180])),
        later=(Version(LONG_WINDOW + timedelta(days=300), "Mo-Fr 08:00-18:00", 30),),
    )


@st.composite
def long_days(draw: st.DrawFn, first: date) -> Dated:
    """An entry of some weeks, or of each month or year."""
    entry = draw(dated_days(first))
    last = first + timedelta(days=draw(st.integers(0, 150)))
    weekdays = tuple(draw(st.sets(st.integers(0, 6), max_size=3)))
    nth = draw(st.sampled_from([1, 2, 5, -1]))
    yearly = (first.month, first.day), (last.month, last.day)
    stretches = [Stretch(first, last, weekdays), Stretch(None, None, weekdays or (0,), nth), Stretch(yearly=yearly)]
    return replace(entry, days=Days((draw(st.sampled_from(stretches)),), entry.days.but))


def day_by_day(days: Days, day: date) -> bool:
    """Whether a day is meant, read off what is written, one condition at a time."""

    def is_meant(one: Stretch) -> bool:
        nth = (day.day + 6) // 7 if one.nth >= 0 else one.nth
        is_last = (day + timedelta(days=7)).month != day.month
        start, end = one.yearly or ((1, 1), (12, 31))
        at = (day.month, day.day)
        return (
            (one.first is None or one.first <= day)
            and (one.last is None or day <= one.last)
            and (not one.weekdays or day.weekday() in one.weekdays)
            and (one.nth == 0 or (is_last if one.nth < 0 else nth == one.nth))
            and (start <= at <= end or (start > end and (at >= start or at <= end)))
        )

    return any(map(is_meant, days.stretches)) and not any(map(is_meant, days.but))


Hours = tuple[tuple[time, time], ...]
NO_HOURS: Hours = ()


@dataclass(frozen=True)
class Kept:
    """The holidays of a place: surely kept, and those of which nobody knows."""

    sure: set[date]
    doubtful: set[date]


@dataclass(frozen=True)
class Plan:
    """The hours of a day before closures of a part of it, and those parts."""

    hours: Hours
    parts: Hours
    is_usual: bool = False  # they are the usual week's: there may be margins
    is_doubtful: bool = False  # nobody knows whether the day has them


def planned(rule: Rule, day: date, kept: Kept) -> Plan:
    """What a day has, by the one entry that gives it its hours."""
    entries = [one for one in rule.dated if day_by_day(one.days, day)]
    parts = tuple(part for one in entries if isinstance(one, Closure) for part in one.part)
    closed = any(isinstance(one, Closure) and not one.part for one in entries)
    in_the_way = set[str]()
    if closed:
        in_the_way.add("closures")
    if day in kept.sure:
        in_the_way.add("holidays")
    usual = weekly(rule, day)[day.weekday()]
    free = [one for one in entries if not isinstance(one, Closure) and in_the_way <= set(one.even)]
    others = [one for one in free if isinstance(one, OtherHours) and (one.is_week or usual)]
    in_doubt = day in kept.doubtful
    opened = [one for one in free if isinstance(one, Opening)]
    hours = last_smallest(others).week[day.weekday()] if others else usual
    if hours and not in_the_way:  # only what holds even on holidays says anything of a day that may be one
        opened = [one for one in opened if in_doubt and "holidays" in one.even]
    if opened:
        return Plan(last_smallest(opened).spans, parts)
    if others:
        return Plan(hours, parts, is_doubtful=in_doubt and "holidays" not in last_smallest(others).even)
    return Plan((), parts) if in_the_way else Plan(usual, parts, is_usual=not in_doubt, is_doubtful=in_doubt)


def last_smallest(entries: list[Entry]) -> Entry:
    """The last of those that mean the fewest days of a year."""
    sizes = [one.days.size for one in entries]
    return entries[len(sizes) - 1 - sizes[::-1].index(min(sizes))]


def walk(rule: Rule, first: date, kept: Kept) -> Iterator[tuple[datetime, State]]:
    """Each minute of the window and whether it is open."""
    start = datetime.combine(first - timedelta(days=2), time(), UTC)
    minutes = (start + timedelta(minutes=number) for number in range((LENGTH + 4) * 1440))
    for at, day, state in walk_minutes(rule, minutes, kept):
        if first <= day < first + timedelta(days=LENGTH):
            yield at, state


def walk_minutes(rule: Rule, minutes: Iterable[datetime], kept: Kept) -> Iterator[tuple[datetime, date, State]]:
    """Minutes in order, each with its day there and whether it is open; every one of a day whose clock changes."""
    zone, mark, marked = ZoneInfo(rule.zone), time(), None
    plan, around = Plan((), ()), NO_HOURS
    for at in minutes:
        local = at.astimezone(zone)
        if local.date() != marked:
            marked, mark = local.date(), time()
            plan = planned(rule, marked, kept)
            around = margins(rule, marked, plan.hours, plan.parts) if plan.is_usual else ()
        mark = max(mark, local.time())
        yield at, marked, state_at(rule, at, mark, plan, around)


def state_at(rule: Rule, at: datetime, clock: time, plan: Plan, around: Hours) -> State:
    """Whether it is open at a moment, at which the day's clock has come to a time."""
    stopped = any(each.start <= at and (each.end is None or at < each.end) for each in rule.emergencies)
    if stopped or any(start <= clock < stop for start, stop in plan.parts):
        return "closed"
    if any(start <= clock < stop for start, stop in plan.hours):
        return "perhaps" if plan.is_doubtful else "open"
    return "perhaps" if any(start <= clock < stop for start, stop in around) else "closed"


def margins(rule: Rule, day: date, spans: Hours, parts: Hours) -> Hours:
    """The runs of minutes near to the usual hours that no closure and no emergency touches."""
    margin, found = rule.version(day).margin, list[tuple[time, time]]()
    minutes = [(each[0].hour * 60 + each[0].minute, each[1].hour * 60 + each[1].minute) for each in spans]
    near = [
        not any(start <= minute < stop for start, stop in minutes)
        and any(start - margin <= minute < stop + margin for start, stop in minutes)
        for minute in range(24 * 60 - 1)
    ]
    for start in (at for at in range(len(near)) if near[at] and not (at and near[at - 1])):
        stop = next(at for at in range(start, len(near) + 1) if at == len(near) or not near[at])
        run = time(*divmod(start, 60)), time(*divmod(stop, 60))
        begins, ceases = (datetime.combine(day, clock, ZoneInfo(rule.zone)) for clock in run)
        met = any(one.start <= ceases and (one.end is None or one.end >= begins) for one in rule.emergencies)
        if not met and not any(part[0] <= run[1] and part[1] >= run[0] for part in parts):
            found.append(run)
    return tuple(found)


def kept_days(calendar: Calendar, length: int = LENGTH) -> Kept:
    """Holidays as the calendar tells them: which days they are is another test's matter (test_holidays.py)."""
    plain = Calendar(Rule("Mo-Su 10:00-11:00", "Europe/Paris", calendar.rule.subdivision), calendar.first, length + 4)
    days = [calendar.first + timedelta(days=number) for number in range(length)]
    sure, doubtful = ({day for day in days if plain.cause_of(day).kind == kind} for kind in ("holiday", "unsure"))
    return Kept(sure, doubtful)


@examples(100)
@given(rules())
def test_open_at_the_same_minutes_as_the_walk(case: tuple[Rule, date]) -> None:
    rule, first = case
    calendar = Calendar(rule, first, LENGTH)
    walked = list(walk(rule, first, kept_days(calendar)))
    wrong = [(at, state, calendar.state(at)) for at, state in walked if calendar.state(at) != state]
    assert not wrong, wrong[:3]
    assert all(calendar.is_open(at) is (state == "open") for at, state in walked)


@examples(60)
@given(rules(), st.integers(0, LENGTH * 1440 - 3000))
def test_the_checks_read_the_same_off_the_rule(case: tuple[Rule, date], minute: int) -> None:
    rule, first = replace(case[0], zone="Indian/Reunion"), case[1]
    calendar = Calendar(rule, first, LENGTH)
    start = datetime.combine(first, time(), ZoneInfo(rule.zone)) + timedelta(minutes=minute)
    for at in (start + timedelta(minutes=7 * number) for number in range(400)):
        assert plain_state(rule, at) == calendar.state(at), at


@examples(60)
@given(rules(), st.integers(0, LENGTH * 1440 - 2000), st.sampled_from([0, 1, 30]))
def test_the_next_opening_is_open_and_none_lies_before_it(case: tuple[Rule, date], minute: int, second: int) -> None:
    rule, first = case
    calendar = Calendar(rule, first, LENGTH + 2)
    begins = datetime.combine(first, time(12), UTC) + timedelta(days=1)
    at = begins + timedelta(minutes=minute % 5000, seconds=second)
    found, closing = calendar.next_opening(at), calendar.closes(at)
    assert (closing is not None) is calendar.is_open(at)
    since = (closing or at).astimezone(UTC)
    until = found or calendar.intervals[-1][1] if calendar.intervals else since
    if found:
        assert found > at
        assert calendar.is_open(found)
        assert not calendar.is_open(found.astimezone(UTC) - timedelta(microseconds=1))
    while since < until:
        assert found is None or not calendar.is_open(since)
        since += timedelta(minutes=1)


@examples(60)
@given(rules())
def test_intervals_are_sorted_disjoint_and_never_empty(case: tuple[Rule, date]) -> None:
    rule, first = case
    intervals = Calendar(rule, first, LENGTH).intervals
    for start, end, cause in intervals:
        assert start < end
        assert cause.kind in ("hours", "opening", "other")
    for (_, end, _), (start, _, _) in pairwise(intervals):
        assert end < start, "touching ones are one"


@examples(60)
@given(rules(), st.integers(0, LENGTH - 1))
def test_the_hours_of_a_day_are_those_of_its_intervals_when_clocks_keep_still(
    case: tuple[Rule, date], number: int
) -> None:
    rule, first = case
    plain = replace(rule, zone="America/Guadeloupe", emergencies=())
    calendar, day = Calendar(plain, first, LENGTH), first + timedelta(days=number)
    found = [(start.astimezone(calendar.zone), end.astimezone(calendar.zone)) for start, end, _ in calendar.intervals]
    assert tuple((start.time(), end.time()) for start, end in found if start.date() == day) == calendar.spans_of(day)
    if calendar.spans_of(day):
        assert calendar.cause_of(day).kind in ("hours", "opening", "other")


MONTHS_24 = 730
LONG_WINDOW = date(2026, 7, 1)


@given(long_rules())
@examples(5)
def test_over_24_months_each_state_changes_where_the_walk_says(rule: Rule) -> None:
    """Minute by minute around every edge of the calendar, and of each day as it is planned by the walk's own way."""
    calendar = Calendar(rule, LONG_WINDOW, MONTHS_24)
    kept = kept_days(calendar, MONTHS_24)
    walked = walk_minutes(rule, minutes_near_edges(calendar, kept), kept)
    wrong = [(at, state, calendar.state(at)) for at, _, state in walked if calendar.state(at) != state]
    assert not wrong, wrong[:3]


def minutes_near_edges(calendar: Calendar, kept: Kept) -> list[datetime]:
    """The minutes before, at and after each edge of either, noon and midnight; all of a day whose clock changes."""
    edges = {edge for start, end, _, _ in calendar.stretches for edge in (start, end)}
    for number in range(MONTHS_24):
        day = calendar.first + timedelta(days=number)
        plan = planned(calendar.rule, day, kept)
        around = margins(calendar.rule, day, plan.hours, plan.parts) if plan.is_usual else ()
        clocks = {time(), time(12), *(clock for span in (*plan.hours, *plan.parts, *around) for clock in span)}
        edges |= {datetime.combine(day, clock.replace(second=0, microsecond=0), calendar.zone) for clock in clocks}
    moments = {edge.astimezone(UTC) + timedelta(minutes=beside) for edge in edges for beside in (-1, 0, 1)}
    for start, end in pairwise(midnights(calendar)):
        if end - start != timedelta(days=1):  # the clock changes
            moments |= {start + timedelta(minutes=number) for number in range((end - start) // timedelta(minutes=1))}
    first, *_, last = midnights(calendar)
    return sorted(at for at in moments if first <= at < last)


def midnights(calendar: Calendar) -> list[datetime]:
    days = (LONG_WINDOW + timedelta(days=number) for number in range(MONTHS_24 + 1))
    return [datetime.combine(day, time(), calendar.zone).astimezone(UTC) for day in days]
