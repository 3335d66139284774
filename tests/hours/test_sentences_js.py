"""Sentences of closures.yaml against opening_hours.js: the same rules in its syntax, open at the same moments.

Rules are drawn with a fixed seed, 24 months each, all in one Node process: 60 of them, 2000 with `--whole`. Where Node
is not there, this is skipped, and the end of the run says so.

In its syntax each rule replaces those before it on the days that it names, and `off` with times takes them out. So the
order says what FORMAT.md says: the usual week, other hours (those of many days first), openings, holidays, openings
that hold even then, closures, openings that hold even then, closures of a part, emergencies. What it can't say is left
to test_oracle.py: *perhaps*, "sauf", other hours with `even`, openings among the days that have hours, and openings of
unlike `even` on one day.
"""

import json
import os
import subprocess
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from ivr.hours.calendar import Calendar
from ivr.hours.day_parts import read_other_hours, read_part, read_times
from ivr.hours.day_phrases import read_days
from ivr.hours.rule import Bar, Closure, Dated, Emergency, Opening, OtherHours, Rule
from ivr.hours.words import NO_WORDS
from tests.hours.test_opening_hours_js import JAVASCRIPT, NODE, needs_node

pytestmark = needs_node

SEED = 3646
FIRST, DAYS = date(2026, 7, 1), 730
PARIS = ZoneInfo("Europe/Paris")
USUAL = "Mo-Fr 08:30-17:00"
FRENCH_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FRENCH_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
WEEK = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
NTH = {1: "premier", 2: "deuxième", 3: "troisième", 4: "quatrième", 5: "cinquième", -1: "dernier"}
PARTS = {
    "après-midi": "12:00-24:00",
    "matin": "00:00-12:00",
    "à partir de 15 h": "15:00-24:00",
    "jusqu'à 10:00": "00:00-10:00",
    "12:00-14:00": "12:00-14:00",
}
WEEKS = {
    "Mo-Fr 08:00-18:00": dict.fromkeys(range(5), "08:00-18:00"),
    "lundi au jeudi 8h-18h ; vendredi 8h-12h": {**dict.fromkeys(range(4), "08:00-18:00"), 4: "08:00-12:00"},
    "Mo,We 09:00-12:00,13:00-16:00": dict.fromkeys((0, 2), "09:00-12:00,13:00-16:00"),
}


@dataclass(frozen=True)
class Said:
    """Days as the staff say them, and as opening_hours.js does: dates, then weekdays, the nth of the month."""

    phrase: str
    dates: tuple[str, ...]
    weekdays: tuple[int, ...] = ()
    nth: int = 0

    def each(self, weekdays: tuple[int, ...]) -> Iterator[tuple[str, int]]:
        """The selectors of each of these weekdays that is meant."""
        number = f"[{self.nth}]" if self.nth else ""
        for day in weekdays:
            if day in (self.weekdays or weekdays):
                yield from ((f"{each} {WEEK[day]}{number}".strip(), day) for each in self.dates)

    def all(self) -> Iterator[str]:
        """The selectors of all its days."""
        return (selector for selector, _ in self.each(tuple(range(7)))) if self.weekdays else iter(self.dates)


@dataclass(frozen=True)
class Pair:
    """An entry, and its rules in the other syntax. `rank` orders them, those of many days first."""

    entry: Dated | Emergency
    rank: int
    theirs: tuple[str, ...]

    @property
    def order(self) -> tuple[int, int]:
        return self.rank, -(self.entry.days.size if isinstance(self.entry, OtherHours | Opening) else 0)


# -- days ----------------------------------------------------------------------------------------------------------


def french(day: date) -> str:
    return f"{'1er' if day.day == 1 else day.day} {FRENCH_MONTHS[day.month - 1]} {day.year}"


def theirs(day: date) -> str:
    return f"{day.year} {MONTHS[day.month - 1]} {day.day:02}"


def between(first: date, last: date) -> str:
    return f"{theirs(first)}-{theirs(last)}"


def some_day(random: Random) -> date:
    return FIRST + timedelta(days=random.randrange(DAYS))


def one_day(random: Random) -> Said:
    day = some_day(random)
    return Said(random.choice((french(day), f"{FRENCH_DAYS[day.weekday()]} {french(day)}", f"{day}")), (theirs(day),))


def run(random: Random) -> Said:
    first = some_day(random)
    last = first + timedelta(days=random.choice((1, 4, 12, 40, 200)))
    return Said(f"du {french(first)} au {french(last)}", (between(first, last),))


def whole_month(random: Random) -> Said:
    day = some_day(random)
    last = day.replace(day=monthrange(day.year, day.month)[1])
    return Said(f"{FRENCH_MONTHS[day.month - 1]} {day.year}", (between(day.replace(day=1), last),))


def from_then_on(random: Random) -> Said:
    first = some_day(random)
    return Said(f"à partir du {french(first)}", (between(first, date(2040, 12, 31)),))


def list_of_days(random: Random) -> Said:
    month = some_day(random)
    days = [month.replace(day=number) for number in sorted(random.sample(range(1, 29), 3))]
    numbers = f"{days[0].day}, {days[1].day} et {days[2].day}".replace("1,", "1er,", 1 if days[0].day == 1 else 0)
    return Said(f"{numbers} {FRENCH_MONTHS[month.month - 1]} {month.year}", tuple(map(theirs, days)))


def weekdays_of(random: Random, of: tuple[int, ...] = tuple(range(7))) -> Said:
    weekdays = tuple(sorted(random.sample(of, min(len(of), random.choice((1, 1, 2))))))
    within = random.choice((run, whole_month, from_then_on))(random)
    link = " de " if within.phrase[0] not in "dà" or within.phrase.startswith("décembre") else " "
    names = " et ".join(f"{FRENCH_DAYS[day]}s" for day in weekdays)
    return Said(names + link + within.phrase, within.dates, weekdays)


def every_week(random: Random) -> Said:
    day = random.randrange(7)
    return Said(f"tous les {FRENCH_DAYS[day]}s", ("",), (day,))


def each_month(random: Random) -> Said:
    day, nth = random.randrange(7), random.choice(list(NTH))
    said = f"{NTH[nth]} {FRENCH_DAYS[day]} du mois"
    if random.random() < 0.5:
        return Said(said, ("",), (day,), nth)
    within = from_then_on(random)
    return Said(f"{said} {within.phrase}", within.dates, (day,), nth)


def every_year(random: Random) -> Said:
    first = some_day(random).replace(day=random.randint(1, 28))
    last = first + timedelta(days=random.choice((0, 0, 3, 20)))
    yearless = [f"{french(day)[:-5]}" for day in (first, last)]
    selectors = [theirs(day)[5:] for day in (first, last)]
    if first == last:
        return Said(f"chaque année le {yearless[0]}", (selectors[0],))
    return Said(f"chaque année du {yearless[0]} au {yearless[1]}", ("-".join(selectors),))


ANY_DAYS = (one_day, run, whole_month, from_then_on, list_of_days, weekdays_of, every_week, each_month, every_year)


# -- entries -------------------------------------------------------------------------------------------------------

OTHER, OPENED, HOLIDAYS, OPENED_ON_HOLIDAYS, CLOSED, OPENED_WHEN_CLOSED, CUT, STOPPED = range(8)
EVEN: dict[tuple[Bar, ...], int] = {
    (): OPENED,
    ("holidays",): OPENED_ON_HOLIDAYS,
    ("holidays", "closures"): OPENED_WHEN_CLOSED,
}


def closure(random: Random) -> Pair:
    said = random.choice((one_day, run, list_of_days, weekdays_of, each_month, every_year))(random)
    rules = tuple(f"{selector} off" for selector in said.all())
    return Pair(Closure(read_days(said.phrase), (), NO_WORDS, said.phrase), CLOSED, rules)


def part(random: Random) -> Pair:
    said, (words, times) = random.choice(ANY_DAYS)(random), random.choice(list(PARTS.items()))
    rules = tuple(f"{selector} {times} off" for selector in said.all())
    return Pair(Closure(read_days(said.phrase), read_part(words), NO_WORDS, said.phrase), CUT, rules)


def opening(weekday: int) -> Callable[[Random], Pair]:
    """An opening on Saturdays, or on Sundays: one of each at most in a rule."""

    def drawn(random: Random) -> Pair:
        said, (even, rank) = weekdays_of(random, (weekday,)), random.choice(list(EVEN.items()))
        rules = tuple(f"{selector} 09:00-12:00" for selector in said.all())
        return Pair(
            Opening(read_days(said.phrase), read_times("de 9 h à 12 h"), NO_WORDS, said.phrase, even), rank, rules
        )

    return drawn


def other_week(random: Random) -> Pair:
    said, (words, week) = random.choice(ANY_DAYS)(random), random.choice(list(WEEKS.items()))
    rules = tuple(f"{selector} {week.get(day, 'off')}" for selector, day in said.each(tuple(range(7))))
    other = OtherHours(read_days(said.phrase), *read_other_hours(words), NO_WORDS, said.phrase)
    return Pair(other, OTHER, rules)


def other_hours(random: Random) -> Pair:
    said = random.choice(ANY_DAYS)(random)
    rules = tuple(f"{selector} 09:00-12:00" for selector, _ in said.each(tuple(range(5))))
    other = OtherHours(read_days(said.phrase), *read_other_hours("9h-12h"), NO_WORDS, said.phrase)
    return Pair(other, OTHER, rules)


def emergency(random: Random) -> Pair:
    day, start = some_day(random), random.randrange(7 * 60, 16 * 60)
    times = [time(*divmod(minute, 60)) for minute in (start, start + random.randint(1, 400))]
    moments = [datetime.combine(day, clock, PARIS).astimezone(UTC) for clock in times]
    rule = f"{theirs(day)} {times[0]:%H:%M}-{times[1]:%H:%M} off"
    return Pair(Emergency(moments[0], moments[1], NO_WORDS, "emergency"), STOPPED, (rule,))


def drawn_rule(seed: int) -> tuple[Rule, str]:
    """A rule of a few entries, and the same in the other syntax."""
    random = Random(seed)
    kinds = random.sample([closure, closure, part, part, opening(5), opening(6), other_week, other_hours, emergency], 4)
    pairs = [kind(random) for kind in kinds]
    rule = Rule(
        USUAL,
        "Europe/Paris",
        dated=tuple(pair.entry for pair in pairs if not isinstance(pair.entry, Emergency)),
        emergencies=tuple(pair.entry for pair in pairs if isinstance(pair.entry, Emergency)),
    )
    ordered = sorted(
        [*((pair.order, pair.theirs) for pair in pairs), ((HOLIDAYS, 0), ("PH off",))], key=lambda one: one[0]
    )
    return rule, "; ".join((USUAL, *(text for _, texts in ordered for text in texts)))


# -- both ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def rules(request: pytest.FixtureRequest) -> list[tuple[Rule, str]]:
    count = 2000 if request.config.getoption("--whole") else 60
    return [drawn_rule(SEED + number) for number in range(count)]


def open_times(hours: list[str]) -> list[list[list[int]]]:
    """When each is open by opening_hours.js, as seconds since 1970."""
    assert NODE
    first, last = (int(datetime.combine(FIRST + timedelta(days=days), time(), PARIS).timestamp()) for days in (0, DAYS))
    asked = json.dumps([{"hours": one, "first": first, "last": last} for one in hours])
    done = subprocess.run(
        [NODE, str(JAVASCRIPT / "rules.mjs")],
        env={**os.environ, "TZ": "Europe/Paris"},
        input=asked,
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    found: list[list[list[int]]] = json.loads(done.stdout)
    return found


def test_sentences_mean_the_same_by_opening_hours_js(rules: list[tuple[Rule, str]]) -> None:
    found = open_times([hours for _, hours in rules])
    unlike = []
    for (rule, hours), other in zip(rules, found, strict=True):
        ours = [[int(edge.timestamp()) for edge in pair[:2]] for pair in Calendar(rule, FIRST, DAYS).intervals]
        if ours != other:
            apart = min(
                edge for one in (ours, other) for pair in one for edge in pair if pair not in ours or pair not in other
            )
            unlike.append((datetime.fromtimestamp(apart, PARIS), [one.name for one in rule.dated], hours))
    assert not unlike, unlike[:3]


def test_a_rule_that_means_something_else_would_be_seen() -> None:
    rule, hours = drawn_rule(SEED)
    ours = Calendar(rule, FIRST, DAYS).intervals
    shifted = open_times([hours.replace("17:00", "17:01")])[0]
    assert len(ours) > 300
    assert len(shifted) > 300
    assert [int(end.timestamp()) for _, end, _ in ours] != [end for _, end in shifted]
