"""What a turn says, and the one way in which it ends. A turn returns intentions and performs none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from typing import Literal, NamedTuple

from ivr.hours.planned import Cause
from ivr.hours.unusual import Unusual
from ivr.hours.words import Words
from ivr.line.call import Call


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment to be spoken as seen from `now`: "demain mardi à 8 heures 30". Both in one zone.

    `bound` tells that a closing is only known to be then at the earliest. `clock` is the prompt that names the zone's
    clock ("heure de Paris"), for whoever isn't surely under it.
    """

    at: datetime
    now: datetime
    bound: Literal["", "earliest"] = ""
    clock: str = ""


@dataclass(frozen=True, slots=True)
class Spans:
    """The opening hours of one day, in that day's own clock, which is named by `clock`; no span means closed."""

    spans: tuple[tuple[time, time], ...]
    clock: str = ""


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last day of what holds on `today`."""

    day: date
    today: date


@dataclass(frozen=True, slots=True)
class Week:
    """Opening hours from a day on, a day each, equal neighbours to be spoken together; their clock is named once."""

    days: tuple[tuple[date, Spans], ...]
    clock: str = ""


@dataclass(frozen=True, slots=True)
class Exceptions:
    """What is unlike the usual week, each with why; the clock of its times is named once, by `clock`."""

    found: tuple[Unusual, ...]
    clock: str = ""


@dataclass(frozen=True, slots=True)
class Causes:
    """Why it is closed, or open at an unusual hour."""

    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Telephone:
    """A number in E.164, or a short one ("3646"), to be spoken in pairs."""

    number: str


@dataclass(frozen=True, slots=True)
class Seconds:
    """A length of time, to be spoken in rounded minutes."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words of another prompt, without placeholders: such as how a site's address is said."""

    prompt: str


@dataclass(frozen=True, slots=True)
class Offered:
    """How a menu offers one of its choices."""

    menu: str
    choice: str


Value = (
    Spoken | Offered | str | int | Moment | Spans | Week | Exceptions | Causes | Telephone | Seconds | LastDay | Words
)


@dataclass(frozen=True, slots=True)
class Say:
    """A prompt by its key, with the values of its placeholders."""

    prompt: str
    values: Mapping[str, Value] = field(default_factory=dict)
    personal: bool = False  # holds what only this caller may hear: such a document is never cached


@dataclass(frozen=True, slots=True)
class Offer:
    """A menu's choices, to be spoken in order: (name of the choice's words, key).

    `named`: the names of what a menu lists from schedules/, by their choices' names.
    """

    menu: str
    choices: tuple[tuple[str, str], ...]
    slowly: bool = False
    named: tuple[tuple[str, Words], ...] = ()


@dataclass(frozen=True, slots=True)
class Listen:
    """Wait for the caller. `digits` is 1 for a menu; what is said is spoken inside, so that a key interrupts it.

    `lull` is a silence that is played before the wait: the first key has both, the next one has the wait alone.
    """

    digits: int
    wait: int  # seconds of silence
    speech: bool  # a menu listens to words as well, and who asks for a postcode; a mobile is typed
    menu: str = ""
    lull: int = 0  # seconds


@dataclass(frozen=True, slots=True)
class Connect:
    """Ring an adviser: of one caisse, or the line's own where `caisse` is empty; no number where a queue leads on."""

    caisse: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class QueueText:
    """Have a text sent: to the number that calls, or to the one that was typed and confirmed."""

    template: str
    to: Literal["caller", "typed"]


@dataclass(frozen=True, slots=True)
class KeepNumber:
    """Keep a typed number under the call until it is confirmed."""

    digits: str = field(repr=False)


Action = QueueText | KeepNumber


@dataclass(frozen=True, slots=True)
class Perform:
    """Something must be done before the conversation can go on speaking."""

    action: Action


@dataclass(frozen=True, slots=True)
class HangUp:
    """Goodbye has been said."""


Ending = Listen | Connect | Perform | HangUp


class Passed(NamedTuple):
    """A step that a turn passed, with the question that it asked, if any, and the answer."""

    step: str
    question: str = ""
    answer: str = ""

    def __str__(self) -> str:
        return f"{self.step} {self.question}={self.answer}" if self.question else self.step


passed = cache(Passed)  # there are only so many: what is passed alike is one object


class Turn(NamedTuple):
    """What happens next: `call` as it stands afterwards, what is said, how the turn ends, and the way it went.

    `way` has every step that was passed, in order; the last is the one where the turn ends.
    """

    call: Call
    says: tuple[Say | Offer, ...]
    ends: Ending
    way: tuple[Passed, ...] = ()
