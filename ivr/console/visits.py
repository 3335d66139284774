"""Who makes a request: the session that its cookie names, and what is known of the browser and where it is."""

from contextlib import suppress

from flask import Response, g, request, session
from sqlalchemy.exc import SQLAlchemyError

from ivr.accounts.entry import Entered, Visit
from ivr.accounts.person import Person
from ivr.accounts.sessions import BROWSER, Session, end_session, find_session, is_to_note, note_seen
from ivr.console.rooms import rooms
from ivr.network import address_of
from ivr.store.deadline import Unavailable

IN, KNOWN = "console-in", "console-known"
KNOWN_SECONDS = 90 * 86_400
PATH = "/console"
BY_ITSELF = "now.refresh_now"  # what a page asks for without anybody: no sign that somebody is there
LONGEST = 100  # letters of a cookie of ours


def who() -> Person | None:
    """The person whose session the request's cookie names, while it lasts."""
    token = request.cookies.get(_name(IN), "")
    if not token or len(token) > LONGEST:
        return None
    at, store = rooms().clock(), rooms().store
    found = store.within_deadline(lambda connection: find_session(connection, token, at), writes=False)
    if found is None:
        return None
    g.session = found
    if is_to_note(found, at) and request.endpoint != BY_ITSELF:
        with suppress(SQLAlchemyError, Unavailable):  # a page that only reads needs no writing database
            store.within_deadline(lambda connection: note_seen(connection, found, at))
    return found.person


def own_session() -> Session | None:
    """The session of this request, if any."""
    found: Session | None = g.get("session")
    return found


def visit() -> Visit:
    """This request, as the door sees it."""
    agent = request.user_agent.string[:BROWSER]
    mark = request.cookies.get(_name(KNOWN), "")[:LONGEST]
    return Visit(rooms().clock(), rooms().trail.origin_of(address()), agent, mark)


def address() -> str:
    """The network address of the browser."""
    told = request.headers.get("X-Forwarded-For", "")
    return address_of(request.remote_addr or "", told, rooms().settings.proxies)


def remember(answer: Response, entered: Entered) -> Response:
    """Let the browser keep the session, and nothing of what it held before but the language."""
    language, before = session.get("language"), own_session()
    if before is not None:
        with rooms().store.writing() as connection:
            end_session(connection, before.id, before.person.id)
    session.clear()
    if language:
        session["language"] = language
    _set(answer, IN, entered.token)
    _set(answer, KNOWN, rooms().door.mark_of(entered.person), KNOWN_SECONDS)
    return answer


def hand_over(answer: Response) -> Response:
    """Give the browser the new token of a session whose person has shown again who they are."""
    if token := g.get("new_token"):
        _set(answer, IN, token)
    return answer


def forget(answer: Response) -> Response:
    """Let the browser keep no session any more."""
    session.clear()
    answer.delete_cookie(_name(IN), path=_path(), secure=_is_https(), httponly=True, samesite="Lax")
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def _set(answer: Response, name: str, value: str, seconds: int | None = None) -> None:
    answer.set_cookie(
        _name(name), value, max_age=seconds, path=_path(), secure=_is_https(), httponly=True, samesite="Lax"
    )


def _is_https() -> bool:
    return rooms().settings.console_address.startswith("https://")


def _name(name: str) -> str:
    return f"__Host-{name}" if _is_https() else name


def _path() -> str:
    return "/" if _is_https() else PATH
