"""The words of the flow's table: seven kinds of step, and the flow that they make.

A step's name is its prompt's key and its word in the journal, the map and the tests. Each row knows its place in the
file, so that a slip is told where it stands.
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from ivr.findings import Place
from ivr.line.inputs import DialOutcome, TextOutcome
from ivr.line.questions import Question, Told

DOUBT = "doubt"  # the menu of what may have been meant, and the field of the call that names it
OTHER = "other"  # its choice for none of that
LANGUAGE = "language"  # the menu of the other languages, and the field of the call that they are
Learns = Mapping[str, str]  # fields of the Call, and what they become


def written_here() -> Place:
    """The line of code that is making a step: the nearest caller outside this module."""
    frame = sys._getframe(1)
    while frame.f_back and frame.f_globals.get("__name__") == __name__:
        frame = frame.f_back
    _, package, rest = frame.f_code.co_filename.replace("\\", "/").rpartition("/ivr/")
    return Place(f"ivr/{rest}" if package else rest.rpartition("/")[2], frame.f_lineno)


@dataclass(frozen=True, slots=True)
class Choice:
    """One key of a menu: where it leads, and what is known of the call from then on.

    `name` finds its words in the prompt file; it is the target's name unless two choices share a target.
    """

    key: str
    to: str
    name: str
    learns: Learns = field(default_factory=dict)
    place: Place = field(default_factory=written_here, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Each:
    """A menu's choices that are no rows of the table: listed in schedules/, languages, or wishes in doubt. A key each.

    `learns` is the field of the Call that becomes what was chosen; all lead to `to`. Of the wishes in doubt (`wishes`)
    each leads to its own step, and `to` is what one more choice leads to, `other`.
    """

    learns: Literal["caisse", "language", "doubt"]
    to: str
    wishes: tuple["Wish", ...] = ()


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
    place: Place = field(default_factory=written_here, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True, init=False)
class Menu:
    """Offer choices and wait for one key or one spoken choice. `silence` is where silence leads if it is an answer.

    `asked` names choices by how often callers want them, the most wanted first, where that is known: `ivr check`
    holds the order of the keys against it. Besides its fills, a menu's prompt may use {count}, its choices' number.
    `each` lists choices that schedules/ names. `gate` is a Branch that is asked each time before the menu is said.
    `assent` makes silence a yes: the prompt that is said after the choices, before the line goes on to `silence`.
    `above` is the menu above it, for one that several lead to; else that is the nearest. `typed` is the Ask whose
    number may be typed here once more, instead of a key.
    """

    name: str
    choices: tuple[Choice, ...]
    fills: tuple[str, ...]
    silence: str
    asked: tuple[str, ...]
    each: Each | None
    gate: str
    assent: str
    above: str
    typed: str
    place: Place = field(compare=False, repr=False)
    offered: tuple[tuple[str, str], ...] = field(compare=False, repr=False)  # each choice's name and key
    counted: int = field(compare=False, repr=False)  # choices that are counted aloud: not the one of the language

    def __init__(
        self,
        name: str,
        *choices: Choice,
        fills: tuple[str, ...] = (),
        silence: str = "",
        asked: tuple[str, ...] = (),
        each: Each | None = None,
        gate: str = "",
        assent: str = "",
        above: str = "",
        typed: str = "",
        place: Place | None = None,
    ) -> None:
        given = {
            "name": name,
            "choices": choices,
            "fills": fills,
            "silence": silence,
            "asked": asked,
            "each": each,
            "gate": gate,
            "assent": assent,
            "above": above,
            "typed": typed,
            "place": place or written_here(),
            "offered": tuple((choice.name, choice.key) for choice in choices),
            "counted": sum(choice.to != LANGUAGE for choice in choices),
        }
        for attribute, value in given.items():
            object.__setattr__(self, attribute, value)


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask for several digits: a postcode, learnt at once, or a mobile number, kept and then confirmed by a menu.

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
    place: Place = field(default_factory=written_here, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Branch:
    """Choose by a fact, silently: `on` names a question of Facts, `ways` has a target for each of its answers."""

    name: str
    on: str
    ways: Mapping[str, str]
    place: Place = field(default_factory=written_here, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class SendText:
    """Ask for the text that `call.link` names, and go on by what became of it."""

    name: str
    to: Literal["caller", "typed"]
    outcomes: Mapping[TextOutcome, str]
    place: Place = field(default_factory=written_here, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Transfer:
    """Connect with an adviser, and go on by how that ended."""

    name: str
    outcomes: Mapping[DialOutcome, str]
    place: Place = field(default_factory=written_here, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class End:
    """Say goodbye and hang up."""

    name: str
    fills: tuple[str, ...] = ()
    place: Place = field(default_factory=written_here, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Wish:
    """What callers may say they want at any menu, in their own words: where it leads, and what is known from then on.

    Its words are in the prompt files, under its name. A `body` is no wish by itself but whose member somebody is. Said
    in one breath, a wish answered `by_body` leads to the step of a body that answers: to that of the MSA, not to ours.
    What somebody is, a `body` or other `being`, they may also say that they are not: "je ne suis pas sourd".
    """

    name: str
    to: str
    learns: Learns = field(default_factory=dict)
    body: bool = False
    by_body: bool = False
    being: bool = False
    place: Place = field(default_factory=written_here, compare=False, repr=False, kw_only=True)


Step = Tell | Menu | Ask | Branch | SendText | Transfer | End
Listening = Menu | Ask


def targets(step: Step) -> Iterator[str]:
    """The names of the steps that a step leads to, in the table's order."""
    match step:
        case Tell():
            yield step.then
        case Menu():
            yield from (choice.to for choice in step.choices)
            yield from ([step.each.to] if step.each else [])
            yield from filter(None, [step.silence, step.gate, step.typed])
        case Ask():
            yield step.then
            yield from filter(None, [step.skip and step.skip.to, step.unavailable])
        case Branch():
            yield from step.ways.values()
        case SendText() | Transfer():
            yield from step.outcomes.values()


def stops(step: Step) -> bool:
    """Whether a turn can end at this step, and so the next one begin there."""
    return isinstance(step, Menu | Ask | SendText | Transfer)


@dataclass(frozen=True, slots=True)
class Manners:
    """The steps that the manners of the conversation lead to, from wherever the caller is."""

    first: str  # where a call begins
    home: str  # the first menu
    adviser: Choice  # `0`, in every menu
    give_up: str  # after the third failure in a row
    farewell: str  # after one more
    short: str = ""  # after the second silence in a row, if there are fewer choices then
    enough: str = ""  # after more answers than any person gives in a call
    doubt: str = ""  # where it is asked which of several things was meant, if it is
    wishes: tuple[Wish, ...] = ()  # what may be said in every menu

    def steps(self) -> tuple[str, ...]:
        """Each of them."""
        led = (self.short, self.enough, self.doubt, *(wish.to for wish in self.wishes))
        return (self.first, self.home, self.adviser.to, self.give_up, self.farewell, *filter(None, led))

    def wish(self, name: str) -> Wish | None:
        """What is wished under a name; None for one that an older release knew."""
        return next((wish for wish in self.wishes if wish.name == name), None)


@dataclass(frozen=True, slots=True)
class Flow:
    """The steps by name, in the table's order, what they may ask and tell, and where `*` leads from each.

    `rows` has every row as it was written, also those whose name stands twice.
    """

    rows: tuple[Step, ...]
    steps: Mapping[str, Step]
    manners: Manners
    questions: Mapping[str, Question]
    values: Mapping[str, Told]
    parents: Mapping[str, str]  # the nearest menu above each step
