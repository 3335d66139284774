"""Signing in by the provider of the settings: away to it, and back. Nobody gets an account by it, nor a role."""

import structlog
from flask import Response, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection
from werkzeug.exceptions import NotFound

from ivr.accounts import half_ways
from ivr.accounts.declined import TOO_LATE, TOO_MANY
from ivr.accounts.entry import Door, Entered, Halfway, Visit
from ivr.accounts.people import by_login, by_subject, keep_subject
from ivr.accounts.provider import Known, Provider, ProviderError, provider_of
from ivr.accounts.tries import Side, note_try
from ivr.console.pages import Pages
from ivr.console.rooms import rooms
from ivr.console.sign_in import go_on, own_address
from ivr.console.speech import chosen
from ivr.console.visits import visit
from ivr.hours.words import Words, words

log = structlog.get_logger("ivr.console")
pages = Pages("provider", __name__)

OF_ONE_ADDRESS = 60  # times that people behind one address may leave for the provider, in the minutes of tries.py
NOT_SO = words(
    fr="Le compte de votre administration n'a pas pu être vérifié. Recommencez.",
    en="Your organisation's account could not be verified. Start over.",
)
NO_ACCOUNT = words(
    fr="Vous êtes bien connu de votre administration, mais la console n'a pas de compte à votre adresse. Demandez-le à "
    "une personne qui l'administre.",
    en="Your organisation knows you, but the console has no account at your address. Ask somebody who administers it.",
)


@pages.page("/sign-in/provider", needs="anyone")
def leave() -> ResponseReturnValue:
    """To the provider."""
    at, wanted = visit(), own_address(request.args.get("next", ""))
    side = Side(rooms().keys.hash_of("provider", at.origin), OF_ONE_ADDRESS)
    provider = _provider()
    if rooms().store.within_deadline(lambda connection: note_try(connection, [side], at.at)):
        return _refuse(TOO_MANY)
    try:
        left = provider.leave()
    except ProviderError as error:
        log.warning("provider_refused", why=str(error))
        return _refuse(NOT_SO)
    held = {"state": left.state, "nonce": left.nonce, "verifier": left.verifier, "next": wanted}
    session["provider"] = rooms().store.within_deadline(
        lambda connection: half_ways.begin(connection, "oidc", at.at, **held)
    )
    return redirect(left.address, 303)


@pages.page("/sign-in/provider/back", needs="anyone")
def come_back() -> ResponseReturnValue:
    """Back from it, with its word on who it is."""
    provider, at, token = _provider(), visit(), str(session.pop("provider", ""))
    door = rooms().door
    waiting = rooms().store.within_deadline(lambda connection: half_ways.take(connection, "oidc", token, at.at))
    if waiting is None:
        return _refuse(TOO_LATE)
    try:
        known = provider.welcome_back(request.args, waiting.held)
    except ProviderError as error:
        log.warning("provider_refused", why=str(error))
        return _refuse(NOT_SO)
    answer = rooms().store.within_deadline(lambda connection: _let_on(connection, door, known, at))
    return go_on(answer, waiting.held["next"]) if answer else _refuse(NO_ACCOUNT)


def _let_on(connection: Connection, door: Door, known: Known, at: Visit) -> Entered | Halfway | None:
    """Whoever came so before; else whoever's login is the verified address, and has never come so."""
    person = by_subject(connection, known.subject)
    if person is None and known.email:
        person = by_login(connection, known.email)
        if person is None or not keep_subject(connection, person.id, known.subject):
            return None
    return door.let_on(connection, person.id, "oidc", at) if person else None


def _provider() -> Provider:
    """Raises NotFound where none is set."""
    back = rooms().settings.console_address + url_for("provider.come_back")
    found = provider_of(rooms().settings, back=back, now=rooms().clock)
    if found is None:
        raise NotFound
    return found


def _refuse(why: Words) -> Response:
    flash(chosen(why), "error")
    answer = redirect(url_for("sign_in.show_sign_in"), 303)
    assert isinstance(answer, Response)
    return answer
