"""Strangers who hold connections and mean no call, until stdin ends: `python -m tests.strangers PORT --idle 9`.

Four kinds of slow ones: headers a byte at a time, bodies a byte at a time, many questions whose answers are never read,
and connections that are kept open after one answer. Whoever is put out comes back.
"""

import argparse
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[1]
BEAT = 0.5  # seconds between two bytes of a slow one
AT_ONCE = 200  # connections that are being opened together
RETURNS = 100  # who come back in one beat
HEAD = b"POST /voice HTTP/1.1\r\nHost: line.example\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
QUESTIONS = b"GET /voice/fallback HTTP/1.1\r\nHost: line.example\r\n\r\n" * 100
BEGINNINGS = {
    "idle": b"",
    "headers": HEAD + b"X-Slow: ",
    "bodies": HEAD
    + FORM
    + b"X-Twilio-Signature: x\r\nContent-Length: 60000\r\n\r\nDigits=",  # unsigned, nobody reads it
    "readers": QUESTIONS,
    "keepers": b"GET /health/live HTTP/1.1\r\nHost: line.example\r\n\r\n",
}
SLOW = ("headers", "bodies", "readers", "keepers")


class Stranger:
    """One connection, opened again whenever it is closed."""

    def __init__(self, kind: str, port: int, selector: selectors.BaseSelector) -> None:
        self.kind, self._port, self._selector = kind, port, selector
        self._socket: socket.socket | None = None
        self.came = self._began = False

    @property
    def is_out(self) -> bool:
        return self._socket is None

    def come(self) -> None:
        """Begin to connect, if not connected."""
        if self._socket is not None:
            return
        self._began = False
        self._socket = socket.socket()
        self._socket.setblocking(False)
        if self.kind == "readers":
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        self._socket.connect_ex(("127.0.0.1", self._port))
        self._selector.register(self._socket, selectors.EVENT_WRITE, self)

    def turn(self) -> None:
        """Connected, or there is something to read: an end, mostly."""
        assert self._socket
        try:
            if not self._began:
                self._begin(self._socket)
            elif not self._socket.recv(65_536):
                self._go(self._socket)
        except OSError:
            self._go(self._socket)

    def beat(self) -> None:
        """A byte more."""
        if self._socket is None or not self._began or self.kind not in ("headers", "bodies"):
            return
        try:
            self._socket.send(b"x")
        except OSError:
            self._go(self._socket)

    def _begin(self, connection: socket.socket) -> None:
        connection.send(BEGINNINGS[self.kind])
        self.came = self._began = True
        if self.kind == "readers":
            self._selector.unregister(connection)
        else:
            self._selector.modify(connection, selectors.EVENT_READ, self)

    def _go(self, connection: socket.socket) -> None:
        if connection in self._selector.get_map():
            self._selector.unregister(connection)
        connection.close()
        self._socket = None


def hold(port: int, *, idle: int, slow: int) -> None:
    """Until stdin ends. Says how many came in, once all have or 20 seconds have passed."""
    with selectors.DefaultSelector() as selector:
        kinds = [SLOW[number % len(SLOW)] for number in range(slow)] + ["idle"] * idle
        crowd = [Stranger(kind, port, selector) for kind in kinds]
        selector.register(sys.stdin, selectors.EVENT_READ)
        if _come_in(crowd, selector):
            print(sum(one.came for one in crowd), flush=True)
            _stay(crowd, selector)


def _come_in(crowd: list[Stranger], selector: selectors.BaseSelector) -> bool:
    """A few at once; whether to go on."""
    until = time.monotonic() + 20
    for at in range(0, len(crowd), AT_ONCE):
        group = crowd[at : at + AT_ONCE]
        for one in group:
            one.come()
        while not all(one.came for one in group) and time.monotonic() < until:
            if not _turns(selector):
                return False
    return True


def _stay(crowd: list[Stranger], selector: selectors.BaseSelector) -> None:
    beat = time.monotonic() + BEAT
    while _turns(selector):
        if time.monotonic() < beat:
            continue
        beat = time.monotonic() + BEAT
        for one in crowd:
            one.beat()
        for _, one in zip(range(RETURNS), (one for one in crowd if one.is_out), strict=False):
            one.come()


def _turns(selector: selectors.BaseSelector) -> bool:
    """Whether to go on."""
    for key, _ in selector.select(0.1):
        if key.data is None:
            return False
        key.data.turn()
    return True


@contextmanager
def strangers(port: int, *, idle: int = 0, slow: int = 0) -> Iterator[int]:
    """So many of them, in a process of their own; how many came in."""
    command: list[Any] = [sys.executable, "-m", "tests.strangers", port, "--idle", idle, "--slow", slow]
    with subprocess.Popen([*map(str, command)], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        try:
            yield int(process.stdout.readline())
        finally:
            process.stdin.close()
            process.wait(30)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("--idle", type=int, default=0)
    parser.add_argument("--slow", type=int, default=0)
    given = parser.parse_args()
    hold(given.port, idle=given.idle, slow=given.slow)
