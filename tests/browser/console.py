"""The line with its console, served on loopback over a database and content of its own, at a moment of our choice."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from flask import Flask

from ivr.accounts.invitations import keep_password
from ivr.accounts.passwords import hash_password
from ivr.accounts.people import add_person, by_login, found
from ivr.accounts.person import EVERYWHERE, Person, Role, Scope
from ivr.accounts.sessions import open_session
from ivr.cli.from_and_to import called_number
from ivr.console.app import PREFIX
from ivr.console.rooms import KEY, Rooms
from ivr.factory import House, create_app
from ivr.phone.dialling import calling_number
from ivr.phone.phone import Phone
from ivr.phone.transports import WsgiTransport
from ivr.settings import read_settings
from tests.browser.loopback import served
from tests.deployed import free_port
from tests.postgres import patient
from tests.tables import give_tables

PROJECT = Path(__file__).parents[2]
TOKEN = "made-up-token"
PASSWORD = "cheval agrafe pile"


@cache
def hashed() -> str:
    """The password of everybody here, hashed once: it takes its time."""
    return hash_password(PASSWORD)


@dataclass
class Moment:
    """The clock of a whole service: it stands still until it is set."""

    at: datetime

    def __call__(self) -> datetime:
        """This moment, in UTC."""
        return self.at.astimezone(UTC)

    def pass_(self, seconds: float) -> None:
        """So much later."""
        self.at += timedelta(seconds=seconds)


@dataclass
class Console:
    """One service: its address, its clock, and a phone that rings it."""

    line: Flask
    address: str
    clock: Moment
    content: Path  # prompts/ and schedules/ of this one alone

    @property
    def house(self) -> House:
        """The rooms behind it."""
        found: House = self.line.extensions["ivr"]
        return found

    @property
    def staff(self) -> Flask:
        """The console's own app."""
        found: Flask = self.line.wsgi_app.mounts[PREFIX].__self__
        return found

    @property
    def rooms(self) -> Rooms:
        """What its pages are served from."""
        found: Rooms = self.staff.extensions[KEY]
        return found

    def employs(self, login: str, name: str, role: Role = "publisher", scope: Scope = EVERYWHERE) -> Person:
        """An account with PASSWORD."""
        with self.house.store.writing() as connection:
            person = add_person(connection, login=login, name=name, role=role, scope=scope, at=self.clock())
            keep_password(connection, person.id, hashed())
        return person

    def session_of(self, login: str) -> str:
        """What the cookie holds of somebody who has just signed in."""
        with self.house.store.writing() as connection:
            return open_session(connection, found(by_login(connection, login)).id, way="password", at=self.clock())

    def rings(self, *keys: str, from_: str = "01 99 00 12 34", to: str = "3646") -> Phone:
        """A call at its moment, these keys pressed one after the other, over what is published by now."""
        self.house.published.refresh()
        transport = WsgiTransport(self.line.wsgi_app, self.address)
        phone = Phone(transport, TOKEN, calling_number(from_), called_number(to)).dial()
        for key in keys:
            phone.press(key)
        return phone


@contextmanager
def opened(folder: Path, at: datetime, settings: Mapping[str, str]) -> Iterator[Console]:
    """A service of its own in that folder, until the end of the block."""
    for part in ("prompts", "schedules"):
        shutil.copytree(PROJECT / part, folder / "content" / part)
    port, clock = free_port(), Moment(at)
    line = create_app(read_settings({**_settings(folder, port), **settings}), clock=clock)
    house: House = line.extensions["ivr"]
    give_tables(patient(house.store))
    patient(house.staff_store)
    house.published.refresh()
    with served(line, port):
        yield Console(line, house.settings.public_url, clock, folder / "content")
    house.close()


def _settings(folder: Path, port: int) -> Mapping[str, str]:
    return {
        "TWILIO_AUTH_TOKEN": TOKEN,
        "IVR_CONSOLE": "1",
        "IVR_PUBLIC_URL": f"http://localhost:{port}",  # browsers allow passkeys on a name only
        "IVR_CONTENT_DIR": str(folder / "content"),
        "IVR_METRICS_ADDRESS": "",
        "DATABASE_URL": f"sqlite:///{folder}/data/line.sqlite3",
    }
