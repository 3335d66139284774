"""Texts by Twilio's Messages API, which has no idempotency key: what is uncertain stays uncertain here."""

import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from threading import Lock, local
from typing import Any

import requests
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.response import Response
from twilio.rest import Client
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NameResolutionError, NewConnectionError

from ivr.carrier.client import CONNECT_SECONDS, READ_SECONDS, BoundedHttpClient, Credentials, client_for, date_of
from ivr.clock import steady
from ivr.texts import failures
from ivr.texts.outbox_sender import OutboxSender
from ivr.texts.sender import Accepted, Found, Outgoing, Refused, Unsure

VALIDITY_SECONDS = 14_400  # a link that is four hours late is of no use: Twilio drops it by itself
PAGE, LISTED = 50, 2000  # messages of a page of the list, and to one number that are looked through at most
CLOCK_TOLERANCE = timedelta(seconds=60)  # Twilio's clock tells whole seconds; ours stands in for it at the very start
OUT_OF_ORDER = timedelta(minutes=10)  # the list is sorted, newest first: this much is not relied on
ASK_AGAIN = 60.0  # seconds until a clock that could not be asked is asked again
MESSAGING_SERVICE = "MG"


@dataclass(frozen=True, slots=True)
class Account:
    """Who sends: an API key and its secret, or the account and its auth token; and in whose name."""

    account_sid: str
    username: str
    password: str = field(repr=False)
    sender: str  # alphanumeric, a number, or a Messaging Service (MG...)
    callback: str = ""  # where receipts are to go, completed with "?m=<id>"; "" for none
    region: str = ""


class HeardClock:
    """Twilio's clock, as its answers tell it: their Date, and the steady time since. Ours may jump meanwhile."""

    def __init__(self, monotonic: Callable[[], float] = steady) -> None:
        self.monotonic = monotonic
        self._heard: tuple[datetime, float] | None = None
        self._asked_at: float | None = None
        self._lock = Lock()

    def hear(self, date: datetime | None) -> None:
        """Set it by an answer that came just now."""
        if date is not None:
            self._heard = (date, self.monotonic())

    def now(self) -> datetime | None:
        """This moment; None before the first answer."""
        heard = self._heard
        return None if heard is None else heard[0] + timedelta(seconds=self.monotonic() - heard[1])

    def is_to_be_asked(self) -> bool:
        """Whether it is unknown, and was not asked lately; who is told so asks."""
        with self._lock:
            lately = self._asked_at is not None and self.monotonic() - self._asked_at < ASK_AGAIN
            if self._heard is not None or lately:
                return False
            self._asked_at = self.monotonic()
            return True


class ListeningHttpClient(BoundedHttpClient):
    """The bounded client, which reads the clock off each answer."""

    def __init__(self, clock: HeardClock, timeouts: tuple[float, float], elsewhere: str | None) -> None:
        super().__init__(timeouts, elsewhere)
        self.clock = clock

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Response:
        """Make the request."""
        answer = super().request(method, url, *args, **kwargs)
        self.clock.hear(date_of((answer.headers or {}).get("Date", "")))
        return answer


class TwilioSender:
    """One account. Safe to share between threads: each gets a client of its own."""

    def __init__(
        self,
        account: Account,
        elsewhere: str | None = None,
        timeouts: tuple[float, float] = (CONNECT_SECONDS, READ_SECONDS),
        outbox: OutboxSender | None = None,
    ) -> None:
        """`elsewhere`: the address of a stand-in for Twilio, in tests. `outbox`: where texts went before."""
        self.account = account
        self.elsewhere = elsewhere
        self.timeouts = timeouts
        self.outbox = outbox
        self._local = local()
        self._clock = HeardClock()

    def send(self, text: Outgoing) -> Accepted | Refused | Unsure:
        """One request to create a message."""
        try:
            message = self._client().messages.create(to=text.to, body=text.body, **self._extras(text))
        except Exception as error:
            return outcome_of(error)
        if not message.sid:
            return Unsure("an answer without a message id")
        return Accepted(message.sid, str(message.status), message.error_code)

    def find(self, text: Outgoing, since: datetime) -> tuple[Found, ...] | Unsure:
        """By number only, every page until then: Twilio filters dates by the day, and what waits there has none."""
        since -= CLOCK_TOLERANCE
        try:
            listed = self._listed(text.to, since - OUT_OF_ORDER)
        except Exception as error:
            return Unsure(type(error).__name__)
        if len(listed) >= LISTED:
            return Unsure("more messages to one number than can be looked through")
        return tuple(self._found(message) for message in reversed(listed) if self._is_ours(message, text, since))

    def now(self) -> datetime | None:
        """By the Date of Twilio's last answer, and the time since; before the first one it is asked."""
        if self._clock.is_to_be_asked():
            with suppress(Exception):  # whatever it was: not known
                self._client().messages.page(page_size=1)
        return self._clock.now()

    def forget(self, before: datetime) -> int:
        """What was written before there was an account; Twilio keeps its own, as its console is set."""
        return self.outbox.forget(before) if self.outbox else 0

    def _listed(self, to: str, until: datetime) -> list[Any]:
        newest_first = self._client().messages.stream(to=to, limit=LISTED, page_size=PAGE)
        return list(takewhile(lambda message: _created(message) >= until, newest_first))

    def _is_ours(self, message: Any, text: Outgoing, since: datetime) -> bool:
        """A trial account puts words of its own before ours; another line may send the same words in another name."""
        ours = (message.body or "").endswith(text.body) and _created(message) >= since
        return ours and message.direction != "inbound" and self._sender_of(message) == _plain(self.account.sender)

    def _sender_of(self, message: Any) -> str:
        by_service = self.account.sender.startswith(MESSAGING_SERVICE)
        return _plain(str((message.messaging_service_sid if by_service else message.from_) or ""))

    def _found(self, message: Any) -> Found:
        return Found(message.sid, str(message.status), message.error_code, _created(message))

    def _extras(self, text: Outgoing) -> dict[str, object]:
        sender = self.account.sender
        extras: dict[str, object] = {"validity_period": text.valid_seconds}
        extras["messaging_service_sid" if sender.startswith(MESSAGING_SERVICE) else "from_"] = sender
        if self.account.callback:
            extras["status_callback"] = f"{self.account.callback}?m={text.id}"
        return extras

    def _client(self) -> Client:
        if not hasattr(self._local, "client"):
            account = self.account
            who = Credentials(account.account_sid, account.username, account.password, account.region)
            self._local.client = client_for(who, ListeningHttpClient(self._clock, self.timeouts, self.elsewhere))
        client: Client = self._local.client
        return client


def _plain(sender: str) -> str:
    """A name in any case; a number, which the list has in E.164, without its plus: the settings may lack it."""
    return sender.casefold().removeprefix("+")


def _created(message: Any) -> datetime:
    created: datetime = message.date_created
    return created.astimezone(UTC)


def outcome_of(error: Exception) -> Refused | Unsure:
    """Whether a failed request was certainly not processed. Whatever isn't proven so is uncertain."""
    if isinstance(error, TwilioRestException):
        failure = failures.refused(error.status, error.code)
        if failure is not None:
            return Refused(error.code, failure.reason, failure.again)
        return Unsure(f"HTTP {error.status}")
    if isinstance(error, requests.ConnectionError) and _never_left(error):
        return Refused(None, "Twilio est injoignable", retry=True, away=True)
    if isinstance(error, TwilioException | requests.RequestException):
        return Unsure(type(error).__name__)
    return Unsure(f"unexpected {type(error).__name__}")


def _never_left(error: requests.ConnectionError) -> bool:
    """No connection was made, or the other side could not prove who it is: no byte of the request went out."""
    cause = error.args[0] if error.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else cause
    if isinstance(reason, NewConnectionError | ConnectTimeoutError | NameResolutionError):
        return True
    chain = (reason, getattr(reason, "__cause__", None), *getattr(reason, "args", ()))
    return any(isinstance(link, ssl.SSLCertVerificationError) for link in chain)
