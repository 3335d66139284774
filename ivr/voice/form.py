"""Twilio's form -> Input. The vendor's words cross the border here, by one table, and nowhere else.

https://www.twilio.com/docs/voice/twiml/gather, .../dial, .../enqueue
"""

import re
from collections.abc import Callable, Mapping
from typing import Literal, TypeVar

import structlog

from ivr.line.inputs import (
    DialEnded,
    DialOutcome,
    HungUp,
    Input,
    NotUnderstood,
    Pressed,
    QueueLeft,
    QueueOutcome,
    Silent,
)

log = structlog.get_logger()

Outcome = TypeVar("Outcome", bound=str)
Form = Mapping[str, str]
Hear = Callable[[str], Input]  # what was said, in words -> what it stands for

DIAL_OUTCOMES: Mapping[str, DialOutcome] = {
    "completed": "answered",
    "answered": "answered",
    "busy": "busy",
    "no-answer": "no_answer",
    "canceled": "no_answer",  # it rang, and was stopped before anybody answered
    "failed": "failed",
}
QUEUE_OUTCOMES: Mapping[str, QueueOutcome] = {
    "bridged": "answered",
    "bridging-in-process": "answered",
    "redirected-from-bridged": "answered",
    "redirected": "left",
    "leave": "left",
    "hangup": "left",
    "queue-full": "full",
    "error": "failed",
    "system-error": "failed",
}
TALKED = (DialEnded("answered"), QueueLeft("answered"))
ENDED_CALLS = frozenset(("completed", "canceled", "failed", "busy", "no-answer"))

_NO_KEY = re.compile(r"[^0-9*#]", re.ASCII)
MOST_KEYS = 32
LONGEST_SPEECH = 500  # characters; a Gather hears a minute at most, a menu's answer is a few words


def read_input(form: Form, hear: Hear) -> Input:
    """What the caller, or the adviser's telephone, answered. Absent and empty fields both mean silence."""
    outcome = _outcome(form)
    if form.get("CallStatus") in ENDED_CALLS and outcome not in TALKED:
        return HungUp()
    if outcome is not None:
        return outcome
    if keys := form.get("Digits"):
        return _pressed(keys)
    if speech := form.get("SpeechResult", "").strip():
        return hear(speech[:LONGEST_SPEECH])
    # finishOnKey is not part of Digits: alone, it would look like silence (Twilio names it, though its page does not).
    return Pressed("#") if form.get("FinishedOnKey") == "#" else Silent()


def _outcome(form: Form) -> DialEnded | QueueLeft | None:
    if status := form.get("DialCallStatus"):
        return DialEnded(_known(DIAL_OUTCOMES, "DialCallStatus", status))
    if result := form.get("QueueResult"):
        return QueueLeft(_known(QUEUE_OUTCOMES, "QueueResult", result))
    return None


def _pressed(keys: str) -> Input:
    known = _NO_KEY.sub("", keys)[:MOST_KEYS]
    return Pressed(known) if known else NotUnderstood()


def _known(table: Mapping[str, Outcome], field: str, word: str) -> Outcome | Literal["failed"]:
    """The table's value; a word that Twilio has invented since counts as failed, loudly."""
    if word not in table:
        log.error("unknown_vendor_word", field=field, word=re.sub(r"[^a-z-]", "", word.lower())[:40])
        return "failed"
    return table[word]


def whole_number(form: Form, field: str) -> int | None:
    """A count or seconds; None when absent or odd."""
    text = form.get(field, "")
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text, re.ASCII) else None
