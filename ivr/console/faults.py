"""What a page says when there is none to show: each a sentence on what happened and what to do."""

import structlog
from flask import Flask, Response, render_template, request
from flask.globals import request_ctx
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from ivr.hours.words import Words, words
from ivr.store.deadline import Unavailable

log = structlog.get_logger("ivr.console")

SENTENCES: dict[int, tuple[Words, Words]] = {
    400: (
        words(fr="Cette demande n'a pas été comprise", en="This request was not understood"),
        words(fr="Revenez à la page d'avant et recommencez.", en="Go back to the page before and try again."),
    ),
    403: (
        words(fr="Votre rôle ne le permet pas", en="Your role does not allow this"),
        words(
            fr="Demandez à une personne qui administre la console, ou à quelqu'un qui publie.",
            en="Ask somebody who administers the console, or who publishes.",
        ),
    ),
    404: (
        words(fr="Il n'y a rien à cette adresse", en="There is nothing at this address"),
        words(fr="La page a pu changer de place.", en="The page may have moved."),
    ),
    405: (
        words(fr="Cette adresse ne s'ouvre pas ainsi", en="This address is not opened like this"),
        words(fr="Passez par la page qui mène ici.", en="Use the page that leads here."),
    ),
    413: (
        words(fr="C'est trop long", en="This is too long"),
        words(fr="Raccourcissez le texte.", en="Shorten the text."),
    ),
    503: (
        words(fr="La base de données ne répond pas", en="The database does not answer"),
        words(
            fr="La ligne continue avec ce qui était publié. Réessayez dans un instant ; en urgence, "
            "« ivr schedules close » sur le serveur dit ce qui peut l'être.",
            en="The line goes on with what was published. Try again in a moment; in an emergency `ivr schedules close` "
            "on the server says what can be done.",
        ),
    ),
    500: (
        words(fr="Quelque chose n'a pas marché", en="Something went wrong"),
        words(
            fr="Rien n'a été publié. La ligne n'en est pas touchée. Réessayez ; si cela revient, dites l'heure à "
            "l'équipe technique.",
            en="Nothing was published. The line is not affected. Try again; if it comes back, tell the technical "
            "team the time.",
        ),
    ),
}
EXPIRED = (
    words(fr="Cette page était ouverte depuis trop longtemps", en="This page was open for too long"),
    words(
        fr="Rien n'a été fait. Revenez en arrière, rechargez la page, et recommencez.",
        en="Nothing was done. Go back, load the page again, and start over.",
    ),
)


def tell_faults(app: Flask) -> None:
    """Have a page of ours for every fault."""
    app.register_error_handler(CSRFError, _expired)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(SQLAlchemyError, _away)
    app.register_error_handler(Unavailable, _away)
    app.register_error_handler(Exception, _unforeseen)


def _http(error: HTTPException) -> Response | HTTPException:
    code = error.code or 500
    if code < 400:
        return error
    answer = _page(code, *SENTENCES.get(code, SENTENCES[400 if code < 500 else 500]))
    answer.headers.extend((name, value) for name, value in error.get_headers() if name in ("Allow", "Retry-After"))
    return answer


def _expired(error: CSRFError) -> Response:
    log.warning("form_without_token", why=str(error.description)[:80], path=request.path[:80])
    return _page(400, *EXPIRED)


def _away(error: Exception) -> Response:
    log.error("console_without_database", error=type(error).__name__, path=request.path[:80])
    return _page(503, *SENTENCES[503])


def _unforeseen(error: Exception) -> Response:
    log.exception("console_fault", error=type(error).__name__, path=request.path[:80])
    return _page(500, *SENTENCES[500])


def _page(code: int, title: Words, advice: Words) -> Response:
    if request_ctx.url_adapter is None:  # another host's name: no page of ours has an address there
        return Response("IVR_CONSOLE_URL?\n", 400, mimetype="text/plain")
    return Response(render_template("fault.html", title=title, advice=advice), code)
