"""An alarm that is loud, but once a cause and hour."""

from collections.abc import Hashable
from datetime import datetime, timedelta
from threading import Lock

QUIET = timedelta(hours=1)


class Alarm:
    """Of one process; each process of the line rings for itself."""

    def __init__(self) -> None:
        self._rung: dict[Hashable, datetime] = {}
        self._lock = Lock()

    def is_due(self, cause: Hashable, now: datetime) -> bool:
        """Whether to ring for this cause: not within an hour of the last time, unless the clock was set back since."""
        with self._lock:
            if abs(now - self._rung.get(cause, now - QUIET)) < QUIET:
                return False
            self._rung[cause] = now
        return True
