"""gunicorn's threaded worker, but for strangers: a thread is taken only for a request that has come whole.

Requests are read, and answers that nobody reads are kept, by one loop that never waits: connections cost it nothing but
memory. Whoever doesn't finish in time is put out; where there are too many of them, whoever has waited longest.
"""

import errno
import resource
import selectors
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]  # gunicorn ships no types

from ivr.server.bare import strip_gunicorn, write_plain_error
from ivr.server.connection import Connection, TooLargeError
from ivr.server.threads import LoopCalls, Threads

WHOLE_SECONDS = 15.0  # for a request to come whole, from the connection's or its own first byte on
ANSWER_SECONDS = 30.0  # for some of an answer to be read
LEAVE_SECONDS = 2.0  # for the other end to close, when it was told so
LINGER_SECONDS = 2.0  # while a worker stops: for a request that may be on its way
MOST_FILES = 65_536
OTHER_FILES = 256  # descriptors kept free for the line itself: database, content, log
MOST_HELD = 64 * 1024 * 1024  # bytes of requests that are not answered yet, and of answers that are not read
SMALL = 8 * 1024  # bytes that anybody may hold: a webhook and its head have two thousand
TOO_MUCH = "together they hold too much memory"
SHOWN_EVERY = 0.5  # seconds between two signs of life: gunicorn waits for `timeout`
SAID_EVERY = 10.0  # seconds between two lines of the log about the same trouble


class Waiting:
    """Connections that wait for the same thing, for the same time: the first to come is the first to be put out."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._until: dict[Connection, float] = {}

    def add(self, connection: Connection) -> None:
        """Have it wait here, and nowhere else."""
        Waiting.leave(connection)
        self._until[connection] = time.monotonic() + self.seconds
        connection.waiting = self

    @staticmethod
    def leave(connection: Connection) -> None:
        """Have it wait nowhere."""
        if connection.waiting is not None:
            del connection.waiting._until[connection]
            connection.waiting = None

    def late(self) -> list[Connection]:
        """Whose time is over."""
        now, found = time.monotonic(), []
        for connection, until in self._until.items():
            if until > now:
                break
            found.append(connection)
        return found

    def __iter__(self) -> Iterator[Connection]:
        """In the order in which they came."""
        return iter(list(self._until))

    def first(self) -> Connection | None:
        return next(iter(self._until), None)


class PatientWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn ships no types
    """`threads`, `keepalive`, `worker_connections` and `graceful_timeout` mean what they mean to gunicorn."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.unheard = Waiting(WHOLE_SECONDS)  # their request has not come, or not whole
        self.kept = Waiting(self.cfg.keepalive)  # answered, and kept for another request
        self.sending = Waiting(ANSWER_SECONDS)  # their answer waits to be read
        self.leaving = Waiting(LEAVE_SECONDS)  # told that it is the end
        self.worker_connections: int
        self.method_queue = LoopCalls()
        self._held = 0
        self._said_at = 0.0
        self._shown_at = 0.0
        self._has_answered = False  # since it last showed that it lives

    @classmethod
    def check_config(cls, cfg: Any, log: Any) -> None:
        """gunicorn asks before it begins a worker. Exits where it is to speak TLS: that waits in ways of its own."""
        super().check_config(cfg, log)
        if cfg.is_ssl:
            sys.exit("TLS is for a proxy in front: without --certfile and --keyfile.")

    # -- the loop ------------------------------------------------------------------------------------------------------

    def init_process(self) -> None:
        """In the worker's own process."""
        strip_gunicorn()
        files = take_files()
        self.worker_connections = min(self.worker_connections, max(files - OTHER_FILES, files // 2))
        super().init_process()

    def run(self) -> None:
        """Until the worker is told to stop; then until those are answered who are being answered."""
        try:
            self.tpool.start()
            self.poller.register(self.method_queue.fileno(), selectors.EVENT_READ, self.method_queue.run_callbacks)
            self.set_accept_enabled(True)
            while self.alive and self.is_parent_alive():
                self.look(1.0)
            self.set_accept_enabled(False)
            for listener in self.sockets:  # now: where the first process was killed, its successor waits for the port
                listener.close()
            self._wind_up()
        finally:  # whatever ends this process: it waits for its threads
            self.tpool.shutdown()

    def _wind_up(self) -> None:
        began = time.monotonic()
        while self.nr_conns and time.monotonic() < began + self.cfg.graceful_timeout:
            self.look(0.1)
            if time.monotonic() > began + LINGER_SECONDS:
                for connection in (*self.unheard, *self.kept):
                    self._close(connection)

    def look(self, seconds: float) -> None:
        """Do what is to be done now, or within so many seconds, and put out who is late.

        It shows that it lives while anything is answered, or nothing waits: one whose threads all hang is replaced.
        """
        if time.monotonic() > self._shown_at + SHOWN_EVERY and (self._has_answered or not self.tpool.are_behind()):
            self._shown_at, self._has_answered = time.monotonic(), False
            self.notify()
        self.wait_for_and_dispatch_events(timeout=seconds)
        for waiting in (self.unheard, self.kept, self.sending, self.leaving):
            for connection in waiting.late():
                self._close(connection)

    # -- in ------------------------------------------------------------------------------------------------------------

    def accept(self, listener: Any) -> None:
        """Take whoever stands first at the door, and put out who has waited longest where there is no room.

        One at a time: else the worker that wakes first takes all of them, and another core is idle.
        """
        try:
            connected, client = listener.accept()
        except OSError as error:
            if error.errno in (errno.EMFILE, errno.ENFILE):
                self._make_room("no file descriptor is left, those that wait longest go first")
            return
        self.nr_conns += 1
        if self.nr_conns > self.worker_connections:
            self._make_room("worker_connections are reached, those that wait longest go first")
        self._await(Connection(connected, client, listener.getsockname()), self.unheard, self._hear)

    def _hear(self, connection: Connection) -> None:
        """Something came of a request, or its end."""
        if connection.waiting in (self.sending, self.leaving):  # it came while an answer was still being written
            return
        if connection.waiting is None:  # it is being answered, and what follows is for afterwards; or it was put out
            self._look_away(connection)
            return
        try:
            open_still = connection.receive()
        except OSError:
            open_still = False
        if not open_still:
            self._close(connection)
        elif self._fits(connection) and not self._took(connection) and connection.waiting is self.kept:
            self._await(connection, self.unheard, self._hear)  # its next request has begun

    def _took(self, connection: Connection) -> bool:
        """Whether a request is whole, or so wrong that it was answered at once."""
        try:
            whole = connection.take(self.cfg)
        except TooLargeError:
            write_plain_error(connection.sock, 413, "Content Too Large", "")
            self._answered(connection, keep=False)
        except Exception as error:  # gunicorn tells all that is wrong with a request so
            self.handle_error(connection.request, connection.sock, connection.client, error)
            self._answered(connection, keep=False)
        else:
            if whole:
                Waiting.leave(connection)
                self.tpool.give(connection)
            return whole
        return True

    # -- a thread ------------------------------------------------------------------------------------------------------

    def get_thread_pool(self) -> Threads[Connection]:
        """gunicorn asks for it before the app is there."""
        return Threads(self.cfg.threads, self._answer)

    def _answer(self, connection: Connection) -> None:
        keep = False
        try:
            keep = self.handle(connection)
        finally:
            self.method_queue.defer(self.finish_request, connection, keep)

    def handle(self, connection: Connection) -> bool:
        """In a thread of its own: answer; whether another request may follow."""
        keep = False
        try:
            keep = self.handle_request(connection.request, connection)
        except (OSError, StopIteration):
            connection.sock.broken = True
        except BaseException as error:  # whatever it is, SystemExit too: the client is answered, and the worker goes on
            self.handle_error(connection.request, connection.sock, connection.client, error)
        try:
            connection.sock.flush()
        except OSError:
            connection.sock.broken = True
        return keep and connection.has_length

    # -- out -----------------------------------------------------------------------------------------------------------

    def finish_request(self, connection: Connection, keep: bool) -> None:
        """In the loop again."""
        self._has_answered = True
        self._answered(connection, keep=keep)

    def _answered(self, connection: Connection, *, keep: bool) -> None:
        try:
            connection.sock.flush()
        except OSError:
            connection.sock.broken = True
        if connection.sock.broken:
            self._close(connection)
        elif connection.sock.unsent:
            self._await(connection, self.sending, partial(self._send, keep=keep), selectors.EVENT_WRITE)
            self._fits(connection)
        elif keep:
            self._next(connection)
        else:
            self._leave(connection)

    def _send(self, connection: Connection, *, keep: bool) -> None:
        self._answered(connection, keep=keep)

    def _next(self, connection: Connection) -> None:
        """Another request may come, or has come already behind the one before."""
        connection.done()
        fits = self._fits(connection)
        if fits and not connection.has_more:
            self._await(connection, self.kept, self._hear)
        elif fits and not self._took(connection):
            self._await(connection, self.unheard, self._hear)

    def _leave(self, connection: Connection) -> None:
        """Tell the other end, and let it close first: else what it has still sent would take our answer from it."""
        try:
            connection.say_the_end()
        except OSError:
            self._close(connection)
        else:
            self._await(connection, self.leaving, self._drain)

    def _drain(self, connection: Connection) -> None:
        try:
            if not connection.throw_away():
                self._close(connection)
        except OSError:
            self._close(connection)

    # -- who waits where -----------------------------------------------------------------------------------------------

    def _await(
        self,
        connection: Connection,
        waiting: Waiting,
        then: Callable[[Connection], None],
        event: int = selectors.EVENT_READ,
    ) -> None:
        waiting.add(connection)
        connection.then = then
        if not connection.looked_for:
            self.poller.register(connection.socket, event, connection.happens)
        elif connection.looked_for != event:
            self.poller.modify(connection.socket, event, connection.happens)
        connection.looked_for = event

    def _look_away(self, connection: Connection) -> None:
        if connection.looked_for:
            self.poller.unregister(connection.socket)
            connection.looked_for = 0

    def _close(self, connection: Connection) -> None:
        if connection.socket.fileno() < 0:
            return  # what came of it in the same moment is told after its end
        Waiting.leave(connection)
        self._look_away(connection)
        self._held -= connection.counted
        self.nr_conns -= 1
        connection.socket.close()

    def _fits(self, connection: Connection) -> bool:
        """Count what it holds in memory; whether it may stay.

        Where all together hold too much, answers that nobody reads go first; then whoever wants more than its share.
        Whoever holds little stays: strangers can't put a caller out so.
        """
        self._held += connection.held - connection.counted
        connection.counted = connection.held
        while self._held > MOST_HELD and self._put_out(self.sending):
            self._say(TOO_MUCH)
        if self._held > MOST_HELD and connection.held > SMALL:
            self._say(TOO_MUCH)
            self._close(connection)
        return connection.socket.fileno() >= 0

    def _make_room(self, why: str) -> None:
        """One connection less. Where threads hold all there are, they are waited for."""
        if not self._put_out(self.unheard, self.leaving, self.kept, self.sending):
            time.sleep(0.01)
        self._say(why)

    def _put_out(self, *rooms: Waiting) -> bool:
        """Whoever has waited longest, in the first room where somebody waits; whether there was one."""
        first = next((found for room in rooms if (found := room.first())), None)
        if first:
            self._close(first)
        return first is not None

    def _say(self, why: str) -> None:
        """Not each time: there may be thousands a second."""
        if time.monotonic() > self._said_at + SAID_EVERY:
            self._said_at = time.monotonic()
            self.log.error("Connections are put out: %s (%d).", why, self.nr_conns)


def take_files() -> int:
    """How many descriptors this process may have open, after taking as many as are of use where that is allowed."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return wanted
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    except (OSError, ValueError):  # macOS promises more than it gives
        return soft
    return wanted
