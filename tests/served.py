"""The line as it is served, over a fresh database, at one moment that stands still."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from flask import Flask
from sqlalchemy import select

from ivr.factory import create_app
from ivr.settings import read_settings
from ivr.store.engine import Store
from ivr.store.tables import texts
from tests.hostile import ADDRESS, TOKEN
from tests.postgres import patient
from tests.tables import give_tables

TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
CALL = {"CallSid": "CA" + "1" * 32, "From": "+33612345678", "To": "3646"}
TEXT = "/voice/attestation?v=1&t=4&p=metropole&r=general&o=attestation&k=attestation"


def open_app(folder: Path, given: Mapping[str, str]) -> Flask:
    """The line as it is served, over a fresh database."""
    database = f"sqlite:///{folder}/hostile.sqlite3"
    basic = {"TWILIO_AUTH_TOKEN": TOKEN, "IVR_PUBLIC_URL": ADDRESS, "IVR_METRICS_ADDRESS": "", "DATABASE_URL": database}
    app = create_app(read_settings({**basic, **given}), clock=lambda: TUESDAY)
    store = store_of(app)
    give_tables(patient(store))
    return app


def store_of(app: Flask) -> Store:
    store: Store = app.extensions["ivr"].store
    return store


def rows(app: Flask) -> list[Any]:
    with store_of(app).reading() as connection:
        return list(connection.execute(select(texts).order_by(texts.c.id)).all())


def addresses(document: bytes) -> list[str]:
    """Every address of a document, without its moment: 20261225T080000Z is no telephone number."""
    found = re.findall(rb'(?:action|waitUrl)="([^"]*)"', document)
    return [re.sub(r"at=[0-9TZ]+", "", unquote(address.decode())) for address in found]
