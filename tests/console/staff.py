"""The console as a browser meets it, in process: real rooms over a fresh database, and somebody who is signed in."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ivr.accounts.people import by_id
from ivr.accounts.person import Person, Role
from ivr.changes.ledger import ChangesTable
from ivr.console.app import create_console
from ivr.console.rooms import Rooms
from ivr.line.flow import FLOW
from ivr.published.kept import kept_folder
from ivr.published.live import open_published
from ivr.settings import Settings, read_settings
from ivr.store.account_tables import people
from ivr.store.engine import open_store
from tests.postgres import patient
from tests.tables import give_tables


def somebody(role: Role = "admin", *scope: str, id: str = "p1", language: str = "fr") -> Person:  # noqa: A002 - as Person has it
    """A person of the staff."""
    return Person(id, "camille", "Camille Martin", role, scope or ("all",), "en" if language == "en" else "fr")


class Desk:
    """The console in the hands of one person; `who` may be changed, and so may the moment."""

    def __init__(self, folder: Path, at: datetime, who: Person | None, **settings: str) -> None:
        self.at, self.who = at, who
        given = {"TWILIO_AUTH_TOKEN": "12345", "DATABASE_URL": f"sqlite:///{folder}/console.sqlite3", **settings}
        self.settings: Settings = read_settings(given)
        self.store = patient(open_store(self.settings.database_url))
        give_tables(self.store)
        kept = kept_folder(self.settings, self.store)
        changes = ChangesTable(self.store, self.now)
        self.published = open_published(self.settings.content_folder, FLOW, self.now, kept, changes)
        self.published.follow()
        self._seat(who)
        self.rooms = Rooms(self.settings, self.store, self.published, self.now)
        self.app: Flask = create_console(self.rooms, lambda: self.who)
        self.browser: FlaskClient = self.app.test_client()
        self._token = ""

    def _seat(self, who: Person | None) -> None:
        """Give them an account: pages ask the database for what belongs to it."""
        with self.store.writing() as connection:
            if who and by_id(connection, who.id) is None:
                values = {
                    "id": who.id,
                    "login": who.login,
                    "name": who.name,
                    "role": who.role,
                    "language": who.language,
                }
                connection.execute(people.insert().values(values | {"scope": " ".join(who.scope), "made_at": self.at}))

    def now(self) -> datetime:
        """Its clock."""
        return self.at

    def get(self, address: str, **more: str) -> TestResponse:
        """A page, by its address under /console."""
        return self.browser.get(address, base_url="http://127.0.0.1:5000/console", headers=more)

    def post(self, address: str, form: dict[str, object] | None = None, **more: str) -> TestResponse:
        """A form that was filled in on a page of the console."""
        data = {"csrf_token": self._token or self._ask_token(), **(form or {})}
        return self.browser.post(address, data=data, base_url="http://127.0.0.1:5000/console", headers=more)

    def _ask_token(self) -> str:
        """That of this browser: any page has it."""
        found = re.search(r'name="csrf-token" content="([^"]+)"', self.get("/nowhere").get_data(as_text=True))
        self._token = found[1] if found else ""
        return self._token

    def close(self) -> None:
        """Give the database back."""
        self.published.stop()
        self.store.close()


@contextmanager
def opened_desk(folder: Path, at: datetime, who: Person | None, **settings: str) -> Iterator[Desk]:
    """A desk for the time of a test."""
    desk = Desk(folder, at, who, **settings)
    try:
        yield desk
    finally:
        desk.close()
