"""Two who changed the same entry: both versions side by side, so that one goes on from either and loses none."""

from dataclasses import dataclass
from datetime import datetime

from ivr.changes.drafting import form_of
from ivr.console.changes.filled import Filled, filled_from
from ivr.console.changes.whom import chips
from ivr.content.changes import Change
from ivr.hours.words import Words, words
from ivr.published.snapshot import Snapshot

FIELDS = {
    "where": words(fr="Qui", en="Who"),
    "when": words(fr="Quand", en="When"),
    "hours": words(fr="Heures", en="Hours"),
    "start": words(fr="À partir de", en="From"),
    "until": words(fr="Jusqu'à", en="Until"),
    "fr": words(fr="En français", en="In French"),
    "en": words(fr="En anglais", en="In English"),
}


@dataclass(frozen=True, slots=True)
class Side:
    """A field of both versions."""

    field: Words
    mine: Words
    theirs: Words

    @property
    def differs(self) -> bool:
        return self.mine != self.theirs


@dataclass(frozen=True, slots=True)
class Conflict:
    """Who was quicker, when and why; `removed`: they took the entry away. `number` is that of their change."""

    author: str
    at: datetime | None
    note: str
    number: int
    removed: bool
    sides: tuple[Side, ...]


def conflict_of(mine: Filled, theirs: Change, snapshot: Snapshot) -> Conflict:
    """What the author filled in beside what was published in the meantime."""
    node = theirs.node
    other = filled_from(form_of(theirs.section, theirs.name, node), "", theirs.id) if node else None
    told = (Side(field, _told(mine, name, snapshot), _told(other, name, snapshot)) for name, field in FIELDS.items())
    sides = tuple(side for side in told if any(side.mine.values()) or any(side.theirs.values()))
    return Conflict(theirs.author, theirs.at, theirs.note, theirs.id, other is None, sides)


def _told(filled: Filled | None, name: str, snapshot: Snapshot) -> Words:
    if filled is None:
        return words(fr="", en="")
    if name == "where":
        called = [chip.words for chip in chips(snapshot.schedules, filled.where)]
        return words(fr=", ".join(one["fr"] for one in called), en=", ".join(one["en"] for one in called))
    text = str(getattr(filled, name))
    return words(fr=text, en=text)
