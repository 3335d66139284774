"""The rooms joined: the real content, the real database, Twilio's requests at the door."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from twilio.request_validator import RequestValidator

from ivr.factory import House, create_app
from ivr.findings import LANGUAGES
from ivr.settings import Settings, SettingsError
from ivr.store.engine import StoreError
from ivr.store.tables import texts, turns
from ivr.voice.speaker import OWN_PROMPTS
from tests.postgres import PATIENT
from tests.tables import give_tables

TOKEN, ADDRESS, MOBILE = "12345", "https://line.example", "+33612345678"
TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
FORM = {"CallSid": "CA0", "AccountSid": "AC0", "From": MOBILE, "To": "3646", "CallStatus": "in-progress"}


class Lived:
    """An app that was built as it is served, and what it wrote down."""

    def __init__(self, folder: Path) -> None:
        database = f"sqlite:///{folder}/line.sqlite3"
        self.settings = Settings(auth_token=TOKEN, public_url=ADDRESS, database_url=database, metrics_address="")
        self.app: Flask = create_app(self.settings, clock=lambda: TUESDAY)
        self.house: House = self.app.extensions["ivr"]
        self.house.store.pool.seconds = PATIENT
        self.client = self.app.test_client()

    def post(self, path: str, **fields: str) -> Any:
        form = {**FORM, **fields}
        signature = RequestValidator(TOKEN).compute_signature(ADDRESS + path, form)
        return self.client.post(path, data=form, headers={"X-Twilio-Signature": signature})

    def hear(self, path: str, **fields: str) -> str:
        answer = self.post(path, **fields)
        assert answer.status_code == 200
        return " ".join("".join(say.itertext()) for say in ET.fromstring(answer.data).iter("Say"))


@pytest.fixture
def lived(tmp_path: Path) -> Iterator[Lived]:
    one = Lived(tmp_path)
    yield one
    one.house.close()


def test_without_a_token_the_line_does_not_start() -> None:
    with pytest.raises(SettingsError, match="TWILIO_AUTH_TOKEN: It is not set"):
        create_app(Settings())


def test_a_database_that_is_none_is_said_at_the_start() -> None:
    with pytest.raises(StoreError, match="DATABASE_URL"):
        create_app(Settings(auth_token=TOKEN, database_url="mysql://somewhere"))


def test_it_answers_in_both_languages(lived: Lived) -> None:
    assert "Assurance Maladie" in lived.hear("/voice")
    assert "certificate of entitlement" in lived.hear("/voice/topics?v=1", Digits="9")


def test_a_text_is_written_down_and_the_turns_are_noted(lived: Lived) -> None:
    give_tables(lived.house.store)
    lived.hear("/voice/attestation?v=1&t=4&p=metropole&r=general&o=attestation", Digits="1")
    lived.post("/voice/status", CallStatus="completed", CallDuration="83")
    lived.house.journal.stop()
    with lived.house.store.reading() as connection:
        [text] = connection.execute(select(texts.c.to_number, texts.c.template, texts.c.state, texts.c.asked_at)).all()
        noted = connection.execute(select(turns.c.outcome, turns.c.revision).order_by(turns.c.turn)).all()
    assert tuple(text) == (MOBILE, "attestation", "queued", TUESDAY)
    assert [row.outcome for row in noted] == ["completed", "text_taken"]
    assert noted[1].revision == lived.house.published.current().revision


def test_a_text_that_is_asked_twice_is_one(lived: Lived) -> None:
    give_tables(lived.house.store)
    path = "/voice/attestation?v=1&t=4&p=metropole&r=general&o=attestation"
    assert lived.hear(path, Digits="1") == lived.hear(path, Digits="1")
    with lived.house.store.reading() as connection:
        assert len(connection.execute(select(texts.c.id)).all()) == 1


def test_a_line_without_its_database_answers_and_says_the_address(lived: Lived) -> None:
    # never migrated: as good as away
    assert "ameli point f r" in lived.hear("/voice/attestation?v=1&t=4&p=metropole&r=general", Digits="1")
    assert "conseiller" in lived.hear("/voice/topics?v=1")


def test_a_receipt_that_can_not_be_kept_is_given_back(lived: Lived) -> None:
    assert lived.post("/texts/status?m=1", MessageSid="SM0", MessageStatus="sent").status_code == 503
    give_tables(lived.house.store)
    assert lived.post("/texts/status?m=1", MessageSid="SM0", MessageStatus="sent").status_code == 204


def test_who_answered_stop_is_told_that_no_text_will_come(lived: Lived) -> None:
    give_tables(lived.house.store)
    asking = "/voice/attestation?v=1&t=4&p=metropole&r=general"
    assert "C'est noté" in lived.hear(asking, Digits="1")
    stopped = {"MessageSid": "SM0", "MessageStatus": "failed", "ErrorCode": "21610", "To": MOBILE}
    assert lived.post("/texts/status?m=1", **stopped).status_code == 204
    assert "nous ne pouvons pas envoyer de SMS" in lived.hear(asking, Digits="1", CallSid="CA1")


def test_a_turn_without_a_text_touches_no_database(lived: Lived, monkeypatch: pytest.MonkeyPatch) -> None:
    def trap(*_: object) -> None:
        pytest.fail("a turn asked the database")

    monkeypatch.setattr(lived.house.journal, "note", lambda _: None)  # it writes later, on a thread of its own
    for way in ("within_deadline", "reading", "writing"):
        monkeypatch.setattr(lived.house.store, way, trap)
    lived.hear("/voice")
    for digits in "1234*0#9":
        lived.hear("/voice/topics?v=1&t=4&p=metropole&r=general", Digits=digits)
    assert "engine" not in vars(lived.house.store)


def test_every_prompt_that_the_door_says_is_there(lived: Lived) -> None:
    for language in LANGUAGES:
        assert set(OWN_PROMPTS) <= set(lived.house.published.current().prompts[language].prompts)
