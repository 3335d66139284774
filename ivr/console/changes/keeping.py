"""Drafts as the pages keep and find them: each its author's, and those that wait for somebody who may publish them."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

import structlog
from sqlalchemy.exc import SQLAlchemyError

from ivr.changes import drafts
from ivr.changes.drafts import Author, Draft, NotTheirsError
from ivr.changes.scope import places_of_scope
from ivr.console.changes.filled import Filled, read_filled
from ivr.console.changes.proposed import tried
from ivr.console.changes.told import told_whom
from ivr.console.rooms import person, rooms
from ivr.hours.words import Words
from ivr.published.snapshot import Snapshot
from ivr.store.deadline import Unavailable

log = structlog.get_logger("ivr.console")


def author() -> Author:
    """Whoever asks."""
    found = person()
    return Author(found.id, found.name)


def save_draft(filled: Filled) -> None:
    """Keep a form as it is, if that is worth it. Raises NotTheirsError, and what the store raises."""
    if not filled.is_worth_keeping or not filled.key:
        return
    entry = (filled.section, filled.name)
    save = partial(drafts.save, key=filled.key, author=author(), form=filled.fields, at=rooms().clock(), entry=entry)
    rooms().store.within_deadline(save)


@dataclass(frozen=True, slots=True)
class Kept:
    """A form after it was to be kept: when that was done; `failed`: it could not be."""

    filled: Filled
    at: datetime | None = None
    failed: bool = False


def keep(filled: Filled, *, copies: bool = True) -> Kept:
    """Keep a form on the way. A colleague's, whose publication they ask for, stays as it is: one's own is a copy."""
    try:
        save_draft(filled)
    except NotTheirsError:
        return keep(replace(filled, key=new_key())) if copies else Kept(filled)
    except (SQLAlchemyError, Unavailable) as error:
        log.warning("draft_not_kept", error=type(error).__name__)
        return Kept(filled, failed=True)
    return Kept(filled, rooms().clock() if filled.is_worth_keeping else None)


def new_key() -> str:
    """A form's own, which nobody can guess."""
    return secrets.token_urlsafe(18)


def ask_for_publication(filled: Filled, places: frozenset[str], told: Words) -> None:
    """Save a form, and have it wait for somebody who may publish it. Of a colleague's form one's own copy waits."""
    try:
        save_draft(filled)
    except NotTheirsError:
        filled = replace(filled, key=new_key())
        save_draft(filled)
    ask = partial(drafts.ask, key=filled.key, author=author(), at=rooms().clock(), places=places, told=told)
    rooms().store.within_deadline(ask)


def draft_of(key: str) -> Draft | None:
    """A draft that whoever asks may see: their own, or one that waits and that they may publish; None else."""
    draft = rooms().store.within_deadline(partial(drafts.found, key=key), writes=False)
    return draft if draft and (draft.author.id == person().id or is_theirs_to_publish(draft)) else None


def own_drafts() -> tuple[Draft, ...]:
    """Those of whoever asks, the latest first."""
    return rooms().store.within_deadline(partial(drafts.of_author, author=person().id), writes=False)


def drafts_that_wait() -> tuple[Draft, ...]:
    """Those that whoever asks may publish."""
    if not person().may("publisher"):
        return ()
    waiting = rooms().store.within_deadline(drafts.waiting, writes=False)
    return tuple(draft for draft in waiting if is_theirs_to_publish(draft))


def is_theirs_to_publish(draft: Draft) -> bool:
    """Whether whoever asks may publish what waits: the role, and everybody whom it reaches within their scope."""
    snapshot = rooms().snapshot
    if draft.state != "asked" or not person().may("publisher") or snapshot is None:
        return False
    return set(draft.places) <= places_of_scope(snapshot.schedules, person().scope)


def snapshot_of_draft(key: str) -> Snapshot | None:
    """What would be live with a draft; None where it may not be seen, or can't be published as it is."""
    draft = draft_of(key)
    if draft is None:
        return None
    proposal = tried(rooms().published, read_filled(draft.form, key), person(), rooms().clock()).proposal
    return proposal.after if proposal else None


def title_of(draft: Draft) -> Words | None:
    """What a draft is for, in the words of whom it reaches; None where nobody is chosen yet."""
    snapshot = rooms().snapshot
    return told_whom(tuple(draft.form.get("where", ())), snapshot).get("where") if snapshot else None
