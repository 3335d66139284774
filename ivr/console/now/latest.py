"""What the pages of Now are made from, worked out once a minute and revision rather than for each who looks."""

import threading
from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from flask import current_app

from ivr.console.now.board import Board, board_of
from ivr.console.rooms import Rooms
from ivr.content.faults import ContentError
from ivr.phone.moments import PARIS
from ivr.published.layering import Changes
from ivr.radar.surprise import Surprise
from ivr.radar.survey import surprises

T = TypeVar("T")
AHEAD = timedelta(days=14)
KEY = "ivr now"  # in the app's extensions


class Latest(Generic[T]):
    """The last answer to a question, for as long as what it was worked out from is the same."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: tuple[Hashable, T] | None = None

    def of(self, what: Hashable, work: Callable[[], T]) -> T:
        """The answer for `what`; several who ask at once wait for one to work it out."""
        with self._lock:
            if self._known is None or self._known[0] != what:
                self._known = what, work()
            return self._known[1]


class Latests:
    """Those of one app."""

    def __init__(self) -> None:
        self.board: Latest[Board] = Latest()
        self.ahead: Latest[tuple[Surprise, ...]] = Latest()


def board(rooms: Rooms) -> Board | None:
    """How everything stands in this minute; None while no content can be read."""
    snapshot = rooms.snapshot
    if snapshot is None:
        return None
    minute = rooms.clock().replace(second=0, microsecond=0)
    changes = counting(rooms)
    what = (snapshot.revision, tuple(change.id for change in changes), minute)
    return _latests().board.of(what, lambda: board_of(snapshot.schedules, changes, minute))


def ahead(board: Board) -> tuple[Surprise, ...]:
    """What will surprise in the next 14 days."""
    today = board.at.astimezone(PARIS).date()
    what = (board.schedules.revision, today)
    return _latests().ahead.of(what, lambda: surprises(board.schedules, today, today + AHEAD))


def counting(rooms: Rooms) -> Changes:
    """The changes that count now."""
    try:
        return rooms.published.layered.held
    except ContentError:
        return ()


def shown_at(rooms: Rooms) -> datetime:
    """This moment, in Paris."""
    return rooms.clock().astimezone(PARIS)


def _latests() -> Latests:
    found: Latests = current_app.extensions.setdefault(KEY, Latests())
    return found
