"""Changes for tests: drafts, and a source that answers as the database would, or is away."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from ivr.content.changes import Change, layer_of

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
OUTAGE = {
    "where": "all",
    "start": "2026-11-25 09:00",
    "end": "unknown",
    "fr": "panne de notre réseau téléphonique",
    "en": "a failure of our telephone network",
}
FRIDAY = {"where": "691", "days": "4 décembre 2026", "fr": "travaux", "en": "works"}


def put(section: str, name: str, entry: Mapping[str, Any], base: str = "") -> Change:
    return Change(section, name, "puts", entry, base)


@dataclass
class Published:
    """What was published, one after the other; `away`: nobody answers."""

    changes: list[Change] = field(default_factory=list)
    away: bool = False
    asked: int = 0  # how often for the whole layer

    def publish(self, *drafts: Change) -> None:
        for draft in drafts:
            self.changes.append(replace(draft, id=len(self.changes) + 1, at=NOW, author="marie"))

    def leave(self, equal: tuple[Change, ...]) -> None:
        self.publish(*(Change(change.section, change.name, "leaves") for change in equal))

    def newest(self) -> int:
        if self.away:
            raise ConnectionError
        return len(self.changes)

    def layer(self) -> tuple[Change, ...]:
        self.asked += 1
        left = {change.key: change for change in self.changes if change.does == "leaves"}
        newest = layer_of(self.changes)
        known = {change.key for change in newest}
        return (*newest, *(change for key, change in left.items() if key not in known))
