"""The page on which a change is written, and what its buttons do."""

from collections.abc import Mapping
from dataclasses import replace

from flask import Response, abort, flash, make_response, redirect, render_template, request, url_for

from ivr.accounts.person import EVERYWHERE
from ivr.changes.drafting import form_now
from ivr.changes.form import KIND_WORDS, SECTION_OF
from ivr.console.changes.acts import Acting
from ivr.console.changes.filled import Filled, asked_for, filled_from, read_filled
from ivr.console.changes.keeping import Kept, draft_of, keep, new_key, own_drafts
from ivr.console.changes.publishing import publish_filled
from ivr.console.changes.shown import Shown, shown
from ivr.console.changes.whom import proposed
from ivr.console.pages import Pages
from ivr.console.rooms import person, rooms
from ivr.console.speech import language, month_name, t, weekday_names
from ivr.content.faults import ContentError
from ivr.hours.words import Words

pages = Pages("changes", __name__)
EFFECT, FORM = "effect", "change-form"  # the parts of the page that htmx asks for
PARTS: Mapping[str, str] = {EFFECT: "changes/part.html", FORM: "changes/form.html"}
SECTION = f"<any({', '.join(SECTION_OF.values())}):section>"


@pages.app_context_processor
def names_of_days() -> dict[str, object]:
    """What the calendar and the week are headed by, for templates."""
    return {"month_name": month_name, "weekdays": weekday_names, "kinds": KIND_WORDS}


@pages.page("/change", needs="editor")
def new_change() -> str:
    """A blank form, or one with what the page before knew; with the way back to what was left unfinished."""
    own = person().scope if person().scope != EVERYWHERE and len(person().scope) == 1 else ()
    filled = asked_for(request.args, new_key(), own)
    unfinished = [] if filled.is_worth_keeping else [draft for draft in own_drafts() if draft.state == "draft"]
    return _page(shown(Kept(filled)), unfinished=unfinished[:3])


@pages.page(f"/change/{SECTION}/<path:name>", needs="editor")
def edit_change(section: str, name: str) -> str:
    """The form of an entry that counts now, whoever wrote it."""
    published = rooms().published
    form = form_now(published, section, name)
    if form is None:
        abort(404)
    seen = next((change.id for change in published.changes if change.key == (section, name)), 0)
    return _page(shown(Kept(filled_from(form, new_key(), seen))))


@pages.page("/change/draft/<key>", needs="editor")
def resume_draft(key: str) -> str:
    """A draft as it was left, or as somebody asks to have it published."""
    draft = draft_of(key)
    if draft is None:
        abort(404)
    return _page(shown(Kept(read_filled(draft.form, key), draft.saved_at)), draft=draft)


@pages.page("/change", needs="editor", methods=("POST",))
def take_change() -> Response | str:
    """What was filled in, and the button that was pressed; without one, what it would do.

    htmx asks for parts: the effect while one types, the whole form after a button within it.
    """
    filled = read_filled(request.form)
    if not filled.key:
        filled = replace(filled, key=new_key())
    if request.headers.get("HX-Target") == EFFECT:
        return _shown_again(filled)  # it bears the button that had the focus last, and presses none
    match "" if request.headers.get("HX-Request") else request.form.get("do", ""):
        case "publish" | "ask":
            return publish_filled(filled, request.form["do"], again=_page)
        case "save":
            return _saved(filled)
    snapshot = rooms().published.layered.above.snapshot
    acting = Acting(snapshot.schedules, rooms().clock(), language(), request.form)
    return _shown_again(acting.settled(acting.after(filled)))


@pages.page("/change/who", needs="editor")
def find_who() -> str:
    """Whom a search finds, while one types."""
    snapshot = rooms().published.layered.above.snapshot
    return render_template("changes/near.html", found=proposed(snapshot.schedules, request.args.get("who", "")[:80]))


def _shown_again(filled: Filled) -> Response:
    """The form with what it means and would do, kept as a draft on the way.

    After a button within it the form comes at once, and asks by itself for what it would do.
    """
    target = request.headers.get("HX-Target", "")
    page = shown(keep(filled, copies=target != EFFECT), alone=target == FORM)
    if target not in PARTS:
        return make_response(_page(page))
    changed = request.form.get("changed", "")  # the field that was typed in, or the button
    answer = make_response(render_template(PARTS[target], page=page, changed=changed, again=True))
    answer.vary.add("HX-Target")
    return answer


def _saved(filled: Filled) -> Response | str:
    """A draft that its author asked to keep: they are led to their list."""
    if keep(filled).failed:
        abort(503)
    flash(t("Brouillon enregistré.", "Draft saved."), "success")
    return redirect(url_for("drafts.show_drafts"), 303)  # type: ignore[return-value]


def _page(page: Shown, **more: object) -> str:
    return render_template("changes/page.html", page=page, **{"unfinished": (), "draft": None, **more})


@pages.app_errorhandler(ContentError)
def without_content(_: ContentError) -> tuple[str, int]:
    """Where no content is live there is nothing to change."""
    told = Words((("fr", "Aucun contenu n'est lisible"), ("en", "No content can be read")))
    advice = Words(
        (("fr", "Les fichiers sont à réparer d'abord : « ivr check »."), ("en", "Mend the files first: `ivr check`."))
    )
    return render_template("fault.html", title=told, advice=advice), 503
