"""The two ways by which `ivr call` reaches a line: in this process, or over HTTP."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from socket import create_connection
from urllib.parse import urlsplit

from ivr import clock
from ivr.cli.language import misuse
from ivr.cli.local_line import open_local_line
from ivr.phone.refusal import RETRIEVAL, TwimlError
from ivr.phone.transcript import Text
from ivr.phone.transports import DEADLINE, HttpTransport
from ivr.phone.webhooks import Transport
from ivr.settings import Settings


@dataclass(frozen=True, slots=True)
class Reached:
    """A line that can be rung, and how the texts of a call can be seen."""

    transport: Transport
    token: str
    texts: Callable[[str], Sequence[Text]]
    at: datetime | None  # the moment to rehearse
    close: Callable[[], None] = lambda: None


def in_process(settings: Settings, at: datetime | None) -> Reached:
    """The line of these settings, opened here."""
    line = open_local_line(settings)
    return Reached(line.transport, line.token, line.texts, at or clock.now(), line.close)


def over_http(url: str, token: str, at: datetime | None) -> Reached:
    """A line that is served elsewhere. Raises TwimlError where nobody listens, before anything is said of a call."""
    if not token:
        raise misuse(
            fr="--url demande --token : le jeton avec lequel ce service vérifie les signatures.",
            en="--url needs --token: the token with which that service checks signatures.",
        )
    parts = urlsplit(url)
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        create_connection((parts.hostname or "", port), timeout=DEADLINE).close()
    except (OSError, ValueError, OverflowError) as error:
        raise TwimlError(RETRIEVAL, f"nothing answers there ({error})", url) from error
    return Reached(HttpTransport(url), token, lambda _: (), at)
