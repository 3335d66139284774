"""Who is put through to an adviser: so many calls at once, so many of them from one number, and so many a minute.

All processes count together, in the database. A call is counted from the moment at which it is put through until Twilio
tells that it is over, and where that is lost until it must be over. Who withholds the number shares none with anybody:
such calls are counted together, against a large share of all. Without a database everybody is put through.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

import structlog
from sqlalchemy import Connection, delete, func, select, update

from ivr import metrics
from ivr.alarm import Alarm
from ivr.settings import Settings
from ivr.store.conflicts import insert_into
from ivr.store.engine import Store, serialise
from ivr.store.tables import adviser_calls as held
from ivr.texts.number_keys import NumberKeys

log = structlog.get_logger("ivr.calls")

# Which limit keeps a call from the advisers: of all, of withheld numbers together, of one number, of it in a minute.
Limit = Literal["all", "withheld", "caller", "minute"]

MINUTE = timedelta(minutes=1)
MARGIN = timedelta(minutes=1)  # after the longest that a call can last: until Twilio surely has told of it
ADMISSION_LOCK = 3646_7  # calls are counted and noted one after the other
MENDS: Mapping[Limit, str] = {
    "all": "if there are advisers free, raise IVR_ADVISER_CALLS",
    "withheld": "callers who withhold their number hold their share of IVR_ADVISER_CALLS: see IVR_WITHHELD_SHARE",
    "caller": "one number holds as many advisers as it may: see IVR_CALLER_CALLS",
    "minute": "one number calls more often than it may: see IVR_CALLER_MINUTE",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How many calls; 0 for no limit. `longest` is how long a call can hold an adviser."""

    all: int
    withheld: int
    caller: int
    minute: int
    longest: timedelta

    @property
    def any(self) -> bool:
        """Whether anything is limited at all."""
        return bool(self.all or self.caller or self.minute)


@dataclass(frozen=True, slots=True)
class Counts:
    """Calls that hold an adviser now: all of them, and those of this number; and how many it began in a minute."""

    all: int
    caller: int
    minute: int


@dataclass(frozen=True, slots=True)
class _Asking:
    call_sid: str
    hash: str = field(repr=False)
    before: str = field(repr=False)  # the number by the key before
    now: datetime


def limits(settings: Settings) -> Limits:
    """Those of the settings. Callers who wait in a queue wait there for an adviser: it has limits of its own."""
    most = 0 if settings.workflow_sid else settings.adviser_calls
    ring = timedelta(seconds=settings.dial_seconds)
    return Limits(
        all=most,
        withheld=-(-most * settings.withheld_share // 100),
        caller=settings.caller_calls,
        minute=settings.caller_minute,
        longest=ring + timedelta(minutes=settings.talk_minutes) + MARGIN,
    )


def exceeded(counts: Counts, limits: Limits, *, withheld: bool) -> Limit | None:
    """Which limit one more call would exceed."""
    if limits.all and counts.all >= limits.all:
        return "all"
    if withheld:
        return "withheld" if limits.all and counts.caller >= limits.withheld else None
    if limits.caller and counts.caller >= limits.caller:
        return "caller"
    return "minute" if limits.minute and counts.minute >= limits.minute else None


class Admission:
    """The counting of one process, over a database that all share. Never raises."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self.store = store
        self.limits = limits(settings)
        self.keys = NumberKeys(store, settings)
        self.alarm = Alarm()

    def admit(self, call_sid: str, number: str, now: datetime) -> bool:
        """Whether this call may be put through now; if so, it is counted. `number` in E.164, "" when withheld."""
        if not self.limits.any:
            return True
        try:
            hashes = self.keys.at(now)
            asking = _Asking(call_sid, hashes.current.of(number), hashes.before.of(number), now)
            limit = self.store.within_deadline(lambda connection: self._count_in(connection, asking))
        except Exception as error:  # no caller is kept from an adviser because nobody counts
            log.error("admission_unavailable", call=call_sid, error=type(error).__name__)
            return True
        if limit is not None:
            self._refuse(limit, call_sid, now)
        return limit is None

    def release(self, call_sid: str, now: datetime) -> None:
        """The call holds no adviser any more."""
        if not self.limits.any:
            return
        mine = (held.c.call_sid == call_sid) & (held.c.until > now)
        try:
            holds = select(held.c.call_sid).where(mine)
            if self.store.within_deadline(lambda one: one.execute(holds).first(), writes=False):
                over = update(held).where(mine).values(until=now)
                self.store.within_deadline(lambda one: one.execute(over).rowcount)
        except Exception as error:  # it is counted until it must be over
            log.warning("adviser_not_released", call=call_sid, error=type(error).__name__)

    def _count_in(self, connection: Connection, asking: _Asking) -> Limit | None:
        serialise(connection, ADMISSION_LOCK)
        connection.execute(delete(held).where(held.c.until < asking.now - MINUTE))
        counts = _counts(connection, asking)
        limit = exceeded(counts, self.limits, withheld=not asking.hash)
        if limit is None:
            _note(connection, asking, asking.now + self.limits.longest)
        return limit

    def _refuse(self, limit: Limit, call_sid: str, now: datetime) -> None:
        """The caller hears that advisers are busy; whoever watches the line hears why."""
        metrics.count_refused_adviser(limit)
        log.warning("adviser_refused", call=call_sid, limit=limit)
        if self.alarm.is_due(limit, now):
            log.error("adviser_limit_reached", limit=limit, mend=MENDS[limit])


def _counts(connection: Connection, asking: _Asking) -> Counts:
    """Of all other calls: one that asks again is itself no reason to refuse it. Each is read from an index."""
    others = held.c.call_sid != asking.call_sid
    holding = select(func.count()).where(held.c.until > asking.now, others)
    every = connection.execute(holding).scalar_one()
    if not asking.hash:
        return Counts(every, connection.execute(holding.where(held.c.caller_hash == "")).scalar_one(), 0)
    theirs = held.c.caller_hash.in_({asking.hash, asking.before})
    lately = select(held.c.began_at, held.c.until).where(theirs, held.c.until > asking.now - MINUTE, others)
    rows = connection.execute(lately).all()
    now = sum(row.until > asking.now for row in rows)
    return Counts(every, now, sum(row.began_at > asking.now - MINUTE for row in rows))


def _note(connection: Connection, asking: _Asking, until: datetime) -> None:
    row = {"call_sid": asking.call_sid, "caller_hash": asking.hash, "began_at": asking.now, "until": until}
    noted = insert_into(held, connection.dialect.name).values(row)
    again = {"began_at": noted.excluded.began_at, "until": noted.excluded.until}
    connection.execute(noted.on_conflict_do_update(index_elements=["call_sid"], set_=again))
