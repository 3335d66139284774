"""The kept WSGI servers side by side, each serving the line: alone, beside idle strangers, beside slow ones.

Callers, strangers and server share one machine. A server that isn't installed is named: all are in
benchmarks/requirements.txt.
`python -m benchmarks.servers NAME...` measures those alone.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import cycle
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psutil
from rich.console import Console
from rich.table import Table

from benchmarks.measure import Figure, machine
from ivr.store.engine import open_store
from tests.callers import CONNECTIONS, Callers, Connection, Served, make_calls
from tests.deployed import free_port
from tests.strangers import strangers
from tests.tables import give_tables

TOKEN = "made-up-token"
RATE = 100.0  # webhooks a second
SECONDS = 4.0
FLAT_OUT = 1.0  # seconds of as many as there can be
ROUNDS = 5
MOST = 10_000
COLUMNS = ("webhooks, ratio", "MiB")
WAITS = 3.0  # seconds; who isn't answered then has failed
BESIDE = ({}, {"idle": 2000}, {"idle": MOST}, {"slow": 200})
GUNICORN = (
    *("-m", "gunicorn", "--log-level", "critical", "--config", os.devnull, "--workers", "2", "--keep-alive", "75"),
    "--bind",
)
GTHREAD = ("--worker-class", "gthread", "--threads", "8", "app:app")
GRANIAN = ("--workers", "2", "--blocking-threads", "8", "--http", "1", "--no-ws", "--no-log")
GRANIAN_LIMITS = ("--backlog", "4096", "--backpressure", "20000", "--http1-header-read-timeout", "15000")


@dataclass(frozen=True, slots=True)
class Server:
    """How one is started; "PORT" stands for the port."""

    needs: str
    command: Sequence[str]


@dataclass(frozen=True, slots=True)
class Running:
    """One that serves, and calls for it."""

    process: psutil.Process
    port: int
    calls: Sequence[Sequence[bytes]]


SERVERS: Mapping[str, Server] = {
    "gunicorn gthread, 2x8 (before)": Server("gunicorn", (*GUNICORN, "127.0.0.1:PORT", *GTHREAD)),
    "gunicorn gthread, 2x256": Server(
        "gunicorn",
        (*GUNICORN, "127.0.0.1:PORT", *GTHREAD[:2], "--threads", "256", "--worker-connections", "20000", "app:app"),
    ),
    "gunicorn gevent": Server(
        "gevent",
        (*GUNICORN, "127.0.0.1:PORT", "--worker-class", "gevent", "--worker-connections", "20000", "app:app"),
    ),
    "gunicorn asgi + a2wsgi": Server(
        "a2wsgi", (*GUNICORN, "127.0.0.1:PORT", "--worker-class", "asgi", "benchmarks.asgi:app")
    ),
    "uvicorn-worker + a2wsgi": Server(
        "uvicorn_worker",
        (*GUNICORN, "127.0.0.1:PORT", "--worker-class", "uvicorn_worker.UvicornWorker", "benchmarks.asgi:app"),
    ),
    "granian": Server(
        "granian",
        ("-m", "granian", "--interface", "wsgi", "--port", "PORT", *GRANIAN, *GRANIAN_LIMITS, "app:app"),
    ),
    "hypercorn": Server(
        "hypercorn", ("-m", "hypercorn", "-w", "2", "--backlog", "2048", "-b", "127.0.0.1:PORT", "wsgi:app:app")
    ),
    "waitress": Server(
        "waitress",
        (
            *("-m", "waitress", "--threads", "16", "--connection-limit", "20000", "--asyncore-use-poll"),
            *("--backlog", "2048", "--host", "127.0.0.1", "--port", "PORT", "app:app"),
        ),
    ),
    "the line's (gunicorn.conf.py)": Server(
        "gunicorn", ("-m", "gunicorn", "--log-level", "critical", "--bind", "127.0.0.1:PORT", "app:app")
    ),
}


def servers(folder: Path) -> Iterator[Figure]:
    """One figure a server."""
    for name, cells in measured(folder, list(SERVERS)).items():
        yield Figure(name, "; ".join(f"{column} {cell}" for column, cell in cells.items()))


def measured(folder: Path, names: Sequence[str]) -> dict[str, dict[str, str]]:
    """For each server its cells, by their columns. All run at once and are asked in turn: a busy moment befalls all."""
    found: dict[str, dict[str, str]] = {name: {} for name in names}
    with ExitStack() as stack:
        running: dict[str, Running] = {}
        for name in names:
            try:
                running[name] = stack.enter_context(_served(folder, SERVERS[name]))
            except Exception as error:  # the others have their figures all the same
                found[name][COLUMNS[0]] = f"not measured: {error}"[:80]
        for name, ratio in _ratios(running).items():
            found[name] |= {COLUMNS[0]: ratio, COLUMNS[1]: f"{_mebibytes(running[name]):.0f}"}
        for name, server in running.items():
            found[name] |= dict(_cells(server))
    return found


def _ratios(running: Mapping[str, Running]) -> dict[str, str]:
    """Webhooks answered a second on kept connections, to those of the first server: the median of its rounds."""
    rounds: list[dict[str, float]] = [{name: _flat_out(one) for name, one in running.items()} for _ in range(ROUNDS)]
    first = next(iter(running), "")
    return {
        name: f"{median(one[name] / one[first] for one in rounds):.2f} ({median(one[name] for one in rounds):.0f}/s)"
        for name in running
    }


def _cells(server: Running) -> Iterator[tuple[str, str]]:
    for beside in BESIDE:
        what = " ".join(f"{kind} {number}" for kind, number in beside.items()) or "alone"
        with strangers(server.port, **beside) as came:
            time.sleep(3 if beside.get("slow") else 0.5)  # slow ones begin to hold what they can
            told = _told(Callers(server.port, server.calls, rate=RATE, waits=WAITS).for_(SECONDS))
            yield what, told if came == sum(beside.values()) else f"{told} ({came} got in)"
            if beside.get("idle") == MOST:
                yield "MiB then", f"{_mebibytes(server):.0f}"


def _told(served: Served) -> str:
    shown = f"{served.percentile(0.5) * 1000:.0f} / {served.percentile(0.99) * 1000:.0f}"
    return f"{shown}, {len(served.failed)} of {len(served.seconds)} failed" if served.failed else shown


def _flat_out(server: Running) -> float:
    """Each connection asks again as soon as it is answered."""
    until, counts = time.monotonic() + FLAT_OUT, [0] * CONNECTIONS

    def ask(number: int) -> None:
        webhooks = cycle(webhook for call in server.calls for webhook in call)
        with closing(Connection(server.port)) as connection, suppress(OSError):
            while time.monotonic() < until:
                connection.ask(next(webhooks))
                counts[number] += 1

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / FLAT_OUT


def _mebibytes(server: Running) -> float:
    """Of all its processes, what they share counted once."""
    family = [server.process, *server.process.children(recursive=True)]
    return sum(one.memory_full_info().pss for one in family) / 2**20


@contextmanager
def _served(folder: Path, server: Server) -> Iterator[Running]:
    if find_spec(server.needs) is None:
        raise RuntimeError("not installed: see benchmarks/requirements.txt")
    port = free_port()
    with TemporaryDirectory() as temporary:
        environment = os.environ | {
            "TWILIO_AUTH_TOKEN": TOKEN,
            "IVR_PUBLIC_URL": f"http://127.0.0.1:{port}",
            "IVR_METRICS_ADDRESS": "",
            "DATABASE_URL": f"sqlite:///{temporary}/line.sqlite3",
        }
        store = open_store(environment["DATABASE_URL"])
        give_tables(store)
        store.close()
        command = [sys.executable, *(part.replace("PORT", str(port)) for part in server.command)]
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=quiet, stderr=quiet)
        try:
            _wait_for(process, port)
            yield Running(psutil.Process(process.pid), port, make_calls(port, TOKEN))
        finally:
            _end(process)


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError):
            if Connection(port, 5).ask(b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n").status == 200:
                return
        time.sleep(0.1)
    raise RuntimeError("it did not start")


def _end(process: subprocess.Popen[bytes]) -> None:
    """It and its workers, however many strangers it still waits for."""
    family = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(3)
    for one in family:
        with suppress(psutil.NoSuchProcess):
            one.kill()
    process.kill()
    process.wait()


def main(names: Sequence[str]) -> None:
    """Those whose names hold one of the words, or all: one table."""
    chosen = [name for name in SERVERS if not names or any(word in name for word in names)]
    found = measured(Path(__file__).parents[1], chosen)
    columns = list(dict.fromkeys(column for cells in found.values() for column in cells))
    table = Table("p50 / p99 in ms", *columns, title=machine(), title_justify="left")
    for name, cells in found.items():
        table.add_row(name, *(cells.get(column, "") for column in columns))
    Console(width=200).print(table)


if __name__ == "__main__":
    main(sys.argv[1:])
