"""One call step by step: what was passed, asked and answered on each turn, and what the line says there.

The words are read again from what is live, and only where that is what was live then. Of the caller the journal knows
neither the number nor what was typed, so a value that hangs on these is an ellipsis, and a time has no clock.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, cast

from ivr.journal.entry import END_OF_CALL, Entry
from ivr.journal.way import read_way
from ivr.line.actions import Moment, Passed, Spans, Value, Week
from ivr.line.asker import Asker
from ivr.line.call import FIELDS, Call, LineName
from ivr.line.conversation import said_at
from ivr.line.facts import Facts, Rules
from ivr.line.origin import UNKNOWN
from ivr.line.questions import On
from ivr.line.steps import Flow
from ivr.published.snapshot import Snapshot
from ivr.wording.prompts import WordingError
from ivr.wording.speak import speak, text

UNTOLD: frozenset[On] = frozenset({"link", "memory", "caller"})  # what the journal does not keep
ELLIPSIS = "…"


class Sentence(NamedTuple):
    """What one voice says, and in which language: "fr"."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A step that was passed, and what the line says there; nothing where that is not known, or it is silent."""

    passed: Passed
    said: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class TurnRead:
    """A turn of the journal, its way read."""

    entry: Entry
    passages: tuple[Passage, ...]

    @property
    def ended(self) -> bool:
        """Whether it is the end of the call rather than a turn."""
        return self.entry.turn == END_OF_CALL


def known_of(entry: Entry) -> tuple[str, ...]:
    """What was known of the caller, as words of the journal and names: what is empty left out."""
    return tuple(filter(None, (entry.topic, entry.place, entry.department, entry.caisse, entry.regime)))


def decided_by(entry: Entry) -> tuple[str, ...]:
    """Why it was open or closed, and by which hours, on a turn that depended on it."""
    return tuple(filter(None, (entry.cause, entry.rule)))


def is_live(entry: Entry, snapshot: Snapshot | None) -> bool:
    """Whether what the line says now is what it said on that turn."""
    return snapshot is not None and snapshot.revision == entry.revision


def read_call(entries: Sequence[Entry], flow: Flow, snapshot: Snapshot | None, rules: Rules) -> list[TurnRead]:
    """The turns of a call in order; with what the line says where the same is live."""
    return [TurnRead(entry, tuple(_passages(entry, flow, snapshot, rules))) for entry in entries]


def _passages(entry: Entry, flow: Flow, snapshot: Snapshot | None, rules: Rules) -> Iterator[Passage]:
    for passed in read_way(entry.way):
        told = _said(entry, passed.step, flow, snapshot, rules) if snapshot and is_live(entry, snapshot) else ()
        yield Passage(passed, told)


def _said(entry: Entry, step: str, flow: Flow, snapshot: Snapshot, rules: Rules) -> tuple[Sentence, ...]:
    line, languages = cast(LineName, entry.line), tuple(snapshot.prompts)
    facts = Facts(entry.at, line, UNKNOWN, snapshot.schedules, rules, languages=languages)
    try:
        says = said_at(flow, step, _call_of(entry), _Retelling(facts))
        spoken = speak(snapshot.prompts, entry.language, says)
        return tuple(Sentence(one.locale.partition("-")[0], text(one)) for one in spoken)
    except (WordingError, LookupError):  # a caisse or a line that is no more, a value that an ellipsis can't stand for
        return ()


def _call_of(entry: Entry) -> Call:
    return Call(**{name: getattr(entry, name) for name in FIELDS if hasattr(entry, name)})


class _Retelling(Asker):
    """Tells values again, but for those that hang on what the journal does not keep."""

    def tell(self, name: str, call: Call) -> Value:
        """The value, or an ellipsis."""
        declared = getattr(type(self.facts), name).declared
        if UNTOLD & declared.on:
            return ELLIPSIS
        value = super().tell(name, call)
        return replace(value, clock="") if isinstance(value, Moment | Spans | Week) else value
