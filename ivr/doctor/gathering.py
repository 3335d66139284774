"""Asks the database, the content, the public address and Twilio for the facts. Whatever fails becomes a Finding."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import SQLAlchemyError

from ivr.carrier.account import Account, Service, open_account
from ivr.content.faults import ContentError
from ivr.doctor.address import reply_of
from ivr.doctor.facts import Content, Database, Facts, Twilio, Zones
from ivr.findings import Finding
from ivr.hours.schedules import Schedules
from ivr.published.live import Published
from ivr.refused import Refused
from ivr.settings import Settings
from ivr.store import schema
from ivr.store.deadline import Unavailable
from ivr.store.engine import Store, no_answer
from ivr.store.tables import adviser_calls
from ivr.texts.gates import standing
from ivr.texts.ledger import counts, last_heartbeat, oldest_unsent, unknown_sids
from ivr.texts.outlet import NUMBER_OR_SERVICE
from ivr.texts.settling import WAITING
from ivr.texts.states import UNSENT
from ivr.texts.twilio_sender import MESSAGING_SERVICE

T = TypeVar("T")
DAY = timedelta(hours=24)
LATELY = timedelta(hours=4)
AUTUMN = datetime(2026, 10, 25, 1, 0, tzinfo=UTC)  # clocks of Europe go back
AHEAD: Mapping[str, tuple[int, int]] = {"Europe/Paris": (2, 1), "Indian/Mayotte": (3, 3), "America/Miquelon": (-2, -2)}
FRANCE = "FR"


def gather(
    settings: Settings,
    store: Store,
    published: Published,
    *,
    clock: Callable[[], datetime],
    offline: bool = False,
    inside: bool = False,
) -> Facts:
    """The facts now; with `offline`, nothing is asked of Twilio; `inside`, nor of the public address."""
    content = content_of(published)
    twilio = None if offline or inside else twilio_of(settings, content.advisers, clock)
    return Facts(
        settings=settings,
        now=clock(),
        database=database_of(store, clock()),
        content=content,
        zones=zones_of(),
        reply=reply_of(settings) if settings.tokens and not inside else None,
        strangers=strangers_of(store, twilio),
        twilio=twilio,
    )


def database_of(store: Store, now: datetime) -> Database | Finding:
    """What the database tells, or why it doesn't."""
    try:
        refused = schema.refusal(store)
        return refused or store.within_deadline(lambda connection: _told(store, connection, now), writes=False)
    except Refused as error:
        return error.findings[0]
    except (SQLAlchemyError, OSError, Unavailable) as error:
        return no_answer(store, error).findings[0]


def _told(store: Store, connection: Connection, now: datetime) -> Database:
    oldest = oldest_unsent(connection, now, [state for state in UNSENT if state != WAITING])
    return Database(
        address=store.url.render_as_string(hide_password=True),
        revision=schema.revision(connection),
        seen_at=last_heartbeat(connection),
        waiting_since=oldest.asked_at if oldest else None,
        shut=standing(connection),
        held=connection.execute(select(func.count()).where(adviser_calls.c.until > now)).scalar_one(),
        texts=counts(connection, now - DAY),
    )


def content_of(published: Published) -> Content:
    """What is live as this process sees it."""
    standing = published.standing
    snapshot = standing.snapshot
    return Content(
        prompts=standing.prompts,
        schedules=standing.schedules,
        revision=standing.revision,
        findings=standing.findings,
        aside=_aside(published),
        voices={one.language: (one.voice, one.locale) for one in snapshot.prompts.values()} if snapshot else {},
        advisers=advisers_of(snapshot.schedules) if snapshot else frozenset(),
    )


def advisers_of(schedules: Schedules) -> frozenset[str]:
    """The numbers of all advisers that schedules/ name."""
    of_lines = {line.adviser for line in schedules.lines.values()}
    return frozenset(of_lines | {caisse.adviser for caisse in schedules.caisses.values()}) - {""}


def _aside(published: Published) -> int | None:
    try:
        return len(published.layered.aside)
    except ContentError:
        return None


def zones_of() -> Zones:
    """The time zones of this process."""
    try:
        right = all(_changes(ZoneInfo(zone), hours) for zone, hours in AHEAD.items())
        return Zones(version=version("tzdata"), right=right)
    except (ZoneInfoNotFoundError, PackageNotFoundError):
        return Zones(version="", right=False)


def _changes(zone: ZoneInfo, hours: tuple[int, int]) -> bool:
    """Whether a zone is so many hours ahead of UTC before and after that night."""
    before, after = (moment.astimezone(zone).utcoffset() for moment in (AUTUMN - timedelta(seconds=1), AUTUMN))
    return (before, after) == tuple(timedelta(hours=one) for one in hours)


def twilio_of(settings: Settings, advisers: frozenset[str], clock: Callable[[], datetime]) -> Twilio | Finding:
    """What Twilio tells of the account, or why it doesn't."""
    try:
        account = open_account(settings)
        state = account.state()
    except Refused as error:
        return error.findings[0]
    asked_at = clock()
    regions = regions_of(advisers | ({settings.adviser} if settings.adviser else frozenset()))
    return Twilio(
        state=state,
        date=account.http.date,
        asked_at=asked_at,
        numbers=_or_why(account.numbers),
        verified=_or_why(account.verified),
        service=_service(account, settings),
        calling=_or_why(lambda: {region: account.may_call(region) for region in regions}),
        texting=_or_why(lambda: account.may_text(settings.text_regions.split())),
        alerts=_or_why(lambda: account.alerts(asked_at - DAY)),
        sent=_or_why(lambda: account.sent(settings.text_sender, (account.http.date or asked_at) - LATELY)),
    )


def strangers_of(store: Store, twilio: Twilio | Finding | None) -> int | None:
    """How many messages left in our sender's name of which the database knows nothing."""
    if not isinstance(twilio, Twilio) or isinstance(twilio.sent, Finding):
        return None
    sent = twilio.sent
    try:
        return len(store.within_deadline(lambda connection: unknown_sids(connection, sent), writes=False))
    except (SQLAlchemyError, OSError, Unavailable):
        return None


def _service(account: Account, settings: Settings) -> Service | Finding | None:
    named = NUMBER_OR_SERVICE.fullmatch(settings.text_sender) and settings.text_sender.startswith(MESSAGING_SERVICE)
    return _or_why(lambda: account.service(settings.text_sender)) if named else None


def _or_why(ask: Callable[[], T]) -> T | Finding:
    """A part of the account, or why it can't be read: the other parts are asked all the same."""
    try:
        return ask()
    except Refused as error:
        return error.findings[0]


def regions_of(numbers: frozenset[str]) -> tuple[str, ...]:
    """Where these numbers are, as Twilio's permissions name regions; France where none is known."""
    found = {phonenumbers.region_code_for_number(phonenumbers.parse(number)) for number in numbers}
    return tuple(sorted(filter(None, found))) or (FRANCE,)
