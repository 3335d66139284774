"""The words of the flow's table: seven kinds of step, and `flow_of`, which joins tables into a checked flow.

A step's name is its prompt's key and its word in the journal, the map and the tests.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from ivr.line.inputs import DialOutcome, TextOutcome

Learns = Mapping[str, str]  # fields of the Call, and what they become


@dataclass(frozen=True, slots=True)
class Choice:
    """One key of a menu: where it leads, and what is known of the call from then on.

    `name` finds its words in the prompt file; it is the target's name unless two choices share a target.
    """

    key: str
    to: str
    name: str
    learns: Learns = field(default_factory=dict)


def choice(key: int, to: str, name: str = "", learns: Learns = MappingProxyType({})) -> Choice:
    """`choice(1, "download")`: key 1 leads to the step "download", and the prompt file says what it is for."""
    return Choice(str(key), to, name or to, learns)


@dataclass(frozen=True, slots=True)
class Tell:
    """Say something and go on. `fills` are the prompt's placeholders: values that Facts gives by the same names."""

    name: str
    then: str
    fills: tuple[str, ...] = ()
    learns: Learns = field(default_factory=dict)


@dataclass(frozen=True, slots=True, init=False)
class Menu:
    """Offer choices and wait for one key or one spoken choice. `silence` is where silence leads if it is an answer.

    `asked` names choices by how often callers want them, the most wanted first, where that is known: `ivr check`
    holds the order of the keys against it. Besides its fills, a menu's prompt may use {count}, its choices' number.
    """

    name: str
    choices: tuple[Choice, ...]
    fills: tuple[str, ...]
    silence: str
    asked: tuple[str, ...]

    def __init__(
        self,
        name: str,
        *choices: Choice,
        fills: tuple[str, ...] = (),
        silence: str = "",
        asked: tuple[str, ...] = (),
    ) -> None:
        given = {"name": name, "choices": choices, "fills": fills, "silence": silence, "asked": asked}
        for attribute, value in given.items():
            object.__setattr__(self, attribute, value)


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask for several digits: a postcode, learnt at once, or a mobile number, kept and then confirmed.

    `refusal` is the prompt for digits that make no sense; `skip` is where `#` and silence lead if they are answers;
    `unavailable` is where a number leads that could not be kept.
    """

    name: str
    takes: Literal["postcode", "mobile"]
    digits: int
    then: str
    refusal: str
    skip: Choice | None = None
    unavailable: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """Choose by a fact, silently: `on` names a question of Facts, `ways` has a target for each of its answers."""

    name: str
    on: str
    ways: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SendText:
    """Ask for the text that `call.link` names, and go on by what became of it."""

    name: str
    to: Literal["caller", "typed"]
    outcomes: Mapping[TextOutcome, str]


@dataclass(frozen=True, slots=True)
class Transfer:
    """Connect with an adviser, and go on by how that ended."""

    name: str
    outcomes: Mapping[DialOutcome, str]


@dataclass(frozen=True, slots=True)
class End:
    """Say goodbye and hang up."""

    name: str
    fills: tuple[str, ...] = ()


Step = Tell | Menu | Ask | Branch | SendText | Transfer | End
Listening = Menu | Ask


def targets(step: Step) -> Iterator[str]:
    """The names of the steps that a step leads to, in the table's order."""
    match step:
        case Tell():
            yield step.then
        case Menu():
            yield from (choice.to for choice in step.choices)
            yield from filter(None, [step.silence])
        case Ask():
            yield step.then
            yield from ([step.skip.to] if step.skip else [])
            yield from filter(None, [step.unavailable])
        case Branch():
            yield from step.ways.values()
        case SendText() | Transfer():
            yield from step.outcomes.values()


@dataclass(frozen=True, slots=True)
class Manners:
    """The steps that the manners of the conversation lead to, from wherever the caller is."""

    first: str  # where a call begins
    home: str  # the first menu
    adviser: Choice  # `0`, in every menu
    give_up: str  # after the third failure in a row
    farewell: str  # after one more


@dataclass(frozen=True, slots=True)
class Flow:
    """The steps by name, in the table's order, and what follows from them."""

    steps: Mapping[str, Step]
    manners: Manners
    parents: Mapping[str, str] = field(default_factory=dict)  # the nearest menu above each step: where `*` leads
