"""Flask, without what the line has no use for: coroutines, sessions, and the host by which a request came.

All that is overridden here Flask lets its users override. Together it was a sixth of a turn within Flask.
"""

from typing import Any

from flask import Flask, Request, Response
from flask.sessions import NullSession, SessionInterface
from werkzeug.datastructures import Headers
from werkzeug.routing import MapAdapter

from ivr.voice.webhook import Webhook

XML = "text/xml; charset=utf-8"


class LineApp(Flask):
    """Flask's addresses, views, errors and contexts, and nothing that runs before or after each view."""

    request_class = Webhook

    def __init__(self, name: str) -> None:
        super().__init__(name, static_folder=None, template_folder=None)
        self.session_interface = NoSessions()

    def ensure_sync(self, func: Any) -> Any:
        """No view is a coroutine."""
        return func

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """Addresses are found by path and method alone; whatever host was asked for, nothing here depends on it."""
        if request is None:
            return None
        return MapAdapter(self.url_map, "", "/", "", request.scheme, request.path, request.method)

    def full_dispatch_request(self) -> Response:
        """The view's answer, or that to an error."""
        try:
            told = self.dispatch_request()
        except Exception as error:
            told = self.handle_user_exception(error)
        return self.process_response(self.make_response(told))

    def process_response(self, response: Response) -> Response:
        """No browser may take an answer for anything else than it says it is."""
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    def do_teardown_request(self, *_: object) -> None:
        """Nothing is to be done after a request."""

    def do_teardown_appcontext(self, *_: object) -> None:
        """Nothing is to be done after what Flask puts around a request."""

    def before_request(self, f: Any) -> Any:
        """It would never run. Raises TypeError."""
        raise TypeError(f"nothing runs before or after the views of the line: put {f!r} around a view")

    after_request: Any = before_request
    teardown_request: Any = before_request
    teardown_appcontext: Any = before_request
    url_value_preprocessor: Any = before_request

    def register_blueprint(self, blueprint: Any, **_: Any) -> None:
        """It may have hooks, which come by another way than those above. Raises TypeError."""
        raise TypeError(f"hooks of {blueprint!r} would never run: give its views to the app itself")


class NoSessions(SessionInterface):
    """One for all, which refuses to hold anything."""

    none = NullSession()

    def open_session(self, _app: Flask, _request: Request) -> NullSession:
        return self.none


class Document(Response):
    """TwiML, as Twilio wants it. All of its headers are there when it is made: werkzeug need not look for others."""

    def __init__(self, twiml: str | bytes) -> None:
        super().__init__(twiml, content_type=XML)

    def get_wsgi_headers(self, _environ: Any) -> Headers:
        return self.headers
