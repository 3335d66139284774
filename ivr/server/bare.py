"""gunicorn without its banner, and with errors in a few plain words: it has no settings for either."""

from typing import Any

from gunicorn import util  # type: ignore[import-untyped]  # gunicorn ships no types
from gunicorn.http.wsgi import Response  # type: ignore[import-untyped]

_default_headers = Response.default_headers


def strip_gunicorn() -> None:
    """For this process, once or more often; the requests that it can't read are answered so too."""
    Response.default_headers = _headers_without_banner
    util.write_error = write_plain_error


def _headers_without_banner(response: Any) -> list[str]:
    return [header for header in _default_headers(response) if not header.startswith("Server:")]


def write_plain_error(sock: Any, status: int, reason: str, _message: str) -> None:
    """On a socket that never waits. What was wrong is in the log: gunicorn's own message would repeat what was sent."""
    head = (f"HTTP/1.1 {status} {reason}", "Connection: close", "Content-Type: text/plain; charset=utf-8")
    told = (*head, "X-Content-Type-Options: nosniff", f"Content-Length: {len(reason) + 1}", "", f"{reason}\n")
    sock.sendall("\r\n".join(told).encode("latin-1"))
