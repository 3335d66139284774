"""The line with its console, served on loopback over a database and content of its own, at a moment of our choice."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from ivr.accounts.person import Person
from ivr.cli.from_and_to import called_number
from ivr.console.app import PREFIX, create_console
from ivr.console.rooms import Rooms
from ivr.factory import House, create_app
from ivr.phone.dialling import calling_number
from ivr.phone.phone import Phone
from ivr.phone.transports import WsgiTransport
from ivr.settings import read_settings
from ivr.store.schema import migrate
from tests.browser.loopback import served
from tests.deployed import free_port
from tests.postgres import patient

PROJECT = Path(__file__).parents[2]
TOKEN = "made-up-token"
Who = Callable[[], Person | None]


@dataclass
class Moment:
    """The clock of a whole service: it stands still until it is set."""

    at: datetime

    def __call__(self) -> datetime:
        """This moment, in UTC."""
        return self.at.astimezone(UTC)


@dataclass
class Console:
    """One service: its address, its clock, and a phone that rings it."""

    line: Flask
    staff: Flask  # the console's own app
    address: str
    clock: Moment
    content: Path  # prompts/ and schedules/ of this one alone

    @property
    def house(self) -> House:
        """The rooms behind it."""
        found: House = self.line.extensions["ivr"]
        return found

    def rings(self, *keys: str, from_: str = "01 99 00 12 34", to: str = "3646") -> Phone:
        """A call at its moment, these keys pressed one after the other, over what is published by now."""
        self.house.published.refresh()
        transport = WsgiTransport(self.line.wsgi_app, self.address)
        phone = Phone(transport, TOKEN, calling_number(from_), called_number(to)).dial()
        for key in keys:
            phone.press(key)
        return phone


@contextmanager
def opened(folder: Path, at: datetime, who: Who, settings: Mapping[str, str]) -> Iterator[Console]:
    """A service of its own in that folder, until the end of the block; `who` sits at its console."""
    for part in ("prompts", "schedules"):
        shutil.copytree(PROJECT / part, folder / "content" / part)
    port, clock = free_port(), Moment(at)
    line = create_app(read_settings({**_settings(folder, port), **settings}), clock=clock)
    house: House = line.extensions["ivr"]
    migrate(patient(house.store))
    house.published.refresh()
    staff = create_console(Rooms(house.settings, house.store, house.published, clock), who)
    both = DispatcherMiddleware(line.wsgi_app, {PREFIX: staff.wsgi_app})
    with served(both, port) as address:
        yield Console(line, staff, address, clock, folder / "content")
    house.close()


def _settings(folder: Path, port: int) -> Mapping[str, str]:
    return {
        "TWILIO_AUTH_TOKEN": TOKEN,
        "IVR_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "IVR_CONTENT_DIR": str(folder / "content"),
        "IVR_METRICS_ADDRESS": "",
        "DATABASE_URL": f"sqlite:///{folder}/data/line.sqlite3",
    }
