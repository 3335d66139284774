"""Callers of a served line, as Twilio brings them: signed webhooks at their own pace, whatever became of those before.

Twilio waits 15 seconds for an answer, and repeats a webhook once whose connection failed; so do these.
"""

import re
import socket
import threading
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from html import unescape
from itertools import count, cycle
from urllib.parse import urlencode, urlsplit

from twilio.request_validator import RequestValidator

KEYS = ("1", "1", "#", "")  # menus and Tells; no text is asked for
WAITS = 15.0  # seconds
CONNECTIONS = 16


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    body: bytes
    closes: bool


@dataclass
class Served:
    """What callers met. Times in seconds, from when a webhook was due; those that failed count as long as they took."""

    seconds: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    repeated: int = 0

    def percentile(self, part: float) -> float:
        return sorted(self.seconds)[int(len(self.seconds) * part)] if self.seconds else 0.0


class Callers:
    """So many webhooks a second, on a few connections; every second of them is opened anew for each webhook."""

    def __init__(self, port: int, calls: Sequence[Sequence[bytes]], *, rate: float, waits: float = WAITS) -> None:
        self.served = Served()
        self._port, self._calls, self._rate, self._waits = port, calls, rate, waits
        self._stop, self._began = threading.Event(), 0.0
        self._threads = [threading.Thread(target=self._call, args=(number,)) for number in range(CONNECTIONS)]

    def __enter__(self) -> "Callers":
        self._began = time.monotonic()
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def for_(self, seconds: float) -> Served:
        """Let them call for so long."""
        with self:
            time.sleep(seconds)
        return self.served

    def _call(self, number: int) -> None:
        """Whole calls, one after the other."""
        webhooks = (webhook for call in cycle(self._calls) for webhook in call)
        with closing(Connection(self._port, self._waits)) as connection:
            for turn, webhook in zip(count(number, CONNECTIONS), webhooks, strict=False):
                due = self._began + turn / self._rate
                if self._stop.wait(max(0.0, due - time.monotonic())):
                    return
                self._ask(connection, webhook, due)
                if number % 2:
                    connection.close()

    def _ask(self, connection: "Connection", webhook: bytes, due: float) -> None:
        for attempt in (1, 2):
            try:
                reply = connection.ask(webhook)
            except TimeoutError:
                self.served.failed.append("no answer")
                connection.close()
                break
            except OSError as error:
                connection.close()
                self.served.repeated += attempt == 1
                if attempt == 2:
                    self.served.failed.append(f"twice: {error!r}")
            else:
                if reply.status != 200 or b"<Response" not in reply.body:
                    self.served.failed.append(str(reply.status))
                break
        self.served.seconds.append(time.monotonic() - due)


class Connection:
    """A connection that is opened when it is needed."""

    def __init__(self, port: int, waits: float = WAITS) -> None:
        self._port, self._waits, self._socket, self._held = port, waits, None, b""
        self._socket: socket.socket | None

    def ask(self, request: bytes) -> Reply:
        """Raises OSError when the connection fails, TimeoutError without an answer."""
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self._port), timeout=self._waits)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.sendall(request)
        reply = self._read(self._socket)
        if reply.closes:
            self.close()
        return reply

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
        self._socket = None

    def _read(self, connection: socket.socket) -> Reply:
        told = b""
        while b"\r\n\r\n" not in told:
            told += _some(connection)
        head, _, body = told.partition(b"\r\n\r\n")
        lines = head.lower().split(b"\r\n")
        headers = dict(line.split(b": ", 1) for line in lines[1:])
        if headers.get(b"transfer-encoding") == b"chunked":
            while not body.endswith(b"0\r\n\r\n"):
                body += _some(connection)
        while len(body) < int(headers.get(b"content-length", b"0")):
            body += _some(connection)
        return Reply(int(lines[0].split()[1]), body, headers.get(b"connection") == b"close")


def _some(connection: socket.socket) -> bytes:
    received = connection.recv(65_536)
    if not received:
        raise ConnectionError("closed in the middle")
    return received


def make_calls(port: int, token: str, many: int = 8) -> list[list[bytes]]:
    """The webhooks of so many calls, ready to be sent, found by making them."""
    with closing(Connection(port)) as connection:
        return [_make_call(connection, f"http://127.0.0.1:{port}", token, number) for number in range(many)]


def _make_call(connection: Connection, address: str, token: str, number: int) -> list[bytes]:
    call, target, digits = [], "/voice", {}
    for key in KEYS:
        call.append(_signed(address, target, form_of(number) | digits, token))
        reply = connection.ask(call[-1])
        action = re.search(rb'<Gather[^>]* action="([^"]+)"', reply.body)
        if not action:
            raise AssertionError(f"{target} answered {reply.status}: {reply.body[:300]!r}")
        parts = urlsplit(unescape(action[1].decode()))
        target, digits = f"{parts.path}?{parts.query}", {"Digits": key}
    return call


def form_of(number: int) -> dict[str, str]:
    """Twilio's parameters, as many as it sends."""
    places = {f"{who}{what}": "" for who in ("From", "To", "Caller", "Called") for what in ("City", "State", "Zip")}
    countries = {f"{who}Country": "FR" for who in ("From", "To", "Caller", "Called")}
    return {
        "AccountSid": "AC" + "0" * 32,
        "ApiVersion": "2010-04-01",
        "CallSid": f"CA{number:032x}",
        "CallStatus": "in-progress",
        "Direction": "inbound",
        **dict.fromkeys(("From", "Caller"), f"+331990{number:05}"),
        **dict.fromkeys(("To", "Called"), "+33199000001"),
        **places,
        **countries,
    }


def _signed(address: str, target: str, form: dict[str, str], token: str) -> bytes:
    body = urlencode(form)
    signature = RequestValidator(token).compute_signature(address + target, form)
    head = (
        f"POST {target} HTTP/1.1",
        f"Host: {address.removeprefix('http://')}",
        "User-Agent: TwilioProxy/1.1",
        "Content-Type: application/x-www-form-urlencoded",
        f"X-Twilio-Signature: {signature}",
        f"Content-Length: {len(body)}",
    )
    return ("\r\n".join(head) + f"\r\n\r\n{body}").encode()
