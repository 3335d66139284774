"""A journal of ten million turns, in both databases: what a turn costs beside it, and the pages that read it."""

import os
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner
from flask import Flask
from sqlalchemy import text

from benchmarks.ladder import environment_of
from benchmarks.measure import Figure, Work, alternate
from benchmarks.open_loop import postgres, sqlite
from benchmarks.posts import call_of
from benchmarks.turn import TUESDAY, works_of
from ivr.accounts.person import Person
from ivr.changes.ledger import ChangesTable
from ivr.cli.calls import calls as calls_command
from ivr.console.app import PREFIX, create_console
from ivr.console.rooms import Rooms
from ivr.factory import House, create_app
from ivr.line.flow import FLOW
from ivr.logs import configure_logs
from ivr.published.live import open_published
from ivr.settings import Settings, read_settings
from ivr.store import schema
from ivr.store.engine import Store, open_store

FULL = int(os.environ.get("BENCHMARK_TURNS", "10000000"))
A_CALL, DAYS = 8, 90  # turns; what the journal keeps
CALLS, LOOKS = 60, 5
SOMEBODY = Person("p1", "camille", "Camille Martin", "publisher")
ORIGIN = "http://127.0.0.1:5000"

BATCH = 500_000  # turns in one transaction

# Rows that are as long as real ones. Identifiers are spread over all that there can be, as Twilio's are: a new call's
# is put anywhere among them.
COLUMNS = (
    "call_sid, turn, at, step, heard, outcome, line, place, department, caisse, topic, regime, language, cause, rule, "
    "revision, seconds, rehearsal, way"
)
ROW = """
    CASE WHEN n % 8 = 0 THEN '' ELSE 'topics' END, 'pressed', 'listen',
    CASE WHEN n / 8 % 100 = 0 THEN 'abroad' WHEN n / 8 % 20 = 0 THEN 'mayotte' ELSE 'national' END,
    'metropole', '69', '691', 'attestation', '', 'fr', 'hours', 'Mo-Fr 08:30-17:00', '95eab86f2c31-0a1b2c3d4e5f', 0.001
"""
FILLS = {
    "sqlite": f"""
        WITH RECURSIVE rows(n) AS (SELECT :start UNION ALL SELECT n + 1 FROM rows WHERE n < :stop - 1)
        INSERT INTO turns ({COLUMNS})
        SELECT 'CA' || printf('%08x', n / 8 * :spread) || printf('%024x', n / 8), n % 8,
               strftime('%Y-%m-%d %H:%M:%S', :first + n / 8 * :every + n % 8 * 10, 'unixepoch') || '.000000',
               {ROW}, 0, :way FROM rows""",
    "postgresql": f"""
        INSERT INTO turns ({COLUMNS})
        SELECT 'CA' || lpad(to_hex(n / 8 * CAST(:spread AS bigint)), 8, '0') || lpad(to_hex(n / 8), 24, '0'), n % 8,
               to_timestamp(:first + n / 8 * :every + n % 8 * 10),
               {ROW}, false, :way FROM generate_series(:start, :stop - 1) AS n""",
}
WAY = "topics:pressed, attestation topics=attestation, attestation internet=yes, download textable=yes"


def full_journal(folder: Path) -> Iterator[Figure]:
    """Each database full, and beside it an empty one."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        configure_logs("json", nowhere)
        for name, database in (("SQLite", sqlite), ("PostgreSQL", postgres)):
            with database() as address, TemporaryDirectory() as temporary, closing(open_store(address)) as store:
                schema.migrate(store)
                started = time.monotonic()
                fill(store, FULL)
                yield Figure(f"{FULL:,} turns, {name}", f"written in {time.monotonic() - started:.0f} s")
                yield from _pages(folder, name, store, address)
                yield _beside(folder, Path(temporary), name, address)


def fill(store: Store, number: int) -> None:
    """So many turns, over the days that the journal keeps, the last one an hour ago."""
    kept = DAYS * 86400 - 7200
    values = {
        "spread": (1 << 32) // (number // A_CALL + 1),
        "every": kept / (number / A_CALL),
        "first": (TUESDAY - timedelta(hours=1)).timestamp() - kept,
        "way": WAY,
    }
    for start in range(0, number, BATCH):
        with store.writing() as connection:
            if store.dialect == "postgresql":
                connection.execute(text("SET LOCAL statement_timeout = 0"))
            batch = {"start": start, "stop": min(start + BATCH, number)}
            connection.execute(text(FILLS[store.dialect]), values | batch)
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if store.dialect == "postgresql":
            connection.execute(text("SET statement_timeout = 0"))
        connection.execute(text("VACUUM ANALYZE turns" if store.dialect == "postgresql" else "ANALYZE turns"))


# -- pages -------------------------------------------------------------------------------------------------------------


def _pages(folder: Path, name: str, store: Store, address: str) -> Iterator[Figure]:
    settings = read_settings(
        {"TWILIO_AUTH_TOKEN": "benchmark", "DATABASE_URL": address, "IVR_CONTENT_DIR": str(folder)}
    )
    with store.reading() as connection:
        sid = str(connection.execute(text("SELECT max(call_sid) FROM turns")).scalar())
    for words in ((), ("--before", sid[:14]), ("show", sid[:14]), ("--since", "90d", "--rehearsals"), ("count",)):
        yield Figure(
            f"ivr calls {' '.join(words)}, {name}",
            _worst(_command(address, words)),
            "" if words == ("count",) else "1 s",
        )
    console = _console(folder, settings, store)
    for page in ("/calls?period=month", "/calls/flow", "/calls/latest?period=month", _rare(sid), f"/calls/one/{sid}"):
        yield Figure(f"console {page[:40]}, {name}", _worst(_got(console, page)), "1 s")


def _rare(sid: str) -> str:
    return f"/calls/latest?period=dates&from=2026-08-26&to=2026-11-24&line=abroad&before={sid}"


def _worst(work: Work) -> str:
    """Of a few."""
    times = alternate([[work] * LOOKS])[0]
    return f"{max(times.samples) * 1000:.0f} ms at most, {times.median * 1000:.0f} ms at the median"


def _command(address: str, words: tuple[str, ...]) -> Work:
    def run() -> None:
        ran = CliRunner().invoke(calls_command, list(words), env={"DATABASE_URL": address})
        if ran.exit_code or not ran.output.strip():
            raise RuntimeError(f"ivr calls {words}: {ran.output} {ran.exception}")

    return run


def _got(console: Flask, page: str) -> Work:
    def get() -> None:
        answer = console.test_client().get(page, base_url=ORIGIN + PREFIX)
        if answer.status_code != 200:
            raise RuntimeError(f"{page} answered {answer.status_code}")

    return get


def _console(folder: Path, settings: Settings, store: Store) -> Flask:
    published = open_published(folder, FLOW, lambda: TUESDAY, None, ChangesTable(store, lambda: TUESDAY))
    return create_console(Rooms(settings, store, published, lambda: TUESDAY), lambda: SOMEBODY)


# -- turns -------------------------------------------------------------------------------------------------------------


def _beside(folder: Path, temporary: Path, name: str, address: str) -> Figure:
    """Turns over the full journal and over an empty one, alternating, each with its own writer at work."""
    with sqlite() if name == "SQLite" else postgres() as other:
        houses = [_house(folder, temporary, database) for database in (other, address)]
        posts = [post for call in range(CALLS) for post in call_of(houses[0][0], call)]
        works = [works_of(app, posts) for app, _ in houses]
        alternate([some[:100] for some in works])  # warm
        empty, full = alternate(works)
        for _, house in houses:
            house.close()
    return Figure(f"turns beside it, {name}", f"{full}: {full.median / empty.median:.2f} times", "1.05 times")


def _house(folder: Path, temporary: Path, address: str) -> tuple[Flask, House]:
    settings = read_settings({**environment_of(folder, temporary), "DATABASE_URL": address})
    app = create_app(settings, clock=lambda: TUESDAY)
    house: House = app.extensions["ivr"]
    schema.migrate(house.store)
    return app, house
