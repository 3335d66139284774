"""Whether a request comes from Twilio: its signature over the public address, the raw path and every field.

https://www.twilio.com/docs/usage/webhooks/webhooks-security
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from flask import Request
from twilio.request_validator import RequestValidator

from ivr.settings import Settings

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
MOST_FIELDS = 200  # Twilio sends thirty or so; a forgery of 64 kB of them would keep us busy for a hundred turns


class SignatureCheck:
    """Tells Twilio's requests from all others, by the configured address and tokens; never by the Host header."""

    def __init__(self, settings: Settings) -> None:
        """Raises ValueError without a token: an empty one would let anybody sign."""
        if not settings.tokens:
            raise ValueError("no token to check signatures with")
        self._address = settings.public_url
        self._account = settings.account_sid
        self._validators = tuple(RequestValidator(token) for token in settings.tokens)

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
        address = self._address + raw_target(request.environ)
        if not any(validator.validate(address, fields, signature) for validator in self._validators):
            return "signature"
        return self._odd(fields)

    def _odd(self, fields: "Fields") -> str:
        if any(len(fields[name]) > 1 for name in READ & fields.keys()):
            return "repeated field"
        return "account" if self._account and fields.get("AccountSid") != [self._account] else ""


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
