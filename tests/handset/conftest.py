"""The tester's phone as the console serves it, in process, in the hands of somebody who may only read."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import structlog
from flask import Flask
from werkzeug.test import TestResponse

from ivr.accounts.person import Person
from ivr.console.app import create_console
from ivr.console.rooms import Rooms
from ivr.factory import House, create_app
from ivr.handset import views
from ivr.handset.rehearsal import Rehearsals
from ivr.settings import read_settings
from ivr.store.schema import migrate
from tests.postgres import patient

TUESDAY_10H = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))
BASE = "http://127.0.0.1:5000/console"
TOKEN = "made-up-token"


def drop(*_: Any) -> Mapping[str, Any]:
    raise structlog.DropEvent


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """No log: a terminal's transcript stands alone on its output."""
    structlog.configure(processors=[drop])
    yield
    structlog.reset_defaults()


class Handset:
    """A console that has the phone, over a database of its own."""

    def __init__(self, folder: Path) -> None:
        database = f"sqlite:///{folder}/line.sqlite3"
        given = {"TWILIO_AUTH_TOKEN": TOKEN, "IVR_METRICS_ADDRESS": "", "IVR_REHEARSAL": "1", "DATABASE_URL": database}
        self.line: Flask = create_app(read_settings(given), clock=lambda: TUESDAY_10H)
        self.house: House = self.line.extensions["ivr"]
        migrate(patient(self.house.store))
        self.house.published.refresh()
        rooms = Rooms(self.house.settings, patient(self.house.staff_store), self.house.published, lambda: TUESDAY_10H)
        person = Person("p1", "camille", "Camille Martin", "reader", ("all",), "fr")
        self.console: Flask = create_console(rooms, lambda: person, beside=(views.pages,))
        self.rehearsals = Rehearsals(self.house.settings, self.house.published, lambda: TUESDAY_10H)
        self.console.extensions[views.KEY] = self.rehearsals
        self.browser = self.console.test_client()

    def page(self) -> str:
        """The page of the phone."""
        return self.browser.get("/phone", base_url=BASE).get_data(as_text=True)

    def asks(self, script: str, **more: str) -> TestResponse:
        """What the page asks with a call's script."""
        token = re.search(r'name="csrf-token" content="([^"]+)"', self.page())
        assert token
        form = {"script": script, **more}
        return self.browser.post("/phone/play", data=form, base_url=BASE, headers={"X-CSRFToken": token[1]})

    def plays(self, script: str, **more: str) -> str:
        """The answer as text."""
        answer = self.asks(script, **more)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return answer.get_data(as_text=True)


def field_of(page: str, name: str) -> str:
    """What stands in one of the answer's text areas."""
    found = re.search(rf'<textarea class="{name}">\n?(.*?)</textarea>', page, re.DOTALL)
    assert found
    return unescape(found[1])


@pytest.fixture(scope="module")
def handset(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Handset]:
    """One for all tests of a file."""
    one = Handset(tmp_path_factory.mktemp("handset"))
    yield one
    one.house.close()
