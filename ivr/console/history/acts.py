"""What can be done about a change from its page: take it back, keep it over the files, or leave it to them.

Each shows first what it would do, and is a new change itself.
"""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from flask import Response, abort, render_template, request

from ivr.changes.acts import ACTS, Act, Done, act_on
from ivr.changes.ledger import OutrunError
from ivr.changes.proposal import Proposal, propose
from ivr.changes.publishing import Publication, together
from ivr.changes.scope import BeyondScopeError
from ivr.console.history.told import beyond, effect, outrun, told_faults, went_live
from ivr.console.numbers import number_of
from ivr.console.pages import Pages
from ivr.console.publishing import publishing, signature
from ivr.console.rooms import rooms
from ivr.content.changes import Change
from ivr.content.faults import ContentError

pages = Pages("acts", __name__)
LONGEST = 500  # letters of a note
ANY = "/history/<int:number>/<any(undo, keep, leave):act>"


@pages.page(ANY, needs="publisher")
def show_act(number: int, act: Act) -> str:
    """What it would do, and a form to confirm it."""
    rooms().published.follow()
    return _page(_done(number, act), {"form": secrets.token_urlsafe(18), "note": ""})


@pages.page(ANY, needs="publisher", methods=("POST",))
def do_act(number: int, act: Act) -> Response:
    """Publish it. Sent twice, it is published once."""
    rooms().published.follow()
    done = _done(number, act)
    filled = {"form": request.form.get("form", "")[:64], "note": request.form.get("note", "").strip()[:LONGEST]}
    try:
        made = _published(done, filled)
    except ContentError as error:
        return Response(_page(done, filled, refused=told_faults(error)), 422)
    except BeyondScopeError as error:
        return Response(_page(done, filled, refused=[beyond(error)]), 403)
    except OutrunError as error:
        return Response(_page(done, filled, refused=[outrun(error)]), 409)
    rooms().published.follow()
    return went_live(made)


def _done(number: int, act: Act) -> Done:
    """The act, as it would be done now; 404 for a change that there is none of."""
    work = partial(act_on, number=number, act=act, published=rooms().published)
    return rooms().store.within_deadline(work, writes=False) or abort(404)


def _published(done: Done, filled: Mapping[str, str]) -> Publication:
    """Held against what its author saw: `seen` is the newest change that the page told of."""
    by, at = signature(), rooms().clock()
    draft = replace(done.draft, author=by.name, note=filled["note"])
    proposal = replace(propose(rooms().published, [draft], at), seen={draft.key: _seen(done)})
    publish = partial(publishing().publish, proposal=proposal, by=by, at=at, form=filled["form"], did=done.did)
    return rooms().store.within_deadline(publish)


def _seen(done: Done) -> int:
    """The newest change of the entry when the form was shown; now, where the form does not say."""
    return number_of(request.form.get("seen", "")) or done.newest.id


def _page(done: Done, filled: Mapping[str, str], refused: list[str] | None = None) -> str:
    proposal, faults = _tried(done)
    return render_template(
        "history/act.html",
        done=done,
        words=ACTS[done.act],
        filled=filled,
        refused=refused or faults,
        effect=effect(proposal) if proposal else None,
        left=_left(done) if done.act == "undo" else (),
    )


def _left(done: Done) -> tuple[Change, ...]:
    """What was published with the change, and would stay."""
    work = partial(together, number=done.past.change.id)
    return rooms().store.within_deadline(work, writes=False)


def _tried(done: Done) -> tuple[Proposal | None, list[str]]:
    """What it would make of the content, or why it can't be."""
    try:
        return propose(rooms().published, [done.draft], rooms().clock()), []
    except ContentError as error:
        return None, told_faults(error)
