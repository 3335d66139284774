"""A thread beside the worker's: takes notices away as they come, makes a round every minute, and what a day needs."""

import time
from collections.abc import Callable
from threading import Event, Thread

import structlog

from ivr.changes.rounds import Rounds
from ivr.notices.courier import Courier

log = structlog.get_logger("ivr.changes")

LOOK_SECONDS, ROUND_SECONDS, DAY_SECONDS = 2.0, 60.0, 86_400.0


class Upkeep:
    """Runs until `stop` is set, whatever happens to the database."""

    def __init__(
        self,
        rounds: Rounds,
        courier: Courier,
        monotonic: Callable[[], float] = time.monotonic,
        daily: Callable[[], object] | None = None,
    ) -> None:
        self._rounds, self._courier, self._monotonic, self._daily = rounds, courier, monotonic, daily
        self._next_round = self._next_day = monotonic()
        self._away = ""  # why, as it was told
        self.stop = Event()

    def start(self) -> Thread:
        """On a thread of its own, which ends with the process."""
        thread = Thread(target=self._run, name="upkeep", daemon=True)
        thread.start()
        return thread

    def step(self) -> None:
        """What is due now. Never raises."""
        try:
            self._courier.deliver_due()
            if self._monotonic() >= self._next_round:
                self._next_round = self._monotonic() + ROUND_SECONDS  # also where it fails: a check takes ten seconds
                self._rounds.make()
            if self._daily and self._monotonic() >= self._next_day:
                self._next_day = self._monotonic() + ROUND_SECONDS  # where it fails
                self._daily()
                self._next_day = self._monotonic() + DAY_SECONDS
            self._away = ""
        except Exception as error:  # told once, tried again at the next look
            if self._away != (why := type(error).__name__):
                log.error("upkeep_failed", error=why)
            self._away = why

    def _run(self) -> None:
        while not self.stop.wait(LOOK_SECONDS):
            self.step()
