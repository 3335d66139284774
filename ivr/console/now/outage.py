"""Closing at once, and opening again: two clicks and one."""

import secrets
from dataclasses import replace
from datetime import datetime

import structlog
from flask import Response, abort, flash, redirect, render_template, request, url_for
from sqlalchemy.exc import SQLAlchemyError

from ivr.changes.drafting import reopening
from ivr.changes.emergencies import SECTION, going_on, new_name, with_emergency
from ivr.changes.heard import heard
from ivr.changes.ledger import OutrunError
from ivr.changes.proposal import entry_now, propose
from ivr.changes.publishing import Publication
from ivr.changes.scope import BeyondScopeError
from ivr.check.entry_words import people_words, whom_words
from ivr.check.reached import reached_by
from ivr.console.now.latest import shown_at
from ivr.console.now.outage_form import REASONS, UNTIL, Outage, Typed, read_outage, whom_for
from ivr.console.pages import Pages
from ivr.console.publishing import publishing, signature
from ivr.console.rooms import person, rooms
from ivr.console.speech import language, t
from ivr.content.changes import Change
from ivr.content.faults import ContentError
from ivr.published.snapshot import Snapshot
from ivr.store.deadline import Unavailable

pages = Pages("outage", __name__)
log = structlog.get_logger("ivr.console")

LONGEST = 300  # letters of a field
TRIES = 3  # names that are tried where others publish in the same minute
NOT_DONE = (Unavailable, SQLAlchemyError)


@pages.page("/outage", needs="publisher")
def show_outage() -> Response:
    """The form, with the commonest filled in: it can be sent as it is."""
    snapshot = _snapshot()
    return _page(snapshot, _typed(snapshot, request.args.to_dict()))


@pages.page("/outage/heard", needs="publisher")
def show_heard() -> str:
    """Whom it closes and what they will hear, while it is filled in."""
    snapshot = _snapshot()
    typed = _typed(snapshot, request.args.to_dict())
    return render_template("now/outage_heard.html", **_told(snapshot, _read(snapshot, typed)))


@pages.page("/outage", needs="publisher", methods=("POST",))
def close_now() -> Response:
    """Publish, and show that it counts."""
    snapshot = _snapshot()
    typed = _typed(snapshot, request.form.to_dict())
    outage = _read(snapshot, typed)
    if outage.wrong:
        return _page(snapshot, typed, code=422)
    try:
        made = _published(outage, typed.key)
    except ContentError as error:
        return _page(snapshot, typed, _findings(error), 422)
    except BeyondScopeError:
        return _page(snapshot, typed, [t("Ce n'est pas votre périmètre.", "That is not yours to change.")], 403)
    except OutrunError as error:
        return _page(snapshot, typed, [_outrun(error)], 409)
    except NOT_DONE as error:
        log.error("outage_not_published", error=type(error).__name__)
        return _page(snapshot, typed, [_away()], 503)
    _flash_closed(made)
    return _to_now()


@pages.page("/outage/reopen", needs="publisher", methods=("POST",))
def reopen() -> Response:
    """End an emergency at this minute."""
    rooms().published.follow()  # it may have been closed a moment ago, by way of another process
    name = request.form.get("name", "")
    now, entry = shown_at(rooms()), entry_now(rooms().published, SECTION, name)
    if entry is None or not _goes_on(name, now):
        flash(t("Cette urgence est déjà finie : rien à rouvrir.", "This emergency is over already."), "success")
        return _to_now()
    try:
        made = _publish(reopening(entry, name, now), request.form.get("key", "")[:64])
        if made.again and _goes_on(name, now):  # that button has ended an earlier one of this name
            made = _publish(reopening(entry, name, now), "")
    except ContentError as error:
        flash(" ".join(_findings(error)), "error")
    except BeyondScopeError:
        flash(t("Ce n'est pas votre périmètre.", "That is not yours to change."), "error")
    except OutrunError as error:
        flash(_outrun(error), "error")
    except NOT_DONE as error:
        log.error("outage_not_ended", error=type(error).__name__)
        flash(_away(), "error")
    else:
        told = ("Rouvert, n° {ids} : les appelants l'entendent.", "Open again, no. {ids}: callers hear it.")
        flash(t(*told, ids=_numbers(made)), "success")
    return _to_now()


def _goes_on(name: str, now: datetime) -> bool:
    return name in {one.what.name for one in going_on(_snapshot().schedules, now)}


# -- what is published -------------------------------------------------------------------------------------------------


def _published(outage: Outage, key: str) -> Publication:
    """Under a name of its own; whoever took it in the same minute in another process is asked after, and avoided."""
    for _ in range(TRIES - 1):
        try:
            return _publish(outage.draft(new_name(rooms().published, outage.start)), key)
        except OutrunError:
            rooms().published.follow()
    return _publish(outage.draft(new_name(rooms().published, outage.start)), key)


def _publish(draft: Change, key: str) -> Publication:
    house, door, by = rooms(), publishing(), signature()
    proposal = propose(house.published, [replace(draft, author=by.name)], house.clock())
    made = house.store.within_deadline(
        lambda connection: door.publish(connection, proposal, by=by, at=house.clock(), form=key)
    )
    house.published.follow()
    return made


def _flash_closed(made: Publication) -> None:
    if made.again:
        told = t(
            "C'était déjà fait : ce formulaire a publié le n° {ids}, une seule fois.",
            "That was done already: this form has published no. {ids}, once.",
            ids=_numbers(made),
        )
    else:
        told = t(
            "Fermé, n° {ids} : les appelants l'entendent.", "Closed, no. {ids}: callers hear it.", ids=_numbers(made)
        )
    flash(told, "success")


def _numbers(made: Publication) -> str:
    return ", ".join(map(str, made.numbers))


def _findings(error: ContentError) -> list[str]:
    return [f"{one.sentence(language())} {one.mend(language())}" for one in error.findings]


def _outrun(error: OutrunError) -> str:
    return t(
        "{author} vient de publier autre chose pour « {name} » (n° {id}). Rien n'est publié : regardez, recommencez.",
        "{author} has just published something else for “{name}” (no. {id}). Nothing is published: look, try again.",
        author=error.by.author,
        name=error.by.name,
        id=error.by.id,
    )


def _away() -> str:
    return t(
        "La base de données n'a pas répondu : on ne sait pas si c'est publié. Renvoyez ce formulaire, il ne peut pas "
        "publier deux fois. Si cela dure : « ivr schedules close » sur le serveur.",
        "The database did not answer: nobody knows whether it is published. Send this form again, it can't publish "
        "twice. If it lasts: `ivr schedules close` on the server.",
    )


# -- what is shown -----------------------------------------------------------------------------------------------------


def _page(snapshot: Snapshot, typed: Typed, refused: list[str] | None = None, code: int = 200) -> Response:
    outage = _read(snapshot, typed)
    shown = {
        **_told(snapshot, outage),
        "typed": typed,
        "whom": whom_for(snapshot.schedules, person().scope),
        "reasons": REASONS,
        "until": UNTIL,
        "refused": refused or (),
        "sent": code != 200,
    }
    return Response(render_template("now/outage.html", **shown), code)


def _told(snapshot: Snapshot, outage: Outage) -> dict[str, object]:
    """Whom it closes, and what is heard."""
    if not outage.places or outage.wrong.get("why"):
        return {"outage": outage, "heard": {}, "reaches": ""}
    after, entry = with_emergency(snapshot.schedules, outage.emergency, outage.places)
    reached = reached_by(entry, after)
    told = [whom_words(reached, after, language()), people_words(reached, after, language())]
    heard_then = {name: heard(replace(snapshot, schedules=after), entry, outage.start, name) for name in ("fr", "en")}
    return {"outage": outage, "heard": heard_then, "reaches": ", ".join(filter(None, told))}


def _typed(snapshot: Snapshot, given: dict[str, str]) -> Typed:
    """What was filled in; without a word the commonest."""
    offered = whom_for(snapshot.schedules, person().scope)
    filled = {name: given[name][:LONGEST] for name in Typed.__slots__ if name in given}
    return Typed(**{"whom": next(iter(offered)), "key": secrets.token_urlsafe(16), **filled})


def _read(snapshot: Snapshot, typed: Typed) -> Outage:
    return read_outage(typed, snapshot.schedules, person().scope, shown_at(rooms()))


def _snapshot() -> Snapshot:
    """What is live; where nothing is there is nothing to close, and a page says so."""
    found = rooms().snapshot
    if found is None:
        abort(Response(render_template("now/without.html"), 503))
    return found


def _to_now() -> Response:
    answer = redirect(url_for("now.show_now"), 303)
    assert isinstance(answer, Response)
    return answer
