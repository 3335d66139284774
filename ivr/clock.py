"""The only place that asks the machine what time it is."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)
