"""Where a call asks for a text. Never raises, and answers within the store's deadline: the caller is waiting."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

import structlog
from sqlalchemy import Connection, insert, select

from ivr import metrics
from ivr.alarm import Alarm
from ivr.clock import Clock
from ivr.clock import now as machine_now
from ivr.line.inputs import TextOutcome
from ivr.line.origin import read_number, textable
from ivr.settings import Settings
from ivr.store.conflicts import insert_into
from ivr.store.engine import Store, serialise
from ivr.store.tables import kept_numbers, texts
from ivr.texts import caps, counting, delay
from ivr.texts.failpoints import reach
from ivr.texts.number_keys import NumberKeys
from ivr.texts.pseudonyms import TAIL
from ivr.texts.quiet import read_quiet
from ivr.texts.states import Promise

log = structlog.get_logger("ivr.texts")

_INSERT = insert(texts)
MEND = "see what asks for them: ivr texts list; if they are callers, raise IVR_TEXT_DAY_CAP, _MINUTE_CAP or _PREFIX_CAP"
CAPS_LOCK = 3646_1  # requests count and write one after the other
# Of a text that is not written down, the caller hears what became of the same text to the same number.
Refusal = caps.Cap | Literal["region"]
TOLD: Mapping[Promise, TextOutcome] = {"coming": "taken", "sent": "already", "held": "late", "": "capped"}


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

    def __init__(self, store: Store, settings: Settings, clock: Clock = machine_now) -> None:
        self.store = store
        self.limits = caps.limits(settings)
        self.regions = frozenset(settings.text_regions.split())
        self.quiet = read_quiet(settings.text_quiet_hours)
        self.keys = NumberKeys(store, settings)
        self.alarm = Alarm()
        self.clock = clock

    def request(self, request: TextRequest) -> TextOutcome:
        """Write the text's row, in one transaction with its caps; what is true of it then.

        "taken": it is written down, or the same text to this number is on its way. "late": the same, while no text
        leaves, or none for typed numbers. "already": the same text was sent. "capped": none is coming. "unavailable":
        the database is away. Who typed the number is told nothing of it: "late" is then whatever else would be, and the
        flow sees to the rest.
        """
        call = log.bind(call=request.call_sid, template=request.template, rehearsal=request.rehearsal)
        if not request.rehearsal and not self._may_be_texted(request.to):
            self._refuse(call, "region", request)
            return "capped"
        try:
            asked = self._asked(request)
            outcome, refused_by = self.store.within_deadline(lambda connection: self._write(connection, request, asked))
        except Exception as error:  # whatever it is, the call goes on
            call.error("text_unavailable", error=type(error).__name__)
            return "unavailable"
        reach("desk: committed")
        if refused_by is None:
            call.info("text_asked", outcome=outcome)
        else:
            self._refuse(call, refused_by, request)
        return outcome

    def keep_number(self, call_sid: str, e164: str, now: datetime, rehearsal: bool) -> Literal["yes", "unavailable"]:
        """Keep a typed number under its call, in place of one typed before.

        A rehearsal's moment may be years away: what is kept of it is erased by the day on which it was typed.
        """

        def keep(connection: Connection) -> None:
            kept_at = self.clock() if rehearsal else now
            values = {"number": e164, "kept_at": kept_at, "rehearsal": rehearsal}
            kept = insert_into(kept_numbers, connection.dialect.name).values(call_sid=call_sid, **values)
            connection.execute(kept.on_conflict_do_update(index_elements=["call_sid"], set_=values))

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
            return self.store.within_deadline(lambda one: one.execute(query).scalar(), writes=False) or ""
        except Exception as error:  # whatever it is, the call goes on
            log.error("kept_number_unavailable", call=call_sid, error=type(error).__name__)
            return ""

    def _write(
        self, connection: Connection, request: TextRequest, asked: counting.Asked
    ) -> tuple[TextOutcome, Refusal | None]:
        serialise(connection, CAPS_LOCK)
        outcome, refusal = self._written(connection, request, asked)
        may_be_late = not request.rehearsal and (outcome == "taken" or request.typed)
        if may_be_late and (self._sleeps(request) or delay.is_held_up(connection, request.now)):
            return "late", refusal
        return "capped" if request.typed and outcome == "late" else outcome, refusal

    def _sleeps(self, request: TextRequest) -> bool:
        """Whether nothing leaves for this number until quiet hours are over, as for any that is typed then."""
        return request.typed and self.quiet is not None and self.quiet.until(request.to, request.now) is not None

    def _written(
        self, connection: Connection, request: TextRequest, asked: counting.Asked
    ) -> tuple[TextOutcome, Refusal | None]:
        counts = counting.count(connection, asked)
        reach("desk: counted")
        if counts.same:
            return "taken" if request.rehearsal else TOLD[counts.promise], None
        cap = None if request.rehearsal else caps.exceeded(counts, self.limits, request.typed, request.now)
        if cap is not None:
            return TOLD[counts.promise], cap
        known = not request.rehearsal and caps.who_asks(counts, request.typed) == "known"
        connection.execute(_INSERT, _row(request, asked, known=known))
        reach("desk: written")
        return "taken", None

    def _may_be_texted(self, number: str) -> bool:
        """The desk's own last look, whatever was asked of it: E.164, a mobile, of a region on the list."""
        origin = read_number(number, national_ok=False)
        return origin.e164 == number and textable(origin, self.regions)

    def _refuse(self, call: Any, cap: Refusal, request: TextRequest) -> None:
        """No caller hears which cap it was; whoever watches the line does."""
        metrics.count_refused_text(str(cap))
        call.warning("text_refused", cap=str(cap))
        if isinstance(cap, caps.Cap) and cap.share and self.alarm.is_due(cap, request.now):  # narrow caps don't ring
            log.error("text_budget_spent", budget=cap.name, share=cap.share, mend=MEND)

    def _asked(self, request: TextRequest) -> counting.Asked:
        """Raises as the store does, where a key has to be read or made."""
        if request.rehearsal:  # nothing of the number but its tail: it is the same text of the same call, or it isn't
            own = f"rehearsal {request.call_sid} {request.to[-TAIL:]}"
            return counting.Asked(request.call_sid, request.template, own, "", "", request.now, own, "", "", "")
        hashes = self.keys.at(request.now)
        to, caller = request.to, request.caller
        return counting.Asked(
            call_sid=request.call_sid,
            template=request.template,
            to=hashes.current.of(to),
            prefix=hashes.current.of_prefix(to),
            caller=hashes.current.of(caller),
            now=request.now,
            to_before=hashes.before.of(to),
            prefix_before=hashes.before.of_prefix(to),
            caller_before=hashes.before.of(caller),
            block=hashes.blocks.of(to),
        )


def _row(request: TextRequest, asked: counting.Asked, *, known: bool) -> dict[str, object]:
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
        "known": known,
        "rehearsal": request.rehearsal,
        "asked_at": request.now,
        "state": "queued",
        "changed_at": request.now,
        "due_at": request.now,
    }
