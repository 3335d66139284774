"""One attempt at one text, from claim to record; and one look at one doubt.

No database connection is held while the provider is asked: claim, commit, confirm, commit, ask, record, commit.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from threading import Event

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from ivr.store.engine import Store
from ivr.texts import claims, gates, outcomes, reconcile
from ivr.texts.blocks import STOPPED, Blocks
from ivr.texts.claims import Claim
from ivr.texts.failpoints import reach
from ivr.texts.quiet import Quiet
from ivr.texts.sender import Accepted, Refused, Sender, Unsure
from ivr.texts.timing import Timing

log = structlog.get_logger("ivr.texts")

RECORD_TRIES = 5  # an answer that can't be written down for so long is left to the sweep


@dataclass
class Dispatch:
    """What a worker's threads share."""

    store: Store
    sender: Sender
    worker: str
    timing: Timing
    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    random: Random = field(default_factory=Random)
    stop: Event = field(default_factory=Event)
    quiet: Quiet | None = None
    blocks: Blocks | None = None

    def twilio_now(self) -> datetime:
        """This moment by Twilio's clock, which its list goes by; by ours while Twilio's isn't known."""
        return self.sender.now() or self.now()

    def send_one(self) -> bool:
        """Attempt the text that waits the longest; False when none is due."""
        self.sender.now()  # Twilio's clock is known before anything leaves
        started = self.monotonic()
        claim = self._claim()
        if claim is None:
            return False
        reach("send: claimed")
        if not self.confirm(claim, started):
            log.warning("text_dropped_at_fence", text=claim.text.id, attempt=claim.attempt)
            return True
        reach("send: fenced")
        answer = self.sender.send(claim.text)
        reach("send: answered")
        self._record(lambda connection: self._note(connection, claim, answer))
        reach("send: recorded")
        log.info("text_attempted", text=claim.text.id, attempt=claim.attempt, answer=type(answer).__name__)
        return True

    def confirm(self, claim: Claim, started: float) -> bool:
        """The fence: True when the attempt is still ours, and soon enough after its claim.

        Both clocks are asked, this machine's steady one before and after the database: a process that was paused
        anywhere up to here sends nothing.
        """
        if self.monotonic() - started > self.timing.fence:
            return False
        with self.store.writing() as connection:
            if not claims.fence(connection, claim, self.now(), self.twilio_now(), self.timing):
                return False
        if self.monotonic() - started > self.timing.fence:
            self._record(lambda connection: claims.release(connection, claim, self.now()))
            return False
        return True

    def look_one(self) -> bool:
        """Look for the text whose outcome has been unknown the longest; False when none is due."""
        with self.store.writing() as connection:
            doubt = reconcile.pick(connection, self.now(), self.timing)
        if doubt is None:
            return False
        reach("doubt: picked")
        answer = self.sender.find(doubt.text, doubt.since)
        reach("doubt: looked")
        with self.store.writing() as connection:
            state = reconcile.settle(connection, doubt, answer, self.twilio_now(), self.timing)
            if not isinstance(answer, Unsure) and any(found.code == STOPPED for found in answer):
                self._block(connection, doubt.text.to)
        reach("doubt: settled")
        log.info("text_looked_up", text=doubt.text.id, state=state)
        return True

    def sweep(self) -> int:
        """Take back what was left behind, and end what is too late."""
        with self.store.writing() as connection:
            expired = claims.expire(connection, self.now(), self.timing)
            swept = claims.sweep(connection, self.now(), self.twilio_now(), self.timing)
            gates.forget(connection, self.now(), self.timing)
        reach("sweep: done")
        if swept:
            log.warning("texts_left_behind", texts=swept)
        if expired:
            log.warning("texts_expired", texts=expired)
        return swept + expired

    def doubted(self, connection: Connection, claim: Claim, unsure: Unsure) -> None:
        """An uncertain outcome is written down as such."""
        columns = claims.in_doubt(self.now(), self.twilio_now(), self.timing) | {"reason": unsure.reason}
        outcomes.doubt(connection, claim, columns)

    def _claim(self) -> Claim | None:
        try:
            with self.store.writing() as connection:
                return claims.claim(
                    connection,
                    self.worker,
                    self.now(),
                    self.timing,
                    quiet=self.quiet,
                    blocks=self.blocks,
                    twilio_now=self.twilio_now(),
                )
        except IntegrityError:  # its twin was claimed at the same moment; it waits its turn
            return None

    def _note(self, connection: Connection, claim: Claim, answer: Accepted | Refused | Unsure) -> None:
        match answer:
            case Accepted(sid, status, code):
                outcomes.apply(connection, outcomes.Report(sid, status, code, claim.text.id), self.now())
            case Refused():
                outcomes.refuse(connection, claim, answer, self._next(claim, answer))
            case Unsure():
                self.doubted(connection, claim, answer)
        if isinstance(answer, Refused) and answer.code == STOPPED:
            self._block(connection, claim.text.to)
        if isinstance(answer, Unsure) or (isinstance(answer, Refused) and answer.away):
            gates.failed(connection, "sending", claim.text.id, answer.reason, self.now(), self.timing)
        else:
            gates.answered(connection, "sending")

    def _block(self, connection: Connection, number: str) -> None:
        if self.blocks:
            self.blocks.block(connection, number, "stop", self.now())

    def _next(self, claim: Claim, refusal: Refused) -> outcomes.Next:
        now = self.now()
        again_at = now + self.timing.backoff_after(claim.attempt, self.random.random())
        too_late = again_at - claim.wanted_at > self.timing.after(self.timing.horizon)
        return outcomes.Next(now, again_at if refusal.retry and not too_late else None)

    def _record(self, write: Callable[[Connection], None]) -> None:
        """Write an outcome down, however long the database is away: within reason. What isn't, the sweep finds."""
        for pause in range(RECORD_TRIES):
            try:
                with self.store.writing() as connection:
                    return write(connection)
            except SQLAlchemyError as error:
                log.error("outcome_not_recorded", error=type(error).__name__)
                self.stop.wait(0.1 * 2**pause)
        return None
