"""After publishing: what became of it, what comes next, and the way to take it back at once."""

from dataclasses import replace
from functools import partial

from flask import Response, abort, flash, redirect, render_template, url_for
from sqlalchemy import Connection, select

from ivr.changes import ledger
from ivr.changes.ledger import OutrunError
from ivr.changes.proposal import differing, file_entry, propose, undoing
from ivr.changes.publication_words import change_words
from ivr.changes.publishing import Publication, numbers_of
from ivr.changes.scope import BeyondScopeError
from ivr.console.changes.listening import call_after
from ivr.console.pages import Pages
from ivr.console.publishing import publishing, signature
from ivr.console.rooms import person, rooms
from ivr.console.speech import language, t
from ivr.content.changes import Change
from ivr.content.faults import ContentError
from ivr.hours.schedules import Schedules
from ivr.published.live import Published
from ivr.store.publishing_tables import publications

pages = Pages("changes_done", __name__)


@pages.page("/change/done/<int:publication>", needs="editor")
def show_done(publication: int) -> str:
    """What was published, or waits for a second person."""
    made, changes = _found(publication)
    snapshot = rooms().snapshot
    told = [_told(snapshot.schedules, change) for change in changes] if snapshot else []
    call = call_after(snapshot.schedules, changes[0], rooms().clock()) if snapshot and changes else {}
    return render_template(
        "changes/done.html", made=made, changes=changes, told=[one for one in told if one], call=call
    )


def _told(schedules: Schedules, change: Change) -> str:
    """Its entry without the name, which was made up for it."""
    return change_words(schedules, change, language()).removeprefix(change.name).lstrip(" :")


@pages.page("/change/done/<int:publication>/undo", needs="publisher", methods=("POST",))
def undo_at_once(publication: int) -> Response:
    """Take back what one has just published, as a new change; each entry becomes again what it was before."""
    rooms().published.follow()
    made, changes = _found(publication)
    store, published = rooms().store, rooms().published
    back = store.within_deadline(partial(_undoings, changes=changes, published=published), writes=False)
    drafts = differing(back, published)
    if drafts:
        try:
            proposal = propose(published, [replace(draft, author=person().name) for draft in drafts], rooms().clock())
            proposal = replace(proposal, seen={change.key: change.id for change in changes})
            door, by, at = publishing(), signature(), rooms().clock()
            form = f"undo-of-{made.id}"
            undone = store.within_deadline(
                partial(door.publish, proposal=proposal, by=by, at=at, form=form, did="undo")
            )
        except (ContentError, OutrunError, BeyondScopeError):
            return _not_undone(publication)
        if undone.state == "waiting":
            return redirect(url_for("second.show_asked", number=undone.id), 303)  # type: ignore[return-value]
        rooms().published.follow()
        if undone.again and differing(back, published):  # taken back once, and published anew since
            return _not_undone(publication)
    flash(
        t(
            "C'est défait. Les appelants l'entendent dans les 5 secondes.",
            "Taken back. Callers hear it within 5 seconds.",
        ),
        "success",
    )
    return redirect(url_for("now.show_now"), 303)  # type: ignore[return-value]


def _not_undone(publication: int) -> Response:
    flash(t("Rien n'a été défait : voyez l'historique.", "Nothing was taken back: see the history."), "error")
    return redirect(url_for("changes_done.show_done", publication=publication), 303)  # type: ignore[return-value]


def _found(publication: int) -> tuple[Publication, tuple[Change, ...]]:
    """One's own publication and its changes; 404 for another's."""
    made = rooms().store.within_deadline(partial(_publication, number=publication, who=person().id), writes=False)
    if made is None:
        abort(404)
    return made


def _publication(connection: Connection, number: int, who: str) -> tuple[Publication, tuple[Change, ...]] | None:
    own = (publications.c.id == number) & (publications.c.who == who)
    row = connection.execute(select(publications).where(own)).one_or_none()
    if row is None:
        return None
    numbers = numbers_of(connection, number)
    changes = (ledger.one(connection, one) for one in numbers)
    return Publication(row.id, row.state, numbers), tuple(change for change in changes if change)


def _undoings(connection: Connection, changes: tuple[Change, ...], published: Published) -> tuple[Change, ...]:
    """A draft for each that puts its entry back as it was, the last one first."""
    return tuple(_undoing(connection, change, published) for change in reversed(changes))


def _undoing(connection: Connection, change: Change, published: Published) -> Change:
    of_entry = ledger.of_entry(connection, *change.key)
    earlier = next((one for one in of_entry if one.id < change.id), None)
    return undoing(change, earlier, file_entry(published, change))
