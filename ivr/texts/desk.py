"""Where a call asks for a text. Never raises, and answers within the store's deadline: the caller is waiting."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

import structlog
from sqlalchemy import Connection, delete, insert, select

from ivr.settings import Settings
from ivr.store.engine import Store, serialise
from ivr.store.tables import kept_numbers, texts
from ivr.texts import caps
from ivr.texts.failpoints import reach
from ivr.texts.numbers import TAIL, may_be_texted, number_hash

log = structlog.get_logger("ivr.texts")

_INSERT = insert(texts)
CAPS_LOCK = 3646_1  # requests count and write one after the other


@dataclass(frozen=True, slots=True)
class TextRequest:
    """A text that a caller asked for: `body` as it is to arrive, `to` and `caller` in E.164 ("" when withheld)."""

    call_sid: str
    template: str
    language: str
    body: str
    to: str = field(repr=False)
    caller: str = field(repr=False)
    typed: bool
    rehearsal: bool
    now: datetime


class TextDesk:
    """Takes requests for texts, and keeps the numbers that callers type until they confirm them."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self.store = store
        self.limits = caps.limits(settings)
        self.regions = frozenset(settings.text_regions.split())
        self.hash = number_hash(settings)

    def request(self, request: TextRequest) -> Literal["taken", "unavailable"]:
        """Write the text's row, in one transaction with its caps.

        "taken" also when a cap or the list of regions keeps it from being sent: who tries to abuse the line learns
        nothing. "unavailable" when the database is away: the caller gets the address instead.
        """
        call = log.bind(call=request.call_sid, template=request.template, rehearsal=request.rehearsal)
        if not request.rehearsal and not may_be_texted(request.to, self.regions):
            call.warning("text_refused", cap="region")
            return "taken"
        try:
            refused_by = self.store.within_deadline(lambda connection: self._write(connection, request))
        except Exception as error:  # whatever it is, the call goes on
            call.error("text_unavailable", error=type(error).__name__)
            return "unavailable"
        reach("desk: committed")
        call.info("text_asked") if refused_by is None else call.warning("text_refused", cap=refused_by)
        return "taken"

    def keep_number(self, call_sid: str, e164: str, now: datetime, rehearsal: bool) -> Literal["yes", "unavailable"]:
        """Keep a typed number under its call, in place of one typed before."""

        def keep(connection: Connection) -> None:
            connection.execute(delete(kept_numbers).where(kept_numbers.c.call_sid == call_sid))
            values = {"call_sid": call_sid, "number": e164, "kept_at": now, "rehearsal": rehearsal}
            connection.execute(insert(kept_numbers).values(values))

        try:
            self.store.within_deadline(keep)
        except Exception as error:  # whatever it is, the call goes on
            log.error("number_not_kept", call=call_sid, error=type(error).__name__)
            return "unavailable"
        return "yes"

    def kept_number(self, call_sid: str) -> str:
        """The number typed in this call, E.164; "" when there is none or the database is away."""
        query = select(kept_numbers.c.number).where(kept_numbers.c.call_sid == call_sid)
        try:
            return self.store.within_deadline(lambda connection: connection.execute(query).scalar()) or ""
        except Exception as error:  # whatever it is, the call goes on
            log.error("kept_number_unavailable", call=call_sid, error=type(error).__name__)
            return ""

    def _write(self, connection: Connection, request: TextRequest) -> caps.Cap | None:
        asked = self._asked(request)
        serialise(connection, CAPS_LOCK)
        counts = caps.count(connection, asked)
        reach("desk: counted")
        if counts.same:
            return None
        cap = None if request.rehearsal else caps.exceeded(counts, self.limits, request.typed)
        if cap is None:
            connection.execute(_INSERT, _row(request, asked))
            reach("desk: written")
        return cap

    def _asked(self, request: TextRequest) -> caps.Asked:
        return caps.Asked(
            call_sid=request.call_sid,
            template=request.template,
            to=self.hash.of(request.to),
            prefix=self.hash.of_prefix(request.to),
            caller=self.hash.of(request.caller),
            typed=request.typed,
            now=request.now,
        )


def _row(request: TextRequest, asked: caps.Asked) -> dict[str, object]:
    return {
        "call_sid": request.call_sid,
        "template": request.template,
        "language": request.language,
        "body": request.body,
        "to_number": None if request.rehearsal else request.to,
        "to_hash": asked.to,
        "to_tail": request.to[-TAIL:],
        "prefix_hash": asked.prefix,
        "caller_hash": asked.caller,
        "typed": request.typed,
        "rehearsal": request.rehearsal,
        "asked_at": request.now,
        "state": "queued",
        "changed_at": request.now,
        "due_at": request.now,
    }
