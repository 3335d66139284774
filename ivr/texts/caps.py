"""Caps against abuse: may one more text be asked for? Pure: what was asked for before comes in as counts.

Narrow caps are for a call, a number, a caller. The budgets of the whole line (numbers that share a prefix, a minute, a
day) are divided among who asks:

    known  the telephone that calls, in good standing: a text reached it on an earlier day, none was asked for it today
    new    the telephone that calls, without that
    typed  a number that was typed, whoever typed it

New and typed numbers are strangers: whoever invents numbers is among them, and can't be told from an honest first
caller. So they never get what is kept for the others; and little of their day goes by night, when few callers ring and
inventors do as ever. The trade-off is in docs/decisions.md, its figures come from `python -m benchmarks.caps`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Literal
from zoneinfo import ZoneInfo

from ivr.settings import Settings
from ivr.texts.states import Promise

Who = Literal["known", "new", "typed"]

NUMBERS_A_CALL = 2
TEXTS_A_NUMBER = 3  # in 24 hours
TEXTS_A_CALLER = 5  # in 24 hours
TYPED_FREELY = 3  # texts to a number that was typed, before it rests for a day, two days, four...
PARIS = ZoneInfo("Europe/Paris")


@dataclass(frozen=True, slots=True)
class Share:
    """The part of every budget that some may spend together."""

    name: str
    whos: frozenset[Who]
    part: Fraction


EVERYBODY = Share("all", frozenset({"known", "new", "typed"}), Fraction(1))
SHARES = (
    EVERYBODY,
    Share("strangers", frozenset({"new", "typed"}), Fraction(5, 6)),
    Share("known", frozenset({"known"}), Fraction(2, 3)),
    Share("new", frozenset({"new"}), Fraction(2, 3)),
    Share("typed", frozenset({"typed"}), Fraction(1, 2)),
)
DAYTIME = range(8, 18)  # hours of Paris
NIGHT_HOUR = Fraction(1, 84)  # of strangers' day, for each hour of the night: a sixth for all fourteen
NIGHT_LEAST = 20  # texts an hour that strangers always have
NIGHT_RATIO = 6  # ... or so many for each known number in that hour: when everybody rings, known numbers do too


@dataclass(frozen=True, slots=True)
class Limits:
    """The budgets that a deployment sets, and how they are divided."""

    prefix: int  # an hour
    minute: int
    day: int
    shares: tuple[Share, ...] = SHARES
    night_hour: Fraction = NIGHT_HOUR


@dataclass(frozen=True, slots=True)
class Spent:
    """Texts asked for in some length of time, by who asked."""

    known: int = 0
    new: int = 0
    typed: int = 0

    def by(self, share: Share) -> int:
        """Those of a share."""
        return sum(getattr(self, who) for who in share.whos)


@dataclass(frozen=True, slots=True)
class Counts:
    """What was asked for before. Lengths of time end now; a day is 24 hours."""

    same: int = 0  # this very text: same call, template and number
    promise: Promise = ""  # what may be said of this template to this number, by the states of the day's texts
    blocked: bool = False  # this number is never texted: see ivr/texts/blocks.py
    lapsed: bool = False  # ... by a STOP that binds its own calls no more
    numbers: int = 0  # other numbers in this call
    number: int = 0  # to this number, in a day
    strangers: int = 0  # those of them for which it was typed
    typed: int = 0  # texts to this number that left, for which it was typed, for as long as it is known
    typed_last: datetime | None = None  # when the last of those was asked for
    caller: int = 0  # by this caller, in a day
    reached: bool = False  # a text arrived on an earlier day, asked for by a call from this number
    prefix: Spent = Spent()  # in an hour
    minute: Spent = Spent()
    hour: Spent = Spent()
    day: Spent = Spent()


@dataclass(frozen=True, slots=True)
class Cap:
    """What one more text would exceed; `share` tells whose part of a budget, "" for a narrow cap."""

    name: Literal["blocked", "call", "number", "rest", "caller", "prefix", "minute", "hour", "day"]
    share: str = ""

    def __str__(self) -> str:
        """One word: "number", "day_strangers"."""
        return f"{self.name}_{self.share}" if self.share else self.name


def limits(settings: Settings) -> Limits:
    """The budgets of these settings."""
    return Limits(settings.text_prefix_cap, settings.text_minute_cap, settings.text_day_cap)


def who_asks(counts: Counts, typed: bool) -> Who:
    """Whose part of the budgets a text is spent from. Good standing is for one text a day."""
    if typed:
        return "typed"
    return "known" if counts.reached and counts.number == counts.strangers else "new"


def exceeded(counts: Counts, limits: Limits, typed: bool, now: datetime) -> Cap | None:
    """The cap that one more text would exceed, the narrowest first; None when it may be sent."""
    return _narrow(counts, typed, now) or _budget(counts, limits, who_asks(counts, typed), now)


def rests_until(counts: Counts) -> datetime | None:
    """Until when nobody may type this number again: longer each time, for its owner may have asked for none of it."""
    if counts.typed < TYPED_FREELY or counts.typed_last is None:
        return None
    return counts.typed_last + timedelta(days=2 ** min(counts.typed - TYPED_FREELY, 10))


def _narrow(counts: Counts, typed: bool, now: datetime) -> Cap | None:
    if counts.blocked and (typed or not counts.lapsed):
        return Cap("blocked")
    if counts.numbers >= NUMBERS_A_CALL:
        return Cap("call")
    heard = counts.number if typed else counts.number - counts.strangers  # strangers bar nobody's own call
    if heard >= TEXTS_A_NUMBER:
        return Cap("number")
    if typed and (until := rests_until(counts)) and now < until:
        return Cap("rest")
    return Cap("caller") if counts.caller >= TEXTS_A_CALLER else None


def _budget(counts: Counts, limits: Limits, who: Who, now: datetime) -> Cap | None:
    for share in limits.shares:
        if who not in share.whos:
            continue
        if counts.prefix.by(share) >= part_of(limits.prefix, share.part):
            return Cap("prefix", share.name)
        if counts.minute.by(share) >= part_of(limits.minute, share.part):
            return Cap("minute", share.name)
        if counts.day.by(share) >= part_of(limits.day, share.part):
            return Cap("day", share.name)
        if "known" not in share.whos and counts.hour.by(share) >= _hour(counts, limits, share, now):
            return Cap("hour", share.name)
    return None


def _hour(counts: Counts, limits: Limits, share: Share, now: datetime) -> int:
    """How many texts these strangers may ask for in this hour."""
    if now.astimezone(PARIS).hour in DAYTIME:
        return limits.day
    return max(NIGHT_LEAST, NIGHT_RATIO * counts.hour.known, part_of(limits.day, share.part * limits.night_hour))


def part_of(limit: int, part: Fraction) -> int:
    """That part of a limit, rounded up: who has a part of one text has one."""
    return -(-limit * part.numerator // part.denominator)
