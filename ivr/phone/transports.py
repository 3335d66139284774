"""Two ways to the line: a WSGI app in this process, and an address over HTTP."""

import http.client
import io
import ssl
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import SplitResult, unquote_to_bytes, urlencode, urlsplit

from ivr.phone.refusal import RETRIEVAL, TwimlError
from ivr.phone.webhooks import Answer, Request

FORM = "application/x-www-form-urlencoded; charset=UTF-8"
DEADLINE = 15.0  # seconds: Twilio never waits longer

WsgiApp = Callable[..., Iterable[bytes]]


class WsgiTransport:
    """Calls a WSGI app as a server would, with the address that Twilio would have used."""

    def __init__(self, app: WsgiApp, base_url: str = "https://line.example") -> None:
        self.base_url = base_url.rstrip("/")
        self._app = app

    def send(self, request: Request) -> Answer:
        """One request through the app. What the app raises is let through: a test wants to see it."""
        started: list[Any] = []

        def start_response(status: str, headers: list[tuple[str, str]], *_: object) -> Callable[[bytes], object]:
            started[:] = [int(status.split()[0]), {name.lower(): value for name, value in headers}]
            return lambda _: None

        chunks = self._app(_environ(request), start_response)
        try:
            body = b"".join(chunks)
        finally:
            getattr(chunks, "close", lambda: None)()
        status, headers = started
        return Answer(status, headers.get("content-type", ""), body)


def _environ(request: Request) -> dict[str, Any]:
    parts = urlsplit(request.url)
    body = _body(request)
    target = _target(parts)
    return {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(parts.path).decode("latin-1"),
        "QUERY_STRING": parts.query,
        "RAW_URI": target,  # as gunicorn and werkzeug hand it on: the signature needs it byte for byte
        "REQUEST_URI": target,
        "SERVER_NAME": parts.hostname or "",
        "SERVER_PORT": str(parts.port or (443 if parts.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": parts.netloc.rpartition("@")[2],
        "CONTENT_TYPE": FORM if request.method == "POST" else "",
        "CONTENT_LENGTH": str(len(body)),
        **_header_variables(request.headers),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": parts.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


def _header_variables(headers: Mapping[str, str]) -> dict[str, str]:
    sent = {"User-Agent": "TwilioProxy/1.1", "Accept": "*/*", **headers}
    return {"HTTP_" + name.upper().replace("-", "_"): value for name, value in sent.items()}


def _body(request: Request) -> bytes:
    return urlencode(request.params).encode("ascii") if request.method == "POST" else b""


def _target(parts: SplitResult) -> str:
    return (parts.path or "/") + ("?" + parts.query if parts.query else "")


class HttpTransport:
    """Speaks HTTP or HTTPS to an address; one connection a request, no redirect followed."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url.rstrip("/")

    def send(self, request: Request) -> Answer:
        """One request over the network. Raises TwimlError when nothing answers within 15 seconds."""
        parts = urlsplit(request.url)
        connection = _connect(parts)
        try:
            headers = {"User-Agent": "TwilioProxy/1.1", "Content-Type": FORM, **request.headers}
            connection.request(request.method, _target(parts), _body(request), headers)
            response = connection.getresponse()
            return Answer(response.status, response.getheader("Content-Type", ""), response.read())
        except (OSError, http.client.HTTPException) as error:
            raise TwimlError(
                RETRIEVAL, f"nothing answers there ({error})", f"{parts.scheme}://{parts.netloc}"
            ) from error
        finally:
            connection.close()


def _connect(parts: SplitResult) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    if parts.scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(host, parts.port, timeout=DEADLINE, context=context)
    return http.client.HTTPConnection(host, parts.port, timeout=DEADLINE)
