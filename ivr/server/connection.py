"""One connection: bytes that come in until a request is whole, and bytes that wait to leave. Nothing here waits."""

import errno
import re
import socket
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from typing import Any

from gunicorn.http.body import ChunkedReader  # type: ignore[import-untyped]  # gunicorn ships no types
from gunicorn.http.errors import (  # type: ignore[import-untyped]
    InvalidChunkSize,
    InvalidRequestLine,
    LimitRequestHeaders,
    NoMoreData,
)
from gunicorn.http.message import Request  # type: ignore[import-untyped]
from gunicorn.http.unreader import Unreader  # type: ignore[import-untyped]

LARGEST_HEAD = 64 * 1024
LARGEST_BODY = 320 * 1024  # the console's largest form has 256 kB
LARGEST_ANSWER = 8 * 1024 * 1024
AT_ONCE = 64 * 1024
PIECE = 4 * 1024
END = b"\r\n\r\n"
HEX = re.compile(rb"[0-9a-fA-F]{1,16}")


class TooLargeError(Exception):
    """A body that nothing here would read."""


class Connection:
    """A client's socket, and the request that is coming in. Its fields are what gunicorn's own worker asks of one."""

    def __init__(self, connected: socket.socket, client: Any, server: Any) -> None:
        connected.setblocking(False)
        self.socket, self.client, self.server = connected, client, server
        self.sock = Outbox(connected)
        self.request: Any = None  # gunicorn's, once its head is there
        self.requests = 0
        self.counted = 0  # bytes of it that the worker has counted
        self.waiting: Any = None  # where the worker has it wait; None while it is being answered
        self.looked_for = 0  # the event of which the worker is told, selectors' word; 0 for none
        self.then: Callable[[Connection], None]  # what the worker does at that event
        self._come = bytearray()
        self._seen = 0  # bytes that were looked through for an end
        self._size: int | None = None  # bytes of the body; None: it comes in chunks
        self._taken = 0  # bytes of the body that is being answered
        self._inbox = Inbox()

    def happens(self, _socket: Any) -> None:
        """Something comes, or can leave."""
        self.then(self)

    @property
    def held(self) -> int:
        """Bytes that wait here."""
        return len(self._come) + len(self.sock.unsent) + self._taken

    @property
    def has_more(self) -> bool:
        """Whether something of the next request has come."""
        return bool(self._come)

    def receive(self) -> bool:
        """Take what came; whether the other end may send more. Raises OSError when the connection failed."""
        with suppress(BlockingIOError):
            received = self.socket.recv(AT_ONCE)
            self._come += received
            return bool(received)
        return True

    def take(self, config: Any) -> bool:
        """Whether a request is whole: `request` can be handled then, and reads nothing from the socket.

        Raises what gunicorn's parser raises, and TooLargeError.
        """
        if self.request is None and not self._take_head(config):
            return False
        end = self._end_of_chunks() if self._size is None else self._size
        if end is None or len(self._come) < end:
            self._say_go_on()
            return False
        self.request._expected_100_continue = False  # all of it came: gunicorn would say it in front of the answer
        self._inbox.put(bytes(self._come[:end]))
        del self._come[:end]
        self._seen, self._taken = 0, end
        return True

    def _say_go_on(self) -> None:
        """To who sends no body before it is told to."""
        if self.request._expected_100_continue and not self._come:
            self.request._expected_100_continue = False
            self.sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
            with suppress(OSError):  # the next read will find that it failed
                self.sock.flush()

    def done(self) -> None:
        """The request was handled: the next may come."""
        self.request, self._taken = None, 0

    @property
    def has_length(self) -> bool:
        """Whether the request's end was told by its head. Where it was not, two readers could see two ends."""
        return self._size is not None

    def say_the_end(self) -> None:
        """Nothing more is sent. Raises OSError."""
        self.socket.shutdown(socket.SHUT_WR)

    def throw_away(self) -> bool:
        """Take what comes and forget it; whether more may come. Raises OSError."""
        with suppress(BlockingIOError):
            return bool(self.socket.recv(AT_ONCE))
        return True

    def _take_head(self, config: Any) -> bool:
        end = self._come.find(END, max(0, self._seen - len(END) + 1), LARGEST_HEAD)
        self._seen = len(self._come)
        if end < 0:
            if len(self._come) >= LARGEST_HEAD:
                raise LimitRequestHeaders("too many bytes")
            return False
        end += len(END)
        self.requests += 1
        self._inbox = Inbox(bytes(self._come[:end]))
        del self._come[:end]
        self._seen = 0
        try:
            self.request = Request(config, self._inbox, self.client, self.requests)
        except (StopIteration, NoMoreData):  # ... to gunicorn; but this was all
            raise InvalidRequestLine("") from None
        reader = self.request.body.reader
        self._size = None if isinstance(reader, ChunkedReader) else int(reader.length)
        if (self._size or 0) > LARGEST_BODY:
            raise TooLargeError
        return True

    def _end_of_chunks(self) -> int | None:
        """Where the body ends that comes in chunks; None while it has not. What stands in them gunicorn reads."""
        while (line := self._come.find(b"\r\n", self._seen)) >= 0:
            size = _size_of(bytes(self._come[self._seen : line]))
            if not size:
                end = self._come.find(END, line, line + LARGEST_HEAD)  # it is looked for again whenever more has come
                if end < 0 and len(self._come) >= line + LARGEST_HEAD:
                    raise LimitRequestHeaders("too many bytes behind the last chunk")
                return end + len(END) if end >= 0 else None
            if line + size > LARGEST_BODY:
                raise TooLargeError
            self._seen = line + 2 + size + 2  # beyond what has come, perhaps: then nothing is found there yet
        if len(self._come) > LARGEST_BODY + LARGEST_HEAD:
            raise TooLargeError
        return None


def _size_of(line: bytes) -> int:
    digits = line.partition(b";")[0].strip(b" \t")
    if not HEX.fullmatch(digits):
        raise InvalidChunkSize(digits)
    return int(digits, 16)


class Inbox(Unreader):  # type: ignore[misc]  # gunicorn ships no types
    """Bytes that have come already, for gunicorn's parser: at their end, it is the end.

    In pieces, as from a socket: at each chunk of a body the parser copies all that it was given.
    """

    def __init__(self, come: bytes = b"") -> None:
        super().__init__()
        self.put(come)

    def put(self, come: bytes) -> None:
        self._come = BytesIO(come)

    def chunk(self, size_hint: int | None = None) -> bytes:
        return self._come.read(max(size_hint or 0, PIECE))


class Outbox:
    """What gunicorn takes for a socket to answer on. It keeps what the other end is too slow for."""

    def __init__(self, connected: socket.socket) -> None:
        self._socket = connected
        self.unsent = bytearray()
        self.broken = False

    def sendall(self, data: bytes) -> None:
        """Raises OSError for an answer that nobody reads."""
        self.unsent += data
        if len(self.unsent) > AT_ONCE:
            self.flush()
        if len(self.unsent) > LARGEST_ANSWER:
            self.broken = True
            raise OSError(errno.EPIPE, "nobody reads it")

    send = sendall

    def flush(self) -> None:
        """Send what the system takes now. Raises OSError when the connection failed."""
        while self.unsent:
            try:
                sent = self._socket.send(self.unsent)
            except BlockingIOError:
                return
            del self.unsent[:sent]

    def gettimeout(self) -> float:
        """As a socket that never waits."""
        return 0.0

    def shutdown(self, _how: int) -> None:
        """gunicorn gives an answer up in its middle; whoever owns the connection ends it."""
        self.broken = True
        raise OSError(errno.ENOTCONN, "given up")

    def close(self) -> None:
        self.broken = True
