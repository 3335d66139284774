"""Takes a call's turns: facts, what the line says to them, what must be performed on the way, and the journal."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal, Protocol

import structlog

from ivr.calls.lines import LineNumbers, rules_of
from ivr.calls.notes import Taken, note_of
from ivr.journal.entry import Entry, end_of_call
from ivr.line.actions import Connect, KeepNumber, Perform, QueueText, Turn
from ivr.line.asker import Asker
from ivr.line.call import Call
from ivr.line.conversation import advance, begin, reads_typed
from ivr.line.facts import Facts
from ivr.line.inputs import DialEnded, HungUp, Input, NumberKept, QueueLeft, Said, TextAnswered, TextOutcome
from ivr.line.origin import read_mobile, read_number, textable
from ivr.line.steps import Flow
from ivr.metrics import count_danger, count_let_go
from ivr.published.snapshot import Snapshot
from ivr.settings import Settings
from ivr.texts.desk import TextRequest
from ivr.wording.speak import body

log = structlog.get_logger("ivr.calls")

NO_ADVISER_MORE = (DialEnded, QueueLeft, HungUp)  # answers after which a call holds none
MOST_PERFORMED = 5  # in one turn; a flow that wants more goes in circles


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is calling whom, and at what moment of the calendar. Numbers as the carrier wrote them."""

    call_sid: str
    called_number: str
    calling_number: str = field(repr=False)
    now: datetime
    rehearsal: bool = False


class Desk(Protocol):
    """Where texts are asked for: ivr/texts/desk.py has the one that writes them down."""

    def request(self, request: TextRequest) -> TextOutcome:
        """What became of the wish for a text."""

    def keep_number(self, call_sid: str, e164: str, now: datetime, rehearsal: bool) -> Literal["yes", "unavailable"]:
        """Keep a typed number under its call."""

    def kept_number(self, call_sid: str) -> str:
        """The number typed in this call; "" for none."""


class Notebook(Protocol):
    """Where turns are noted: the journal."""

    def note(self, entry: Entry) -> None:
        """Take note of a turn."""


class Admits(Protocol):
    """Who is put through to an adviser: ivr/calls/admission.py has the one that counts."""

    def admit(self, call_sid: str, number: str, now: datetime) -> bool:
        """Whether this call, from this number, may be put through now."""

    def release(self, call_sid: str, now: datetime) -> None:
        """The call holds no adviser any more."""


class Everybody:
    """Puts everybody through: for calls that ring nobody."""

    def admit(self, _call_sid: str, _number: str, _now: datetime) -> bool:
        """Yes."""
        return True

    def release(self, _call_sid: str, _now: datetime) -> None:
        """Nobody was counted."""


class TurnTaker:
    """Takes turns of any call, each over the content that it is handed. Keeps nothing of a call between them."""

    def __init__(
        self,
        *,
        flow: Flow,
        texts: Desk,
        journal: Notebook,
        settings: Settings,
        admission: Admits | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.flow = flow
        self.texts = texts
        self.journal = journal
        self.admission = admission or Everybody()
        self.monotonic = monotonic
        self._lines = LineNumbers(settings)
        self._rules = rules_of(settings)

    def begin(self, caller: Caller, snapshot: Snapshot) -> Turn:
        """The first turn of a call."""
        taking = self._taking(caller, snapshot)
        return taking.finish(begin(self.flow, Call(), Asker(taking.facts)), Call(), None)

    def take(self, caller: Caller, snapshot: Snapshot, call: Call, answer: Input) -> Turn:
        """The turn that follows when `answer` comes where the call stands."""
        taking = self._taking(caller, snapshot)
        if isinstance(answer, Said) and answer.danger and not caller.rehearsal:
            count_danger(answer.danger)
        if isinstance(answer, NO_ADVISER_MORE) and not caller.rehearsal:
            self.admission.release(caller.call_sid, caller.now)
        if reads_typed(self.flow, call.step):
            taking.know_typed(self.texts.kept_number(caller.call_sid))
        turn = taking.finish(advance(self.flow, call, answer, Asker(taking.facts)), call, answer)
        if turn.call.step == self.flow.manners.enough and not caller.rehearsal:
            count_let_go()
            log.warning("call_let_go", call=caller.call_sid, turns=turn.call.turn, mend="a robot; else IVR_CALL_TURNS")
        return turn

    def end(self, caller: Caller, status: str, seconds: int) -> None:
        """The call is over: Twilio's word for how, and how long it lasted. The journal frees its adviser."""
        self.journal.note(end_of_call(caller.call_sid, caller.now, status, float(seconds), caller.rehearsal))

    def _taking(self, caller: Caller, snapshot: Snapshot) -> "_Taking":
        facts = Facts(
            now=caller.now,
            called=self._lines.line_of(caller.called_number),
            caller=read_number(caller.calling_number),
            schedules=snapshot.schedules,
            rules=self._rules,
            languages=tuple(snapshot.prompts),
        )
        return _Taking(self, caller, snapshot, facts)


class _Taking:
    """One turn while it is being taken: the facts of its moment, and what was performed."""

    def __init__(self, taker: TurnTaker, caller: Caller, snapshot: Snapshot, facts: Facts) -> None:
        self._taker = taker
        self._caller = caller
        self._snapshot = snapshot
        self._started = taker.monotonic()
        self.facts = facts

    def know_typed(self, number: str) -> None:
        """From here on this turn knows the number that the caller typed."""
        self.facts = replace(self.facts, typed_number=number)

    def finish(self, turn: Turn, before: Call, answer: Input | None) -> Turn:
        """Perform what the turn wants until it ends in something for the caller, and note it in the journal."""
        turn, performed = self._performed(turn)
        taken = Taken(
            call_sid=self._caller.call_sid,
            before=before,
            answer=answer,
            performed=performed,
            turn=turn,
            revision=self._snapshot.revision,
            seconds=self._taker.monotonic() - self._started,
            rehearsal=self._caller.rehearsal,
        )
        self._taker.journal.note(note_of(self._taker.flow, taken, self.facts))
        return turn

    def _performed(self, turn: Turn) -> tuple[Turn, tuple[Input, ...]]:
        says, way = turn.says, turn.way
        outcomes: tuple[Input, ...] = ()
        while (outcome := self._outcome(turn)) is not None:
            outcomes += (outcome,)
            if len(outcomes) > MOST_PERFORMED:
                raise RuntimeError(f"step {turn.call.step!r} wants one thing after another and never speaks")
            turn = advance(self._taker.flow, turn.call, outcome, Asker(self.facts))
            says, way = says + turn.says, way + turn.way
        return (turn._replace(says=says, way=way) if outcomes else turn), outcomes

    def _outcome(self, turn: Turn) -> Input | None:
        """What became of what the turn wants performed; None when it ends with the caller."""
        match turn.ends:
            case Perform(QueueText() as wanted):
                return TextAnswered(self._queue(wanted, turn.call))
            case Perform(KeepNumber(digits)):
                return self._keep(digits)
            case Connect(number="") if not self.facts.rules.queue:
                log.error("no_adviser_number", call=self._caller.call_sid, line=turn.call.line)
                return DialEnded("failed")
            case Connect() if not self._admitted():
                return DialEnded("busy")
        return None

    def _admitted(self) -> bool:
        caller = self._caller
        admission = self._taker.admission
        return caller.rehearsal or admission.admit(caller.call_sid, self.facts.caller.e164, caller.now)

    def _queue(self, wanted: QueueText, call: Call) -> TextOutcome:
        """Have the text written down. Its words are those of the language that is spoken now."""
        typed = wanted.to == "typed"
        number = self.facts.typed_number if typed else self.facts.caller.e164
        if not number:  # the database that kept the typed number is away
            return "unavailable"
        request = TextRequest(
            call_sid=self._caller.call_sid,
            template=wanted.template,
            language=call.language,
            body=body(self._snapshot.prompts, call.language, wanted.template, self.facts.rules.text_sender),
            to=number,
            caller=self.facts.caller.e164,
            typed=typed,
            rehearsal=self._caller.rehearsal,
            now=self._caller.now,
        )
        return self._taker.texts.request(request)

    def _keep(self, digits: str) -> NumberKept:
        """Keep a typed number if it can be texted; from then on this turn can read it back."""
        origin = read_mobile(digits)
        if origin is None or not textable(origin, self.facts.rules.text_regions):
            return NumberKept("no")
        caller = self._caller
        kept = self._taker.texts.keep_number(caller.call_sid, origin.e164, caller.now, caller.rehearsal)
        if kept == "yes":
            self.know_typed(origin.e164)
        return NumberKept(kept)
