"""Flask, without what the line has no use for: coroutines, sessions, and the host by which a request came.

All that is overridden here Flask lets its users override. Together it was a sixth of a turn within Flask.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import NullSession, SessionInterface
from werkzeug.routing import MapAdapter

from ivr.voice.webhook import Webhook

XML = "text/xml; charset=utf-8"
NOSNIFF = ("X-Content-Type-Options", "nosniff")  # no browser may take an answer for anything else than it says it is
OF_DOCUMENTS = (("Content-Type", XML), NOSNIFF)
MOST_PATHS = 512  # whose views are remembered: more than twice as many as the line has steps


class LineApp(Flask):
    """Flask's addresses, views, errors and contexts, and nothing that runs before or after each view."""

    request_class = Webhook

    def __init__(self, name: str) -> None:
        super().__init__(name, static_folder=None, template_folder=None)
        self.session_interface = NoSessions()
        self._found = lru_cache(MOST_PATHS)(self._way)

    def ensure_sync(self, func: Any) -> Any:
        """No view is a coroutine."""
        return func

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """Addresses are found by path and method alone; whatever host was asked for, nothing here depends on it."""
        return None if request is None else self._found(request.path, request.method)

    def _way(self, path: str, method: str) -> MapAdapter:
        return Way(self.url_map, "", "/", "", "https", path, method)

    def full_dispatch_request(self) -> Response:
        """The view's answer, or that to an error."""
        try:
            told = self.dispatch_request()
        except Exception as error:
            told = self.handle_user_exception(error)
        return self.process_response(self.make_response(told))

    def process_response(self, response: Response) -> Response:
        """Nothing depends on a session, and a document sees to its own headers."""
        if not isinstance(response, Document):
            response.headers.set(*NOSNIFF)
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


class Way(MapAdapter):
    """From one path to its view: found once, for all the calls that come by it. What leads nowhere is not kept."""

    @cached_property
    def _rule(self) -> Any:
        return super().match(return_rule=True)

    def match(self, *_: Any, **__: Any) -> Any:
        """The rule and what stands in the path for the view. Raises what werkzeug raises: NotFound..."""
        return self._rule


class Document(Response):
    """TwiML, as Twilio wants it: one piece of text, under headers that are nearly the same for all.

    `headers` holds what is told beside those. werkzeug would write each anew, and look for what ours never hold.
    """

    default_mimetype = None
    automatically_set_content_length = False

    def __init__(self, twiml: str | bytes) -> None:
        self.twiml = twiml.encode() if isinstance(twiml, str) else twiml
        super().__init__(self.twiml)

    def __iter__(self) -> Iterator[bytes]:
        return iter((self.twiml,))

    def get_wsgi_response(self, environ: Any) -> tuple[Iterable[bytes], str, list[tuple[str, str]]]:
        """What is sent: the document itself, for the server closes what it sends."""
        length = "Content-Length", str(len(self.twiml))
        body = () if environ["REQUEST_METHOD"] == "HEAD" else self
        return body, self.status, [*OF_DOCUMENTS, length, *self.headers]
