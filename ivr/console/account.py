"""My account: password, second factor, recovery codes, and where I am signed in."""

from collections.abc import Callable
from typing import Any

from flask import Response, flash, g, jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from ivr.accounts import codes, half_ways, recovery
from ivr.accounts.declined import PROVE_AGAIN, TOO_LATE, TOO_MANY, WRONG_CODE, WRONG_PASSWORD, Declined
from ivr.accounts.entry import Visit, Wait
from ivr.accounts.invitations import chosen_password, has_password, keep_password, password_until
from ivr.accounts.passkeys import ask_for_new, drop_passkey, keep_new, passkeys_of, site_of
from ivr.accounts.sessions import end_session, end_sessions, renew_token, sessions_of
from ivr.console.pages import Pages
from ivr.console.rooms import person, rooms
from ivr.console.sent import said_in_json
from ivr.console.speech import chosen
from ivr.console.visits import own_session, visit
from ivr.hours.words import Words, words

pages = Pages("account", __name__)

UNLIKE = words(fr="Les deux mots de passe diffèrent.", en="The two passwords differ.")
DONE = words(fr="C'est fait.", en="Done.")
PASSWORD_DONE = words(
    fr="Votre mot de passe est changé. Vos autres sessions sont fermées.",
    en="Your password is changed. Your other sessions are closed.",
)
ASKED = words(
    fr="Votre rôle demande un second facteur : ajoutez une application de codes ou une clé d'accès.",
    en="Your role needs a second factor: add an app for codes or a passkey.",
)
NEEDING = ("publisher", "admin")  # roles
OPEN_TO_ALL = ("account", "sign_in", "language", "provider", "invitation")  # pages that are served without one


def ask_second_factor() -> Response | None:
    """Whoever needs a second factor and has none is led to where it is added, and nowhere else."""
    own, group = own_session(), (request.endpoint or "static").partition(".")[0]
    if own is None or own.has_second_factor or group in ("static", *OPEN_TO_ALL):
        return None
    if own.person.role not in NEEDING or not rooms().settings.asks_second_factor:
        return None
    flash(chosen(ASKED), "warning")
    return _to(url_for("account.show_account"))


@pages.page("/account", needs="reader")
def show_account() -> str:
    """Everything about it."""
    return _page()


@pages.page("/account/password", needs="reader", methods=("POST",))
def change_password() -> ResponseReturnValue:
    """Another password; the other sessions end."""
    new = request.form.get("new", "")

    def change(connection: Connection) -> None:
        keep_password(connection, person().id, hashed)
        own = own_session()
        end_sessions(connection, person().id, but=own.id if own else "")

    try:
        _prove()
        if new != request.form.get("again", ""):
            raise Declined(UNLIKE)
        hashed = chosen_password(new, person())
    except Declined as error:
        return _page(wrong_password=error.words), 400
    _do(change, "password-changed", person().id)
    return _back(PASSWORD_DONE)


@pages.page("/account/codes/new", needs="reader", methods=("POST",))
def begin_codes() -> ResponseReturnValue:
    """A new secret, to be shown on the next page."""
    secret, at = codes.new_secret(), rooms().clock()
    try:
        _prove()
    except Declined as error:
        return _page(wrong_codes=error.words), 400
    with rooms().store.writing() as connection:
        sealed = codes.seal(secret, rooms().keys)
        session["codes"] = half_ways.begin(connection, "codes-new", at, person=person().id, secret=sealed)
    return _to(url_for("account.show_codes"))


@pages.page("/account/codes", needs="reader")
def show_codes() -> ResponseReturnValue:
    """The QR code, and the field for the first code."""
    secret = _pending_secret(half_ways.look)
    return _codes_page(secret) if secret else _to(url_for("account.show_account"))


@pages.page("/account/codes", needs="reader", methods=("POST",))
def keep_codes() -> ResponseReturnValue:
    """The first code of the app, which shows that it works."""
    secret, at = _pending_secret(half_ways.look), visit()
    if not secret:
        return _back(TOO_LATE, "error")
    step = codes.matching_step(secret, request.form.get("code", ""), at.at)
    if step is None:
        return _codes_page(secret, wrong=WRONG_CODE), 400
    _pending_secret(half_ways.take)
    _do(
        lambda connection: codes.keep_secret(connection, person().id, secret, step, rooms().keys), "codes-added", "", at
    )
    return _show_recovery_codes() if not _codes_left() else _back(DONE)


@pages.page("/account/codes/remove", needs="reader", methods=("POST",))
def remove_codes() -> ResponseReturnValue:
    """No app any more."""
    try:
        _prove()
    except Declined as error:
        return _page(wrong_codes=error.words), 400
    _do(lambda connection: codes.drop_secret(connection, person().id), "codes-removed")
    return _back(DONE)


@pages.page("/account/recovery", needs="reader", methods=("POST",))
def make_recovery_codes() -> ResponseReturnValue:
    """Eight new codes, shown this once."""
    try:
        _prove()
    except Declined as error:
        return _page(wrong_recovery=error.words), 400
    return _show_recovery_codes()


@pages.page("/account/passkeys/ask", needs="reader", methods=("POST",))
def ask_new_passkey() -> ResponseReturnValue:
    """What the browser is asked to make. As JSON, for static/passkeys.js."""
    at = rooms().clock()
    try:
        _prove()
    except Declined as error:
        return jsonify(why=chosen(error.words)), 400
    with rooms().store.writing() as connection:
        options, challenge = ask_for_new(connection, person(), site_of(rooms().settings))
        session["passkey"] = half_ways.begin(connection, "passkey-new", at, person=person().id, challenge=challenge)
    return jsonify(options)


@pages.page("/account/passkeys", needs="reader", methods=("POST",))
def keep_passkey() -> ResponseReturnValue:
    """The key that it made. Where to go next, as JSON."""
    token, answer = str(session.pop("passkey", "")), said_in_json()
    at, site = visit(), site_of(rooms().settings)

    def keep(connection: Connection) -> None:
        waiting = half_ways.take(connection, "passkey-new", token, at.at)
        if waiting is None or waiting.person != person().id:
            raise Declined(TOO_LATE)
        name, challenge = str(answer.get("name", "")), waiting.held["challenge"]
        keep_new(connection, person().id, answer, challenge, site=site, name=name, at=at.at)

    try:
        _do(keep, "passkey-added", "", at)
    except Declined as error:
        return jsonify(why=chosen(error.words)), 400
    flash(chosen(DONE), "success")
    return jsonify(to=url_for("account.show_account"))


@pages.page("/account/passkeys/remove", needs="reader", methods=("POST",))
def remove_passkey() -> ResponseReturnValue:
    """One key less."""
    key = request.form.get("id", "")
    try:
        _prove()
    except Declined as error:
        return _page(wrong_passkeys=error.words), 400
    _do(lambda connection: drop_passkey(connection, person().id, key), "passkey-removed")
    return _back(DONE)


@pages.page("/account/sessions/end", needs="reader", methods=("POST",))
def end_own_session() -> ResponseReturnValue:
    """One session is over; all others but this one, where none is named."""
    wanted, own = request.form.get("id", ""), own_session()
    try:
        _prove_unless_fresh()
    except Declined as error:
        return _page(wrong_sessions=error.words), 400

    def end(connection: Connection) -> None:
        if wanted:
            end_session(connection, wanted, person().id)
        else:
            end_sessions(connection, person().id, but=own.id if own else "")

    _do(end, "session-revoked")
    return _back(DONE)


def _page(**wrong: Words) -> str:
    """The whole page; `wrong_...` say what was declined, at its form."""
    at, own = rooms().clock(), own_session()
    with rooms().store.reading() as connection:
        mine = person().id
        return render_template(
            "account.html",
            sessions=sessions_of(connection, mine, at),
            own=own,
            has_codes=codes.has_codes(connection, mine),
            passkeys=passkeys_of(connection, mine),
            codes_left=recovery.how_many_left(connection, mine),
            has_password=has_password(connection, mine),
            asks_again=own is None or not own.is_just_proved(at),
            until=password_until(connection, mine),
            wrong=wrong,
        )


def _codes_page(secret: str, wrong: Words | None = None) -> str:
    address = codes.address_of(secret, person().login)
    return render_template("codes.html", picture=codes.qr_code(address), secret=secret, address=address, wrong=wrong)


def _show_recovery_codes() -> str:
    made: list[str] = []
    _do(lambda connection: made.extend(recovery.make_codes(connection, person().id)), "recovery-codes-made")
    return render_template("recovery_codes.html", codes=made)


def _codes_left() -> int:
    with rooms().store.reading() as connection:
        return recovery.how_many_left(connection, person().id)


def _pending_secret(find: Callable[..., half_ways.HalfWay | None]) -> str:
    """The secret that was begun for this person, found by `look` or `take`; "" for none."""
    token, at = str(session.get("codes", "")), rooms().clock()
    with rooms().store.writing() as connection:
        waiting = find(connection, "codes-new", token, at)
    if waiting is None or waiting.person != person().id:
        return ""
    return codes.unseal(waiting.held["secret"], rooms().keys)


def _prove() -> None:
    """Raises Declined unless the form holds the present password, or there is none and they came in just now.

    The session goes on under another token.
    """
    with rooms().store.reading() as connection:
        asks = has_password(connection, person().id)
    own, at = own_session(), visit()
    if not asks:
        if own is None or not own.is_just_proved(at.at):
            raise Declined(PROVE_AGAIN)
        return
    right = rooms().door.is_right(person().id, _given("password"), at)
    if isinstance(right, Wait):
        raise Declined(TOO_MANY)
    if not right:
        raise Declined(WRONG_PASSWORD)
    if own is not None:
        g.new_token = rooms().store.within_deadline(lambda connection: renew_token(connection, own, at.at))


def _prove_unless_fresh() -> None:
    """The same for what is less weighty: who came in, or gave the password, just now is not asked again."""
    own = own_session()
    if own is None or not own.is_just_proved(rooms().clock()):
        _prove()


def _given(name: str) -> str:
    """A field of a form, or of what a script sends as JSON."""
    return str(said_in_json().get(name, "")) if request.is_json else request.form.get(name, "")


def _do(work: Callable[[Connection], Any], did: str, what: str = "", at: Visit | None = None) -> None:
    """Do it and note it, both or neither."""
    at = at or visit()
    with rooms().store.writing() as connection:
        work(connection)
        rooms().trail.append(connection, who=person().id, did=did, what=what or person().id, at=at.at, origin=at.origin)


def _back(told: Words, category: str = "success") -> Response:
    flash(chosen(told), category)
    return _to(url_for("account.show_account"))


def _to(address: str) -> Response:
    answer = redirect(address, 303)
    assert isinstance(answer, Response)
    return answer
