"""Facts that fall either way: a step that asks one forks the walk, so that no clock, telephone or setting is assumed.

What follows from the call itself is answered truly. What the moment, the settings or the caller's telephone decide is
free; so are the language (every turn is spoken in each) and which of several caisses a caller is of. More can be walked
than can happen: what is proved of it holds for every call.
"""

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from ivr.hours.words import words
from ivr.line.actions import Exceptions, Moment, Spans, Telephone, Turn, Value, Week
from ivr.line.call import Call
from ivr.line.facts import Facts
from ivr.line.table import answers

FREE = frozenset(
    {
        "trial",
        "news",
        "open_somewhere",
        "opening",
        "reason",
        "adviser",
        "textable",
        "hours_known",
        "clock",
        "week_ahead",
        "language",
    }
)
SETTLED = "settled"

# What is heard in place of the moment's values: long ones, for the checks that count seconds.
_PARIS = ZoneInfo("Europe/Paris")
_NOW = datetime(2026, 12, 23, 16, 30, tzinfo=_PARIS)
_LATER = Moment(datetime(2026, 12, 28, 8, 30, tzinfo=_PARIS), _NOW)
_CLOSING = Moment(_NOW.replace(hour=17), _NOW)
_DAY = Spans(((time(8, 30), time(12)), (time(13), time(17))))
_WEEK = Week(tuple((_NOW.date() + timedelta(days), _DAY if (days + 2) % 7 < 5 else Spans(())) for days in range(7)))
VALUES: Mapping[str, Value] = MappingProxyType(
    {
        "reopening": _LATER,
        "reopening_there": _LATER,
        "closing": _CLOSING,
        "closing_there": _CLOSING,
        "cause": words(fr="le lundi de Pentecôte", en="Whit Monday"),
        "today": _DAY,
        "week": _WEEK,
        "exceptions": Exceptions(((date(2026, 12, 25), Spans(()), words(fr="Noël", en="Christmas Day")),)),
        "name": words(fr="la CPAM de Meurthe-et-Moselle", en="the CPAM of Meurthe-et-Moselle"),
        "bulletins": words(fr="Une annonce.", en="A notice."),
        "typed": Telephone("+33612345678"),
    }
)


class ForkError(Exception):
    """A step asks a fact that has not been decided."""

    def __init__(self, question: str, possible: tuple[str, ...]) -> None:
        super().__init__(question)
        self.question, self.possible = question, possible


@dataclass(frozen=True, slots=True)
class Forked:
    """Facts that answer what has been settled, and raise ForkError where a free question has not."""

    facts: Facts
    settled: Mapping[str, str]

    def __getattr__(self, name: str) -> Any:
        if name == "open_somewhere":
            return self._open_somewhere
        if name in FREE:
            return lambda _: self._settled(name)
        if name == "which_caisse":
            return self._which_caisse
        if name in VALUES:
            return lambda _: VALUES[name]
        return getattr(self.facts, name)

    def _which_caisse(self, call: Call) -> str:
        """Free where several caisses serve: whether their hours differ is for tomorrow's files to say."""
        return self._settled("which_caisse") if has_rivals(self.facts, call) else SETTLED

    def _open_somewhere(self, call: Call) -> str:
        """Free; but who is known to be somewhere is not told of elsewhere."""
        return self._settled("open_somewhere", {"overseas"} if self.facts.where(call) == "known" else set())

    def _settled(self, name: str, but: Set[str] = frozenset()) -> str:
        if name not in self.settled:
            raise ForkError(name, tuple(sorted(self._possible(name) - but)))
        return self.settled[name]

    def _possible(self, name: str) -> frozenset[str]:
        """What can still be answered: surely closed is closed for this caller too."""
        if name == "opening" and self.settled.get("open_somewhere") in ("closed", "overseas"):
            return frozenset({"closed"})
        if name == "open_somewhere" and self.settled.get("opening") == "open":
            return frozenset({"open", "overseas"})
        return possible(name)


def has_rivals(facts: Facts, call: Call) -> bool:
    """Whether several caisses serve the caller's département, and theirs is not known."""
    return not call.caisse and len(facts.schedules.caisses_of(call.department)) > 1


@lru_cache(maxsize=64)
def possible(question: str) -> frozenset[str]:
    """What a question of Facts can answer."""
    return answers(question)


def forks(take: Callable[[Any], Turn], facts: Facts) -> Iterator[tuple[Mapping[str, str], Turn]]:
    """Every turn that `take` can make, one for each way in which the facts that it asks can fall."""
    undecided: list[dict[str, str]] = [{}]
    while undecided:
        settled = undecided.pop()
        try:
            turn = take(Forked(facts, settled))
        except ForkError as fork:
            undecided += [settled | {fork.question: word} for word in reversed(fork.possible)]
        else:
            yield settled, turn
