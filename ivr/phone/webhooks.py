"""Twilio's requests: its parameters, its signature, and what it accepts as an answer."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol
from urllib.parse import urlencode, urlsplit, urlunsplit

from twilio.request_validator import RequestValidator

from ivr.phone.refusal import CONTENT_TYPE, RETRIEVAL, TOO_MANY_REDIRECTS, TwimlError

ACCOUNT = "AC" + "0" * 32  # made up


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent; for a GET, the parameters are in the address already."""

    method: str
    url: str
    params: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `content_type` is "" when there was none.

    `way` and `said` are what the line tells testers of a rehearsal: the steps that it passed, and how many letters each
    prompt said.
    """

    status: int
    content_type: str
    body: bytes
    way: str = ""
    said: str = ""
    location: str = ""  # where it redirects to
    version: str = ""  # the line's release, where it tells


class Transport(Protocol):
    """The way to the line."""

    base_url: str

    def send(self, request: Request) -> Answer:
        """Sends one request and follows no redirect. Raises TwimlError when nothing answers."""


def new_sid(prefix: str) -> str:
    """An identifier such as Twilio makes: two letters and 32 hexadecimal digits."""
    return prefix + uuid.uuid4().hex


def new_rehearsal_sid() -> str:
    """A call's identifier that can be none of Twilio's: the only kind that the rehearsal token may name."""
    return "CA" + "0" * 8 + uuid.uuid4().hex[8:]


@dataclass(frozen=True, slots=True)
class Parties:
    """Who calls whom, in which call."""

    caller: str
    called: str
    call_sid: str = field(default_factory=lambda: new_sid("CA"))
    account_sid: str = ACCOUNT

    def params(self, status: str) -> dict[str, str]:
        """The parameters of every voice request; the places are sent empty, as Twilio does for most of Europe."""
        return {
            "AccountSid": self.account_sid,
            "ApiVersion": "2010-04-01",
            "CallSid": self.call_sid,
            "CallStatus": status,
            "Direction": "inbound",
            **_party(self.caller, "From", "Caller"),
            **_party(self.called, "To", "Called"),
        }


def _party(number: str, *names: str) -> dict[str, str]:
    country = "FR" if number.startswith("+33") else ""
    params: dict[str, str] = {}
    for name in names:
        places = {f"{name}City": "", f"{name}State": "", f"{name}Zip": "", f"{name}Country": country}
        params |= {name: number, **places}
    return params


@dataclass(frozen=True, slots=True)
class Webhooks:
    """Asks the line on Twilio's behalf, for one call."""

    transport: Transport
    auth_token: str = field(repr=False)
    parties: Parties

    def ask(self, url: str, extra: Mapping[str, str], *, method: str = "POST", status: str = "in-progress") -> Request:
        """The signed request for a document, ready to be sent."""
        address = without_fragment(url)
        params = {**self.parties.params(status), **extra}
        if method == "GET":
            address += ("&" if "?" in address else "?") + urlencode(params)
            params = {}
        return Request(method, address, params, {"X-Twilio-Signature": self._sign(address, params)})

    def send(self, request: Request) -> Answer:
        """The line's answer, whatever it is."""
        return self.transport.send(request)

    def fetch(self, request: Request) -> Answer:
        """The answer that holds a document. Raises TwimlError for anything but a 200 with XML."""
        answer = self.send(request)
        where = f"{request.method} {urlsplit(request.url).path}"
        if 300 <= answer.status < 400:
            raise TwimlError(TOO_MANY_REDIRECTS, f"answered {answer.status}: a redirect loses what was pressed", where)
        if answer.status != 200:
            raise TwimlError(RETRIEVAL, f"answered {answer.status}: {_glimpse(answer.body)}", where)
        kind = answer.content_type.partition(";")[0].strip().lower()
        if kind not in ("text/xml", "application/xml"):
            raise TwimlError(CONTENT_TYPE, f"content type {kind or 'missing'!r}, not text/xml", where)
        return answer

    def tell(self, url: str, extra: Mapping[str, str], status: str) -> Answer:
        """A status callback: that it was taken matters most. Raises TwimlError when it was not."""
        request = self.ask(url, extra, status=status)
        answer = self.send(request)
        if answer.status not in (200, 204):
            where = f"{request.method} {urlsplit(request.url).path}"
            raise TwimlError(RETRIEVAL, f"answered {answer.status}: {_glimpse(answer.body)}", where)
        return answer

    def _sign(self, url: str, params: Mapping[str, str]) -> str:
        return str(RequestValidator(self.auth_token).compute_signature(signed_address(url), dict(params)))


def again(request: Request) -> Request:
    """The same request as Twilio repeats it after a failure, told apart only by its header."""
    return replace(request, headers={**request.headers, "I-Twilio-Idempotency-Token": str(uuid.uuid4())})


def without_fragment(url: str) -> str:
    """Connection overrides (#rc=2) steer Twilio and are never sent."""
    return url.partition("#")[0]


def signed_address(url: str) -> str:
    """The address as Twilio signs it for voice: no fragment, no user, and over HTTPS no port."""
    parts = urlsplit(without_fragment(url))
    host = parts.netloc.rpartition("@")[2]
    if parts.scheme == "https":
        host = host.partition(":")[0]
    if host == parts.netloc:
        return without_fragment(url)  # byte for byte
    return urlunsplit(parts._replace(netloc=host))


def _glimpse(body: bytes) -> str:
    return " ".join(body.decode("utf-8", "replace").split())[:120] or "no text"
