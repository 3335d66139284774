"""The list of drafts: one's own, and those that wait for somebody who may publish them."""

from functools import partial

from flask import Response, abort, flash, redirect, render_template, request, url_for

from ivr.changes import drafts
from ivr.changes.drafts import NotTheirsError
from ivr.console.changes.keeping import author, draft_of, drafts_that_wait, is_theirs_to_publish, own_drafts, title_of
from ivr.console.pages import Pages
from ivr.console.rooms import person, rooms
from ivr.console.speech import t

pages = Pages("drafts", __name__)
LONGEST_ANSWER = 500  # letters


@pages.page("/drafts", needs="editor")
def show_drafts() -> str:
    """What one has written and not published, and what others ask one to publish."""
    own, waiting = own_drafts(), drafts_that_wait()
    others = [draft for draft in waiting if draft.author.id != person().id]
    titles = {draft.key: title_of(draft) for draft in (*own, *others)}
    return render_template(
        "changes/drafts.html", own=own, others=others, titles=titles, asked=request.args.get("asked")
    )


@pages.page("/drafts/<key>/discard", needs="editor", methods=("POST",))
def discard_draft(key: str) -> Response:
    """Throw one's own away."""
    try:
        rooms().store.within_deadline(partial(drafts.discard, key=key, author=author()))
    except NotTheirsError:
        abort(404)
    flash(t("Brouillon supprimé.", "Draft thrown away."), "success")
    return _back()


@pages.page("/drafts/<key>/return", needs="publisher", methods=("POST",))
def return_draft(key: str) -> Response:
    """Give back to its author what they asked to be published, with a word on why."""
    draft = draft_of(key)
    if draft is None or not is_theirs_to_publish(draft):
        abort(404)
    answer = request.form.get("answer", "")[:LONGEST_ANSWER]
    rooms().store.within_deadline(partial(drafts.send_back, key=key, by=person().name, answer=answer))
    flash(t("Le brouillon est rendu à son auteur.", "The draft is returned to its author."), "success")
    return _back()


def _back() -> Response:
    return redirect(url_for("drafts.show_drafts"), 303)  # type: ignore[return-value]
