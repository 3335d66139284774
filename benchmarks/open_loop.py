"""The journal under a steady load: webhooks that come when they come, whatever became of the ones before.

`python -m benchmarks.open_loop docs/capacity.svg` draws what it measures.
"""

import asyncio
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import psutil
from sqlalchemy import func, select, text

from benchmarks.ladder import environment_of, request_of
from benchmarks.measure import Figure, Times
from benchmarks.picture import Pace, draw_paces
from benchmarks.posts import call_of
from benchmarks.served import processor_of, served
from benchmarks.turn import TUESDAY, settings_of
from ivr.factory import create_app
from ivr.logs import configure_logs
from ivr.store import schema
from ivr.store.engine import Store, open_store
from ivr.store.tables import turns
from tests.postgres import start_postgres

RATES, SECONDS = (50, 100, 200, 500, 1000), 6  # turns a second, and for how long each
WARM = 200
CONNECTIONS = 256  # what is due while all of them wait is late, and counted so
WRITTEN_WITHIN = 30.0  # seconds after the last answer


@dataclass(frozen=True, slots=True)
class Steady:
    """What some seconds at one rate came to."""

    database: str
    rate: int
    times: Times  # from the moment when each was due
    kept: str  # how many of the turns the journal has, and how soon
    web: float  # seconds of processor, each turn; of the sum of both cores
    store: float  # the same of the database, where it is a server


def open_loop(folder: Path) -> Iterator[Figure]:
    """What callers wait at each rate, and when the journal had all of their turns."""
    for found in steady(folder):
        yield Figure(f"{found.rate} turns/s, {found.database}", told(found))


def told(found: Steady) -> str:
    """In a line."""
    taken = f"{found.web * 1000:.2f} ms of processor a turn"
    store = f", the database's {found.store * 1000:.2f}" if found.store else ""
    return f"{_ms(found.times)}; {found.kept}; {taken}{store}"


def steady(folder: Path) -> Iterator[Steady]:
    """Every rate on both databases."""
    with TemporaryDirectory() as temporary:
        requests = _requests(folder, Path(temporary))
        for name, database in (("SQLite", sqlite), ("PostgreSQL", postgres)):
            with database() as address:
                yield from _rates(folder, Path(temporary), name, address, requests)


def _rates(folder: Path, temporary: Path, name: str, address: str, requests: Sequence[bytes]) -> Iterator[Steady]:
    waiting = iter(requests)
    with closing(open_store(address)) as store:
        schema.migrate(store)
        environment = environment_of(folder, temporary) | {"DATABASE_URL": address}
        database = _server(store)
        with served(folder, "app:app", environment) as line:
            asyncio.run(_sent(line.port, [next(waiting) for _ in range(WARM)], RATES[0]))
            _kept(store, 0, WARM)
            for rate in RATES:
                before, batch = _written(store), [next(waiting) for _ in range(rate * SECONDS)]
                web, base = line.processor, processor_of(database) if database else 0.0
                times = asyncio.run(_sent(line.port, batch, rate))
                kept = _kept(store, before, len(batch))
                base = (processor_of(database) if database else 0.0) - base
                yield Steady(name, rate, times, kept, (line.processor - web) / len(batch), base / len(batch))


def _server(store: Store) -> psutil.Process | None:
    """The first process of a database that is a server, here."""
    if store.dialect == "sqlite":
        return None
    with store.reading() as connection:
        return psutil.Process(connection.execute(text("SELECT pg_backend_pid()")).scalar_one()).parent()


def _kept(store: Store, before: int, sent: int) -> str:
    """How many of the turns the journal has, and how long after the last answer."""
    began = time.perf_counter()
    while (kept := _written(store) - before) < sent and time.perf_counter() - began < WRITTEN_WITHIN:
        time.sleep(0.1)
    return f"{kept} of {sent} in the journal {time.perf_counter() - began:.1f} s later"


def _written(store: Store) -> int:
    with store.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(turns)).scalar_one())


async def _sent(port: int, requests: Sequence[bytes], rate: int) -> Times:
    random, loop = Random(3646), asyncio.get_running_loop()
    free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
    room, due, sending = asyncio.Semaphore(CONNECTIONS), loop.time() + 0.2, []

    async def send(request: bytes, due: float) -> float:
        await asyncio.sleep(max(0.0, due - loop.time()))
        async with room:
            reader, writer = free.pop() if free else await asyncio.open_connection("127.0.0.1", port)
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(_length(head))
            free.append((reader, writer))
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(f"answered {head[:40]!r}: nothing to measure")
        return loop.time() - due

    for request in requests:
        due += random.expovariate(rate)
        sending.append(asyncio.create_task(send(request, due)))
    times = await asyncio.gather(*sending)
    for _, writer in free:
        writer.close()
    return Times(tuple(times))


def _length(head: bytes) -> int:
    """The length of an answer's body, as its head tells."""
    lines = (line.partition(b":") for line in head.lower().split(b"\r\n"))
    return next(int(value) for name, _, value in lines if name == b"content-length")


def _requests(folder: Path, temporary: Path) -> list[bytes]:
    """The turns of as many calls as are needed, each once: a repeated one would not be written."""
    wanted = WARM + sum(RATES) * SECONDS
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        configure_logs("json", nowhere)
        app = create_app(settings_of(folder, temporary), clock=lambda: TUESDAY)
        schema.migrate(app.extensions["ivr"].store)
        made: list[bytes] = []
        number = 0
        while len(made) < wanted:
            made += (request_of(post).encode() for post in call_of(app, number))
            number += 1
        app.extensions["ivr"].close()
    return made


@contextmanager
def sqlite() -> Iterator[str]:
    """The address of a database in a file, until the end of the block."""
    with TemporaryDirectory() as folder:
        yield f"sqlite:///{folder}/journal.sqlite3"


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a server of its own, until the end of the block."""
    server = start_postgres(f"ivr-open-loop-{os.getpid()}")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def _ms(times: Times) -> str:
    return f"{times.median * 1000:.1f} ms, p99 {times.p99 * 1000:.0f} ms"


def main() -> None:
    """Measure, print, and draw the picture of docs/capacity.md where a file is named."""
    found = []
    for one in steady(Path(__file__).parents[1]):
        found.append(one)
        print(f"{one.rate} turns/s, {one.database}: {told(one)}", flush=True)
    if sys.argv[1:]:
        paces = [Pace(one.database, one.rate, one.times.median * 1000, one.times.p99 * 1000) for one in found]
        Path(sys.argv[1]).write_text(draw_paces(paces), encoding="utf-8")


if __name__ == "__main__":
    main()
