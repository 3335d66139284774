"""`python -m benchmarks.caps`: who gets a text, on honest days and under attack, by the first release's caps and ours.

Every request is decided by ivr/texts/caps.py itself; only the counting is done in memory, and a test holds it to the
database's. What is assumed of callers and attackers stands in the constants below: change them, and look again.
"""

import argparse
import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from fractions import Fraction
from heapq import merge
from random import Random

import structlog
from rich.console import Console
from rich.table import Table

from ivr.alarm import Alarm
from ivr.settings import Settings
from ivr.texts import caps
from ivr.texts.caps import Counts, Limits, Share, Spent, Who
from ivr.texts.counting import SPANS

MONDAY = datetime(2026, 11, 23, tzinfo=caps.PARIS)  # attacks begin at its first minute
QUIET = 1000  # texts that honest callers ask for on a quiet day
PROFILE = (3, 2, 1, 1, 1, 3, 8, 25, 80, 115, 120, 100, 60, 70, 95, 90, 80, 60, 35, 20, 15, 8, 5, 3)  # by the hour
HONEST: Mapping[str, float] = {"known": 0.20, "new": 0.55, "typed": 0.25}  # who asks, of honest requests
AGAIN = 0.1  # of honest callers ask for a second text in their call
REGULARS = 20_000  # honest mobiles that a text reached before
EXISTS = 0.45  # of numbers that are made up are somebody's: there the text arrives

# Before 2026-11-25: typed numbers had half of each budget, and nothing else was divided.
FIRST_RELEASE = (caps.EVERYBODY, Share("typed", frozenset({"typed"}), Fraction(1, 2)))


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: when, for which number, from which caller ("" when withheld); `kind` is whose, or "attack"."""

    at: datetime
    number: str
    caller: str
    typed: bool = False
    kind: str = "attack"
    exists: bool = True


class Book:
    """What was asked for, counted as ivr/texts/counting.py counts rows; in order, each request from a new call."""

    def __init__(self) -> None:
        self.spent = {span: Counter[Who]() for span in SPANS}
        self._asked: list[tuple[datetime, Who]] = []
        self._first = dict.fromkeys(SPANS, 0)  # where each span begins in what was asked
        self._prefixes: dict[str, list[tuple[datetime, Who]]] = defaultdict(list)
        self._callers: dict[str, list[datetime]] = defaultdict(list)
        self._numbers: dict[str, list[tuple[datetime, bool]]] = defaultdict(list)
        self._typed: dict[str, list[datetime]] = defaultdict(list)

    def arrived(self, number: str, at: datetime) -> None:
        """A text that reached the telephone that had asked for it."""
        self._numbers[number].append((at, True))

    def count(self, ask: Ask) -> Counts:
        """What the caps are told of a request."""
        for span, length in SPANS.items():
            while self._first[span] < len(self._asked) and self._asked[self._first[span]][0] <= ask.at - length:
                self.spent[span][self._asked[self._first[span]][1]] -= 1
                self._first[span] += 1
        day_ago, hour_ago = ask.at - SPANS["day"], ask.at - SPANS["hour"]
        numbers = self._numbers.get(ask.number, ())
        return Counts(
            number=sum(at > day_ago for at, _ in numbers),
            strangers=sum(at > day_ago for at in self._typed.get(ask.number, ())),
            typed=len(self._typed.get(ask.number, ())),
            typed_last=max(self._typed.get(ask.number, ()), default=None),
            caller=sum(at > day_ago for at in self._callers.get(ask.caller, ())),
            reached=any(arrived for at, arrived in numbers if at <= day_ago),
            prefix=Spent(**Counter(who for at, who in self._prefixes.get(ask.number[:-4], ()) if at > hour_ago)),
            **{span: Spent(**spent) for span, spent in self.spent.items()},
        )

    def write(self, ask: Ask, who: Who) -> None:
        """A text that was taken."""
        self._asked.append((ask.at, who))
        for spent in self.spent.values():
            spent[who] += 1
        self._prefixes[ask.number[:-4]].append((ask.at, who))
        self._numbers[ask.number].append((ask.at, ask.exists and not ask.typed))
        if ask.typed:
            self._typed[ask.number].append(ask.at)
        if ask.caller:
            self._callers[ask.caller].append(ask.at)


# -- honest callers ----------------------------------------------------------------------------------------------------


def regular(random: Random) -> str:
    """The mobile of somebody whom a text reached before."""
    return f"+3361{random.randrange(REGULARS) * 499:07}"


def made_up(random: Random) -> str:
    """A mobile that is perhaps nobody's."""
    return f"+33{random.choice('67')}{random.randrange(10**8):08}"


def honest(random: Random, at: datetime, kinds: Mapping[str, float] = HONEST) -> Iterator[Ask]:
    """One caller, who may ask twice."""
    kind = random.choices(list(kinds), list(kinds.values()))[0]
    number = regular(random) if kind == "known" else made_up(random)
    ask = Ask(at, number, "" if kind == "typed" else number, kind == "typed", kind)
    yield ask
    if random.random() < AGAIN:
        yield replace(ask, at=at + timedelta(milliseconds=1))


def crowd(
    random: Random, start: datetime, minutes: float, callers: float, kinds: Mapping[str, float] = HONEST
) -> list[Ask]:
    """Honest callers within some minutes."""
    moments = sorted(start + timedelta(minutes=minutes * random.random()) for _ in range(round(callers)))
    return sorted((ask for at in moments for ask in honest(random, at, kinds)), key=_at)


def ordinary(random: Random, days: range, texts: float) -> Iterator[Ask]:
    """Honest days, as calls come by the hour."""
    for day in days:
        for hour, share in enumerate(PROFILE):
            start = MONDAY + timedelta(days=day, hours=hour)
            yield from crowd(random, start, 60, texts * share / sum(PROFILE) / (1 + AGAIN))


# -- attacks: day and night, one request every so many seconds ---------------------------------------------------------


def every(seconds: float, days: int, hours: range = range(24)) -> Iterator[datetime]:
    """The moments of an attack."""
    moments = (MONDAY + timedelta(seconds=index * seconds) for index in range(int(days * 86_400 / seconds)))
    return (at for at in moments if at.hour in hours)


def spoofed(random: Random, seconds: float, days: int, pool: int = 0, hours: range = range(24)) -> Iterator[Ask]:
    """Made up mobiles as the telephone that calls; always new ones, or a pool of them again and again."""
    kept = [(made_up(random), random.random() < EXISTS) for _ in range(pool)]
    for index, at in enumerate(every(seconds, days, hours)):
        number, exists = kept[index % pool] if pool else (made_up(random), random.random() < EXISTS)
        yield Ask(at, number, number, exists=exists)


def one_prefix(random: Random, seconds: float, days: int) -> Iterator[Ask]:
    """Mobiles that share all but four digits, as the telephone that calls."""
    for at in every(seconds, days):
        number = f"+3361234{random.randrange(10**4):04}"
        yield Ask(at, number, number, exists=random.random() < EXISTS)


def stolen(random: Random, seconds: float, days: int) -> Iterator[Ask]:
    """The mobiles of honest regulars, as the telephone that calls."""
    for at in every(seconds, days):
        number = regular(random)
        yield Ask(at, number, number)


def typing(random: Random, seconds: float, days: int) -> Iterator[Ask]:
    """Made up mobiles that are typed, by callers that change each time."""
    for at in every(seconds, days):
        yield Ask(at, made_up(random), made_up(random), typed=True, exists=random.random() < EXISTS)


# -- the simulation ----------------------------------------------------------------------------------------------------


@dataclass
class Outcome:
    """What one mix came to under one set of caps."""

    asked: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)
    alarms: int = 0

    def served(self, *kinds: str) -> str:
        """The share of these honest callers who got their text."""
        return f"{sum(self.taken[kind] for kind in kinds) / max(1, sum(self.asked[kind] for kind in kinds)):.0%}"


def simulate(asks: Iterable[Ask], limits: Limits) -> Outcome:
    """Decide every request in its turn; what comes before Monday only fills the book."""
    book, alarm, outcome = Book(), Alarm(), Outcome()
    for index in range(REGULARS):
        book.arrived(f"+3361{index * 499:07}", MONDAY - timedelta(days=9))
    for ask in asks:
        counts = book.count(ask)
        cap = caps.exceeded(counts, limits, ask.typed, ask.at)
        if cap is None:
            book.write(ask, caps.who_asks(counts, ask.typed))
        if ask.at >= MONDAY:
            outcome.asked[ask.kind] += 1
            outcome.taken[ask.kind] += cap is None
            outcome.alarms += cap is not None and bool(cap.share) and alarm.is_due(cap, ask.at)
    return outcome


def mixes(seed: int, days: int) -> Mapping[str, Iterator[Ask]]:
    """Every mix, its requests in order. All have a quiet Sunday before them, and quiet callers all along."""

    def mix(*more: Iterable[Ask], texts: float = QUIET) -> Iterator[Ask]:
        quiet = ordinary(Random(seed), range(-1, 0), QUIET), ordinary(Random(seed + 1), range(days), texts)
        return merge(*quiet, *more, key=_at)

    def each_day(start: float, minutes: float, callers: int, kinds: Mapping[str, float] = HONEST) -> Iterator[Ask]:
        for day in range(days):
            yield from crowd(Random(seed + day), MONDAY + timedelta(days=day, hours=start), minutes, callers, kinds)

    random = Random(seed + 2)
    return {
        "a quiet day": mix(),
        "a busy day: tenfold": mix(texts=10 * QUIET),
        "after the news: 1,000 from 20:30 to 21:00": mix(each_day(20.5, 30, 1000)),
        "a withheld crowd: 300 an hour from 9 to 17": mix(each_day(9, 480, 2400, {"typed": 1.0})),
        "spoofed new mobiles, 1 in 10 s": mix(spoofed(random, 10, days)),
        "spoofed new mobiles, 1 a second": mix(spoofed(random, 1, days)),
        "spoofed new mobiles, 1 a second by day only": mix(spoofed(random, 1, days, hours=caps.DAYTIME)),
        "spoofed, 3,000 mobiles in turn, 1 in 10 s": mix(spoofed(random, 10, days, 3000)),
        "spoofed, one prefix, 1 in 10 s": mix(one_prefix(random, 10, days)),
        "spoofed, honest regulars' mobiles, 1 in 10 s": mix(stolen(random, 10, days)),
        "typed, 1 in 10 s": mix(typing(random, 10, days)),
        "typed and spoofed, 1 in 10 s each": mix(typing(random, 10, days), spoofed(Random(seed + 3), 10, days)),
    }


def _at(ask: Ask) -> datetime:
    return ask.at


def report(seed: int, days: int, day_cap: int) -> Table:
    """A row a mix and a set of caps."""
    ours = replace(caps.limits(Settings()), day=day_cap)
    both = {"first": replace(ours, shares=FIRST_RELEASE, night_hour=Fraction(1)), "ours": ours}
    title = f"{QUIET} honest texts a day, {day_cap} allowed, {days} days, seed {seed}"
    table = Table("", "caps", "honest served", *HONEST, "texts a day to attackers", "alarms a day", title=title)
    for name in mixes(seed, days):
        for whose, limits in both.items():
            outcome = simulate(mixes(seed, days)[name], limits)
            shares = (outcome.served(*HONEST), *map(outcome.served, HONEST))
            counts = (outcome.taken["attack"] / days, outcome.alarms / days)
            table.add_row(name if whose == "first" else "", whose, *shares, *(f"{count:.0f}" for count in counts))
        table.add_section()
    return table


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.caps", description=__doc__)
    parser.add_argument("--days", type=int, default=2, choices=range(1, 8), help="how long attacks last (2)")
    parser.add_argument("--day-cap", type=int, default=Settings().text_day_cap, help="IVR_TEXT_DAY_CAP (5000)")
    parser.add_argument("--seed", type=int, default=3646, help="another world (3646)")
    given = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    Console(width=140).print(report(given.seed, given.days, given.day_cap))


if __name__ == "__main__":
    main()
