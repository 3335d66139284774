"""Moments from local days and times. The one place that knows what a change of the clocks does.

A time of day stands for the first moment at which that day's clock shows it or later: in the hour that is skipped in
spring that is the moment of the change, and in the hour that comes twice in autumn it is the first of the two. So
later times are never earlier moments, and spans that don't overlap on paper don't overlap in the world.

Moments are whole seconds since 1970 (UTC) here: comparing and searching numbers is what makes calendars fast.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

EPOCH_DAY = date(1970, 1, 1).toordinal()
DAY = 86400


def seconds(moment: datetime) -> int:
    """An aware moment as whole seconds since 1970."""
    return int(moment.timestamp())


def moment(day: date, clock: time, zone: ZoneInfo) -> int:
    """The first moment at which the clock of `zone` shows `clock` or later on `day`."""
    local = datetime.combine(day, clock)
    early, late = (seconds(local.replace(tzinfo=zone, fold=fold)) for fold in (0, 1))
    if early <= late:  # a plain time, or one that comes twice: the first
        return early
    return _change_between(late, early, zone)  # a time that is skipped: late and early lie around the change


def _change_between(before: int, after: int, zone: ZoneInfo) -> int:
    """The moment, in (before, after], at which the zone's offset changes."""
    old = _offset(before, zone)
    while after - before > 1:
        middle = (before + after) // 2
        before, after = (middle, after) if _offset(middle, zone) == old else (before, middle)
    return after


@lru_cache(maxsize=1024)  # of a dozen zones, some weeks at a time
def offsets(zone: ZoneInfo, first: date, days: int) -> tuple[int | None, ...]:
    """For each day: seconds by which its clock is ahead of UTC, None where that may change during the day."""
    start = (first.toordinal() - EPOCH_DAY) * DAY
    noons = [_offset(start + day * DAY + DAY // 2, zone) for day in range(-2, days + 2)]
    return tuple(noons[day] if len(set(noons[day - 2 : day + 3])) == 1 else None for day in range(2, days + 2))


def _offset(at: int, zone: ZoneInfo) -> int:
    offset = datetime.fromtimestamp(at, UTC).astimezone(zone).utcoffset() or timedelta()
    return int(offset.total_seconds())
