"""What the console's Now costs beside an empty page, above 500 changes and beside a million turns of the journal."""

import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask

from benchmarks.entries import COUNT, closures
from benchmarks.measure import Figure, Times, alternate
from ivr.accounts.person import Person
from ivr.changes import ledger
from ivr.changes.emergencies import closing
from ivr.changes.ledger import ChangesTable
from ivr.changes.proposal import propose
from ivr.console.app import PREFIX, create_console
from ivr.console.rooms import Rooms
from ivr.content.changes import Change, written_of
from ivr.content.faults import Faults
from ivr.content.schedules import read_schedules
from ivr.content.yaml import Table, read_text
from ivr.hours.words import words
from ivr.line.flow import FLOW
from ivr.logs import configure_logs
from ivr.published.live import open_published
from ivr.settings import read_settings
from ivr.store import schema
from ivr.store.engine import Store, open_store
from ivr.store.tables import turns

TURNS, BATCH = 1_000_000, 50_000
STARTED = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HOST = "http://127.0.0.1:5000"
LOOKS = 60
SOMEBODY = Person("p1", "camille", "Camille Martin", "publisher")
ADDRESSES = {"Now": "/", "Now, a town searched": "/now/list?q=lyon", "Now, a caisse's page": "/caisse/691"}


class Clock:
    """One that a benchmark sets forward."""

    def __init__(self) -> None:
        self.at = STARTED

    def __call__(self) -> datetime:
        return self.at


def console(folder: Path) -> Iterator[Figure]:
    """Each page beside a page of the same frame that has nothing on it; and what an emergency waits for."""
    with TemporaryDirectory() as temporary, Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        configure_logs("json", nowhere)
        clock = Clock()
        rooms = _rooms(folder, Path(temporary), clock)
        yield from _pages(create_console(rooms, lambda: SOMEBODY), clock)
        yield from _emergency(rooms)
        rooms.close()


def _pages(app: Flask, clock: Clock) -> Iterator[Figure]:
    _get(app, "/")  # the templates and the list of communes are read
    _get(app, "/now/list?q=lyon")
    works = [[_getting(app, address)] * LOOKS for address in ("/nowhere", *ADDRESSES.values())]
    empty, *pages = alternate(works)
    for name, times in zip(ADDRESSES, pages, strict=True):
        aim = "100 ms" if name == "Now" else ""
        yield Figure(name, f"{_ms(times)}, {times.median / empty.median:.1f} times an empty page", aim)
    yield Figure("Now, the first who looks in a minute", _ms(alternate([[_after_a_minute(app, clock)] * 20])[0]))


def _emergency(rooms: Rooms) -> Iterator[Figure]:
    draft = closing("urgence", "all", words(fr="panne", en="a failure"), STARTED, None)
    decided = alternate([[lambda: propose(rooms.published, [draft], STARTED)] * 5])[0]
    yield Figure("deciding on an emergency", _ms(decided), "1000 ms")
    started = time.perf_counter()
    with rooms.store.writing() as connection:
        ledger.publish(connection, [draft], at=STARTED, seen={})
    rooms.published.follow()
    yield Figure("publishing it and following it", f"{(time.perf_counter() - started) * 1000:.0f} ms")


def _rooms(folder: Path, temporary: Path, clock: Clock) -> Rooms:
    settings = read_settings(
        {"TWILIO_AUTH_TOKEN": "benchmark", "DATABASE_URL": f"sqlite:///{temporary / 'bench.sqlite3'}"}
    )
    store = open_store(settings.database_url)
    schema.migrate(store)
    _fill(store, list(_changes(folder)))
    published = open_published(folder, FLOW, clock, None, ChangesTable(store, clock))
    published.follow()
    return Rooms(settings, store, published, clock)


def _changes(folder: Path) -> Iterator[Change]:
    text = closures(COUNT, list(read_schedules(folder / "schedules").caisses))
    table = read_text(text.encode(), "closures.yaml", Faults(), ends_with_dots=True)
    for section in ("closures", "openings", "hours", "emergencies"):
        entries = table.entries[section] if table else None
        for name, entry in entries.entries.items() if isinstance(entries, Table) else ():
            keys = entry.entries if isinstance(entry, Table) else {}
            yield Change(section, name, "puts", {key: written_of(node) for key, node in keys.items()}, author="Paul")


def _fill(store: Store, changes: list[Change]) -> None:
    with store.writing() as connection:
        ledger.publish(connection, changes, at=STARTED, seen={})
    rows = _turns()
    while batch := list(islice(rows, BATCH)):
        with store.writing() as connection:
            connection.execute(turns.insert(), batch)


def _turns() -> Iterator[dict[str, object]]:
    """Ten turns a call, over the ninety days that the journal keeps."""
    texts = dict.fromkeys(("line", "place", "department", "caisse", "topic", "regime", "language", "cause", "rule"), "")
    kept = timedelta(days=90)
    for number in range(TURNS):
        at = STARTED - kept * (1 - number / TURNS)
        told = {"call_sid": f"CA{number // 10:032x}", "turn": number % 10, "at": at, "step": "topics"}
        yield {**texts, **told, "heard": "pressed", "outcome": "listen", "revision": "", "seconds": 0.1} | {
            "rehearsal": False
        }


def _getting(app: Flask, address: str) -> Callable[[], object]:
    return lambda: _get(app, address)


def _after_a_minute(app: Flask, clock: Clock) -> Callable[[], object]:
    def get() -> None:
        clock.at += timedelta(minutes=1)
        _get(app, "/")

    return get


def _get(app: Flask, address: str) -> None:
    app.test_client().get(address, base_url=HOST + PREFIX)


def _ms(times: Times) -> str:
    return f"{times.median * 1000:.0f} ms at the median, p99 {times.p99 * 1000:.0f} ms"
