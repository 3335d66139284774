"""The shipped content as it is served, for tests of what a change would do."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ivr.changes.impact import Impact, impact_of
from ivr.changes.proposal import Proposal, propose
from ivr.content.changes import Change
from ivr.line.flow import FLOW
from ivr.published.live import Published, open_published

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)  # a Thursday, ten o'clock in Paris
MEETING = {"fr": "réunion du personnel", "en": "a staff meeting"}


def shipped(source: Any = None) -> Published:
    """A process that serves the shipped content, and the changes of a source above it."""
    live = open_published(Path(), FLOW, lambda: NOW, None, source)
    live.follow()
    return live


def proposed(live: Published, section: str, entry: Mapping[str, Any]) -> Proposal:
    """A new entry, tried."""
    return propose(live, [Change(section, "essai", "puts", entry)], NOW)


def effect(proposal: Proposal) -> Impact:
    """What it does to the hours."""
    return impact_of(proposal.before, proposal.after, NOW)
