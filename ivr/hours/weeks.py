"""When a rule is open in some weeks, as moments: THE generator of intervals, and what is searched for each question."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from ivr.hours.local_time import DAY, EPOCH_DAY, moment, offsets, seconds
from ivr.hours.planned import HOURS, Cause, Day, days_of
from ivr.hours.rule import Emergency, Rule, Span

State = Literal["open", "perhaps", "closed"]
Interval = tuple[int, int, State, Cause]  # start and end as seconds since 1970
ENDLESS = 1 << 62  # seconds: after every window

_CLOSED: tuple[State, Cause] = ("closed", HOURS)


class Weeks:
    """Some whole local days of a rule: the plan of each, and at which moments the state changes."""

    def __init__(self, rule: Rule, first: date, count: int) -> None:
        self.days = tuple(days_of(rule, first, count))
        self.found = tuple(stretches(rule, first, self.days))
        # Each edge begins a state, which lasts until the next one; before the first it is closed.
        self.edges = sorted({edge for start, end, _, _ in self.found for edge in (start, end)})
        begins = {start: (state, cause) for start, _, state, cause in self.found}
        self._states = [_CLOSED, *(begins.get(edge, _CLOSED) for edge in self.edges)]
        self._opens = _next_opens([state for state, _ in self._states])

    def state(self, second: float) -> tuple[State, Cause]:
        """What holds at a moment, and why."""
        return self._states[bisect_right(self.edges, second)]

    def next_edge(self, second: float) -> int | None:
        """The first moment after it at which the state changes."""
        passed = bisect_right(self.edges, second)
        return self.edges[passed] if passed < len(self.edges) else None

    def next_opening(self, second: float) -> int | None:
        """The first moment after it at which a sure opening starts."""
        edge = self._opens[bisect_right(self.edges, second)]
        return self.edges[edge] if edge < len(self.edges) else None


def stretches(rule: Rule, first: date, days: tuple[Day, ...]) -> Iterator[Interval]:
    """THE generator: when it is open or perhaps open, and why, in order, disjoint and never empty.

    A stretch belongs to the local day on which it starts. Each day's spans become moments, empty ones fall away, and
    emergency closures are taken out last, as moments. Stretches of one state that touch are one.
    """
    pending: Interval | None = None
    stopped = _stopped(rule.emergencies)
    for stretch in _planned(rule, first, days):
        _, _, state, cause = stretch
        for piece in _left(stretch, stopped):
            if pending and pending[1] == piece[0] and pending[2] == state:
                pending = (pending[0], piece[1], state, pending[3])  # a skipped hour has brought two spans together
                continue
            if pending:
                yield pending
            pending = (*piece, state, cause)
    if pending:
        yield pending


def _next_opens(states: list[State]) -> list[int]:
    """For each number of edges passed: which edge begins the next opening; their count when none does."""
    found, upcoming = [0] * len(states), len(states) - 1
    for passed in range(len(states) - 1, -1, -1):
        found[passed] = upcoming
        if states[passed] == "open":
            upcoming = passed - 1
    return found


def _planned(rule: Rule, first: date, days: tuple[Day, ...]) -> Iterator[Interval]:
    """Every span as moments, before emergencies; empty where the clocks skip it."""
    zone = ZoneInfo(rule.zone)
    midnight = (first.toordinal() - EPOCH_DAY) * DAY
    for number, (day, offset) in enumerate(zip(days, offsets(zone, first, len(days)), strict=True)):
        for (start, end), state in _of_day(day):
            if offset is None:  # the clocks may change: each time is looked up
                date_ = first + timedelta(days=number)
                edges = moment(date_, start, zone), moment(date_, end, zone)
            else:
                base = midnight + number * DAY - offset
                edges = base + start.hour * 3600 + start.minute * 60, base + end.hour * 3600 + end.minute * 60
            yield (*edges, state, day.cause)


def _of_day(day: Day) -> Iterable[tuple[Span, State]]:
    """A day's hours in order, each open or perhaps."""
    sure: list[tuple[Span, State]] = [(span, "open") for span in day.spans]
    return sure if not day.perhaps else sorted([*sure, *((span, "perhaps") for span in day.perhaps)])


def _stopped(emergencies: tuple[Emergency, ...]) -> list[tuple[int, int]]:
    """From when until when each emergency closes, in order."""
    return sorted((seconds(one.start), ENDLESS if one.end is None else seconds(one.end)) for one in emergencies)


def _left(stretch: Interval, stopped: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What emergency closures leave of a stretch. A margin that one touches is none: what is beside it is known."""
    start, end, state, cause = stretch
    is_margin = state == "perhaps" and cause.kind != "unsure"
    for begins, ceases in stopped:
        if is_margin and begins <= end and ceases >= start:
            return
        if begins >= end or ceases <= start:
            continue
        if start < begins:
            yield start, begins
        start = ceases
    if start < end:
        yield start, end
