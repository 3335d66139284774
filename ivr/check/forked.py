"""Facts that fall either way: a step that asks one forks the walk, so that no clock, telephone or setting is assumed.

What the call itself answers is answered truly; every other question is free, as its declaration says. An answer holds
for one turn and for those whom it was asked about: within a turn that goes over to another line it is asked again.
More can be walked than can happen: what is proved of it holds for every call.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from ivr.hours.planned import Cause
from ivr.hours.unusual import Unusual
from ivr.hours.words import words
from ivr.line.actions import Causes, Exceptions, LastDay, Moment, Spans, Spoken, Telephone, Turn, Value, Week
from ivr.line.asker import Asker
from ivr.line.call import Call
from ivr.line.conversation import Led, branch_at, tell_on, turn_off
from ivr.line.facts import QUIET, Facts
from ivr.line.questions import Question
from ivr.line.steps import Flow

Asked = tuple[str, tuple[str, ...]]  # a question, and whom it was asked about

# What is heard in place of the moment's values: long ones, for the checks that count seconds.
_PARIS = ZoneInfo("Europe/Paris")
_NOW = datetime(2026, 12, 23, 16, 30, tzinfo=_PARIS)
_CLOCK = "clock_paris"
_LATER = Moment(datetime(2026, 12, 28, 8, 30, tzinfo=_PARIS), _NOW, clock=_CLOCK)
_CLOSING = Moment(_NOW.replace(hour=17), _NOW, "earliest", _CLOCK)
_DAY = Spans(((time(8, 30), time(12)), (time(13), time(17))), _CLOCK)
_OFFICE = replace(_DAY, clock="")
_DAYS = ((_NOW.date() + timedelta(days), _OFFICE if (days + 2) % 7 < 5 else Spans(())) for days in range(7))
_WEEK = Week(tuple(_DAYS), _CLOCK)
_CAUSE = Cause("holiday", words(fr="le lundi de Pentecôte", en="Whit Monday"))
VALUES: Mapping[str, Value] = MappingProxyType(
    {
        "reopening": _LATER,
        "reopening_there": replace(_LATER, clock=""),
        "closing": _CLOSING,
        "closing_there": replace(_CLOSING, clock=""),
        "cause": Causes((_CAUSE,)),
        "special": Causes((_CAUSE,)),
        "doubtful": Exceptions((Unusual("perhaps", _NOW.date(), _NOW.date(), (_CAUSE,), _DAY.spans),)),
        "week_reason": Spoken("our_hours"),
        "week_end": LastDay(date(2027, 6, 30), _NOW.date()),
        "today": _DAY,
        "quiet": Spans(QUIET, _CLOCK),
        "week": _WEEK,
        "exceptions": Exceptions((Unusual("closed", _NOW.date(), _NOW.date(), (_CAUSE,), since=time(12)),), _CLOCK),
        "name": words(fr="la CPAM de Meurthe-et-Moselle", en="the CPAM of Meurthe-et-Moselle"),
        "bulletins": words(fr="Une annonce.", en="A notice."),
        "typed": Telephone("+33612345678"),
        "sender": "ameli",
        "address": Spoken("address_attestation"),
    }
)


class ForkError(Exception):
    """A step asks a question that has not been decided."""


@dataclass(frozen=True, slots=True)
class Forking(Asker):
    """Answers what has been settled, and raises ForkError where a free question has not."""

    settled: Mapping[Asked, str]

    def ask(self, question: Question, call: Call) -> str:
        if question.is_sure:
            return Asker.ask(self, question, call)
        asked = (question.name, whom(call) if question.is_theirs else ())
        if asked not in self.settled:
            raise ForkError(question.name)
        return self.settled[asked]

    def tell(self, name: str, call: Call) -> Value:
        return VALUES[name] if name in VALUES else Asker.tell(self, name, call)


def whom(call: Call) -> tuple[str, ...]:
    """Whose hours and advisers count in a call, as far as it is known."""
    return (call.line, call.place, call.department, call.caisse)


Settled = Mapping[Asked, str]


def forks(flow: Flow, led: Led, facts: Facts) -> Iterator[tuple[Turn, Settled]]:
    """Every turn that goes on from there, one for each way in which the facts asked can fall; and how they fell."""
    asker = Forking(facts, {})
    undecided: list[tuple[Led, Settled]] = [(led, {})]
    while undecided:
        there, settled = undecided.pop()
        turn = tell_on(flow, there, asker)
        if isinstance(turn, Turn):
            yield turn, settled
        else:
            undecided += [(turn_off(flow, turn, word), known) for word, known in _falls(flow, turn, asker, settled)]


def _falls(flow: Flow, led: Led, asker: Asker, settled: Settled) -> Iterator[tuple[str, Settled]]:
    """How the fact can fall that a Branch asks, the last way first; and what is settled by then."""
    question = flow.questions[branch_at(flow, led).on]
    if question.is_sure:
        yield asker.ask(question, led.call), settled
        return
    asked = (question.name, whom(led.call) if question.is_theirs else ())
    if asked in settled:
        yield settled[asked], settled
    else:
        yield from ((word, {**settled, asked: word}) for word in reversed(question.answers))
