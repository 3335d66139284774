"""Two ways to the line: a WSGI app in this process, and an address over HTTP."""

import http.client
import ssl
from email.message import Message
from time import monotonic
from urllib.parse import SplitResult, urlencode, urlsplit
from wsgiref.types import WSGIApplication

from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder, run_wsgi_app

from ivr.phone.refusal import RETRIEVAL, TwimlError
from ivr.phone.webhooks import Answer, Request

FORM = "application/x-www-form-urlencoded; charset=UTF-8"
DEADLINE = 15.0  # seconds: Twilio never waits longer
TOO_SLOW = "no whole answer within the deadline"
TOLD = {  # of an Answer -> the header that tells it
    "content_type": "Content-Type",
    "way": "IVR-Way",
    "said": "IVR-Said",
    "location": "Location",
    "version": "IVR-Version",
}


class WsgiTransport:
    """Calls a WSGI app as a server would, with the address that Twilio would have used."""

    def __init__(self, app: WSGIApplication, base_url: str = "https://line.example") -> None:
        self.base_url = base_url.rstrip("/")
        self._app = app

    def send(self, request: Request) -> Answer:
        """One request through the app. What the app raises is let through: a test wants to see it."""
        parts = urlsplit(request.url)
        built = EnvironBuilder(
            path=_target(parts),  # byte for byte: it is signed
            base_url=f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}",
            method=request.method,
            headers=_headers(request).items(),
            data=_body(request),
            environ_base={"REMOTE_ADDR": "127.0.0.1"},
        )
        chunks, status, headers = run_wsgi_app(self._app, built.get_environ(), buffered=True)
        return _answer(int(status.split()[0]), headers, b"".join(chunks))


def _answer(status: int, headers: Headers | Message, body: bytes) -> Answer:
    told = {field: str(headers.get(name) or "") for field, name in TOLD.items()}
    return Answer(status, body=body, **told)


def _headers(request: Request) -> dict[str, str]:
    form = {"Content-Type": FORM} if request.method == "POST" else {}
    return {"User-Agent": "TwilioProxy/1.1", "Accept": "*/*", **form, **request.headers}


def _body(request: Request) -> bytes:
    return urlencode(request.params).encode("ascii") if request.method == "POST" else b""


def _target(parts: SplitResult) -> str:
    return (parts.path or "/") + ("?" + parts.query if parts.query else "")


class HttpTransport:
    """Speaks HTTP or HTTPS to an address; one connection a request, no redirect followed."""

    def __init__(self, base_url: str, deadline: float = DEADLINE) -> None:
        self.base_url = base_url.rstrip("/")
        self._deadline = deadline

    def send(self, request: Request) -> Answer:
        """One request over the network. Raises TwimlError where nothing answers, or not the whole within 15 seconds."""
        parts = urlsplit(request.url)
        connection = _connect(parts, self._deadline)
        until = monotonic() + self._deadline
        try:
            connection.request(request.method, _target(parts), _body(request), _headers(request))
            response = connection.getresponse()
            answer = _answer(response.status, response.headers, response.read())
            if monotonic() > until:  # a connection's own deadline is for each piece
                raise TimeoutError
            return answer
        except (OSError, http.client.HTTPException) as error:
            slow = isinstance(error, TimeoutError)
            what = f"{TOO_SLOW} of {self._deadline:.0f} seconds" if slow else f"nothing answers there ({error})"
            raise TwimlError(RETRIEVAL, what, f"{parts.scheme}://{parts.netloc}") from error
        finally:
            connection.close()


def _connect(parts: SplitResult, deadline: float) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    if parts.scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(host, parts.port, timeout=deadline, context=context)
    return http.client.HTTPConnection(host, parts.port, timeout=deadline)
