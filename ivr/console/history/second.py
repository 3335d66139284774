"""What waits for a second person, and the emergencies that one reads again afterwards."""

from collections.abc import Callable
from functools import partial

from flask import Response, abort, flash, render_template, request, url_for
from sqlalchemy import Connection

from ivr.changes import ledger, second_person
from ivr.changes.difference import difference_of
from ivr.changes.history import ground_of
from ivr.changes.ledger import OutrunError
from ivr.changes.proposal import Proposal, entry_now, file_entry
from ivr.changes.publishing import numbers_of
from ivr.changes.scope import BeyondScopeError, check_entries
from ivr.changes.second_person import Asked, DecidedError, OwnError
from ivr.console.history.told import beyond, effect, outrun, to, told_faults, went_live
from ivr.console.pages import Pages
from ivr.console.publishing import publishing, signature
from ivr.console.rooms import person, rooms
from ivr.console.speech import t
from ivr.content.faults import ContentError
from ivr.published.layering import Changes

pages = Pages("second", __name__)
LONGEST = 500  # letters of what is written


@pages.page("/waiting", needs="reader")
def show_waiting() -> str:
    """What waits, and what is to be reviewed."""
    with rooms().store.reading() as connection:
        waiting, to_review = second_person.waiting(connection), second_person.to_review(connection)
        changed = {asked.id: numbers_of(connection, asked.id) for asked in to_review}
    return render_template(
        "history/waiting.html",
        waiting=[(asked, _told(asked)) for asked in waiting],
        to_review=to_review,
        changed=changed,
    )


@pages.page("/waiting/<int:number>", needs="reader")
def show_asked(number: int) -> str:
    """One of them: what it would do now, and the decision."""
    rooms().published.follow()
    return _page(_asked(number))


@pages.page("/waiting/<int:number>/approve", needs="publisher", methods=("POST",))
def approve(number: int) -> Response:
    """Publish it, if it still can be."""
    rooms().published.follow()
    asked, at = _asked(number), rooms().clock()
    try:
        proposal = asked.proposed(rooms().published, at)
        act = partial(second_person.approve, publishing(), asked=asked, proposal=proposal, by=signature(), at=at)
        made = rooms().store.within_deadline(act)
    except ContentError as error:
        return Response(_page(asked, told_faults(error)), 422)
    except BeyondScopeError as error:
        return Response(_page(asked, [beyond(error)]), 403)
    except OutrunError as error:
        return Response(_page(asked, [outrun(error)]), 409)
    except (OwnError, DecidedError) as error:
        return Response(_page(_asked(number), [_not_theirs(error)]), 409)
    rooms().published.follow()
    return went_live(made)


@pages.page("/waiting/<int:number>/decline", needs="publisher", methods=("POST",))
def decline(number: int) -> Response:
    """Publish nothing of it, and say why."""
    why = request.form.get("why", "").strip()[:LONGEST]
    asked = _asked(number)
    if not why:
        missing = t("Dites pourquoi : son auteur le lira.", "Say why: its author will read it.")
        return Response(_page(asked, [missing]), 422)
    work = partial(second_person.decline, publishing(), number=number, why=why, by=signature(), at=rooms().clock())
    return _decided(asked, work, url_for("second.show_asked", number=number))


@pages.page("/waiting/<int:number>/review", needs="publisher", methods=("POST",))
def review(number: int) -> Response:
    """Note that an emergency was read again."""
    note = request.form.get("note", "").strip()[:LONGEST]
    asked = _asked(number)
    work = partial(second_person.review, publishing(), number=number, note=note, by=signature(), at=rooms().clock())
    return _decided(asked, work, url_for("second.show_waiting"))


def _decided(asked: Asked, work: Callable[..., None], address: str) -> Response:
    try:
        _check_theirs(asked)
        rooms().store.within_deadline(work)
    except BeyondScopeError as error:
        return Response(_page(asked, [beyond(error)]), 403)
    except (OwnError, DecidedError) as error:
        return Response(_page(_asked(asked.id), [_not_theirs(error)]), 409)
    flash(t("C'est noté.", "Noted."), "success")
    return to(address)


def _check_theirs(asked: Asked) -> None:
    """Raises BeyondScopeError where it reaches beyond what they publish for; what is their own they may withdraw."""
    if asked.who == person().id:
        return
    entries = asked.drafts or rooms().store.within_deadline(partial(_changes, asked=asked), writes=False)
    check_entries(ground_of(rooms().published).schedules, entries, person().scope)


def _changes(connection: Connection, asked: Asked) -> Changes:
    found = (ledger.one(connection, number) for number in numbers_of(connection, asked.id))
    return tuple(change for change in found if change)


def _asked(number: int) -> Asked:
    """A publication by its number; 404 for none."""
    work = partial(second_person.one, number=number)
    return rooms().store.within_deadline(work, writes=False) or abort(404)


def _page(asked: Asked, refused: list[str] | None = None) -> str:
    proposal, faults = _tried(asked) if asked.state == "waiting" else (None, [])
    return render_template(
        "history/asked.html",
        asked=asked,
        told=_told(asked),
        refused=refused or faults,
        effect=effect(proposal) if proposal else None,
        is_own=asked.who == person().id,
    )


def _tried(asked: Asked) -> tuple[Proposal | None, list[str]]:
    try:
        return asked.proposed(rooms().published, rooms().clock()), []
    except ContentError as error:
        return None, told_faults(error)


def _told(asked: Asked) -> list[object]:
    """What it would change of the entries that count now, in words."""
    published = rooms().published
    schedules = ground_of(published).schedules
    return [
        difference_of(draft, entry_now(published, *draft.key), file_entry(published, draft), schedules)
        for draft in asked.drafts
    ]


def _not_theirs(error: OwnError | DecidedError) -> str:
    if isinstance(error, OwnError):
        return t("C'est le vôtre : une autre personne doit en décider.", "This is yours: another person has to decide.")
    return t("{by} en a déjà décidé.", "{by} has decided already.", by=error.by or "?")
