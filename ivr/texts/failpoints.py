"""Marked points of the path of a text, at which tests kill or pause the process. In service nothing is armed."""

from collections.abc import Callable

POINTS: tuple[str, ...] = (
    "desk: counted",  # caps counted, row not yet written
    "desk: written",  # row written, not yet committed
    "desk: committed",
    "send: claimed",  # `sending` is committed, nothing has left
    "send: fenced",  # the attempt was confirmed, nothing has left
    "send: answered",  # the provider has answered, nothing is recorded
    "send: recorded",
    "doubt: picked",  # an unknown outcome was picked up, the provider was not asked
    "doubt: looked",  # the provider's list was read, nothing is recorded
    "doubt: settled",
    "sweep: done",
    "receipt: applied",  # not yet committed
)

_armed: dict[str, Callable[[], None]] = {}


def arm(point: str, action: Callable[[], None]) -> None:
    """Have `action` run whenever `point` is reached; a point that doesn't exist is refused."""
    if point not in POINTS:
        raise ValueError(f"no failpoint is called {point!r}")
    _armed[point] = action


def disarm() -> None:
    """Arm nothing."""
    _armed.clear()


def reach(point: str) -> None:
    """Called at each marked point."""
    action = _armed.get(point)
    if action is not None:
        action()
