"""What of a turn is worth remembering: an entry of the journal, with names and codes and no number."""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from ivr.journal.entry import Entry
from ivr.line.actions import Say, Turn
from ivr.line.call import Call
from ivr.line.facts import Facts
from ivr.line.inputs import DialEnded, Input, NumberKept, QueueLeft, TextAnswered
from ivr.line.steps import Flow


class Taken(NamedTuple):
    """A turn that was taken: where the call stood, what was heard, what was performed on the way, what came of it."""

    call_sid: str
    before: Call
    answer: Input | None  # None when the call begins
    performed: tuple[Input, ...]
    turn: Turn
    revision: str
    seconds: float
    rehearsal: bool


def note_of(flow: Flow, taken: Taken, facts: Facts) -> Entry:
    """The journal's entry of a turn."""
    call = taken.turn.call
    cause, rule = _schedule(flow, taken.turn, facts)
    return Entry(
        call_sid=taken.call_sid,
        turn=call.turn,
        at=facts.now,
        step=taken.before.step,
        heard=snake(taken.answer) if taken.answer is not None else "",
        outcome=_outcome(taken),
        line=call.line,
        place=call.place,
        department=call.department,
        caisse=call.caisse,
        topic=call.topic,
        regime=call.regime,
        language=call.language,
        cause=cause,
        rule=rule,
        revision=taken.revision,
        seconds=round(taken.seconds, 6),
        rehearsal=taken.rehearsal,
        way=", ".join(map(str, taken.turn.way)),
    )


def _outcome(taken: Taken) -> str:
    """What the turn did, if it did something; else how it ended."""
    happened: Iterable[Input | None] = (*reversed(taken.performed), taken.answer)
    for event in happened:
        match event:
            case TextAnswered(outcome):
                return f"text_{outcome}"
            case NumberKept(outcome):
                return f"number_{outcome}"
            case DialEnded(outcome):
                return f"adviser_{outcome}"
            case QueueLeft(reason):
                return f"queue_{reason}"
    return snake(taken.turn.ends)


def _schedule(flow: Flow, turn: Turn, facts: Facts) -> tuple[str, str]:
    """Why it was open or closed, and by which hours, on a turn that asked for it or told it."""
    if not _is_timed(flow, turn):
        return "", ""
    calendar = facts.calendar(turn.call)
    return calendar.why(facts.now).kind, f"{calendar.rule.hours} {calendar.rule.zone}"


def _is_timed(flow: Flow, turn: Turn) -> bool:
    for passed in turn.way:
        if passed.question and flow.questions[passed.question].is_timed:
            return True
    told = [name for said in turn.says if isinstance(said, Say) for name in said.values]
    return any(name in flow.values and flow.values[name].is_timed for name in told)


@cache
def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def snake(value: object) -> str:
    """`DialEnded(...)` -> "dial_ended"."""
    return _snake(type(value).__name__)
