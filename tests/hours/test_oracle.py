"""Calendars against an oracle that walks minute by minute and knows nothing of how they are built.

The walk converts each minute of UTC to the local clock (the direction that is never ambiguous) and keeps the latest
time that the day's clock has shown. A span is entered when that time reaches its start and left when it reaches its
end. So it shares neither the conversion from local times, nor the bisection, nor the merging, with the calendar.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.hours.calendar import Calendar
from ivr.hours.rule import Dated, Emergency, Rule
from ivr.hours.weekly import DAYS, weekly
from ivr.hours.words import words

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
def dated_days(draw: st.DrawFn, first: date) -> Dated:
    start = first + timedelta(days=draw(st.integers(-3, LENGTH)))
    last = start + timedelta(days=draw(st.integers(0, 5)))
    spans = draw(st.one_of(st.just(()), day_spans()))
    endless = not spans and draw(st.booleans())
    return Dated(start, None if endless else last, spans, WORDS, "dated")


@st.composite
def emergencies(draw: st.DrawFn, first: date) -> Emergency:
    start = datetime.combine(first, time(), UTC) + timedelta(minutes=draw(st.integers(-1440, LENGTH * 1440)))
    length = draw(st.one_of(st.none(), st.integers(1, 3000)))
    return Emergency(start, None if length is None else start + timedelta(minutes=length), WORDS, "emergency")


@st.composite
def rules(draw: st.DrawFn) -> tuple[Rule, date]:
    first = draw(windows())
    rule = Rule(
        draw(weekly_hours()),
        draw(st.sampled_from(ZONES + STRANGE)),
        draw(st.sampled_from(["", "57", "971", "976"])),
        dated=tuple(draw(st.lists(dated_days(first), max_size=3))),
        emergencies=tuple(draw(st.lists(emergencies(first), max_size=2))),
    )
    return rule, first


def planned(rule: Rule, day: date, holidays: set[date]) -> tuple[tuple[time, time], ...]:
    covering = [dated for dated in rule.dated if dated.first <= day and (dated.last is None or day <= dated.last)]
    if covering:
        by_length = sorted(covering, key=lambda dated: ((dated.last or date.max) - dated.first, dated.spans != ()))
        shortest = (by_length[0].last or date.max) - by_length[0].first
        tied = [dated for dated in by_length if (dated.last or date.max) - dated.first == shortest]
        return () if any(not dated.spans for dated in tied) else tied[-1].spans
    return () if day in holidays else weekly(rule)[day.weekday()]


def walk(rule: Rule, first: date, holidays: set[date]) -> Iterator[tuple[datetime, bool]]:
    """Each minute of the window and whether it is open."""
    zone, mark, marked = ZoneInfo(rule.zone), time(), None
    at = datetime.combine(first - timedelta(days=2), time(), UTC)
    end = datetime.combine(first + timedelta(days=LENGTH + 2), time(), UTC)
    spans: tuple[tuple[time, time], ...] = ()
    while at < end:
        local = at.astimezone(zone)
        if local.date() != marked:
            marked, mark = local.date(), time()
            spans = planned(rule, marked, holidays)
        mark = max(mark, local.time())
        if first <= local.date() < first + timedelta(days=LENGTH):
            cut = any(each.start <= at and (each.end is None or at < each.end) for each in rule.emergencies)
            yield at, not cut and any(start <= mark < stop for start, stop in spans)
        at += timedelta(minutes=1)


def days_off(calendar: Calendar) -> set[date]:
    """Holidays as the calendar tells them: which days they are is another test's matter (test_holidays.py)."""
    plain = Calendar(Rule(calendar.rule.hours, calendar.rule.zone, calendar.rule.subdivision), calendar.first, LENGTH)
    days = (calendar.first + timedelta(days=number) for number in range(LENGTH))
    return {day for day in days if plain.cause_of(day).kind == "holiday"}


@settings(max_examples=60, deadline=None)
@given(rules())
def test_open_at_the_same_minutes_as_the_walk(case: tuple[Rule, date]) -> None:
    rule, first = case
    calendar = Calendar(rule, first, LENGTH)
    walked = [(at, is_open) for at, is_open in walk(rule, first, days_off(calendar))]
    wrong = [(at, is_open) for at, is_open in walked if calendar.is_open(at) is not is_open]
    assert not wrong, wrong[:3]


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
        assert cause.kind in ("hours", "opening")
    for (_, end, _), (start, _, _) in pairwise(intervals):
        assert end < start, "touching ones are one"


@settings(max_examples=60, deadline=None)
@given(rules(), st.integers(0, LENGTH - 1))
def test_the_hours_of_a_day_are_those_of_its_intervals_when_clocks_keep_still(
    case: tuple[Rule, date], number: int
) -> None:
    rule, first = case
    plain = Rule(rule.hours, "America/Guadeloupe", rule.subdivision, dated=rule.dated)
    calendar, day = Calendar(plain, first, LENGTH), first + timedelta(days=number)
    found = [(start.astimezone(calendar.zone), end.astimezone(calendar.zone)) for start, end, _ in calendar.intervals]
    assert tuple((start.time(), end.time()) for start, end in found if start.date() == day) == calendar.spans_of(day)
    assert bool(calendar.spans_of(day)) is (calendar.cause_of(day).kind in ("hours", "weekend", "opening")) or (
        not weekly(plain)[day.weekday()]
    )
