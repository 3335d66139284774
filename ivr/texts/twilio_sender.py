"""Texts by Twilio's Messages API, which has no idempotency key: what is uncertain stays uncertain here."""

import ssl
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import local
from typing import Any

import requests
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.rest import Client
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NameResolutionError, NewConnectionError

from ivr.carrier.client import CONNECT_SECONDS, READ_SECONDS, BoundedHttpClient, Credentials, client_for
from ivr.texts import failures
from ivr.texts.sender import Accepted, Found, Outgoing, Refused, Unsure

VALIDITY_SECONDS = 14_400  # a link that is four hours late is of no use: Twilio drops it by itself
LISTED = 50  # messages to one number that are looked through; the caps allow far fewer within the time in question
CLOCK_TOLERANCE = timedelta(seconds=60)  # between Twilio's clock (whole seconds) and ours
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


class TwilioSender:
    """One account. Safe to share between threads: each gets a client of its own."""

    def __init__(
        self,
        account: Account,
        elsewhere: str | None = None,
        timeouts: tuple[float, float] = (CONNECT_SECONDS, READ_SECONDS),
    ) -> None:
        """`elsewhere`: the address of a stand-in for Twilio, in tests."""
        self.account = account
        self.elsewhere = elsewhere
        self.timeouts = timeouts
        self._local = local()

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
        """By number only: Twilio filters dates by the day, and what is not yet sent has none."""
        try:
            listed = self._client().messages.list(to=text.to, limit=LISTED, page_size=LISTED)
            return tuple(_matching(reversed(listed), text, since - CLOCK_TOLERANCE))  # listed newest first
        except Exception as error:
            return Unsure(type(error).__name__)

    def _extras(self, text: Outgoing) -> dict[str, object]:
        sender = self.account.sender
        extras: dict[str, object] = {"validity_period": VALIDITY_SECONDS}
        extras["messaging_service_sid" if sender.startswith(MESSAGING_SERVICE) else "from_"] = sender
        if self.account.callback:
            extras["status_callback"] = f"{self.account.callback}?m={text.id}"
        return extras

    def _client(self) -> Client:
        if not hasattr(self._local, "client"):
            account = self.account
            who = Credentials(account.account_sid, account.username, account.password, account.region)
            self._local.client = client_for(who, BoundedHttpClient(self.timeouts, self.elsewhere))
        client: Client = self._local.client
        return client


def _matching(listed: Iterable[Any], text: Outgoing, since: datetime) -> Iterator[Found]:
    for message in listed:
        created = message.date_created.astimezone(UTC)
        # a trial account puts words of its own before ours
        if (message.body or "").endswith(text.body) and message.direction != "inbound" and created >= since:
            yield Found(message.sid, str(message.status), message.error_code, created)


def outcome_of(error: Exception) -> Refused | Unsure:
    """Whether a failed request was certainly not processed. Whatever isn't proven so is uncertain."""
    if isinstance(error, TwilioRestException):
        failure = failures.refused(error.status, error.code)
        if failure is not None:
            return Refused(error.code, failure.reason, failure.again)
        return Unsure(f"HTTP {error.status}")
    if isinstance(error, requests.ConnectionError) and _never_left(error):
        return Refused(None, "Twilio est injoignable", retry=True)
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
