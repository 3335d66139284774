"""The pages as one Flask app, mounted at PREFIX: every request ends in a page with a sentence."""

import hashlib
from pathlib import Path
from wsgiref.types import WSGIApplication

import structlog
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException, TooManyRequests

from ivr.metrics import count_error
from ivr.network import address_of
from ivr.textpage.headers import HEADERS
from ivr.textpage.limit import WAIT_SECONDS, Limit
from ivr.textpage.reading import Reading
from ivr.textpage.views import ASKING, Pages

log = structlog.get_logger("ivr.textpage")

PREFIX = "/texte"
STYLE = Path(__file__).parent / "static" / "page.css"
LONGEST_FORM = 256  # bytes: a postcode
YEAR_SECONDS = 31_536_000
FRESH_SECONDS = 30  # a page tells of this moment; going back to it within that time asks nothing again


def create_text_page(reading: Reading) -> Flask:
    """The pages as a WSGI app, to be mounted at PREFIX."""
    app = Flask("ivr.textpage", static_folder=None)
    app.config.update(APPLICATION_ROOT=PREFIX, PROVIDE_AUTOMATIC_OPTIONS=False, MAX_CONTENT_LENGTH=LONGEST_FORM)
    app.url_map.merge_slashes = False  # each would be a redirection, and a second way over a slow network
    app.wsgi_app = _at_root(app.wsgi_app)  # type: ignore[method-assign, assignment]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    pages, limit = Pages(reading, style_name()), Limit(reading.settings.text_page_minute)
    app.before_request(lambda: _limited(limit, reading.settings.proxies))
    for rule, view in pages.rules.items():
        app.add_url_rule(rule, rule, view, methods=["GET", "POST"] if rule == ASKING else ["GET"])
    app.add_url_rule("/style-<mark>.css", "style", _style)
    app.register_error_handler(HTTPException, lambda error: _refused(pages, error))
    app.register_error_handler(Exception, lambda error: _broke(pages, error))
    app.after_request(lambda answer: _with_headers(answer, test=reading.settings.test_service))
    return app


def style_name() -> str:
    """The name of the stylesheet, another one whenever it changes: browsers keep it."""
    return f"style-{hashlib.sha256(STYLE.read_bytes()).hexdigest()[:10]}.css"


def _at_root(pages: WSGIApplication) -> WSGIApplication:
    """/texte and /texte/ are the same page."""
    return lambda environ, start: pages({**environ, "PATH_INFO": environ.get("PATH_INFO") or "/"}, start)


def _limited(limit: Limit, proxies: str) -> None:
    if request.endpoint == "style":
        return
    told = request.headers.get("X-Forwarded-For", "")
    if not limit.lets_in(address_of(request.remote_addr or "", told, proxies)):
        raise TooManyRequests(retry_after=WAIT_SECONDS)


def _style(mark: str) -> Response:  # noqa: ARG001  # the mark is for browsers
    answer = Response(STYLE.read_bytes(), mimetype="text/css")
    answer.headers["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable"
    return answer


def _refused(pages: Pages, error: HTTPException) -> Response:
    """What can't be shown: a page that says so, and leads to the first one."""
    answer = pages.refusal("too_many" if error.code == TooManyRequests.code else "lost", error.code or 404)
    for name, value in error.get_headers():
        if name in ("Retry-After", "Allow"):
            answer.headers[name] = value
    return answer


def _broke(pages: Pages, error: Exception) -> Response:
    log.error("page_broke", exc_info=error)
    count_error("textpage")
    try:
        return pages.refusal("broken", 503)
    except Exception:  # what broke the page breaks this one too
        return pages.away()


def _with_headers(answer: Response, *, test: bool) -> Response:
    """Nothing from elsewhere, no script; addresses are told to nobody; hours are fresh; nobody is led to a test."""
    if test:
        answer.headers["X-Robots-Tag"] = "noindex"
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    answer.headers.setdefault(
        "Cache-Control", f"private, max-age={FRESH_SECONDS}" if answer.status_code == 200 else "no-store"
    )
    answer.vary.add("Accept-Language")
    return answer
