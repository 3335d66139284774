"""Twilio's own client, so made that it waits for nobody for ever, in the region of the settings.

https://www.twilio.com/docs/global-infrastructure/using-the-twilio-rest-api-in-a-non-us-region
"""

import logging
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client

from ivr.settings import Settings

ELSEWHERE = ""  # a stand-in's address, for tests: https://HOST/path is then asked of ELSEWHERE/HOST/path
TWILIO = re.compile(r"^https://([a-z0-9.-]+\.twilio\.com)/")
CONNECT_SECONDS = 3.0
READ_SECONDS = 7.0
EDGES: Mapping[str, str] = {"ie1": "dublin", "au1": "sydney"}  # a region's host names its edge too
TOO_MANY = 429
TRIES = 3  # of a request that Twilio says was never processed
LONGEST_PAUSE = 5.0  # seconds; a person waits before the terminal

_quiet = logging.getLogger("ivr.carrier.twilio")  # the client logs addresses and bodies at INFO: they stay out
_quiet.setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who asks: an API key and its secret, or the account and its auth token; and where."""

    account_sid: str
    username: str
    password: str = field(repr=False)
    region: str = ""


class BoundedHttpClient(TwilioHttpClient):  # type: ignore[misc]  # twilio is untyped
    """Twilio's client with both timeouts set (its default waits for ever), no retries, and no memory of the request."""

    def __init__(
        self, timeouts: tuple[float, float] = (CONNECT_SECONDS, READ_SECONDS), elsewhere: str | None = None
    ) -> None:
        super().__init__(logger=_quiet)
        self.timeout = timeouts  # connecting, reading
        self.elsewhere = ELSEWHERE if elsewhere is None else elsewhere

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Response:
        """Make the request, of a stand-in for Twilio when there is one."""
        try:
            return super().request(method, self.address_of(url), *args, **kwargs)
        finally:  # Twilio keeps the last request for its own tests: a number and a text
            self._test_only_last_request = None
            self._test_only_last_response = None

    def address_of(self, url: str) -> str:
        """Where an address of Twilio's is really asked."""
        return TWILIO.sub(lambda found: f"{self.elsewhere}/{found[1]}/", url, count=1) if self.elsewhere else url


class PatientHttpClient(BoundedHttpClient):
    """The same for a person at a terminal: asks again where Twilio asks to slow down, and reads Twilio's clock.

    What is answered by 429 "was never processed and is always safe to retry":
    https://www.twilio.com/docs/api/errors/20429
    """

    def __init__(self, sleep: Callable[[float], None] = time.sleep) -> None:
        super().__init__()
        self.sleep = sleep
        self.date: datetime | None = None  # of the last answer, by Twilio's clock
        self.retry_after = ""  # of the last answer that asked to slow down

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Response:
        """Make the request, up to three times where it was never processed."""
        answer = super().request(method, url, *args, **kwargs)
        for _ in range(TRIES - 1):
            if answer.status_code != TOO_MANY:
                break
            self.retry_after = answer.headers.get("Retry-After", "")
            if seconds_of(self.retry_after) > LONGEST_PAUSE:
                break
            self.sleep(seconds_of(self.retry_after))
            answer = super().request(method, url, *args, **kwargs)
        self.date = date_of(answer.headers.get("Date", ""))
        return answer


def seconds_of(retry_after: str) -> float:
    """How long Twilio asks to wait; a second where it doesn't say."""
    return float(retry_after) if re.fullmatch(r"[0-9]{1,6}(\.[0-9]+)?", retry_after) else 1.0


def date_of(header: str) -> datetime | None:
    """A moment as HTTP writes it; None for anything else."""
    try:
        return parsedate_to_datetime(header).astimezone(UTC)
    except (TypeError, ValueError):
        return None


def credentials_of(settings: Settings) -> Credentials:
    """An API key where there is one, else the account's token."""
    secret = settings.api_secret if settings.api_key else settings.auth_token
    username = settings.api_key or settings.account_sid
    return Credentials(settings.account_sid, username, secret.reveal(), settings.region)


def client_for(who: Credentials, http: BoundedHttpClient) -> Client:
    """Twilio's client for these credentials, at the host of their region."""
    return Client(
        who.username,
        who.password,
        who.account_sid,
        region=who.region or None,
        edge=EDGES.get(who.region),
        http_client=http,
    )
