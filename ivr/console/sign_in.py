"""Signing in and out."""

from typing import Any
from urllib.parse import urlsplit

import structlog
from flask import Response, flash, jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from ivr.accounts import half_ways
from ivr.accounts.declined import TOO_LATE, TOO_MANY, WRONG_CODE, Declined
from ivr.accounts.entry import Answer, Entered, Halfway, Visit, Wait
from ivr.accounts.passkeys import ask_for_one, site_of, use_passkey
from ivr.accounts.sessions import end_session
from ivr.accounts.tries import Side, note_try
from ivr.console.pages import Pages
from ivr.console.rooms import rooms
from ivr.console.sent import said_in_json
from ivr.console.speech import chosen
from ivr.console.visits import forget, own_session, remember, visit
from ivr.hours.words import Words, words

log = structlog.get_logger("ivr.console")
pages = Pages("sign_in", __name__)
OF_ONE_ADDRESS = 60  # times that people behind one address may ask for a passkey, in the minutes of tries.py
LONGEST = 1000  # letters of an address to come back to: a cookie holds it on the way

WRONG = words(
    fr="L'identifiant ou le mot de passe n'est pas le bon.", en="The login or the password is not the right one."
)
SIGNED_OUT = words(fr="Vous êtes déconnecté.", en="You are signed out.")


@pages.page("/sign-in", needs="anyone")
def show_sign_in() -> str:
    """The form."""
    return _form(own_address(request.args.get("next", "")))


@pages.page("/sign-in", needs="anyone", methods=("POST",))
def sign_in() -> ResponseReturnValue:
    """By login and password."""
    login, password = request.form.get("login", ""), request.form.get("password", "")
    wanted = own_address(request.form.get("next", ""))
    answer = rooms().door.give_password(login, password, visit())
    return _after(answer, wanted) or (_form(wanted, login, _why(answer, WRONG)), _code(answer))


@pages.page("/sign-in/second", needs="anyone")
def show_second() -> ResponseReturnValue:
    """The second factor is asked for."""
    return render_template("second.html") if session.get("half") else redirect(url_for("sign_in.show_sign_in"), 303)


@pages.page("/sign-in/second", needs="anyone", methods=("POST",))
def give_second() -> ResponseReturnValue:
    """By the code of an app, or one that was written down."""
    half, code = str(session.get("half", "")), request.form.get("code", "")[:100]
    door = rooms().door
    give = door.give_recovery_code if request.form.get("kind") == "recovery" else door.give_code
    answer = give(half, code, visit())
    return _after(answer, own_address(session.get("next", ""))) or (
        render_template("second.html", wrong=_why(answer, WRONG_CODE)),
        _code(answer),
    )


@pages.page("/sign-in/passkey/ask", needs="anyone", methods=("POST",))
def ask_passkey() -> ResponseReturnValue:
    """What the browser is asked for. Each keeps a row for minutes: from one address so many at most."""
    at, (options, challenge) = visit(), ask_for_one(site_of(rooms().settings))
    side = Side(rooms().keys.hash_of("passkey", at.origin), OF_ONE_ADDRESS)

    def begin(connection: Connection) -> str:
        waits = note_try(connection, [side], at.at)
        return "" if waits else half_ways.begin(connection, "passkey-in", at.at, challenge=challenge)

    token = rooms().store.within_deadline(begin)
    if not token:
        return jsonify(why=chosen(TOO_MANY)), 429
    session["passkey"] = token
    return jsonify(options)


@pages.page("/sign-in/passkey", needs="anyone", methods=("POST",))
def give_passkey() -> ResponseReturnValue:
    """A passkey answered: both factors at once. Where to go next, as JSON."""
    token, answer = str(session.pop("passkey", "")), said_in_json()
    wanted = own_address(request.args.get("next", "")) or url_for("now.show_now")
    try:
        entered = _entered(token, answer, visit())
    except Declined as error:
        log.warning("passkey_refused", why=str(error))
        return jsonify(why=chosen(error.words)), 400
    return remember(jsonify(to=wanted), entered)


@pages.page("/sign-out", needs="anyone", methods=("POST",))
def sign_out() -> Response:
    """The session is over, here and in the database."""
    own = own_session()
    if own is not None:
        at = visit()
        with rooms().store.writing() as connection:
            end_session(connection, own.id, own.person.id)
            rooms().trail.append(connection, who=own.person.id, did="sign-out", what=own.id, at=at.at, origin=at.origin)
    answer = forget(_to(url_for("sign_in.show_sign_in")))
    flash(chosen(SIGNED_OUT), "success")
    return answer


def own_address(wanted: str) -> str:
    """An address of this console, to go to after a form; "" for any other."""
    try:
        parts = urlsplit(wanted)
    except ValueError:  # "//["
        return ""
    plain = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and len(wanted) <= LONGEST
    return wanted if plain and not parts.netloc and not parts.scheme and wanted.isprintable() else ""


def go_on(answer: Entered | Halfway, wanted: str) -> Response:
    """To the page that was wanted, or to the second factor."""
    if isinstance(answer, Entered):
        return remember(_to(wanted or url_for("now.show_now")), answer)
    session["half"], session["next"] = answer.token, wanted
    return _to(url_for("sign_in.show_second"))


def _entered(token: str, answer: dict[str, Any], at: Visit) -> Entered:
    """Raises Declined where the challenge is over or the key is none of ours."""
    site, door = site_of(rooms().settings), rooms().door

    def come_in(connection: Connection) -> Entered:
        waiting = half_ways.take(connection, "passkey-in", token, at.at)
        if waiting is None:
            raise Declined(TOO_LATE)
        person = use_passkey(connection, answer, waiting.held["challenge"], site=site, at=at.at)
        return door.let_in(connection, person, "passkey", at)

    return rooms().store.within_deadline(come_in)


def _after(answer: Answer, wanted: str) -> Response | None:
    return go_on(answer, wanted) if isinstance(answer, Entered | Halfway) else None


def _why(answer: Answer, wrong: Words) -> str:
    return chosen(TOO_MANY if isinstance(answer, Wait) else wrong)


def _code(answer: Answer) -> int:
    return 429 if isinstance(answer, Wait) else 401


def _form(wanted: str, login: str = "", wrong: str = "") -> str:
    return render_template(
        "sign_in.html", next=wanted, login=login, wrong=wrong, has_provider=bool(rooms().settings.oidc_issuer)
    )


def _to(address: str) -> Response:
    answer = redirect(address, 303)
    assert isinstance(answer, Response)
    return answer
