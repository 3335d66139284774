"""Everything that will surprise, in the order of its days."""

from collections.abc import Callable, Iterator
from datetime import date

from ivr.hours.schedules import Schedules
from ivr.radar.clocks import clock_changes
from ivr.radar.content import assumed_hours, bulletins, dated_rules, old_sources
from ivr.radar.days import closed_runs, local_holidays, unsettled_days
from ivr.radar.surprise import Ahead, Surprise

MONTHS = 24
FINDERS: tuple[Callable[[Ahead], Iterator[Surprise]], ...] = (
    clock_changes,
    local_holidays,
    unsettled_days,
    closed_runs,
    dated_rules,
    bulletins,
    assumed_hours,
    old_sources,
)


def radar(schedules: Schedules, first: date, months: int = MONTHS, stale_days: int = 365) -> tuple[Surprise, ...]:
    """The surprises of the coming months, from `first` on."""
    return surprises(schedules, first, months_later(first, months), stale_days)


def surprises(schedules: Schedules, first: date, last: date, stale_days: int = 365) -> tuple[Surprise, ...]:
    """Those from one day until another, left out."""
    ahead = Ahead(schedules, first, last, stale_days)
    found = {surprise for find in FINDERS for surprise in find(ahead)}
    return tuple(sorted(found, key=lambda surprise: surprise.order))


def months_later(first: date, months: int) -> date:
    """The first day of the month that lies so many months later, and the day of it where it has one."""
    number = first.month - 1 + months
    return date(first.year + number // 12, number % 12 + 1, min(first.day, 28))
