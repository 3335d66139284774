"""The alarm when the line's budget for texts keeps a caller from one: loud, but once a cause and hour."""

from datetime import datetime, timedelta
from threading import Lock

import structlog

from ivr.texts.caps import Cap

log = structlog.get_logger("ivr.texts")

QUIET = timedelta(hours=1)
MEND = "see what asks for them: ivr texts list; if they are callers, raise IVR_TEXT_DAY_CAP, _MINUTE_CAP or _PREFIX_CAP"


class Alarm:
    """Of one process; each process of the line rings for itself."""

    def __init__(self) -> None:
        self._rung: dict[Cap, datetime] = {}
        self._lock = Lock()

    def ring(self, cap: Cap, now: datetime) -> bool:
        """Log that a budget is spent, unless it was within the last hour; whether it did. Narrow caps don't ring."""
        if not cap.share:
            return False
        with self._lock:
            if now - self._rung.get(cap, now - QUIET) < QUIET:
                return False
            self._rung[cap] = now
        log.error("text_budget_spent", budget=cap.name, share=cap.share, mend=MEND)
        return True
