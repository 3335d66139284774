"""A call as the page shows it: what appears at which second, and the reasons of each turn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast
from xml.dom.minidom import parseString

from ivr.calls.lines import rules_of
from ivr.console.heard.why import Why, why_at
from ivr.handset.playing import Event, Played, Received, Taking
from ivr.hours.words import Words
from ivr.journal.entry import Entry
from ivr.journal.receipt import TurnRead, read_call
from ivr.line.call import Call, LineName
from ivr.line.facts import Facts
from ivr.line.flow import FLOW
from ivr.line.origin import UNKNOWN
from ivr.phone.switchboard import Did
from ivr.phone.timeline import Heard, words_of
from ivr.published.snapshot import Snapshot
from ivr.settings import Settings

INTERRUPTING = ("press", "say", "hang_up")
MOST_SHOWN = 20_000  # characters of a document


@dataclass(frozen=True, slots=True)
class Item:
    """Something that appears at a second: a sentence word by word, a text, or what was done (`kind`).

    `cut`: the caller did not hear its end. `key` tells whether it is the same as in an earlier play.
    """

    kind: str
    at: float
    until: float
    detail: str = ""
    language: str = ""
    words: tuple[tuple[str, float], ...] = ()
    cut: bool = False

    @property
    def key(self) -> str:
        """The same for the same."""
        return f"{self.kind} {self.at:.2f} {self.detail} {len(self.words)}"


@dataclass(frozen=True, slots=True)
class Told:
    """A turn's reasons: the steps that it passed, and whose hours counted then, if it asked for hours."""

    at: float
    number: int
    read: TurnRead | None
    why: Why | None
    whose: Words | None
    request: tuple[tuple[str, str], ...]
    address: str
    document: str


def items_of(played: Played) -> Iterator[Item]:
    """What appears, in order. To wait in a queue is another thing than to say nothing: it moves."""
    moves = {taking.turn.at for taking in played.turns if taking.turn.queue}
    for number, event in enumerate(played.events):
        if isinstance(event, Heard):
            yield _sentence(event, _interrupted(played.events[number + 1 :]))
        elif isinstance(event, Received):
            yield Item("text", event.at, event.at, event.text.body)
        else:
            kind = "moves" if event.kind == "wait" and event.at in moves else event.kind
            yield Item(kind, event.at, event.at, event.detail)


def _interrupted(events: Sequence[Event]) -> float:
    """The second at which the caller does something next."""
    acts = (event.at for event in events if isinstance(event, Did) and event.kind in INTERRUPTING)
    return next(acts, float("inf"))


def _sentence(heard: Heard, then: float) -> Item:
    """A sentence, of which is heard what comes before the caller does something."""
    said = words_of(heard)
    spoken = tuple(word for word in said if word[1] < then) or tuple(said[:1])
    until, cut = min(heard.until, then), len(spoken) < len(said)
    return Item("line", heard.at, until, heard.text, heard.language, spoken, cut)


def told_of(played: Played, snapshot: Snapshot, settings: Settings) -> Iterator[Told]:
    """The reasons of each turn, in order."""
    for number, taking in enumerate(played.turns, start=1):
        entry, request = taking.entry, taking.turn.request
        read = read_call([entry], FLOW, snapshot, rules_of(settings))[0] if entry else None
        why, whose = _why(entry, snapshot, settings) if entry and entry.cause else (None, None)
        yield Told(
            at=taking.turn.at,
            number=number,
            read=read,
            why=why,
            whose=whose,
            request=tuple(request.params.items()),
            address=f"{request.method} {request.url}",
            document=_pretty(taking),
        )


def _why(entry: Entry, snapshot: Snapshot, settings: Settings) -> tuple[Why, Words]:
    """Why those whose hours counted were open or closed then."""
    line = cast(LineName, entry.line)
    facts = Facts(entry.at, line, UNKNOWN, snapshot.schedules, rules_of(settings))
    body = facts.whose(Call(line=line, department=entry.department, caisse=entry.caisse))
    return why_at(snapshot.schedules, body, entry.at), body.names


def _pretty(taking: Taking) -> str:
    """The document with an element a line; it was read before, so that it is well-formed and small."""
    lines = parseString(taking.turn.document).toprettyxml(indent="  ").splitlines()
    return "\n".join(line for line in lines[1:] if line.strip())[:MOST_SHOWN]
