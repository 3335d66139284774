"""Requests come in pieces of any size: each is taken when it is whole, as it was sent."""

import socket
from collections.abc import Iterator, Sequence
from time import thread_time

import pytest
from gunicorn.config import Config
from gunicorn.http.errors import (
    InvalidChunkSize,
    InvalidHeader,
    InvalidRequestLine,
    LimitRequestHeaders,
    LimitRequestLine,
)
from hypothesis import given
from hypothesis import strategies as st

from ivr.server.conf import SETTINGS
from ivr.server.connection import AT_ONCE, LARGEST_ANSWER, LARGEST_BODY, LARGEST_HEAD, Connection, TooLargeError

CONFIG = Config()
for setting, value in SETTINGS.items():
    CONFIG.set(setting, value)
Taken = list[tuple[str, str, bytes]]
Ends = tuple[socket.socket, Connection]


def post(target: str, body: bytes, *, chunks: Sequence[int] = ()) -> bytes:
    """A POST; in chunks of these sizes, as far as they reach."""
    head = f"POST {target} HTTP/1.1\r\nHost: x\r\n"
    if not chunks:
        return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
    sent = f"{head}Transfer-Encoding: chunked\r\n\r\n".encode()
    for size in (*chunks, len(body)):
        piece, body = body[:size], body[size:]
        sent += b"%x;why=not\r\n%s\r\n" % (len(piece), piece) if piece else b""
    return sent + b"0\r\n\r\n"


@pytest.fixture
def ends() -> Iterator[Ends]:
    client, server = socket.socketpair()
    yield client, Connection(server, ("127.0.0.1", 1), ("127.0.0.1", 2))
    client.close()
    server.close()


def take_all(connection: Connection) -> Taken:
    """Every request that is whole, as the app would read it."""
    taken = []
    while connection.take(CONFIG):
        request = connection.request
        taken.append((request.method, request.uri, request.body.read()))
        connection.done()
    return taken


def sent_in_pieces(pieces: Sequence[bytes]) -> Taken:
    client, server = socket.socketpair()
    with client, server:
        connection, taken = Connection(server, ("127.0.0.1", 1), ("127.0.0.1", 2)), []
        for piece in pieces:
            client.sendall(piece)
            assert connection.receive()
            taken += take_all(connection)
        assert connection.held == 0
    return taken


BODIES = st.lists(st.tuples(st.binary(max_size=60), st.lists(st.integers(1, 20), max_size=3)), min_size=1, max_size=4)


@given(BODIES, st.lists(st.integers(1, 90), max_size=12))
def test_however_it_is_cut_the_same_requests_are_taken(bodies: list[tuple[bytes, list[int]]], cuts: list[int]) -> None:
    sent = b"".join(post(f"/{number}", body, chunks=chunks) for number, (body, chunks) in enumerate(bodies))
    pieces = []
    for cut in cuts:
        pieces.append(sent[:cut])
        sent = sent[cut:]
    pieces.append(sent)
    taken = sent_in_pieces([piece for piece in pieces if piece])
    assert taken == [("POST", f"/{number}", body) for number, (body, _) in enumerate(bodies)]


def test_a_byte_at_a_time_is_a_request_too() -> None:
    sent = post("/voice", b"Digits=1") + post("/voice", b"Digits=2", chunks=[3])
    assert [body for _, _, body in sent_in_pieces([bytes([byte]) for byte in sent])] == [b"Digits=1", b"Digits=2"]


@pytest.mark.parametrize(
    ("sent", "refusal"),
    [
        (b"no HTTP\r\n\r\n", InvalidRequestLine),
        (b"\r\n\r\n", InvalidRequestLine),
        (b"GET / HTTP/1.1\r\nX: " + b"x" * LARGEST_HEAD, LimitRequestHeaders),
        (b"GET / HTTP/1.1\r\nX: " + b"x" * 9000 + b"\r\n\r\n", LimitRequestHeaders),
        (b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 70 + b"\r\n", LimitRequestHeaders),
        (b"GET /" + b"x" * 5000 + b" HTTP/1.1\r\n\r\n", LimitRequestLine),
        (b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", InvalidHeader),
        (b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", InvalidHeader),
        (b"POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", InvalidHeader),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", InvalidHeader),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", InvalidChunkSize),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n", InvalidChunkSize),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n" % LARGEST_BODY, TooLargeError),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\n", TooLargeError),
        (b"POST / HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % (LARGEST_BODY + 1), TooLargeError),
    ],
)
def test_what_can_not_be_a_request_is_refused_before_it_is_whole(
    ends: Ends, sent: bytes, refusal: type[Exception]
) -> None:
    client, connection = ends
    client.sendall(sent)
    connection.receive()
    while connection.held < min(len(sent), LARGEST_HEAD):
        connection.receive()
    with pytest.raises(refusal):
        connection.take(CONFIG)


@pytest.mark.parametrize(
    ("version", "rest", "told"),
    [
        ("1.1", b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        ("1.1", b"Digits=1", b""),  # it didn't wait: there is nothing to be told
        ("1.0", b"", b""),  # it can't have meant it (RFC 9110, 10.1.1)
    ],
)
def test_whoever_waits_to_be_told_to_go_on_is_told_once(ends: Ends, version: str, rest: bytes, told: bytes) -> None:
    client, connection = ends
    head = f"POST / HTTP/{version}\r\nHost: x\r\nExpect: 100-Continue\r\nContent-Length: 8\r\n\r\n"
    client.sendall(head.encode() + rest)
    connection.receive()
    assert connection.take(CONFIG) == bool(rest)
    client.setblocking(False)
    assert heard(client) == told
    client.sendall(b"Digits=1"[len(rest) :])
    connection.receive()
    assert rest or connection.take(CONFIG)
    assert heard(client) == b""
    assert not connection.request._expected_100_continue, "gunicorn would tell it again, before the answer"


def heard(client: socket.socket) -> bytes:
    try:
        return client.recv(1000)
    except BlockingIOError:
        return b""


def test_the_end_and_nothing_yet_are_told_apart(ends: Ends) -> None:
    client, connection = ends
    assert connection.receive()
    assert not connection.take(CONFIG)
    client.close()
    assert not connection.receive()


def test_an_answer_waits_for_whoever_reads_slowly_and_is_whole(ends: Ends) -> None:
    client, connection = ends
    answer = bytes(range(256)) * 8192
    connection.sock.sendall(answer)
    read = bytearray()
    while len(read) < len(answer):
        assert connection.sock.unsent or len(read) > 0
        connection.sock.flush()
        read += client.recv(65_536)
    assert read == answer
    assert not connection.sock.unsent


def test_an_answer_that_nobody_reads_is_given_up(ends: Ends) -> None:
    _, connection = ends
    with pytest.raises(BrokenPipeError):
        connection.sock.sendall(b"x" * (2 * LARGEST_ANSWER))
    assert connection.sock.broken


def test_no_header_leads_a_request_to_another_address_than_its_own(ends: Ends) -> None:
    client, connection = ends
    client.sendall(b"GET /x/console HTTP/1.1\r\nHost: x\r\nSCRIPT_NAME: /x\r\nPATH_INFO: /console\r\n\r\n")
    connection.receive()
    assert connection.take(CONFIG)
    assert connection.request.headers == [("HOST", "x")]


def test_what_follows_the_last_chunk_is_looked_through_only_so_far(ends: Ends) -> None:
    client, connection = ends
    client.sendall(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + b"X: y\r\n" * 20_000)
    connection.receive()
    assert not connection.take(CONFIG)
    connection.receive()
    with pytest.raises(LimitRequestHeaders):
        connection.take(CONFIG)


def test_a_body_in_many_chunks_costs_as_much_as_they_are_many() -> None:
    few, many = (seconds_to_read(chunks) for chunks in (5_000, 20_000))
    assert many < 8 * few, "at each chunk all the others were copied"


def seconds_to_read(chunks: int) -> float:
    """What a body in so many chunks of one byte takes of the processor, the best of three times."""
    sent = post("/voice", b"x" * chunks, chunks=[1] * chunks)
    client, server = socket.socketpair()
    with client, server:
        connection, taken = Connection(server, ("127.0.0.1", 1), ("127.0.0.1", 2)), []
        for _ in range(3):
            for start in range(0, len(sent), AT_ONCE):
                client.sendall(sent[start : start + AT_ONCE])
                connection.receive()
            assert connection.take(CONFIG)
            began = thread_time()
            assert connection.request.body.read() == b"x" * chunks
            taken.append(thread_time() - began)
            connection.done()
    return min(taken)
