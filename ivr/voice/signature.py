"""Whether a request comes from Twilio: its signature over the public address, the raw path and every field.

https://www.twilio.com/docs/usage/webhooks/webhooks-security
"""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

import structlog
from flask import Request
from twilio.request_validator import RequestValidator

from ivr.settings import PLAIN_ADDRESS, Settings

log = structlog.get_logger("ivr.voice")

FORM = "application/x-www-form-urlencoded"

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
MOST_FIELDS = 200  # Twilio sends thirty or so; a forgery of 64 kB of them would keep us busy for a hundred turns


class SignatureCheck:
    """Tells Twilio's requests from all others, by the configured address and tokens; never by the Host header."""

    def __init__(self, settings: Settings) -> None:
        """Raises ValueError without a token: an empty one would let anybody sign."""
        if not settings.tokens:
            raise ValueError("no token to check signatures with")
        self.address = settings.public_url
        self._account = settings.account_sid
        self._validators = tuple(RequestValidator(token) for token in settings.tokens)
        self._rehearsals = settings.rehearsal
        token = settings.rehearsal_token.get_secret_value()
        self._rehearsal_validators = (RequestValidator(token),) if token else ()

    def fault(self, request: Request) -> str:
        """Why a request is not Twilio's, in a word for the log; empty when it is. Never raises."""
        try:
            return self._fault(request)
        except Exception as error:  # the validator raises on odd input, and Flask on a body that is too large
            return type(error).__name__

    def _fault(self, request: Request) -> str:
        signature = request.headers.get("X-Twilio-Signature")
        if request.method != "POST" or not signature:
            return "unsigned"
        if request.mimetype != FORM:
            return "no form"  # a JSON body would leave the fields, and so the body, out of what is signed
        body = request.get_data(cache=True)
        if not body.isascii():
            return "no form"  # nor is this: Flask would read no field at all from bytes that are no UTF-8
        if body.count(b"&") >= MOST_FIELDS:
            return "too many fields"
        fields = Fields(request.form.lists())
        target = raw_target(request.environ)
        if _signed(self._validators, self.address + target, fields, signature):
            return self._odd(fields)
        if _signed(self._rehearsal_validators, self.address + target, fields, signature):
            return self._odd(fields) or self._beyond_rehearsal(request, fields)
        return self._mistaken(request, target, fields, signature)

    def _beyond_rehearsal(self, request: Request, fields: "Fields") -> str:
        """Why a request of the rehearsal token is none that it may make.

        A real call's name would let it read or change what that call has typed, or keep a text from it.
        """
        if not self._rehearsals:
            return "rehearsals off"
        rehearses = request.path.startswith(("/voice", "/rehearsal")) and "at" in request.args
        named = fields.get("CallSid", [""])[0].startswith(REHEARSED_CALL)
        return "" if rehearses and named else "no rehearsal"

    def _mistaken(self, request: Request, target: str, fields: "Fields", signature: str) -> str:
        """Whether it is signed with our token, but for the address by which it came: a tunnel's, mostly.

        It stays refused; the log tells both addresses. Nobody without the token can have a host logged so.
        """
        if (request.content_length or 0) > LARGEST_MISTAKEN:
            return "signature"
        for address in addresses_of(request):
            validators = self._validators + self._rehearsal_validators
            if PLAIN_ADDRESS.fullmatch(address) and _signed(validators, address + target, fields, signature):
                log.warning("signed_for_another_address", configured=self.address, signed_for=address)
                return "address"
        return "signature"

    def _odd(self, fields: "Fields") -> str:
        if any(len(fields[name]) > 1 for name in READ & fields.keys()):
            return "repeated field"
        return "account" if self._account and fields.get("AccountSid") != [self._account] else ""


def addresses_of(request: Request) -> tuple[str, str]:
    """The addresses by which a request may have come here, as far as its headers tell."""
    host = request.headers.get("X-Forwarded-Host") or request.headers.get("Host", "")
    return f"https://{host}", f"http://{host}"


def _signed(validators: Iterable[RequestValidator], address: str, fields: "Fields", signature: str) -> bool:
    return any(validator.validate(address, fields, signature) for validator in validators)


class Fields(dict[str, list[str]]):
    """Every field with all its values, under the name by which the validator asks first.

    It would find Flask's own form under another name, after an exception a field: a third of a turn's whole time.
    """

    getall = dict.__getitem__


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
