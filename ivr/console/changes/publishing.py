"""Publishing what was filled in: by whoever may, as they saw it, once; or asking somebody who may."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from flask import Response, make_response, redirect, render_template, url_for
from sqlalchemy import Connection

from ivr.changes import drafts
from ivr.changes.impact import impact_of
from ivr.changes.impact_words import summary_words
from ivr.changes.ledger import OutrunError
from ivr.changes.proposal import differing, entry_now
from ivr.changes.publishing import Publication, by_form
from ivr.changes.scope import BeyondScopeError, touched
from ivr.console.changes.conflict import conflict_of
from ivr.console.changes.effect import large
from ivr.console.changes.filled import Filled
from ivr.console.changes.keeping import Kept, ask_for_publication, keep
from ivr.console.changes.proposed import Tried, as_seen
from ivr.console.changes.reading import as_meant, means_otherwise
from ivr.console.changes.shown import Shown, shown
from ivr.console.publishing import publishing, signature
from ivr.console.rooms import person, rooms
from ivr.hours.words import Words, words

Again = Callable[[Shown], str]  # the page once more, with what is to be mended

FAULTY = words(
    fr="Rien n'est publié : corrigez d'abord ce qui est signalé.",
    en="Nothing is published: mend first what is pointed out.",
)
MIND = words(
    fr="Rien n'est publié encore : lisez la remarque, et cochez la case si vous publiez quand même.",
    en="Nothing is published yet: read the remark, and tick its box if you publish all the same.",
)
CONFIRM = words(
    fr="Rien n'est publié encore : cochez la case qui dit ce que cela fait.",
    en="Nothing is published yet: tick the box that says what it does.",
)
NOT_THEIRS = words(
    fr="Rien n'est publié : ce changement dépasse votre périmètre. Demandez sa publication.",
    en="Nothing is published: this change goes beyond your scope. Ask for its publication.",
)
OTHER_DAY = words(
    fr="Rien n'est publié encore : le jour a changé depuis que cette page s'est affichée. Relisez, puis publiez.",
    en="Nothing is published yet: the day has changed since this page was shown. Read it again, then publish.",
)
OTHER_FILES = words(
    fr="Rien n'est publié encore : les fichiers disent autre chose de cette entrée depuis que cette page s'est "
    "affichée. Relisez ce qui change, puis publiez.",
    en="Nothing is published yet: the files say something else of this entry since this page was shown. "
    "Read what changes, then publish.",
)
GONE = words(
    fr="Rien n'est publié : il n'y a pas d'entrée de ce nom à changer.",
    en="Nothing is published: there is no entry of that name to change.",
)
IDLE = words(
    fr="Rien n'est publié : cela ne changerait rien à ce qui est en place.",
    en="Nothing is published: it would change nothing of what is in place.",
)


def publish_filled(filled: Filled, do: str, again: Again) -> Response | str:
    """Publish, or ask for it. A form that was sent before tells what became of it then."""
    rooms().published.follow()  # what colleagues have published in the last seconds
    page = shown(Kept(filled))
    refusal = _refusal(page, do)
    # Asked last: had it been published in the meantime, by a second press, it would seem to change nothing.
    if known := rooms().store.within_deadline(partial(by_form, who=person().id, form=filled.key), writes=False):
        return _done(replace(known, again=True))
    if refusal:
        return make_response(again(replace(page, kept=keep(filled), refusal=refusal)), 422)
    assert page.tried
    if do == "ask" or not page.may_publish:
        return _asked(page, page.tried)
    return _published(page, page.tried, again)


def _refusal(page: Shown, do: str) -> Words | None:
    """Why it can't be published as it is."""
    found = page.tried
    if found is None or found.proposal is None:
        return FAULTY
    if not _is_known(page.filled):
        return GONE
    if means_otherwise(page.filled, page.snapshot, page.now):
        return OTHER_DAY
    if page.filled.base and page.filled.base != page.base:
        return OTHER_FILES
    if not differing(found.drafts, rooms().published):
        return IDLE
    if not found.is_accepted:
        return MIND
    if (
        large(found.proposal, impact_of(found.proposal.before, found.proposal.after, page.now))
        and not found.is_confirmed
    ):
        return CONFIRM
    if do == "publish" and not page.may_publish:
        return NOT_THEIRS
    return None


def _is_known(filled: Filled) -> bool:
    """Whether the entry to be changed is there, or was: names of new ones are made up here, not by a browser."""
    published, key = rooms().published, (filled.section, filled.name)
    return filled.is_new or any(one.key == key for one in published.changes) or entry_now(published, *key) is not None


def _asked(page: Shown, found: Tried) -> Response:
    """Have it wait for somebody who may publish it."""
    assert found.proposal
    impact = impact_of(found.proposal.before, found.proposal.after, page.now)
    told = summary_words(impact, found.proposal.after.schedules)
    filled = as_meant(page.filled, found.reading, page.now)  # it is read on another day, perhaps
    ask_for_publication(filled, frozenset(touched(found.proposal)), told)
    return redirect(url_for("drafts.show_drafts", asked=page.filled.key), 303)  # type: ignore[return-value]


def _published(page: Shown, found: Tried, again: Again) -> Response:
    """Publish; where somebody else was quicker, show both and lose neither."""
    proposal, key, at = as_seen(found), page.filled.key, page.now
    by, door = signature(), publishing()

    def work(connection: Connection) -> Publication:
        ends = partial(drafts.end, key=key, by=by.who)
        return door.publish(connection, proposal, by=by, at=at, form=key, ends=ends)

    try:
        made = rooms().store.within_deadline(work)
    except BeyondScopeError:
        return make_response(again(replace(page, refusal=NOT_THEIRS)), 403)
    except OutrunError as error:
        keep(page.filled)
        conflict = conflict_of(page.filled, error.by, page.snapshot)
        return make_response(render_template("changes/conflict.html", conflict=conflict, page=page), 409)
    rooms().published.follow()
    return _done(made)


def _done(made: Publication) -> Response:
    """To the page that says what became of it."""
    address = url_for("changes_done.show_done", publication=made.id, again="1" if made.again else None)
    return redirect(address, 303)  # type: ignore[return-value]
