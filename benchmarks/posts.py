"""The webhooks of calls, signed as Twilio signs them, and what an app answers to one."""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlencode, urlsplit

from flask import Flask
from twilio.request_validator import RequestValidator

from tests.callers import form_of

KEYS = ("1", "1", "#", "*", "#", "2", "#")  # menus and Tells; no text is asked for
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


def call_of(app: Flask, number: int) -> Iterator[Post]:
    """The webhooks of one call, found by making it."""
    target, more = "/voice", {}
    for key in (*KEYS, ""):
        post = signed_post(target, form_of(number) | more)
        yield post
        action = re.search(r'<Gather[^>]* action="([^"]+)"', document_of(app, post))
        if not key or not action:
            return
        parts = urlsplit(unescape(action[1]))
        target, more = (f"{parts.path}?{parts.query}" if parts.query else parts.path), {"Digits": key}


def signed_post(target: str, form: Mapping[str, str]) -> Post:
    parts = urlsplit(target)
    signature = RequestValidator("benchmark").compute_signature(f"https://{HOST}{target}", form)
    return Post(parts.path, parts.query, urlencode(form).encode(), signature)


def document_of(app: Flask, post: Post) -> str:
    statuses: list[str] = []
    answer = app(post.environ(), lambda status, _headers, _exc=None: statuses.append(status))  # type: ignore[arg-type]  # WSGI
    text = b"".join(answer).decode()
    answer.close()  # type: ignore[attr-defined]  # werkzeug's has it
    if statuses != ["200 OK"]:
        raise RuntimeError(f"{post.path} answered {statuses}: nothing to measure")
    return text
