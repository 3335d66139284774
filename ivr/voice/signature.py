"""Whether a request comes from Twilio: its signature over the public address, the raw path and every field.

https://www.twilio.com/docs/usage/webhooks/webhooks-security
"""

import hmac
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any
from urllib.parse import quote

import structlog
from flask import Request

from ivr.setting_values import PLAIN_ADDRESS
from ivr.settings import Settings
from ivr.voice.webhook import Pair, Webhook

log = structlog.get_logger("ivr.voice")

FORM = "application/x-www-form-urlencoded"
Keyed = hmac.HMAC  # of a token, before any text
Signed = Callable[[Sequence[Keyed], Sequence[str]], bool]  # by one of these tokens, for one of these addresses

# What this service reads of a request. The signature joins names and values without a separator, sorts them and
# counts a repeated one once: so each of these must come at most once, or two readers could read two things.
READ = frozenset(
    (
        *("CallSid", "AccountSid", "From", "To", "CallStatus", "CallDuration"),
        *("Digits", "FinishedOnKey", "SpeechResult", "DialCallStatus", "QueueResult", "QueuePosition", "AvgQueueTime"),
        *("MessageSid", "MessageStatus", "ErrorCode"),
    )
)
LARGEST_MISTAKEN = 4096  # bytes of a body: about a larger one nobody asks for which address it was signed
REHEARSED_CALL = "CA" + "0" * 8  # how a call of the rehearsal token is named: it can be none of Twilio's
PORTS = {"https": 443, "http": 80}
MOST_FIELDS = 200  # Twilio sends thirty or so; a forgery of 64 kB of them would keep us busy for a hundred turns


class SignatureCheck:
    """Tells Twilio's requests from all others, by the configured address and tokens; never by the Host header."""

    def __init__(self, settings: Settings) -> None:
        """Raises ValueError without a token: an empty one would let anybody sign."""
        if not settings.tokens:
            raise ValueError("no token to check signatures with")
        self.address = settings.public_url
        self._addresses = with_and_without_port(settings.public_url)
        self._account = settings.account_sid
        self._tokens = tuple(map(_keyed, settings.tokens))
        self._rehearsals = settings.rehearsal
        token = settings.rehearsal_token.reveal()
        self._rehearsal_tokens = (_keyed(token),) if token else ()

    def fault(self, request: Webhook) -> str:
        """Why a request is not Twilio's, in a word for the log; empty when it is. Never raises."""
        try:
            return self._fault(request)
        except Exception as error:  # Flask raises on a body that is too large, and nobody knows what else is odd
            return type(error).__name__

    def _fault(self, request: Webhook) -> str:
        signature = request.environ.get("HTTP_X_TWILIO_SIGNATURE")
        if request.method != "POST" or not signature:
            return "unsigned"
        if kind_of(request.environ) != FORM:
            return "no form"  # a JSON body would leave the fields, and so the body, out of what is signed
        body = request.body
        if not body.isascii():
            return "no form"  # nor is this: Flask would read no field at all from bytes that are no UTF-8
        if body.count(b"&") >= MOST_FIELDS:
            return "too many fields"
        target = raw_target(request.environ)
        signed = partial(_is_signed, target + signed_text(request.pairs, request.form), signature)
        if signed(self._tokens, self._addresses):
            return self._odd(request)
        if signed(self._rehearsal_tokens, self._addresses):
            return self._odd(request) or self._beyond_rehearsal(request)
        return self._mistaken(request, signed)

    def _beyond_rehearsal(self, request: Request) -> str:
        """Why a request of the rehearsal token is none that it may make.

        A real call's name would let it read or change what that call has typed, or keep a text from it.
        """
        if not self._rehearsals:
            return "rehearsals off"
        rehearses = request.path.startswith(("/voice", "/rehearsal")) and "at" in request.args
        named = request.form.get("CallSid", "").startswith(REHEARSED_CALL)
        return "" if rehearses and named else "no rehearsal"

    def _mistaken(self, request: Request, signed: Signed) -> str:
        """Whether it is signed with our token, but for the address by which it came: a tunnel's, mostly.

        It stays refused; the log tells both addresses. Nobody without the token can have a host logged so.
        """
        if (request.content_length or 0) > LARGEST_MISTAKEN:
            return "signature"
        for address in addresses_of(request):
            tokens = self._tokens + self._rehearsal_tokens
            if PLAIN_ADDRESS.fullmatch(address) and signed(tokens, with_and_without_port(address)):
                log.warning("signed_for_another_address", configured=self.address, signed_for=address)
                return "address"
        return "signature"

    def _odd(self, request: Webhook) -> str:
        if len(request.form) < len(request.pairs) and _is_repeated(request.pairs):
            return "repeated field"
        return "account" if self._account and request.form.get("AccountSid") != self._account else ""


def _is_repeated(pairs: Iterable[Pair]) -> bool:
    """Whether one of the names that are read came twice."""
    times = Counter(name for name, _ in pairs)
    return any(times[name] > 1 for name in READ)


def addresses_of(request: Request) -> tuple[str, str]:
    """The addresses by which a request may have come here, as far as its headers tell."""
    host = request.headers.get("X-Forwarded-Host") or request.headers.get("Host", "")
    return f"https://{host}", f"http://{host}"


def with_and_without_port(address: str) -> tuple[str, str]:
    """An address as it is, then the other way. Whether Twilio signs a port depends on scheme and product."""
    scheme, _, host = address.partition("://")
    name, _, port = host.partition(":")
    return address, f"{scheme}://{name}" if port else f"{address}:{PORTS[scheme]}"


def signed_text(pairs: Sequence[Pair], form: Mapping[str, str]) -> str:
    """What is signed of a form: its names and values, in their order; a pair that comes again counts once."""
    if len(pairs) == len(form):  # no name comes twice: then their order is that of the names
        return "".join([name + form[name] for name in sorted(form)])
    return "".join(map("".join, sorted(dict.fromkeys(pairs))))


def kind_of(environ: Mapping[str, Any]) -> str:
    """The kind of its body, without what may be told beside (; charset=UTF-8)."""
    kind: str = environ.get("CONTENT_TYPE", "").partition(";")[0]
    return kind.strip().lower()


def _keyed(token: str) -> Keyed:
    """hmac.digest would look the algorithm up for each request, and let other threads in."""
    return hmac.new(token.encode(), digestmod="sha1")


def _is_signed(text: str, signature: str, tokens: Sequence[Keyed], addresses: Sequence[str]) -> bool:
    """Whether the signature is that of one of these addresses and the text behind it, by one of these tokens."""
    given = signature.encode()
    for token in tokens:
        for address in addresses:
            code = token.copy()
            code.update((address + text).encode())
            if hmac.compare_digest(given, b64encode(code.digest())):
                return True
    return False


def raw_target(environ: Mapping[str, Any]) -> str:
    """Path and query as they came over the wire, for Twilio signs them byte for byte.

    Flask's own `request.url` rewrites percent escapes. gunicorn keeps the raw ones in RAW_URI, others in REQUEST_URI.
    """
    raw = environ.get("RAW_URI") or environ.get("REQUEST_URI")
    if raw is None:
        query = environ.get("QUERY_STRING", "")
        path: str = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
        raw = quote(path.encode("latin-1"), safe="/!$&'()*+,;=:@~") + ("?" + query if query else "")
    if not raw.startswith("/"):
        raise ValueError("a request line with a whole address is no webhook")
    return str(raw)
