"""What is told of content that has gone live: whom each new entry of closures.yaml reaches."""

from collections.abc import Iterator

from ivr.check.entry_words import entry_words
from ivr.published.snapshot import Snapshot


def announced(before: Snapshot | None, now: Snapshot) -> Iterator[str]:
    """A sentence an entry that is new, or no longer what it was; all of them where nothing was live before."""
    known = set(before.schedules.above) if before else set()
    for entry in now.schedules.above:
        if entry not in known:
            yield entry_words(entry, now.schedules, "en")
