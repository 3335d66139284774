"""The console with nobody in it yet: its own door decides who comes in. Browsers keep their cookies, as browsers do."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from ivr.accounts.codes import keep_secret
from ivr.accounts.invitations import keep_password
from ivr.accounts.passwords import hash_password
from ivr.accounts.people import add_person
from ivr.accounts.person import EVERYWHERE, Person, Role, Scope
from ivr.audit.proof import first_break
from ivr.audit.trail import all_deeds
from ivr.console.app import create_console
from ivr.console.rooms import KEY
from ivr.store.account_tables import people
from tests.console.staff import Desk

PASSWORD = "cheval agrafe pile"
HASH = hash_password(PASSWORD)
HTTP, HTTPS = "http://127.0.0.1:5000", "https://console.example"


@dataclass
class Browser:
    """One browser at one address of the network."""

    client: FlaskClient
    base: str = HTTP
    address: str = "192.0.2.1"

    def get(self, address: str, **more: str) -> TestResponse:
        """A page, by its address under /console, or as a redirect tells it."""
        return self._open(address, "GET", headers=more)

    def post(
        self, address: str, form: dict[str, str] | None = None, *, token: bool = True, **more: str
    ) -> TestResponse:
        """A form of a page, with its token unless told otherwise."""
        data = {**({"csrf_token": self.token()} if token else {}), **(form or {})}
        return self._open(address, "POST", data=data, headers=more)

    def post_json(self, address: str, said: dict[str, object]) -> TestResponse:
        """What a script sends."""
        return self._open(address, "POST", json=said, headers={"X-CSRFToken": self.token()})

    def sign_in(self, login: str = "camille", password: str = PASSWORD, next: str = "") -> TestResponse:  # noqa: A002 - the field's name
        """By the form."""
        return self.post("/sign-in", {"login": login, "password": password, "next": next})

    def is_in(self) -> bool:
        """Whether a page that needs somebody is shown."""
        return self.get("/account").status_code == 200

    def cookie(self, name: str) -> str:
        """What it keeps under that name, for the console on one's own machine."""
        found = self.client.get_cookie(name, domain="127.0.0.1", path="/console")
        assert found
        return found.value

    def keeps(self, name: str, value: str) -> None:
        """A cookie that somebody planted."""
        self.client.set_cookie(name, value, domain="127.0.0.1", path="/console")

    def text(self, address: str) -> str:
        """What a page says, its entities read."""
        return self.get(address).get_data(as_text=True).replace("&#39;", "'")

    def token(self) -> str:
        """That of the page's forms."""
        found = re.search(r'name="csrf-token" content="([^"]+)"', self.text("/sign-in"))
        assert found
        return found[1]

    def _open(self, address: str, method: str, **more: object) -> TestResponse:
        path = address.removeprefix(self.base).removeprefix("/console")
        told = {"Referer": f"{self.base}/console/", **more.pop("headers", {})}  # type: ignore[dict-item]
        more |= {"headers": told, "environ_overrides": {"REMOTE_ADDR": self.address}}
        return self.client.open(path, method=method, base_url=f"{self.base}/console", **more)  # type: ignore[arg-type]


class Reception(Desk):
    """The console as it is served, its clock turned by hand."""

    def __init__(self, folder: Path, at: datetime, **settings: str) -> None:
        super().__init__(folder, at, None, **settings)
        self.app = create_console(self.app.extensions[KEY])
        self.base = self.settings.console_address

    def browser_at(self, address: str = "192.0.2.1") -> Browser:
        """A browser that has never been here."""
        return Browser(self.app.test_client(), self.base, address)

    def later(self, **passed: float) -> None:
        """Let time pass."""
        self.at += timedelta(**passed)

    def person(self, login: str = "camille", role: Role = "publisher", scope: Scope = EVERYWHERE) -> Person:
        """Somebody with an account and a password."""
        with self.store.writing() as connection:
            made = add_person(connection, login=login, name=login.title(), role=role, scope=scope, at=self.at)
            keep_password(connection, made.id, HASH)
        return made

    def give_codes(self, person: Person, secret: str) -> None:
        """An app for codes."""
        with self.store.writing() as connection:
            keep_secret(connection, person.id, secret, 0, self.app.extensions[KEY].keys)

    def take_password(self, person: Person) -> None:
        """They come in otherwise only."""
        with self.store.writing() as connection:
            connection.execute(update(people).where(people.c.id == person.id).values(password=None))

    def deeds(self) -> list[str]:
        """What the trail tells, which holds."""
        with self.store.reading() as connection:
            rows = list(all_deeds(connection))
        assert first_break(rows, self.app.extensions[KEY].keys.audit) is None
        return [row.did for row in rows]
