"""Requests that nobody should send, made at random: for the suite, for long runs, and for looking at what is logged.

A Shot is one request as it comes over the wire. Signed shots hold what only Twilio, or whoever has the token, could
send: the line must answer them all with words; the others learn nothing.
"""

import io
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any
from urllib.parse import parse_qsl, unquote_to_bytes, urlencode

from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict

from ivr.line.flow import FLOW
from ivr.phone.reader import read
from ivr.voice.signature import MOST_FIELDS, READ

TOKEN, ADDRESS = "made-up-token", "https://line.example"
FORM = "application/x-www-form-urlencoded"
LARGEST_BODY = 64 * 1024

Pairs = tuple[tuple[str, str], ...]
WsgiApp = Callable[..., Iterable[bytes]]


@dataclass(frozen=True)
class Shot:
    """One request: `target` and `body` byte for byte. `signed` tells whether its signature is Twilio's."""

    method: str = "POST"
    target: str = "/voice"
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = FORM
    signed: bool = True

    @property
    def path(self) -> str:
        """Its path as a server unescapes it."""
        return unquote_to_bytes(self.target.partition("?")[0]).decode("latin-1")


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def shot(path: str, fields: Mapping[str, str] | Pairs = (), **more: Any) -> Shot:
    """A form, signed as Twilio signs unless told otherwise."""
    return Shot(target=path, body=urlencode(pairs_of(fields)).encode(), **more)


def pairs_of(fields: Mapping[str, str] | Pairs) -> Pairs:
    return tuple(fields.items()) if isinstance(fields, Mapping) else fields


def signature_of(shot: Shot, token: str = TOKEN) -> str:
    """Twilio's signature over what the server will read."""
    body = shot.body.decode("utf-8", "replace")
    pairs = parse_qsl(body, keep_blank_values=True, errors="werkzeug.url_quote") if shot.body.isascii() else []
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    try:
        return str(RequestValidator(token).compute_signature(ADDRESS + shot.target, MultiDict(fields)))
    except UnicodeEncodeError:  # a target that is no ASCII
        return "x" * 28


def fire(app: WsgiApp, shot: Shot) -> Reply:
    """The request through the app, as a server would hand it on; what the app raises is let through."""
    started: list[Any] = []
    signature = {"HTTP_X_TWILIO_SIGNATURE": signature_of(shot)} if shot.signed else {}
    environ = {
        "REQUEST_METHOD": shot.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": shot.path,
        "QUERY_STRING": shot.target.partition("?")[2],
        "RAW_URI": shot.target,
        "SERVER_NAME": "line.example",
        "SERVER_PORT": "443",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "line.example",
        "CONTENT_TYPE": shot.content_type,
        "CONTENT_LENGTH": str(len(shot.body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "https",
        "wsgi.input": io.BytesIO(shot.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    chunks = app(environ | signature | dict(shot.headers), lambda *told: started.append(told))
    try:
        body = b"".join(chunks)
    finally:
        getattr(chunks, "close", lambda: None)()
    [(status, headers)] = started
    return Reply(int(status[:3]), dict(headers), body)


# -- what must hold --------------------------------------------------------------------------------------------------


def is_twilios(shot: Shot) -> bool:
    """Whether the line must take it: signed, a form by POST, not too large, and nothing that it reads twice."""
    if not shot.signed or shot.method != "POST" or shot.content_type.partition(";")[0].strip().lower() != FORM:
        return False
    if len(shot.body) > LARGEST_BODY or shot.body.count(b"&") >= MOST_FIELDS or not shot.target.isascii():
        return False
    if not shot.body.isascii():
        return False
    names = [name for name, _ in parse_qsl(shot.body.decode(), keep_blank_values=True)]
    return all(names.count(name) <= 1 for name in READ)


def fault_of(shot: Shot, reply: Reply) -> str:
    """What is wrong with the reply, in a word; empty when nothing is."""
    if 300 <= reply.status < 400:
        return "a redirect"
    path = shot.path.rstrip("/") or "/"
    room = path.strip("/").partition("/")[0]
    if path == "/health/ready":
        return "" if reply.status in (200, 405, 503) else f"{reply.status} from what tells how things stand"
    if path == "/voice/fallback" or room not in ("voice", "texts"):
        return "" if reply.status in (200, 304, 400, 404, 405, 403) else f"{reply.status} from what is constant"
    if not is_twilios(shot):
        return "" if reply.status == 403 and b"<" not in reply.body else f"{reply.status} for what is not Twilio's"
    if path in ("/voice/status", "/texts/status") or room == "texts":
        return "" if (reply.status, reply.body) == (204, b"") else f"{reply.status} for a status"
    return _fault_of_words(reply)


def _fault_of_words(reply: Reply) -> str:
    if reply.status != 200 or reply.headers.get("Content-Type") != "text/xml; charset=utf-8":
        return f"{reply.status} {reply.headers.get('Content-Type')} for a caller"
    return "" if read(reply.body) else "an empty document"  # a TwimlError says the rest


# -- made at random --------------------------------------------------------------------------------------------------

STEPS = sorted(FLOW.steps)
NUMBERS = ("+33612345678", "0612345678", "+33199001234", "06 12 34 56 78", "+262692123456", "+8816123456", "anonymous")
NASTY = (
    *(
        "",
        "\x00",
        "\ud7ff\ufffe\uffff",
        "\x1b[2J",
        "é" * 300,
        "\u202e\u2066",
        "x" * 10_000,
        "٠١٢٣",
        "１",
        "%",
        "%00",
        "%zz",
    ),
    *("<Say>", "]]>", "&amp;&#0;", '"><Hangup/>', "<!DOCTYPE x [<!ENTITY a 'b'>]>", "{count}", "\r\nSet-Cookie: a=b"),
    *("' OR 1=1 --", "../../etc/passwd", "-1", "1e9", "NaN", "9" * 400, "null", "true", "[]", "ﷺ" * 400, "🙂" * 50),
)
FIELDS: Mapping[str, tuple[str, ...]] = {
    "CallSid": ("CA" + "0" * 32, "CA" + "f" * 32, "CA0", ""),
    "AccountSid": ("AC" + "0" * 32, "AC0", ""),
    "From": NUMBERS,
    "To": ("3646", "+262269619191", "+33184903646", "sip:3646@line.example"),
    "CallStatus": ("ringing", "in-progress", "completed", "busy", "failed", "canceled", "no-answer", "queued"),
    "CallDuration": ("0", "83", "-5", "999999999"),
    "Digits": (*"0123456789*#", "75012", "0612345678", "97600", "1#", "99999", "#" * 40, "1w2", "w"),
    "FinishedOnKey": ("#", "*", "hash"),
    "SpeechResult": ("un", "mon attestation", "English", "non pas la deux", "conseiller " * 900),
    "DialCallStatus": ("completed", "answered", "busy", "no-answer", "failed", "canceled", "vanished"),
    "QueueResult": ("bridged", "leave", "queue-full", "error", "hangup", "system-error", "evaporated"),
    "QueuePosition": ("0", "1", "12", "999999", "1.5"),
    "AvgQueueTime": ("0", "59", "60", "3600", "999999", "-3"),
    "MessageSid": ("SM" + "0" * 32, "SM" + "1" * 32, "SM'\x00"),
    "MessageStatus": ("queued", "sent", "delivered", "undelivered", "failed", "teleported"),
    "ErrorCode": ("30003", "0", "999999999", "x"),
    "Body": NASTY,
}
STATE: Mapping[str, tuple[str, ...]] = {
    "v": ("1", "1", "1", "0", "2", ""),
    "t": ("0", "4", "999", "9999"),
    "l": ("national", "mayotte", "abroad", "moon"),
    "g": ("fr", "en", "de"),
    "p": ("metropole", "overseas", "mayotte", "abroad", "unknown", "sea"),
    "d": ("69", "2A", "971", "976", "978", "00", "99", "2A5", "999"),
    "c": ("691", "594", "zzz", "976"),
    "o": ("attestation", "file", "hours", "channels", "adviser", "golf"),
    "r": ("general", "msa", "mgen", "sncf", "camieg", "enim", "nobody"),
    "k": ("attestation", "create", "own", "kiosk", "account", "deaf", "nothing"),
    "f": ("0", "1", "2", "3", "4", "9"),
    "b": ("topics", "attestation", "hours", "ring", "elsewhere"),
    "at": ("20261225T080000Z", "20260704T093000Z", "00010101T000000Z", "99991231T235959Z", "20261399T999999Z", "now"),
    "s": ("1", "0", "2"),
}
PATHS = (
    *(
        "/voice",
        "/voice/",
        "/voice/status",
        "/texts/status",
        "/texts/status?m=1",
        "/voice/fallback",
        "/health",
        "/health/ready",
    ),
    *("/voice//", "/voice/../health", "/voice/%2e%2e/topics", "/voice/%00", "/voice/%ff%fe", "/voice/st%61tus"),
    *("/voice/topics/wait", "/voice/topics/wait/", "/voice/a/b/c/d", "/voice/topics%2Fwait", "/texts", "/texts/7"),
    *("/audio/../../etc/passwd", "/audio/%2e%2e%2fsettings.py", "/audio/fr", "/audio/%00.wav", "/audio//etc/passwd"),
    *("/", "/.env", "/voicemail", "//voice", "/texts/status/?m=%00", "/voice/status?at=20261225T080000Z"),
)
METHODS = ("GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "BREW")
TYPES = ("application/json", "multipart/form-data; boundary=x", "text/xml", "", FORM + "; charset=utf-16", FORM.upper())
HEADERS: tuple[Mapping[str, str], ...] = (
    {"HTTP_I_TWILIO_IDEMPOTENCY_TOKEN": "6ba7b810-9dad-11d1-80b4-00c04fd430c8"},
    {"HTTP_HOST": "evil.example"},
    {"HTTP_HOST": "a b/\x00"},
    {"HTTP_X_FORWARDED_PROTO": "http", "HTTP_X_FORWARDED_HOST": "evil.example"},
    {"HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE"},
    {"HTTP_COOKIE": "session=" + "x" * 3000},
    {"HTTP_RANGE": "bytes=9-1,,"},
    {"HTTP_ACCEPT_LANGUAGE": "\xff;q=nan"},
)
BODIES = (b"\xff\xfe\x00", b"Digits=%FF%C0", b"=", b"&" * 3000, b"a&" * 1500, b'{"Digits": "1"}', b"%" * 900, b"<x/>")
REFUSED = ("unsigned", "method", "type", "repeated", "forged", "large", "many")


def likely(random: Random) -> Shot:
    """A request out of a real call in which a text is asked for, a number typed, or a receipt comes."""
    known = "v=1&t=4&p=metropole&r=general&o=attestation&k=attestation"
    path, keys = random.choice(
        (("download", "1"), ("mobile", "0612345678"), ("confirm_mobile", "12"), ("postcode", ""))
    )
    digits = keys if len(keys) == 10 else random.choice(keys or ("75012", "97600", "20000"))
    caller = random.choice(("anonymous", f"+336{random.randrange(10**8):08}"))
    sid = f"CA{random.getrandbits(128):032x}" if random.random() < 0.5 else "CA" + "0" * 32
    return shot(f"/voice/{path}?{known}", {"CallSid": sid, "From": caller, "To": "3646", "Digits": digits})


def random_shot(random: Random, plant: Callable[[Random], str] | None = None) -> Shot:
    """Any request. `plant` writes what must never be seen again; it is put into every kind of place."""
    made = likely(random) if random.random() < 0.1 else _aimed(random, plant)
    if random.random() < 0.1:
        made = replace(made, headers=random.choice(HEADERS))
    if random.random() < 0.03:
        made = replace(made, body=random.choice(BODIES))
    return _spoilt(random, made) if random.random() < 0.2 else made


def _aimed(random: Random, plant: Callable[[Random], str] | None) -> Shot:
    """A form at some address, signed."""
    path = random.choice(PATHS) if random.random() < 0.25 else _step(random)
    if plant is not None and random.random() < 0.3:
        path += ("&" if "?" in path else "?") + urlencode({random.choice(("q", "d", "at", "From")): plant(random)})
    chosen = random.sample(sorted(FIELDS), random.randint(0, 9)) if random.random() < 0.6 else ["Digits"]
    base = {"CallSid": f"CA{random.getrandbits(128):032x}", "From": random.choice(NUMBERS), "To": "3646"}
    return shot(path, base | {name: _value(random, name, plant) for name in chosen})


def _value(random: Random, name: str, plant: Callable[[Random], str] | None) -> str:
    if plant is not None and random.random() < 0.5:
        return plant(random)
    return random.choice(NASTY) if random.random() < 0.2 else random.choice(FIELDS[name])


def _step(random: Random) -> str:
    """A turn's address: of a real step, mostly, in a state that makes more or less sense."""
    step = random.choice(STEPS) if random.random() < 0.9 else random.choice(("-", "x" * 41, "TOPICS", "ring%20"))
    known = {"v": "1"} | {
        name: random.choice(STATE[name]) for name in random.sample(sorted(STATE), random.randint(0, 8))
    }
    wait = "/wait" if random.random() < 0.1 else ""
    return f"/voice/{step}{wait}?" + urlencode(known)


def _spoilt(random: Random, made: Shot) -> Shot:
    match random.choice(REFUSED):
        case "unsigned":
            return replace(made, signed=False)
        case "method":
            return replace(made, method=random.choice(METHODS))
        case "type":
            return replace(made, content_type=random.choice(TYPES))
        case "repeated":
            return replace(made, body=made.body + b"&Digits=1&Digits=2")
        case "forged":
            return replace(made, signed=False, headers={"HTTP_X_TWILIO_SIGNATURE": signature_of(made, "other")})
        case "large":
            return replace(made, body=made.body + b"&x=" + b"y" * LARGEST_BODY)
        case _:
            return replace(made, body=made.body + b"&x" * (MOST_FIELDS + 1))
