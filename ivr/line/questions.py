"""What can be asked about a call, each declared once: what it answers, and on what the answer depends.

A question chooses a way and answers one of a few words; a value is spoken. Proofs, maps and the journal read these
declarations, so a question that could not be proved can't be written: without its words it is refused as it is read.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, TypeVar, get_args, get_origin

# What an answer depends on. Of schedules/, `bodies` is who serves whom; `hours` is when, and whom to ring. Of the call,
# `language`, `link` (the text that was offered last) and `history` (what was told and tried already) stand apart: what
# is proved is proved of any. `clock` is whether a time is told with its clock's name, which hangs on the caller.
On = Literal[
    "call", "language", "link", "history", "clock", "bodies", "hours", "moment", "caller", "settings", "memory"
]

SURE: frozenset[On] = frozenset({"call", "bodies"})  # what doesn't change from one moment, caller or setting to another
TIMED: frozenset[On] = frozenset({"hours", "moment"})

Method = TypeVar("Method", bound=Callable[..., Any])


@dataclass(frozen=True)
class Question:
    """A question of Facts that chooses a way. `answers` in the order in which they are declared."""

    name: str
    answers: tuple[str, ...]
    on: frozenset[On]

    @cached_property
    def is_theirs(self) -> bool:
        """Whether it depends on whose hours and advisers count: another line's are another answer."""
        return "hours" in self.on

    @cached_property
    def is_timed(self) -> bool:
        """Whether its answer depends on a schedule, or on the moment."""
        return not TIMED.isdisjoint(self.on)

    @cached_property
    def is_sure(self) -> bool:
        """Whether the call itself answers it; else it can fall either way, and a proof must look at each."""
        return self.on <= SURE


@dataclass(frozen=True, slots=True)
class Told:
    """A value of Facts that fills a placeholder of the same name."""

    name: str
    on: frozenset[On]

    @property
    def is_timed(self) -> bool:
        """Whether it tells of hours: what is heard then depended on a schedule."""
        return not TIMED.isdisjoint(self.on)


def question(*on: On) -> Callable[[Method], Method]:
    """Declare a question: a method whose answer is a Literal of a few words. TypeError when it is not."""

    def declare(method: Method) -> Method:
        hint = method.__annotations__.get("return")
        if get_origin(hint) is not Literal:
            raise TypeError(f"{method.__name__} must say what it answers: -> Literal[...]")
        method.declared = Question(method.__name__, get_args(hint), frozenset(on))  # type: ignore[attr-defined]
        return method

    return declare


def told(*on: On) -> Callable[[Method], Method]:
    """Declare a value that may be spoken."""

    def declare(method: Method) -> Method:
        method.declared = Told(method.__name__, frozenset(on))  # type: ignore[attr-defined]
        return method

    return declare


def questions_of(facts: type) -> Mapping[str, Question]:
    """The questions that a class of facts declares, by their names."""
    return {name: one for name, one in _declared(facts).items() if isinstance(one, Question)}


def values_of(facts: type) -> Mapping[str, Told]:
    """The values that a class of facts declares, by their names."""
    return {name: one for name, one in _declared(facts).items() if isinstance(one, Told)}


def _declared(facts: type) -> dict[str, Question | Told]:
    methods = {name: getattr(facts, name) for name in dir(facts)}
    return {name: method.declared for name, method in methods.items() if hasattr(method, "declared")}
