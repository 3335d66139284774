"""The accounts: who has one, with which role, for which caisses. For admins."""

import re
from collections.abc import Callable

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from ivr.accounts.declined import TWO_SCOPES, Declined
from ivr.accounts.invitations import invite, reset
from ivr.accounts.people import add_person, by_id, change_person, everybody, remove_person
from ivr.accounts.person import EVERYWHERE, ROLES, Person, Role, Scope
from ivr.accounts.scopes import Groups, known_groups, read_scope
from ivr.accounts.sessions import end_session, sessions_of
from ivr.changes.typed import where_meant
from ivr.console.pages import Pages
from ivr.console.rooms import person, rooms
from ivr.console.speech import chosen
from ivr.console.visits import visit
from ivr.findings import Language
from ivr.hours.words import Words, words

pages = Pages("people", __name__)

DONE = words(fr="C'est fait.", en="Done.")
REMOVED = words(fr="Le compte est supprimé.", en="The account is removed.")


@pages.page("/people", needs="admin")
def show_people() -> str:
    """Every account, and a form for a new one."""
    return _people()


@pages.page("/people", needs="admin", methods=("POST",))
def add() -> ResponseReturnValue:
    """A new account, and the link that is shown this once."""
    form = request.form

    def made(connection: Connection) -> tuple[str, Person, str]:
        new = add_person(
            connection,
            login=form.get("login", ""),
            name=form.get("name", ""),
            role=_role(),
            scope=_scope(),
            language=_language(),
            at=rooms().clock(),
        )
        return new.id, new, invite(connection, new.id, rooms().clock())

    try:
        new, token = _do(made, "person-added")
    except Declined as error:
        return _people(wrong=error.words), 400
    return _link(new, token)


@pages.page("/people/<id>", needs="admin")
def show_person(id: str) -> str:  # noqa: A002 - the address says so
    """One account, its sessions, and what can be done with it."""
    return _person(_found(id))


@pages.page("/people/<id>", needs="admin", methods=("POST",))
def change(id: str) -> ResponseReturnValue:  # noqa: A002 - as above
    """Another role, scope or language."""
    their = _found(id)

    def changed(connection: Connection) -> tuple[str, Person, str]:
        new = change_person(connection, id, role=_role(), scope=_scope(), language=_language())
        return f"{id} {new.role} {' '.join(new.scope)}", new, ""

    try:
        _do(changed, "person-changed")
    except Declined as error:
        return _person(their, error.words), 400
    return _back(DONE, url_for("people.show_person", id=id))


@pages.page("/people/<id>/reset", needs="admin", methods=("POST",))
def reset_person(id: str) -> ResponseReturnValue:  # noqa: A002 - as above
    """A new link for somebody who can't come in; the second factor goes too where the form says that it is lost."""
    their, lost, at = _found(id), bool(request.form.get("lost")), rooms().clock()
    _, token = _do(lambda connection: (id, their, reset(connection, id, at, lost_factor=lost)), "person-reset")
    return _link(their, token)


@pages.page("/people/<id>/remove", needs="admin", methods=("POST",))
def remove(id: str) -> ResponseReturnValue:  # noqa: A002 - as above
    """The account is gone; what its owner did stays in the trail under their id."""
    their = _found(id)

    def removed(connection: Connection) -> tuple[str, Person, str]:
        remove_person(connection, id)
        return id, their, ""

    try:
        _do(removed, "person-removed")
    except Declined as error:
        return _person(their, error.words), 400
    return _back(REMOVED, url_for("people.show_people"))


@pages.page("/people/<id>/sessions/end", needs="admin", methods=("POST",))
def end_their_session(id: str) -> ResponseReturnValue:  # noqa: A002 - as above
    """One of their sessions is over."""
    their, wanted = _found(id), request.form.get("session", "")
    _do(lambda connection: (f"{id} {end_session(connection, wanted, id)}", their, ""), "session-revoked")
    return _back(DONE, url_for("people.show_person", id=id))


def _people(wrong: Words | None = None) -> str:
    with rooms().store.reading() as connection:
        return render_template(
            "people.html",
            everybody=everybody(connection),
            roles=ROLES,
            scopes=_groups(),
            wrong=wrong,
            form=request.form,
        )


def _person(their: Person, wrong: Words | None = None) -> str:
    with rooms().store.reading() as connection:
        sessions = sessions_of(connection, their.id, rooms().clock())
    return render_template(
        "person.html",
        their=their,
        sessions=sessions,
        roles=ROLES,
        scopes=_groups(),
        wrong=wrong,
        is_me=their == person(),
    )


def _link(their: Person, token: str) -> str:
    """The link, which is shown this once."""
    address = rooms().settings.console_address + url_for("invitation.show_invitation", token=token)
    return render_template("link.html", their=their, address=address)


def _found(id: str) -> Person:  # noqa: A002 - as above
    with rooms().store.reading() as connection:
        return by_id(connection, id[:32]) or abort(404)


def _role() -> Role:
    given = request.form.get("role", "")
    return next((role for role in ROLES if role == given), "reader")


def _language() -> Language:
    return "en" if request.form.get("language") == "en" else "fr"


def _scope() -> Scope:
    """What was ticked or typed; a town is its caisse. Raises Declined for nothing, both, and what nobody bears."""
    typed, snapshot = request.form.get("scope", ""), rooms().snapshot
    if "everywhere" in request.form:
        if typed.strip():
            raise Declined(TWO_SCOPES)
        return EVERYWHERE
    try:
        return read_scope(typed, _groups())
    except Declined:
        names = [name.strip() for name in re.split("[,;]", typed) if name.strip()]
        meant, faults = where_meant(snapshot.schedules, names) if snapshot else ((), ())
        if faults or not meant:
            raise
        return meant


def _groups() -> Groups:
    """Who can be named; while no schedules can be read, everybody together only."""
    snapshot = rooms().snapshot
    return known_groups(snapshot.schedules) if snapshot else dict.fromkeys(EVERYWHERE, ())


def _do(work: Callable[[Connection], tuple[str, Person, str]], did: str) -> tuple[Person, str]:
    """Do it and note of what, both or neither; the person and what else came of it."""
    at = visit()
    with rooms().store.writing() as connection:
        what, their, more = work(connection)
        rooms().trail.append(connection, who=person().id, did=did, what=what, at=at.at, origin=at.origin)
    return their, more


def _back(told: Words, address: str) -> Response:
    flash(chosen(told), "success")
    answer = redirect(address, 303)
    assert isinstance(answer, Response)
    return answer
