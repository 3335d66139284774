"""Entries to note, and shelves that keep them, refuse them or never come back."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from ivr.journal.entry import Entry
from ivr.journal.turns import Away
from ivr.journal.writer import Pace
from tests.postgres import PATIENT

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
QUICK = Pace(gather=0.0, retry=0.01, flush=PATIENT)


def call_sid(number: int) -> str:
    return f"CA{number:032x}"


def entry(*, call: int = 1, turn: int = 0, minutes: float = 0, **more: Any) -> Entry:
    """A turn of a call, `minutes` after Monday at ten."""
    return Entry(call_sid(call), turn, MONDAY + timedelta(minutes=minutes, seconds=turn), **more)


@dataclass
class FakeShelf:
    """Keeps entries in a list; `away` and `refuses` say what goes wrong."""

    kept: list[Entry] = field(default_factory=list)
    batches: list[int] = field(default_factory=list)
    away: int = 0  # so many writes fail before one succeeds
    refuses: frozenset[int] = frozenset()  # turns that it can't write
    forgotten: list[datetime] = field(default_factory=list)

    def write(self, entries: Sequence[Entry]) -> None:
        if self.away:
            self.away -= 1
            raise Away("the database is away")
        if any(one.turn in self.refuses for one in entries):
            raise ValueError("value too long")
        self.kept += entries
        self.batches.append(len(entries))

    def forget(self, before: datetime) -> int:
        self.forgotten.append(before)
        return 0


class FrozenShelf(FakeShelf):
    """Never comes back from a write, until it is thawed."""

    def __init__(self) -> None:
        super().__init__()
        self.thawed = threading.Event()
        self.entered = threading.Event()

    def write(self, entries: Sequence[Entry]) -> None:
        self.entered.set()
        self.thawed.wait(PATIENT)
        super().write(entries)
