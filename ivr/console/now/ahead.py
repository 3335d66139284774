"""The next 14 days, day by day: what will surprise, and whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from ivr.check.entry_words import PARIS
from ivr.radar.looks import KINDS, TO_DO, Look
from ivr.radar.surprise import Surprise

EVERY_DAY = ("assumed", "source")  # to be put right one day: no matter of these two weeks


@dataclass(frozen=True, slots=True)
class Told:
    """A surprise, and how its kind is shown."""

    surprise: Surprise
    look: Look
    to_do: bool


@dataclass(frozen=True, slots=True)
class AheadDay:
    """A day of those that come, and what begins on it; `going_on`: it began before today."""

    day: date
    told: tuple[Told, ...]


def days_ahead(surprises: Iterable[Surprise], at: datetime) -> tuple[AheadDay, ...]:
    """The days on which something begins; what goes on already stands under today."""
    today = at.astimezone(PARIS).date()
    told = [one for one in surprises if one.kind not in EVERY_DAY]
    days = groupby(sorted(told, key=lambda one: one.order), lambda one: max(one.first, today))
    return tuple(AheadDay(day, tuple(map(_told, those))) for day, those in days)


def _told(surprise: Surprise) -> Told:
    return Told(surprise, KINDS[surprise.kind], surprise.kind in TO_DO)
