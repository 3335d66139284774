"""A line to ring in tests: the app as it is served, its clock moving with the call, its texts visible."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from ivr.cli.from_and_to import called_number
from ivr.cli.local_line import NO_DATABASE
from ivr.factory import create_app
from ivr.phone.dialling import calling_number
from ivr.phone.phone import Phone
from ivr.phone.timeline import Pace
from ivr.phone.transcript import Text
from ivr.phone.transports import WsgiTransport
from ivr.settings import read_settings
from ivr.store.tables import texts
from ivr.wording.speech_time import seconds_of
from tests.postgres import patient
from tests.tables import give_tables

TOKEN = "made-up-token"
PUBLIC_URL = "https://line.example"


class Ringing:
    """One line at one moment; `settings` by their names in the environment."""

    def __init__(self, at: datetime, settings: Mapping[str, str]) -> None:
        given = {"TWILIO_AUTH_TOKEN": TOKEN, "IVR_PUBLIC_URL": PUBLIC_URL, "IVR_METRICS_ADDRESS": "", **settings}
        self.at = at.astimezone(UTC)
        self._phone: Phone | None = None
        self.settings = read_settings(given)
        self.app = create_app(self.settings, clock=self.now)
        self.store = self.app.extensions["ivr"].store
        with suppress(*NO_DATABASE):
            give_tables(patient(self.store))

    def now(self) -> datetime:
        """The line's clock: the moment it was placed at, and as long as the call has lasted."""
        return self.at + timedelta(seconds=self._phone.seconds if self._phone else 0)

    def phone(self, from_: str = "01 99 00 12 34", to: str = "3646", **more: Any) -> Phone:
        """A phone that can ring it once."""
        transport = WsgiTransport(self.app.wsgi_app, PUBLIC_URL)
        phone = Phone(transport, TOKEN, calling_number(from_), called_number(to))
        self._phone = replace(phone, **{"pace": Pace(speak=seconds_of), **more})
        return self._phone

    def texts(self) -> tuple[Text, ...]:
        """Every text that was asked for, in order, its number masked; none when the database is away."""
        query = select(texts.c.to_tail, texts.c.body).order_by(texts.c.id)
        try:
            with self.store.reading() as connection:
                return tuple(Text(f"•• {tail}", body) for tail, body in connection.execute(query))
        except NO_DATABASE:
            return ()

    def close(self) -> None:
        """Writes its journal down, and gives its connections back."""
        self.app.extensions["ivr"].journal.stop()
        self.store.close()
