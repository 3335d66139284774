"""What another thread brings about comes in its own time."""

import time
from collections.abc import Callable

from tests.postgres import PATIENT


def eventually(condition: Callable[[], bool]) -> bool:
    """Whether it comes true while one has patience."""
    until = time.monotonic() + PATIENT
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.05)
    return False
