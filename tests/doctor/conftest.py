"""A line, its database and an account in which all is well, each to be spoiled by a test."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask, redirect
from sqlalchemy import insert
from werkzeug.exceptions import NotFound

from ivr import clock
from ivr.carrier.webhooks import PATIENCE
from ivr.cli.doctor import doctor, looked_at
from ivr.doctor.examination import Line
from ivr.line.flow import FLOW
from ivr.phone.transports import WsgiTransport
from ivr.published.live import Published, open_published
from ivr.settings import Settings
from ivr.store.engine import open_store
from ivr.store.sending_tables import gates
from ivr.store.tables import texts, workers
from tests.carrier.conftest import twilio as twilio
from tests.carrier.fake_account import SID, TOKEN, US_NUMBER, FakeAccount, number
from tests.served import open_app
from tests.tables import give_tables

LINE = "https://line.example"
ADVISER, VERIFIED = "+33199004321", "+33612345678"
LEADS_HERE = {
    "voice_url": f"{LINE}/voice{PATIENCE}",
    "voice_fallback_url": f"{LINE}/voice/fallback{PATIENCE}",
    "status_callback": f"{LINE}/voice/status{PATIENCE}",
}


@dataclass
class World:
    """What is looked at: `environment` is the doctor's shell, `service` that of the line that runs."""

    folder: Path
    twilio: FakeAccount
    environment: dict[str, str]
    service: dict[str, str]
    served: Callable[[dict[str, str]], Flask]
    app: Any = None  # in the line's place

    def transport(self, url: str) -> WsgiTransport:
        return WsgiTransport(self.app or self.served(self.service), url)

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(doctor, list(arguments), env=self.environment)

    def lines(self, *arguments: str) -> dict[str, dict[str, str]]:
        """Every check by its name, as the command tells programs."""
        result = self.run("--json", *arguments)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        return {line["check"]: line for line in json.loads(result.stdout)}

    def looked_at(self) -> dict[str, Line]:
        """The same, as the command has them, for both languages at once."""
        with pytest.MonkeyPatch.context() as shell:
            for name, value in self.environment.items():
                shell.setenv(name, value)
            return {line.check.name: line for line in looked_at(offline=False)}

    def write(self, table: Any, **values: Any) -> None:
        store = open_store(self.environment["DATABASE_URL"])
        with store.writing() as connection:
            connection.execute(insert(table).values(**values))
        store.close()

    def text(self, state: str, minutes_ago: int, which: int = 0) -> None:
        """A text that a caller asked for."""
        at = datetime.now(UTC) - timedelta(minutes=minutes_ago)
        self.write(
            texts,
            call_sid=f"CA{which}",
            template="account",
            language="fr",
            body="...",
            to_hash="h",
            to_tail="78",
            prefix_hash="p",
            caller_hash="c",
            typed=False,
            rehearsal=False,
            asked_at=at,
            state=state,
            changed_at=at,
            due_at=at,
        )

    def shut(self, name: str) -> None:
        """Workers have given up on a way to Twilio."""
        at = datetime.now(UTC)
        self.write(gates, name=name, failures=5, shuts=1, since=at, until=at, probe=None, reason="HTTP 503")

    def not_found(self) -> None:
        self.app = NotFound()

    def redirects(self) -> None:
        self.app = Flask("elsewhere")
        self.app.add_url_rule("/rehearsal", view_func=lambda: redirect("https://www.line.example/"), methods=["POST"])


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[dict[str, str]], Flask]]:
    """The line with these settings; the same one for the same settings."""
    running: dict[tuple[tuple[str, str], ...], Flask] = {}

    def line(settings: dict[str, str]) -> Flask:
        key = tuple(sorted(settings.items()))
        if key not in running:
            running[key] = open_app(tmp_path_factory.mktemp("line"), settings)
        return running[key]

    yield line
    for app in running.values():
        app.extensions["ivr"].close()


@pytest.fixture(scope="session")
def opened() -> Callable[..., Published]:
    """The project's own content is read and checked once for all tests; other folders each time."""
    once = cache(lambda folder: open_published(folder, FLOW, clock.now))

    def open_once(folder: Path, *more: Any) -> Published:
        return once(folder) if folder == Settings().content_folder else open_published(folder, *more)

    return open_once


@pytest.fixture
def world(
    tmp_path: Path,
    twilio: FakeAccount,
    served: Callable[[dict[str, str]], Flask],
    opened: Callable[..., Published],
    monkeypatch: pytest.MonkeyPatch,
) -> World:
    twilio.trial = False
    twilio.numbers = [number(US_NUMBER, 1, **LEADS_HERE)]
    given = {
        "TWILIO_ACCOUNT_SID": SID,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "IVR_PUBLIC_URL": LINE,
        "IVR_ADVISER": ADVISER,
        "IVR_SECRET_KEY": "kept",
    }
    database = f"sqlite:///{tmp_path}/line.sqlite3"
    store = open_store(database)
    give_tables(store)
    store.close()
    made = World(tmp_path, twilio, {**given, "DATABASE_URL": database}, dict(given), served)
    now = datetime.now(UTC)
    made.write(workers, id="w1", host="here", pid=1, started_at=now, seen_at=now)
    monkeypatch.setattr("ivr.doctor.address.transport_to", made.transport)
    monkeypatch.setattr("ivr.cli.doctor.open_published", opened)
    return made
