"""The changes as this process knows them: those that were kept, then those of the database whenever it answers."""

import threading
from typing import Protocol

import structlog

from ivr.content.changes import Change
from ivr.published.kept_changes import KeptChanges
from ivr.published.layering import Changes

SETTLE_SECONDS = 3600.0  # longer than old and new processes serve side by side

log = structlog.get_logger("ivr.published")


class Source(Protocol):
    """Where the changes of the staff are asked for. It may raise anything, and must not take long."""

    def newest(self) -> int:
        """The number of the last change; 0 while there is none."""

    def layer(self) -> tuple[Change, ...]:
        """The newest change of each entry."""

    def leave(self, changes: Changes) -> None:
        """Have these changes, where they are still the newest, count no more: the files say the same."""


class FollowedChanges:
    """Where nothing answers, the last known changes go on."""

    def __init__(self, source: Source | None = None, kept: KeptChanges | None = None) -> None:
        self._source, self._kept = source, kept
        self.known: Changes = kept.read() if kept else ()
        self.one_at_a_time = threading.Lock()  # for whoever looks, and makes live what is new
        self._newest: int | None = None  # as the source told it last
        self._to_keep = False
        self._equal: dict[Change, float] = {}  # since when the files say the same
        self._away = self._unkept = ""  # why, as it was told

    @property
    def is_away(self) -> bool:
        """Whether the source did not answer when it was asked last: what is known may be old."""
        return bool(self._away)

    def look(self) -> bool:
        """Ask for new changes; whether there are any. Never raises, and waits no longer than the source does."""
        if self._source is None:
            return False
        try:
            newest = self._source.newest()
            layer = self.known if newest == self._newest else self._source.layer()
        except Exception as error:  # away, frozen, not migrated yet: told once
            self._away = _told("changes_not_read", type(error).__name__, self._away)
            return False
        self._away = ""
        new = layer != self.known
        self.known, self._newest, self._to_keep = layer, newest, self._to_keep or new
        return new

    def settle(self, equal: Changes, now: float) -> None:
        """Leave to the files what they have said for so long that no process can be serving older ones. Never raises.

        Without that a change would count again when its entry is taken out of the files one day.
        """
        self._equal = {change: self._equal.get(change, now) for change in equal}
        settled = tuple(change for change, since in self._equal.items() if now - since >= SETTLE_SECONDS)
        if not settled or self._source is None or self._away:
            return
        try:
            self._source.leave(settled)
        except Exception as error:  # it is tried again at the next look
            log.warning("changes_not_left", error=type(error).__name__)

    def keep(self) -> None:
        """Have the last known changes on the disk, for the next start. Never raises."""
        if not (self._to_keep and self._kept):
            return
        try:
            self._to_keep = not self._kept.keep(self.known)
            self._unkept = ""
        except Exception as error:  # told once, tried again at every look
            self._unkept = _told("changes_not_kept", type(error).__name__, self._unkept)


def _told(event: str, why: str, before: str) -> str:
    if why != before:
        log.error(event, error=why)
    return why
