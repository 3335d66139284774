"""What a proposal would do, for whoever is about to publish or approve it."""

from dataclasses import dataclass
from datetime import datetime

from ivr.calls.lines import rules_of
from ivr.changes.difference import Difference
from ivr.changes.history import Past, ground_of
from ivr.changes.impact import impact_of
from ivr.changes.impact_words import Row, rows_of, summary_words
from ivr.changes.moments import Moment, moments_that_change
from ivr.changes.proposal import Proposal, entry_now
from ivr.console.rooms import Rooms
from ivr.findings import Finding, Language
from ivr.content.changes import Change
from ivr.hours.words import Words


@dataclass(frozen=True, slots=True)
class Effect:
    """The blast radius in words and rows, what is heard before and after, and what the checks warn of."""

    differences: tuple[Difference, ...]
    summary: Words
    rows: tuple[Row, ...]
    moments: tuple[Moment, ...]
    warnings: tuple[Finding, ...]


def effect_of(rooms: Rooms, proposal: Proposal, now: datetime, language: Language) -> Effect:
    """All of it."""
    impact, after = impact_of(proposal.before, proposal.after, now), proposal.after.schedules
    rules = rules_of(rooms.settings)
    return Effect(
        tuple(_difference(rooms, draft) for draft in proposal.drafts),
        summary_words(impact, after),
        rows_of(impact, after),
        moments_that_change(impact, proposal.before, proposal.after, now, language=language, rules=rules),
        proposal.warnings,
    )
