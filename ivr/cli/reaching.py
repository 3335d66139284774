"""The two ways by which `ivr call` reaches a line: in this process, or over HTTP."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from socket import create_connection
from urllib.parse import urlsplit

from ivr import clock
from ivr.cli.local_line import open_local_line
from ivr.phone.moments import address_at
from ivr.phone.refusal import RETRIEVAL, TwimlError
from ivr.phone.transcript import Text
from ivr.phone.transports import DEADLINE, HttpTransport
from ivr.phone.webhooks import Parties, Transport, Webhooks, new_rehearsal_sid
from ivr.settings import Settings


@dataclass(frozen=True, slots=True)
class Reached:
    """A line that can be rung, and how the texts of a call can be seen."""

    transport: Transport
    token: str = field(repr=False)
    texts: Callable[[str], Sequence[Text]]
    at: datetime | None  # the moment to rehearse
    close: Callable[[], None] = lambda: None
    version: str | None = None  # of the service, "" for one that doesn't tell; None where it was not asked


def in_process(settings: Settings, at: datetime | None) -> Reached:
    """The line of these settings, opened here."""
    line = open_local_line(settings)
    return Reached(line.transport, line.token, line.texts, at or clock.now(), line.close)


def over_http(url: str, token: str, account: str, at: datetime | None) -> Reached:
    """A line that is served elsewhere, for a call of this account.

    Raises TwimlError where nobody listens, and where no call may be rehearsed at `at`: played at that line's own moment
    it would be a real one. Nothing has been said of a call by then.
    """
    parts = urlsplit(url)
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        create_connection((parts.hostname or "", port), timeout=DEADLINE).close()
    except (OSError, ValueError, OverflowError) as error:
        raise TwimlError(RETRIEVAL, f"nothing answers there ({error})", url) from error
    transport = HttpTransport(url)
    version = None
    if at is not None:
        asking = Webhooks(transport, token, Parties("", "", new_rehearsal_sid(), account))
        version = asking.tell(address_at(f"{transport.base_url}/rehearsal", at), {}, "ringing").version
    return Reached(transport, token, lambda _: (), at, version=version)
