"""Calendars against an oracle that walks minute by minute and knows nothing of how they are built.

The walk converts each minute of UTC to the local clock (the direction that is never ambiguous) and keeps the latest
time that the day's clock has shown. A span is entered when that time reaches its start and left when it reaches its
end. So it shares neither the conversion from local times, nor the bisection, nor the merging, with the calendar.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import TypeVar
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.check.plain_hours import plain_state
from ivr.hours.calendar import Calendar, State
from ivr.hours.days import Days, Stretch
from ivr.hours.rule import DAY_END, Bar, Closure, Dated, Emergency, Opening, OtherHours, Rule, Version
from ivr.hours.weekly import DAYS, weekly
from ivr.hours.words import words

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


def planned(rule: Rule, day: date, holidays: set[date]) -> tuple[Hours, Hours, bool]:
    """The hours of a day before closures of a part of it, those parts, and whether they are the usual week's."""
    entries = [one for one in rule.dated if day_by_day(one.days, day)]
    parts = tuple(part for one in entries if isinstance(one, Closure) for part in one.part)
    closed = any(isinstance(one, Closure) and not one.part for one in entries)
    in_the_way = set[str]()
    if closed:
        in_the_way.add("closures")
    if day in holidays:
        in_the_way.add("holidays")
    usual = weekly(rule, day)[day.weekday()]
    free = [one for one in entries if not isinstance(one, Closure) and in_the_way <= set(one.even)]
    others = [one for one in free if isinstance(one, OtherHours) and (one.is_week or usual)]
    opened = [one for one in free if isinstance(one, Opening)]
    hours = last_smallest(others).week[day.weekday()] if others else usual
    if opened and (in_the_way or not hours):
        return last_smallest(opened).spans, parts, False
    if others:
        return hours, parts, False
    return ((), parts, False) if in_the_way else (usual, parts, True)


def last_smallest(entries: list[Entry]) -> Entry:
    """The last of those that mean the fewest days of a year."""
    sizes = [one.days.size for one in entries]
    return entries[len(sizes) - 1 - sizes[::-1].index(min(sizes))]


def walk(rule: Rule, first: date, holidays: set[date]) -> Iterator[tuple[datetime, State]]:
    """Each minute of the window and whether it is open."""
    zone, mark, marked = ZoneInfo(rule.zone), time(), None
    at = datetime.combine(first - timedelta(days=2), time(), UTC)
    end = datetime.combine(first + timedelta(days=LENGTH + 2), time(), UTC)
    spans: Hours = ()
    parts: Hours = ()
    around: Hours = ()
    while at < end:
        local = at.astimezone(zone)
        if local.date() != marked:
            marked, mark = local.date(), time()
            spans, parts, usual = planned(rule, marked, holidays)
            around = margins(rule, marked, spans, parts) if usual else ()
        mark = max(mark, local.time())
        if first <= local.date() < first + timedelta(days=LENGTH):
            cut = any(each.start <= at and (each.end is None or at < each.end) for each in rule.emergencies)
            cut |= any(start <= mark < stop for start, stop in parts)
            is_open = not cut and any(start <= mark < stop for start, stop in spans)
            is_near = any(start <= mark < stop for start, stop in around)
            yield at, "open" if is_open else "perhaps" if is_near else "closed"
        at += timedelta(minutes=1)


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


def days_off(calendar: Calendar) -> set[date]:
    """Holidays as the calendar tells them: which days they are is another test's matter (test_holidays.py)."""
    plain = Calendar(Rule("Mo-Su 10:00-11:00", "Europe/Paris", calendar.rule.subdivision), calendar.first, LENGTH + 4)
    days = (calendar.first + timedelta(days=number) for number in range(LENGTH))
    return {day for day in days if plain.cause_of(day).kind == "holiday"}


@settings(max_examples=100, deadline=None)
@given(rules())
def test_open_at_the_same_minutes_as_the_walk(case: tuple[Rule, date]) -> None:
    rule, first = case
    calendar = Calendar(rule, first, LENGTH)
    walked = list(walk(rule, first, days_off(calendar)))
    wrong = [(at, state, calendar.state(at)) for at, state in walked if calendar.state(at) != state]
    assert not wrong, wrong[:3]
    assert all(calendar.is_open(at) is (state == "open") for at, state in walked)


@settings(max_examples=60, deadline=None)
@given(rules(), st.integers(0, LENGTH * 1440 - 3000))
def test_the_checks_read_the_same_off_the_rule(case: tuple[Rule, date], minute: int) -> None:
    rule, first = replace(case[0], zone="Indian/Reunion"), case[1]
    calendar = Calendar(rule, first, LENGTH)
    start = datetime.combine(first, time(), ZoneInfo(rule.zone)) + timedelta(minutes=minute)
    for at in (start + timedelta(minutes=7 * number) for number in range(400)):
        assert plain_state(rule, at) == calendar.state(at), at


@settings(max_examples=60, deadline=None)
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


@settings(max_examples=60, deadline=None)
@given(rules())
def test_intervals_are_sorted_disjoint_and_never_empty(case: tuple[Rule, date]) -> None:
    rule, first = case
    intervals = Calendar(rule, first, LENGTH).intervals
    for start, end, cause in intervals:
        assert start < end
        assert cause.kind in ("hours", "opening", "other")
    for (_, end, _), (start, _, _) in pairwise(intervals):
        assert end < start, "touching ones are one"


@settings(max_examples=60, deadline=None)
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
