"""The line as Twilio meets it, in process: real rooms from the door to the conversation, plain content, no database."""

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from twilio.request_validator import RequestValidator
from werkzeug.test import TestResponse

from ivr.calls.taker import TurnTaker
from ivr.health import Condition
from ivr.journal.entry import Entry
from ivr.line.flow import FLOW
from ivr.line.inputs import TextOutcome
from ivr.published.live import Standing
from ivr.published.snapshot import Snapshot
from ivr.settings import Settings
from ivr.texts.desk import TextRequest
from ivr.voice.app import LineApp
from ivr.voice.front import Front
from ivr.voice.routes import open_door
from ivr.voice.signature import SignatureCheck
from ivr.voice.speaker import Speaker
from tests.plain_content import snapshot

TOKEN, ADDRESS = "12345", "https://line.example"
TUESDAY_10H = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))
LANDLINE, MOBILE = "+33199001234", "+33612345678"


@dataclass
class Published:
    """Content that is live because the test says so."""

    snapshot: Snapshot | None

    def current(self) -> Snapshot | None:
        return self.snapshot


@dataclass
class Texts:
    """A desk that takes every text, or is away."""

    away: bool = False
    requests: list[TextRequest] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    asked: int = 0  # how often anything was asked of it

    def request(self, request: TextRequest) -> TextOutcome:
        self.asked += 1
        self.requests.append(request)
        return "unavailable" if self.away else "taken"

    def keep_number(self, call_sid: str, e164: str, *_: object) -> Literal["yes", "unavailable"]:
        self.asked += 1
        self.kept[call_sid] = e164
        return "unavailable" if self.away else "yes"

    def kept_number(self, call_sid: str) -> str:
        self.asked += 1
        return "" if self.away else self.kept.get(call_sid, "")


@dataclass
class Journal:
    """A journal that can be read."""

    entries: list[Entry] = field(default_factory=list)

    def note(self, entry: Entry) -> None:
        self.entries.append(entry)


class Line:
    """One app, and Twilio's requests to it."""

    def __init__(self, at: datetime = TUESDAY_10H, **settings: Any) -> None:
        self.settings = Settings(**{"auth_token": TOKEN, "public_url": ADDRESS, **settings})
        self.texts, self.journal = Texts(), Journal()
        self.published: Any = Published(snapshot())
        self.receipts: list[Any] = []
        content = Standing(snapshot(), prompts="files", schedules="files")
        self.condition = Condition(content, database=True, oldest_unsent=0.0, waiting=0, dropped=0, unwritten=0.0)
        texts: Any = self.texts
        journal: Any = self.journal
        self.taker = TurnTaker(flow=FLOW, texts=texts, journal=journal, settings=self.settings)
        self.speaker = Speaker(FLOW, self.settings)
        self.front = Front(
            taker=self.taker,
            speaker=self.speaker,
            published=self.published,
            flow=FLOW,
            settings=self.settings,
            clock=lambda: at,
        )
        self.app = LineApp("ivr")
        open_door(
            self.app,
            check=SignatureCheck(self.settings),
            front=self.front,
            receive=self._receive,
            condition=lambda: self.condition,
            audio=Path("tests/voice/audio"),
        )
        self.client = self.app.test_client()

    def post(self, path: str, form: Mapping[str, str] | None = None, **sent: Any) -> TestResponse:
        """A signed request as Twilio makes it."""
        fields = {"CallSid": "CA0", "AccountSid": "AC0", "From": LANDLINE, "To": "3646", "CallStatus": "in-progress"}
        fields |= form or {}
        headers = {"X-Twilio-Signature": RequestValidator(TOKEN).compute_signature(ADDRESS + path, fields)}
        return self.client.post(path, data=fields, headers=headers, buffered=True, **sent)

    def hear(self, path: str, form: Mapping[str, str] | None = None) -> ET.Element:
        """The document that answers, which must be one."""
        answer = self.post(path, form)
        assert answer.status_code == 200, answer.text
        assert answer.content_type == "text/xml; charset=utf-8"
        return ET.fromstring(answer.data)

    def _receive(self, report: Any) -> str:
        self.receipts.append(report)
        return "applied"


def words(document: ET.Element) -> str:
    """All that a document says."""
    return " ".join("".join(say.itertext()) for say in document.iter("Say"))


def action(document: ET.Element) -> str:
    """The address of the next turn."""
    return next(verb.get("action", "") for verb in document.iter() if verb.get("action"))
