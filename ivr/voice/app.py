"""Flask, without what the line has no use for: coroutines, sessions, and the host by which a request came.

Each of these is a method that Flask's documentation names for overriding; a turn of the line is some of their users.
"""

from typing import Any

from flask import Flask, Request, Response
from flask.sessions import NullSession, SessionInterface
from werkzeug.datastructures import Headers
from werkzeug.routing import MapAdapter

from ivr.voice.webhook import Webhook

XML = "text/xml; charset=utf-8"


class LineApp(Flask):
    """What Flask would find out anew for each request is known of this app."""

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
