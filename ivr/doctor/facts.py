"""Everything that the checks judge, as values. Where something could not be read there is a Finding that says why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from ivr.carrier.account import Alert, Number, Service, State
from ivr.findings import Finding
from ivr.published.snapshot import Origin
from ivr.settings import Settings
from ivr.texts.gates import Gate, Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """What the database tells of texts and of who sends them."""

    address: str  # its password masked
    revision: int
    seen_at: datetime | None  # when a worker was seen last
    waiting_since: datetime | None  # when the oldest was asked for that has not left, and waits for no person
    shut: Mapping[Name, Gate]  # ways to Twilio that workers have given up on for now
    held: int  # calls that hold an adviser now
    texts: Mapping[str, int]  # of the last day, by state; and all that have not left


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is live, or would be: where each half comes from, which revision, which voices and advisers."""

    prompts: Origin
    schedules: Origin
    revision: str
    findings: tuple[Finding, ...]
    aside: int | None  # changes that were set aside; None where it isn't known
    voices: Mapping[str, tuple[str, str]]  # language -> voice, locale
    advisers: frozenset[str]  # E.164 of those that schedules/ name


@dataclass(frozen=True, slots=True, kw_only=True)
class Zones:
    """The time zones that hours are told by."""

    version: str  # of the tzdata package: "2026.2"; "" without
    right: bool  # whether clocks change when they should


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the public address answered to a request that was signed with our token."""

    kind: Literal["ours", "another address", "another account", "refused", "redirected", "something else", "no answer"]
    status: int = 0
    seen: str = ""  # the address by which the service says that it was asked
    configured: str = ""  # the address that it goes by
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Twilio:
    """What Twilio tells of the account."""

    state: State
    date: datetime | None  # Twilio's clock
    asked_at: datetime  # ours, at the same moment
    numbers: tuple[Number, ...] | Finding
    verified: tuple[str, ...] | Finding
    service: Service | Finding | None  # where IVR_TEXT_SENDER names one
    calling: Mapping[str, bool] | Finding  # region -> whether it may be called
    texting: Mapping[str, bool] | Finding
    alerts: tuple[Alert, ...] | Finding  # of the last day, the newest first
    sent: tuple[str, ...] | Finding  # ids of messages of the last hours that left in our sender's name


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All of it, at one moment."""

    settings: Settings
    now: datetime
    database: Database | Finding
    content: Content
    zones: Zones
    reply: Reply | None  # None where the address was not asked
    strangers: int | None  # messages in our sender's name that no row has; None where that isn't known
    twilio: Twilio | Finding | None  # None where nothing was to be asked of Twilio

    @property
    def advisers(self) -> frozenset[str]:
        """Every number of an adviser that may be dialled."""
        return self.content.advisers | ({self.settings.adviser} if self.settings.adviser else frozenset())
