"""What a caller, or the world, can answer: the words that end a turn's waiting."""

from dataclasses import dataclass
from typing import Literal

DialOutcome = Literal["answered", "busy", "no_answer", "failed"]
QueueOutcome = Literal["answered", "left", "full", "failed"]
TextOutcome = Literal["taken", "late", "already", "capped", "unavailable"]


@dataclass(frozen=True, slots=True)
class Pressed:
    """Keys, as they came: "1", "#", "75012"."""

    keys: str


@dataclass(frozen=True, slots=True)
class Said:
    """Speech already matched, never the speech: a key, a wish of the flow, whose member the caller is, a language to go
    on in; what is answered to a danger, which nothing may be remembered of; or, in doubt, the wishes to choose from.
    """

    key: str = ""
    language: str = ""
    wish: str = ""
    body: str = ""
    danger: str = ""
    doubt: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Silent:
    """Nothing came before the wait was over."""


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Something was said that matches no choice."""


@dataclass(frozen=True, slots=True)
class DialEnded:
    """The adviser's telephone rang: this is how it ended."""

    outcome: DialOutcome


@dataclass(frozen=True, slots=True)
class QueueLeft:
    """The caller waited in a queue: this is how it ended."""

    reason: QueueOutcome


@dataclass(frozen=True, slots=True)
class TextAnswered:
    """What is true of a text that was asked for: it is coming, or late, was sent, won't come, can't be kept."""

    outcome: TextOutcome


@dataclass(frozen=True, slots=True)
class NumberKept:
    """Whether a typed number could be kept as one that may be texted: yes, no, or the memory is away."""

    outcome: Literal["yes", "no", "unavailable"]


@dataclass(frozen=True, slots=True)
class HungUp:
    """The caller is gone."""


Input = Pressed | Said | Silent | NotUnderstood | DialEnded | QueueLeft | TextAnswered | NumberKept | HungUp
