"""Quiet hours: when people sleep where a text goes to. Pure.

The place is that of the number: a mobile of Réunion is texted by Réunion's clock, one of Belgium by Belgium's.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers
from phonenumbers import NumberParseException
from phonenumbers.timezone import time_zones_for_number

from ivr.line.origin import read_number
from ivr.line.places import ZONES

METROPOLE = "Europe/Paris"
OWN_ZONES = {"PF": "Pacific/Tahiti"}  # too many clocks to tell callers by; nine in ten live by this one


@dataclass(frozen=True, slots=True)
class Quiet:
    """From one time of the day until another, which may be on the next day."""

    begins: time
    ends: time

    def until(self, number: str, now: datetime) -> datetime | None:
        """When they end there (aware); None when there are none now."""
        there = now.astimezone(zone_of(number))
        clock = there.time().replace(tzinfo=None)
        over_midnight = self.begins > self.ends
        if (clock >= self.begins or clock < self.ends) if over_midnight else (self.begins <= clock < self.ends):
            day = there.date() + timedelta(days=over_midnight and clock >= self.begins)
            ends = self.ends.replace(fold=there.fold)  # of an hour that there is twice, the one that is to come
            return datetime.combine(day, ends, there.tzinfo)
        return None


def zone_of(number: str) -> ZoneInfo:
    """The clock on the wall of who has this number (E.164), as far as the number tells: one of a land that has many."""
    region = read_number(number, national_ok=False).region
    known = ZONES.get(region) or OWN_ZONES.get(region)
    return ZoneInfo(known) if known else _zone_abroad(number)


def _zone_abroad(number: str) -> ZoneInfo:
    with suppress(NumberParseException, ZoneInfoNotFoundError):  # the library's word for "unknown" is no zone
        return ZoneInfo(time_zones_for_number(phonenumbers.parse(number))[0])
    return ZoneInfo(METROPOLE)


def read_quiet(written: str) -> Quiet | None:
    """Quiet hours as they are set, "22:00-08:00"; None for "". Raises ValueError for anything else."""
    if not written:
        return None
    begins, ends = map(time.fromisoformat, written.split("-"))
    return Quiet(begins, ends)
