"""A typical turn of the line against a bare Flask view that checks the signature by the SDK and returns a constant."""

import io
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode, urlsplit

from flask import Flask, Response, request
from twilio.request_validator import RequestValidator

from benchmarks.measure import Figure, Work, alternate
from ivr.factory import create_app
from ivr.logs import configure_logs
from ivr.settings import Settings, read_settings
from ivr.store import schema
from tests.callers import form_of

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
KEYS = ("1", "1", "#", "*", "#", "2", "#")  # menus and Tells; no text is asked for
CALLS = 300
HOST = "line.example"


@dataclass(frozen=True, slots=True)
class Post:
    """One signed webhook."""

    path: str
    query: str
    body: bytes
    signature: str

    def environ(self) -> dict[str, object]:
        """As a WSGI server hands it over."""
        return {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": self.path,
            "QUERY_STRING": self.query,
            "RAW_URI": f"{self.path}?{self.query}" if self.query else self.path,
            "SERVER_NAME": HOST,
            "SERVER_PORT": "443",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": HOST,
            "HTTP_X_TWILIO_SIGNATURE": self.signature,
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(self.body)),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "https",
            "wsgi.input": io.BytesIO(self.body),
            "wsgi.errors": io.StringIO(),
            "wsgi.input_terminated": True,
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }


def turn(folder: Path) -> Iterator[Figure]:
    """The line's turns and the bare view's, alternating."""
    with TemporaryDirectory() as temporary, Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        configure_logs("json", nowhere)
        settings = settings_of(folder, Path(temporary))
        app = create_app(settings, clock=lambda: TUESDAY)
        house = app.extensions["ivr"]
        schema.migrate(house.store)
        house.start()
        posts = [post for call in range(CALLS) for post in call_of(app, call)]
        bare = _bare(settings, document_of(app, posts[1]))
        _line, _view = alternate([works_of(app, posts[:200]), works_of(bare, posts[:200])])  # warm
        line, view = alternate([works_of(app, posts), works_of(bare, posts)])
        house.close()
    yield Figure("turn of the line", str(line))
    yield Figure("bare view, the SDK's signature check", str(view))
    yield Figure("ratio at the median", f"{line.median / view.median:.2f}", "1.0")
    yield Figure("ratio at p99", f"{line.p99 / view.p99:.2f}", "1.5")


def settings_of(folder: Path, temporary: Path) -> Settings:
    environment = {
        "TWILIO_AUTH_TOKEN": "benchmark",
        "IVR_PUBLIC_URL": f"https://{HOST}",
        "DATABASE_URL": f"sqlite:///{temporary / 'bench.sqlite3'}",
        "IVR_CONTENT_DIR": str(folder),
        "IVR_METRICS_ADDRESS": "",
    }
    return read_settings(environment)


def _bare(settings: Settings, document: str) -> Flask:
    """What any signed webhook costs on Flask, with a document as large as the line's."""
    app = Flask("bare", static_folder=None, template_folder=None)
    validator = RequestValidator(settings.tokens[0])

    @app.post("/voice")
    @app.post("/voice/<step>")
    def constant(step: str = "") -> Response:  # noqa: ARG001 - the route has it
        address = settings.public_url + request.environ["RAW_URI"]
        known = validator.validate(address, request.form, request.headers["X-Twilio-Signature"])
        return Response(document, content_type="text/xml; charset=utf-8") if known else Response("", 403)

    return app


def call_of(app: Flask, number: int) -> Iterator[Post]:
    """The webhooks of one call, found by making it."""
    target, more = "/voice", {}
    for key in (*KEYS, ""):
        post = _signed(target, form_of(number) | more)
        yield post
        action = re.search(r'<Gather[^>]* action="([^"]+)"', document_of(app, post))
        if not key or not action:
            return
        parts = urlsplit(unescape(action[1]))
        target, more = (f"{parts.path}?{parts.query}" if parts.query else parts.path), {"Digits": key}


def _signed(target: str, form: Mapping[str, str]) -> Post:
    parts = urlsplit(target)
    signature = RequestValidator("benchmark").compute_signature(f"https://{HOST}{target}", form)
    return Post(parts.path, parts.query, urlencode(form).encode(), signature)


def works_of(app: Flask, posts: list[Post]) -> list[Work]:
    return [lambda post=post: document_of(app, post) for post in posts]  # type: ignore[misc]  # a default binds each post


def document_of(app: Flask, post: Post) -> str:
    statuses: list[str] = []
    answer = app(post.environ(), lambda status, _headers, _exc=None: statuses.append(status))  # type: ignore[arg-type]  # WSGI
    text = b"".join(answer).decode()
    answer.close()  # type: ignore[attr-defined]  # werkzeug's has it
    if statuses != ["200 OK"]:
        raise RuntimeError(f"{post.path} answered {statuses}: nothing to measure")
    return text
