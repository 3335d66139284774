"""The line inside this process, for calls that are tried out: it sends nothing, counts nothing, and keeps no call."""

import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import Literal

from flask import Flask, abort

from ivr.calls.taker import TurnTaker
from ivr.clock import Clock
from ivr.health import Condition
from ivr.journal.entry import Entry
from ivr.line.flow import FLOW
from ivr.line.inputs import TextOutcome
from ivr.phone.transcript import Text
from ivr.phone.transports import WsgiTransport
from ivr.published.live import Published
from ivr.published.snapshot import Snapshot
from ivr.setting_values import Secret
from ivr.settings import Settings
from ivr.texts.desk import TextRequest
from ivr.voice.app import LineApp
from ivr.voice.front import Front
from ivr.voice.routes import open_door
from ivr.voice.signature import SignatureCheck
from ivr.voice.speaker import Speaker

MADE_UP_ADVISER = "+33199000000"
MADE_UP_WORKFLOW = "WW" + "0" * 32


@dataclass(slots=True)
class Taken:
    """What a call left behind: its turns, its texts, each with its turn's number, and the number typed."""

    entries: list[Entry] = field(default_factory=list)
    texts: list[tuple[int, Text]] = field(default_factory=list)
    number: str = ""


class Calls:
    """Takes note of calls while they are played: a desk for texts, and a journal, that are one dictionary."""

    def __init__(self) -> None:
        self._taken: dict[str, Taken] = {}

    def begin(self, call_sid: str) -> Taken:
        """From now on what this call does is noted."""
        return self._taken.setdefault(call_sid, Taken())

    def forget(self, call_sid: str) -> None:
        """The call is over."""
        self._taken.pop(call_sid, None)

    def note(self, entry: Entry) -> None:
        """A turn."""
        self.begin(entry.call_sid).entries.append(entry)

    def request(self, request: TextRequest) -> TextOutcome:
        """A text, which a rehearsal is always promised; the same one only once."""
        taken = self.begin(request.call_sid)
        text = Text(f"•• {request.to[-2:]}", request.body)
        if text not in (known for _, known in taken.texts):
            taken.texts.append((len(taken.entries), text))
        return "taken"

    def keep_number(self, call_sid: str, e164: str, _now: datetime, _rehearsal: bool) -> Literal["yes"]:
        """A number that was typed."""
        self.begin(call_sid).number = e164
        return "yes"

    def kept_number(self, call_sid: str) -> str:
        """That number."""
        return self.begin(call_sid).number


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A line to be rung: the way to it, the only token that it takes, and what its calls leave behind."""

    settings: Settings
    transport: WsgiTransport
    token: str = field(repr=False)
    calls: Calls


class Rehearsals:
    """The line over what is live, as this deployment is set, once with advisers' numbers and once with a queue."""

    def __init__(self, settings: Settings, published: Published, clock: Clock) -> None:
        self._settings, self._published, self._clock = settings, published, clock
        self.line = lru_cache(self._line)

    @property
    def snapshot(self) -> Snapshot | None:
        """What is live."""
        return self._published.current()

    def settings_of(self, queue: bool) -> dict[str, str]:
        """What of its settings is made up, by their names in the environment: a file or a command needs the same."""
        if queue:
            return {} if self._settings.workflow_sid else {"IVR_WORKFLOW_SID": MADE_UP_WORKFLOW}
        return {} if self._settings.adviser else {"IVR_ADVISER": MADE_UP_ADVISER}

    def _line(self, queue: bool) -> Rehearsal:
        token, settings = secrets.token_hex(16), self._settings
        given = replace(
            settings,
            adviser=settings.adviser if queue else settings.adviser or MADE_UP_ADVISER,
            workflow_sid=(settings.workflow_sid or MADE_UP_WORKFLOW) if queue else "",
            # Instead of the account's own one that nobody knows: nothing signed with those is taken, or made.
            auth_token=Secret(secrets.token_hex(16)),
            auth_token_next=Secret(),
            rehearsal=True,
            rehearsal_token=Secret(token),
        )
        calls = Calls()
        app = _app(given, calls, self._published, self._clock)
        return Rehearsal(given, WsgiTransport(app.wsgi_app, given.public_url), token, calls)


def _app(settings: Settings, calls: Calls, published: Published, clock: Clock) -> Flask:
    """The line's own door and rooms, but for the database."""
    taker = TurnTaker(flow=FLOW, texts=calls, journal=calls, settings=settings)
    front = Front(
        taker=taker,
        speaker=Speaker(FLOW, settings, published.examples),
        published=published,
        flow=FLOW,
        settings=settings,
        clock=clock,
    )
    app = LineApp("ivr.handset")
    audio = settings.content_folder / "prompts" / "audio"
    open_door(app, check=SignatureCheck(settings), front=front, receive=lambda _: "", condition=_not_asked, audio=audio)
    return app


def _not_asked() -> Condition:
    abort(404)
