"""A line made of documents, for testing the phone without the real one: it keeps what it was asked."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from twilio.request_validator import RequestValidator

from ivr.phone.phone import Phone
from ivr.phone.transports import WsgiTransport

TOKEN = "made-up-token"
BASE = "https://line.example"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def say(words: str, language: str = "fr-FR", voice: str = "Polly.Lea-Neural") -> str:
    return f'<Say language="{language}" voice="{voice}">{words}</Say>'


def document(*verbs: str) -> str:
    return f"{HEAD}<Response>{''.join(verbs)}</Response>"


def gather(inside: str = "", **attributes: str) -> str:
    given = {"action": "/next", "numDigits": "1", "finishOnKey": "", "actionOnEmptyResult": "true", **attributes}
    written = " ".join(f'{name}="{value}"' for name, value in given.items())
    return f"<Gather {written}>{inside}</Gather>"


@dataclass
class ScriptedLine:
    """A WSGI app: path -> document, (status, content type, body), or a list of them to be given one after another."""

    pages: Mapping[str, Any]
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    badly_signed: int = 0

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)).decode()
        form = dict(parse_qsl(body, keep_blank_values=True))
        path = environ["PATH_INFO"]
        signature = environ.get("HTTP_X_TWILIO_SIGNATURE", "")
        self.badly_signed += not RequestValidator(TOKEN).validate(BASE + environ["RAW_URI"], form, signature)
        self.asked.append((path, form | dict(parse_qsl(environ["QUERY_STRING"]))))
        self.headers.append({name: value for name, value in environ.items() if name.startswith("HTTP_")})
        status, kind, body = self._page(path)
        start_response(status, [("Content-Type", kind)] if kind else [])
        return [body.encode() if isinstance(body, str) else body]

    def _page(self, path: str) -> tuple[str, str, Any]:
        page = self.pages.get(path, ("404 Not Found", "text/plain", "no such page"))
        if isinstance(page, list):
            page = page.pop(0) if len(page) > 1 else page[0]
        return page if isinstance(page, tuple) else ("200 OK", "text/xml; charset=utf-8", page)

    def form(self, path: str) -> dict[str, str]:
        """What was last sent to a path."""
        return next(form for asked, form in reversed(self.asked) if asked == path)


def ring(pages: Mapping[str, Any], **phone: Any) -> tuple[Phone, ScriptedLine]:
    """A phone and a line, not dialled yet. Without a page for it, the end of the call is not told."""
    line = ScriptedLine(pages)
    settings = {"status_url": "/voice/status" if "/voice/status" in pages else "", **phone}
    return Phone(WsgiTransport(line, BASE), TOKEN, **settings), line
