"""What `ivr hours` exports: the bodies of a place that have hours, each with its calendar of 24 months."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ivr.cli.hours_words import say
from ivr.hours.calendar import Calendar
from ivr.hours.schedules import Caisse, Line, Regime
from ivr.places.whose import Body, Keeping
from ivr.radar.survey import MONTHS, months_later


@dataclass(frozen=True, slots=True)
class Export:
    """A body, and its days from the first one on."""

    body: Keeping
    calendar: Calendar
    days: tuple[date, ...]

    @property
    def key(self) -> str:
        """What `ivr hours` finds it by."""
        match self.body:
            case Line():
                return self.body.name
            case Caisse():
                return self.body.code
        return self.body.key

    def known_by(self, day: date) -> str:
        """How its hours of a day are known, as people read it."""
        known = self.body.vouched_on(day)
        told = (say("assumed") if known.assumed else "", say("source", source=known.source))
        return ". ".join(filter(None, told))


def exports_of(bodies: Iterable[Body], first: date) -> Iterator[Export]:
    """Those that have hours, each for 24 months from a day on, by the place's own days."""
    count = (months_later(first, MONTHS) - first).days
    days = tuple(first + timedelta(days=number) for number in range(count))
    for body in bodies:
        if isinstance(body, Line | Caisse | Regime) and body.rule:
            yield Export(body, Calendar(body.rule, first, count), days)
