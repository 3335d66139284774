"""What can be done about a change that was published: each is a new change of the same entry."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection

from ivr.changes import history, ledger
from ivr.changes.difference import Difference, difference_of
from ivr.changes.history import Past, ground_of
from ivr.changes.proposal import entry_now, undoing
from ivr.content.changes import Change, digest_of, entry_of
from ivr.hours.words import Words, words
from ivr.published.live import Published

Act = Literal["undo", "keep", "leave"]
ACTS: Mapping[Act, Words] = {
    "undo": words(fr="Défaire", en="Undo"),
    "keep": words(fr="Garder le nôtre", en="Keep ours"),
    "leave": words(fr="Laisser aux fichiers", en="Leave it to the files"),
}


@dataclass(frozen=True, slots=True)
class Done:
    """An act as it would be done now. `others` are the changes that followed, and are taken back with it.

    `difference` is what it does to the entry that counts; `is_idle`: nothing at all.
    """

    act: Act
    past: Past
    draft: Change
    newest: Change
    others: tuple[Change, ...]
    difference: Difference
    is_idle: bool

    @property
    def did(self) -> str:
        """The word of the audit trail."""
        return "undo" if self.act == "undo" else "publish"


def act_on(connection: Connection, number: int, act: Act, published: Published) -> Done | None:
    """An act on a change; None where there is no such change. Raises ContentError where no content is live.

    To keep or to leave is about the newest change of the entry, whichever was asked about.
    """
    past = history.one(connection, number)
    if past is None:
        return None
    of_entry, ground = ledger.of_entry(connection, *past.change.key), ground_of(published)
    file = entry_of(ground.tables, *past.change.key)
    draft = _draft(act, past, of_entry[0])
    if act == "undo":
        draft = undoing(past.change, past.earlier, file)
    after = file if draft.does == "leaves" else draft.node
    before = entry_now(published, *draft.key)
    is_idle = digest_of(after) == digest_of(before) and act == "undo"
    others = tuple(one for one in of_entry if one.id > number) if act == "undo" else ()
    difference = difference_of(draft, before, file, ground.schedules)
    return Done(act, past, draft, of_entry[0], others, difference, is_idle)


def _draft(act: Act, past: Past, newest: Change) -> Change:
    if act == "keep":
        return Change(newest.section, newest.name, newest.does, newest.entry)
    return Change(past.change.section, past.change.name, "leaves")
