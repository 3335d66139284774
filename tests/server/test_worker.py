"""Who is put out, and who before whom: gunicorn's worker in this process, with real sockets for its clients."""

import logging
import os
import selectors
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from unittest.mock import Mock

import pytest
from gunicorn.config import Config

from ivr.server import worker as room
from ivr.server.conf import SETTINGS
from ivr.server.connection import AT_ONCE, Connection
from ivr.server.worker import PatientWorker

CONFIG = Config()
for setting, value in SETTINGS.items():
    CONFIG.set(setting, value)
UNFINISHED = b"POST /voice HTTP/1.1\r\nHost: x\r\nContent-Length: 300000\r\n\r\n"


class Served:
    """A worker at a port, and whoever connects."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self.listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        self.listener.setblocking(False)
        self.worker = PatientWorker(1, os.getpid(), [], None, 1, CONFIG, logging.getLogger("test"))
        self.worker.tpool = self.worker.get_thread_pool()
        self.worker.poller = stack.enter_context(selectors.DefaultSelector())
        stack.callback(self.worker.tmp.close)

    def comes(self, says: bytes = b"") -> socket.socket:
        """A client that is let in, and heard."""
        client = self._stack.enter_context(socket.create_connection(self.listener.getsockname(), timeout=60))
        self.worker.accept(self.listener)
        if says:
            client.sendall(says)
            self.worker.look(60)
        return client

    def close(self) -> None:
        """Put all of them out."""
        for rooms in (self.worker.unheard, self.worker.kept, self.worker.leaving):
            rooms.seconds = 0.0
            for connection in rooms:
                connection.socket.close()


@pytest.fixture
def served() -> Iterator[Served]:
    with ExitStack() as stack:
        one = Served(stack)
        yield one
        one.close()


@pytest.fixture
def handed(served: Served, monkeypatch: pytest.MonkeyPatch) -> list[Connection]:
    """Those whose request is whole: the worker's threads would have them, and here nobody answers."""
    connections: list[Connection] = []
    monkeypatch.setattr(served.worker.tpool, "give", connections.append)
    return connections


def is_out(client: socket.socket) -> bool:
    client.setblocking(False)
    try:
        return client.recv(1) == b""
    except BlockingIOError:
        return False
    except ConnectionResetError:
        return True


@pytest.mark.parametrize("says", [b"", b"POST /voice HT", UNFINISHED, UNFINISHED + b"Digits="])
def test_whoever_is_not_whole_in_time_is_put_out(served: Served, says: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    client = served.comes(says)
    assert not is_out(client)
    now = room.time.monotonic()
    monkeypatch.setattr(room.time, "monotonic", lambda: now + room.WHOLE_SECONDS - 1)
    served.worker.look(0)
    assert not is_out(client)
    client.send(b"x")  # a byte more gives no time more
    served.worker.look(0)
    monkeypatch.setattr(room.time, "monotonic", lambda: now + room.WHOLE_SECONDS + 1)
    served.worker.look(0)
    assert is_out(client)
    assert served.worker.nr_conns == 0


def test_where_there_is_no_room_whoever_has_waited_longest_goes(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    served.worker.worker_connections = 2
    clients = [served.comes() for _ in range(4)]
    assert [is_out(client) for client in clients] == [True, True, False, False]
    assert caplog.text.count("Connections are put out") == 1, "said once in a while, not for each"


def test_unfinished_requests_hold_only_so_much_memory(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_HELD", 100_000)
    clients = [served.comes(UNFINISHED + b"x" * 40_000) for _ in range(4)]
    for _ in range(8):
        served.worker.look(0)
    assert [is_out(client) for client in clients] == [False, False, True, True], "whoever wants more than there is"


def test_whoever_hoards_requests_puts_nobody_out_who_holds_little(
    served: Served, handed: list[Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "MOST_HELD", 100_000)
    caller = served.comes(whole("/voice")[:20])
    hoarders = [served.comes(sent) for sent in (whole("/more") * 2_000, UNFINISHED + b"x" * 300_000) * 2]
    for _ in range(40):
        served.worker.look(0)
    assert not is_out(caller)
    caller.sendall(whole("/voice")[20:])
    served.worker.look(60)
    assert handed[-1].request.path == "/voice"
    assert served.worker.nr_conns < 1 + len(hoarders)
    for connection in handed:
        served.worker.finish_request(connection, keep=True)
        connection.socket.close()


def test_who_leaves_in_the_moment_of_an_answer_leaves_nothing_behind(
    served: Served, handed: list[Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The client resets; in one look the worker is told of an answer that can't be sent, then of the reset."""
    monkeypatch.setattr(room, "MOST_HELD", 100_000)
    for _ in range(5):
        client = served.comes(whole("/first") + UNFINISHED + b"x" * 40_000)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.close()
        handed[-1].sock.sendall(b"x" * 1000)
        told = served.worker.poller.select(60)
        served.worker.finish_request(handed[-1], keep=True)
        for key, _ in told:
            key.data(key.fileobj)
    caller = served.comes(whole("/voice")[:20])
    served.worker.look(0)
    assert not is_out(caller), "who is gone holds no memory"


def test_whoever_is_refused_is_told_and_given_two_seconds_to_leave(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = served.comes(b"no HTTP\r\n\r\n")
    assert client.recv(1000).startswith(b"HTTP/1.1 400 ")
    assert (client.recv(1), served.worker.nr_conns) == (b"", 1)
    now = room.time.monotonic()
    monkeypatch.setattr(room.time, "monotonic", lambda: now + room.LEAVE_SECONDS + 1)
    served.worker.look(0)
    assert served.worker.nr_conns == 0


def test_what_comes_while_a_request_is_answered_is_kept_for_afterwards(
    served: Served, handed: list[Connection]
) -> None:
    client = served.comes(whole("/first"))
    client.sendall(whole("/second"))
    served.worker.look(60)
    assert [one.request.path for one in handed] == ["/first"]
    served.worker.finish_request(handed[0], keep=True)
    served.worker.look(60)
    assert [one.request.path for one in handed] == ["/second"] * 2, "one connection, which has the second now"
    client.close()
    served.worker.look(60)
    assert served.worker.nr_conns == 1, "it is still being answered"
    served.worker.finish_request(handed[0], keep=True)
    served.worker.look(60)
    assert served.worker.nr_conns == 0


def test_whoever_sends_without_end_while_answered_is_not_listened_to_until_then(
    served: Served, handed: list[Connection]
) -> None:
    client = served.comes(whole("/first"))
    client.setblocking(False)
    for _ in range(200):
        with suppress(BlockingIOError):
            client.send(whole("/more") * 1000)
        served.worker.look(0)
    assert handed[0].held <= AT_ONCE
    served.worker.finish_request(handed[0], keep=True)
    served.worker.look(60)
    assert [one.request.path for one in handed] == ["/more"] * 2
    handed[0].socket.close()


def whole(path: str) -> bytes:
    return b"POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n" % path.encode()


def test_of_descriptors_as_many_are_taken_as_are_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(room.resource, "setrlimit", lambda _, limits: asked.append(limits))
    for limits, taken in (((256, 4096), 4096), ((1024, 10**6), 65_536), ((70_000, 10**6), 65_536), ((300, 300), 300)):
        monkeypatch.setattr(room.resource, "getrlimit", lambda _, limits=limits: limits)
        assert room.take_files() == taken
    assert asked == [(4096, 4096), (65_536, 10**6)]


def test_where_a_thread_can_not_begin_the_others_keep_no_process_alive(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system refuses threads beyond its limit. Who waits for those that were begun begins no new worker."""
    begun: list[threading.Thread] = []
    start = threading.Thread.start

    def starts_two(thread: threading.Thread) -> None:
        if len(begun) == 2:
            raise RuntimeError("can't start new thread")
        begun.append(thread)
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", starts_two)
    with pytest.raises(RuntimeError, match="can't start"):
        served.worker.run()
    for thread in begun:
        thread.join(5)
    assert [thread.is_alive() for thread in begun] == [False, False]


def test_whoever_reads_slowly_does_not_hold_the_port_of_a_worker_that_ends(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """gunicorn's first process may have been killed: callers heard nothing, and its successor could not begin."""
    worker, ports = served.worker, []

    def looks(_seconds: float) -> None:
        ports.append(served.listener.fileno())
        worker._make_room("the slow one has gone")

    served.comes()
    worker.sockets, worker.alive = [served.listener], False
    worker.method_queue.init()
    monkeypatch.setattr(worker, "look", looks)
    worker.run()
    worker.method_queue.close()
    assert ports == [-1], "closed, while somebody was still there"


@pytest.mark.parametrize("ends", [SystemExit, KeyboardInterrupt, GeneratorExit, RuntimeError])
def test_whatever_ends_a_view_its_client_is_answered_and_it_is_logged(
    served: Served,
    handed: list[Connection],
    ends: type[BaseException],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    client = served.comes(whole("/ends"))
    monkeypatch.setattr(served.worker, "handle_request", Mock(side_effect=ends))
    monkeypatch.setattr(served.worker.log, "access", Mock(), raising=False)  # gunicorn's loggers have it
    assert not served.worker.handle(handed[0])
    assert client.recv(1000).startswith(b"HTTP/1.1 500 ")
    assert "/ends" in caplog.text
    handed[0].socket.close()


def test_a_worker_whose_threads_all_hang_shows_no_life(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its loop goes on and lets callers in, whom nobody would answer: gunicorn replaces it after its timeout."""
    worker, goes_on = served.worker, threading.Event()
    begun = threading.Semaphore(0)
    monkeypatch.setattr(worker, "handle", lambda _: begun.release() or goes_on.wait(60))
    worker.method_queue.init()
    worker.poller.register(worker.method_queue.fileno(), selectors.EVENT_READ, worker.method_queue.run_callbacks)
    worker.tpool.start()
    try:
        for _ in range(SETTINGS["threads"]):
            served.comes(whole("/hangs"))
            assert begun.acquire(timeout=60)
        assert shows_life(worker, monkeypatch)
        served.comes(whole("/waits"))
        assert not shows_life(worker, monkeypatch)
    finally:
        goes_on.set()
        worker.tpool.shutdown(wait=True)
    assert shows_life(worker, monkeypatch)
    worker.method_queue.close()


def shows_life(worker: PatientWorker, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether it does so within a few looks, each as if enough time had passed for it."""
    shown: list[bool] = []
    monkeypatch.setattr(worker, "notify", lambda: shown.append(True))
    for _ in range(3):
        worker._shown_at = 0.0
        worker.look(0.05)
    return bool(shown)
