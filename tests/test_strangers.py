"""Strangers hold connections, workers die and are replaced: whoever calls is answered. As deployed, in real processes.

A slice of each; `--whole` holds what is promised: 10,000 idle and 200 slow strangers, callers answered within 300 ms in
99 of 100 times; 50 reloads and 200 kills at 100 webhooks a second without one failed call.
"""

import os
import re
import signal
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

import psutil
import pytest

from tests.callers import CONNECTIONS, WAITS, Callers, Connection, Served, make_calls
from tests.deployed import PATIENCE, TOKEN, Deployed
from tests.strangers import strangers

Calls = Sequence[Sequence[bytes]]
PROMISED = 0.3  # seconds, for 99 of 100 callers
PATIENT = WAITS  # the same on a machine that other tests keep busy: Twilio would give the call up


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployed]:
    one = Deployed(tmp_path_factory.mktemp("strangers"), workers=2)
    one.migrates()
    yield one.start()
    one.stop()


@pytest.fixture(scope="module")
def calls(line: Deployed) -> Calls:
    return make_calls(line.port, TOKEN)


def answers_all(served: Served, within: float, *, repeated: int = 0) -> None:
    assert served.seconds
    assert served.failed == []
    assert served.repeated <= repeated
    assert served.percentile(0.99) < within


def test_callers_are_answered_beside_strangers(line: Deployed, calls: Calls, pytestconfig: pytest.Config) -> None:
    whole = pytestconfig.getoption("--whole")
    idle, slow, rate, seconds = (10_000, 200, 100, 20) if whole else (300, 40, 20, 3)
    with strangers(line.port, idle=idle, slow=slow) as held:
        assert held == idle + slow
        served = Callers(line.port, calls, rate=rate).for_(seconds)
    answers_all(served, PROMISED if whole else PATIENT)
    if whole:
        print(told(served, f"{idle} idle and {slow} slow"))


def test_whoever_is_refused_and_stays_holds_up_nobody(line: Deployed, calls: Calls) -> None:
    with ExitStack() as stack:
        for _ in range(16):
            fool = stack.enter_context(socket.create_connection(("127.0.0.1", line.port), timeout=PATIENCE))
            fool.sendall(b"no HTTP\r\n\r\n")
            assert fool.recv(12) == b"HTTP/1.1 400"
        answers_all(Callers(line.port, calls, rate=20, waits=PATIENCE).for_(0.5), PATIENT)


def test_a_recording_that_is_read_slowly_comes_whole_and_holds_up_nobody(line: Deployed, calls: Calls) -> None:
    recording = os.urandom(3_000_000)
    (line.content / "prompts" / "audio").mkdir(exist_ok=True)
    (line.content / "prompts" / "audio" / "long.wav").write_bytes(recording)
    with ExitStack() as stack:
        readers = [stack.enter_context(socket.socket()) for _ in range(20)]
        for reader in readers:
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            reader.settimeout(PATIENCE)
            reader.connect(("127.0.0.1", line.port))
            reader.sendall(b"GET /audio/long.wav HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        answers_all(Callers(line.port, calls, rate=20, waits=PATIENCE).for_(0.5), PATIENT)
        answer = b"".join(iter(lambda: readers[0].recv(65_536), b""))
    assert answer.partition(b"\r\n\r\n")[2] == recording


def test_two_questions_at_once_are_answered_in_order(line: Deployed) -> None:
    asked = b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\nGET /none HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    with socket.create_connection(("127.0.0.1", line.port), timeout=PATIENCE) as connection:
        connection.sendall(asked)
        answer = b"".join(iter(lambda: connection.recv(65_536), b""))
    assert re.findall(rb"HTTP/1.1 (\d+)", answer) == [b"200", b"404"]


def test_a_webhook_in_chunks_is_signed_all_the_same(line: Deployed, calls: Calls) -> None:
    head, _, body = calls[0][0].partition(b"\r\n\r\n")
    length = b"Content-Length: %d" % len(body)
    chunks = b"\r\n\r\n%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (9, body[:9], len(body) - 9, body[9:])
    with closing(Connection(line.port)) as connection:
        reply = connection.ask(head.replace(length, b"Transfer-Encoding: chunked") + chunks)
    assert (reply.status, b"<Response" in reply.body) == (200, True)


def test_no_call_fails_while_workers_are_reloaded_and_killed(
    line: Deployed, calls: Calls, pytestconfig: pytest.Config
) -> None:
    whole = pytestconfig.getoption("--whole")
    reloads, rate, waits = (50, 100, WAITS) if whole else (1, 20, PATIENCE)
    with Callers(line.port, calls, rate=rate, waits=waits) as callers:
        for _ in range(reloads):
            reload_and_kill(line, callers)
    assert "No reload" not in line.log
    answers_all(callers.served, waits, repeated=4 * reloads * CONNECTIONS)
    if whole:
        print(told(callers.served, f"{reloads} reloads and {4 * reloads} kills"))


def reload_and_kill(line: Deployed, callers: Callers) -> None:
    """New workers for old ones, one of them killed before it serves; then three that do."""
    wait_for_answers(line, callers)
    before = line.pids()
    line.hang_up()
    new: set[int] = set()
    line.wait_until(lambda: new.update(begun_since(line, before)) or new)
    os.kill(new.pop(), signal.SIGKILL)
    assert before <= line.pids(), "old ones serve until new ones do"
    line.wait_until(lambda: before.isdisjoint(line.pids()))
    for _ in range(3):
        wait_for_answers(line, callers)
        os.kill(min(line.pids()), signal.SIGKILL)


def begun_since(line: Deployed, before: set[int]) -> set[int]:
    """New workers, seen twice: a reload's trial looks like one until it has become the process that it runs."""
    seen = line.pids() - before
    time.sleep(0.05)
    return seen & line.pids()


def wait_for_answers(line: Deployed, callers: Callers) -> None:
    """Until all serve, and whoever was calling was answered: Twilio repeats a webhook once, so it outlives one kill."""
    line.wait_until(line.all_serve)
    before = len(callers.served.seconds)
    line.wait_until(lambda: len(callers.served.seconds) > before + 2 * CONNECTIONS)


def told(served: Served, beside: str) -> str:
    p50, p99, most = (served.percentile(part) * 1000 for part in (0.5, 0.99, 1 - 1e-9))
    figures = f"p50 {p50:.0f} ms, p99 {p99:.0f} ms, most {most:.0f} ms"
    return (
        f"{beside}: {len(served.seconds)} webhooks, {served.repeated} repeated, {len(served.failed)} failed, {figures}"
    )


def test_without_descriptors_callers_come_in_and_it_is_said(tmp_path: Path) -> None:
    line = Deployed(tmp_path)
    line.most_files = 300
    try:
        line.start()
        with strangers(line.port, idle=500) as held:
            assert held == 500
            served = Callers(line.port, make_calls(line.port, TOKEN, 1), rate=20, waits=PATIENCE).for_(1)
        answers_all(served, PATIENT, repeated=CONNECTIONS)
        assert "those that wait longest go first" in line.log
        [worker] = line.pids()
        assert psutil.Process(worker).num_fds() < line.most_files
    finally:
        line.stop()
