"""A typical turn of the line against a bare Flask view that checks the signature by the SDK and returns a constant."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask, Response, request
from twilio.request_validator import RequestValidator

from benchmarks.measure import Figure, Work, alternate
from benchmarks.posts import HOST, Post, call_of, document_of
from ivr.factory import create_app
from ivr.logs import configure_logs
from ivr.settings import Settings, read_settings
from ivr.store import schema

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
CALLS = 300


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


def works_of(app: Flask, posts: list[Post]) -> list[Work]:
    return [lambda post=post: document_of(app, post) for post in posts]  # type: ignore[misc]  # a default binds each post
