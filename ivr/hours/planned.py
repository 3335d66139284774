"""What each day was planned to be: one entry gives a day its hours, closures of a part of it are then taken out.

Who gives them, the first that can: an opening (where the day would else be closed), other hours, the usual week. A
day's closure and a holiday stand before all three, except before an entry that is written to hold *even* then. Among
entries of one kind the one that covers the fewest days counts; of two alike, the one written last.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Literal

from ivr.hours.days import covered
from ivr.hours.holidays import Holiday, kept
from ivr.hours.rule import Bar, Closure, Dated, Opening, OtherHours, Rule, Span, Spans, Version
from ivr.hours.weekly import read_hours
from ivr.hours.words import NO_WORDS, Words

Kind = Literal["hours", "weekend", "holiday", "closure", "opening", "other", "unsure", "emergency"]


@dataclass(frozen=True, slots=True)
class Cause:
    """Why it is open or closed. `words` name a holiday or give a reason; the usual hours have none.

    "unsure" is a day of which nobody confirmed that it is a holiday; `sure` is False for a holiday that is provisional.
    `entry` names the entry of closures.yaml that decided.
    """

    kind: Kind
    words: Words = NO_WORDS
    entry: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Day:
    """The hours of one day, as that place's clock shows them, and why they are those.

    `perhaps`: when nobody knows whether it is open. `cuts`: what closures of a part of the day took out, and why.
    """

    spans: Spans
    cause: Cause
    perhaps: Spans = ()
    cuts: tuple[tuple[Span, Cause], ...] = ()


HOURS, WEEKEND = Cause("hours"), Cause("weekend")


def days_of(rule: Rule, first: date, count: int) -> Iterator[Day]:
    """Each day of a window."""
    spoken_of = covering(rule.particular_first, first, count)
    holidays = _holidays(rule, first, first + timedelta(days=count))
    latest_first = [
        (one.first or date.min, [usual_of(one, day) for day in range(7)]) for one in reversed(rule.versions)
    ]
    for number in range(count):
        day = first + timedelta(days=number)
        entries, holiday = spoken_of.get(number, ()), holidays.get(day)
        plain = next(week for since, week in latest_first if since <= day)[day.weekday()]
        yield without_cuts(given(plain, day, entries, holiday), entries) if entries or holiday else plain


def covering(particular_first: Iterable[Dated], first: date, count: int) -> dict[int, list[Dated]]:
    """The entries that speak of each day of a window, by its number: the one that counts among its kind comes first."""
    found: dict[int, list[Dated]] = {}
    for entry in particular_first:
        for number in covered(entry.days, first, count):
            found.setdefault(number, []).append(entry)
    return found


def _holidays(rule: Rule, first: date, last: date) -> Mapping[date, Holiday]:
    """The holidays of the years between two days."""
    every: dict[date, Holiday] = {}
    for year in range(first.year, last.year + 1):
        every |= kept(rule.subdivision, year, rule.works_on, rule.also_closed, rule.confirmed)
    return every


def holiday_of(rule: Rule, day: date) -> Holiday | None:
    """The holiday that a body keeps on a day, or may keep."""
    return kept(rule.subdivision, day.year, rule.works_on, rule.also_closed, rule.confirmed).get(day)


def usual_day(rule: Rule, day: date) -> Day:
    """The day as the usual week has it."""
    return usual_of(rule.version(day), day.weekday())


def usual_of(version: Version, weekday: int) -> Day:
    """A weekday of a version of the weekly hours."""
    spans = read_hours(version.hours)[weekday]
    return Day(spans, HOURS if spans or weekday < 5 else WEEKEND, _margins(spans, version.margin))


def given(usual: Day, day: date, entries: Sequence[Dated], holiday: Holiday | None) -> Day:
    """What the one entry that counts gives, or the holiday, or the usual week."""
    closing = next((one for one in entries if isinstance(one, Closure) and not one.part), None)
    bars = {"closures"} if closing else set[str]()
    if holiday and holiday.closes:
        bars.add("holidays")
    other = next((one for one in entries if isinstance(one, OtherHours) and _speaks(one, usual, bars)), None)
    spans = other.week[day.weekday()] if other else usual.spans
    for one in entries:
        if isinstance(one, Opening) and _opens(one, bars, spans, holiday):
            return Day(one.spans, Cause("opening", one.reason, one.name))
    if other:
        instead = Day(spans, Cause("other", other.reason, other.name))
        return instead if "holidays" in other.even else _unsure(instead, holiday)
    if closing:
        return Day((), Cause("closure", closing.reason, closing.name))
    if holiday and holiday.closes:
        return Day((), Cause("holiday", holiday.words, sure=holiday.sure))
    return _unsure(usual, holiday)


def _speaks(other: OtherHours, usual: Day, bars: set[str]) -> bool:
    """Whether other hours give this day its own: a whole week does, hours alone where there are some to change."""
    return _holds(other.even, bars) and (other.is_week or bool(usual.spans))


def _opens(opening: Opening, bars: set[str], spans: Spans, holiday: Holiday | None) -> bool:
    """Whether an opening gives a day its hours: one that would else be closed, or of which nobody knows."""
    is_needed = bars or not spans or (holiday and "holidays" in opening.even)
    return bool(is_needed) and _holds(opening.even, bars)


def _holds(even: tuple[Bar, ...], bars: set[str]) -> bool:
    return bars <= set(even)


def _unsure(day: Day, holiday: Holiday | None) -> Day:
    """The day as nobody knows it, where it may be a holiday."""
    if holiday is None or not day.spans:
        return day
    return Day((), Cause("unsure", holiday.words, sure=False), day.spans)


def without_cuts(day: Day, entries: Sequence[Dated]) -> Day:
    """The day without what closures of a part of it take out."""
    for entry in entries:
        for part in entry.part if isinstance(entry, Closure) else ():
            day = cut(day, part, Cause("closure", entry.reason, entry.name))
    return day


def cut(day: Day, part: Span, cause: Cause) -> Day:
    """The day without one part. A margin that an exception touches is none: what is beside it is known."""
    spans = _less(day.spans, part)
    perhaps = _less(day.perhaps, part) if day.cause.kind == "unsure" else _untouched(day.perhaps, part)
    if (spans, perhaps) == (day.spans, day.perhaps):
        return day
    if not (spans or perhaps):
        return Day((), cause)
    return replace(day, spans=spans, perhaps=perhaps, cuts=(*day.cuts, (part, cause)))


def _less(spans: Spans, part: Span) -> Spans:
    """Spans without a part of the day."""
    begins, ceases = part
    left = ((start, min(end, begins)) for start, end in spans)
    right = ((max(start, ceases), end) for start, end in spans)
    return tuple(sorted((start, end) for start, end in (*left, *right) if start < end))


def without(spans: Spans, others: Spans) -> Spans:
    """What some spans have that others don't."""
    for other in others:
        spans = _less(spans, other)
    return spans


def _untouched(spans: Spans, part: Span) -> Spans:
    begins, ceases = part
    return tuple((start, end) for start, end in spans if end < begins or ceases < start)


def _margins(spans: Spans, minutes: int) -> Spans:
    """So many minutes before and after each span, within the day, where it is not open; what overlaps is one."""
    around = [(_shifted(start, -minutes), start) for start, _ in spans] + [
        (end, _shifted(end, minutes)) for _, end in spans
    ]
    pieces = [piece for piece in around if piece[0] < piece[1]]
    return joined(sorted(left for piece in pieces for left in without((piece,), spans)))


def joined(pieces: Sequence[Span]) -> Spans:
    """Sorted spans, those that touch or overlap made one."""
    joined: list[Span] = []
    for start, end in pieces:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _shifted(clock: time, minutes: int) -> time:
    """So many minutes later, within the day."""
    at = min(max(clock.hour * 60 + clock.minute + minutes, 0), 24 * 60 - 1)
    return time(*divmod(at, 60))
