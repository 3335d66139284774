"""What a change would do, for its author to see: whose hours, on which days, and what callers hear then."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ivr.changes.heard import heard_beside
from ivr.changes.impact import Impact, impact_of
from ivr.changes.impact_words import Row, rows_of, summary_words
from ivr.changes.moments import Moment, moment_words, moments_that_change
from ivr.changes.proposal import Proposal
from ivr.check.entry_words import people_words
from ivr.console.callers import caller_meant
from ivr.console.changes.filled import Filled
from ivr.findings import Language
from ivr.hours.words import Words, words
from ivr.line.facts import Rules

LARGE = 6_000_000  # people: more than the largest département has, twice
SHOWN = 12  # rows of the table before the others are counted


@dataclass(frozen=True, slots=True)
class Effect:
    """`large` warns of what is large; `chosen` is the moment that the author wants to hear, `wrong` why it is none."""

    impact: Impact
    summary: Words
    rows: tuple[Row, ...]
    moments: tuple[Moment, ...]
    large: Words | None
    chosen: Moment | None
    wrong: Mapping[str, Words]


def effect_of(proposal: Proposal, filled: Filled, now: datetime, language: Language, rules: Rules) -> Effect:
    """All of it."""
    impact = impact_of(proposal.before, proposal.after, now)
    schedules = proposal.after.schedules
    moments = moments_that_change(impact, proposal.before, proposal.after, now, language=language, rules=rules)
    chosen, wrong = _chosen(proposal, filled, now, language, rules)
    return Effect(
        impact,
        summary_words(impact, schedules),
        rows_of(impact, schedules),
        moments,
        large(proposal, impact),
        chosen,
        wrong,
    )


def large(proposal: Proposal, impact: Impact) -> Words | None:
    """A sentence where so many are touched that it must not happen by a slip; None where they are few."""
    schedules, reached = proposal.after.schedules, impact.reached
    closes = any(one.lost for one in impact.touched)
    if len(reached.caisses) == len(schedules.caisses):
        verb = {"fr": "ferme" if closes else "touche", "en": "closes" if closes else "touches"}
        return words(fr=f"Attention : cela {verb['fr']} toute la France.", en=f"Mind: this {verb['en']} all of France.")
    if reached.people + reached.people_partly < LARGE:
        return None
    people = {language: people_words(reached, schedules, language) for language in ("fr", "en")}
    return words(fr=f"Attention : cela touche {people['fr']}.", en=f"Mind: this touches {people['en']}.")


def _chosen(
    proposal: Proposal, filled: Filled, now: datetime, language: Language, rules: Rules
) -> tuple[Moment | None, Mapping[str, Words]]:
    """What is heard at the moment that the author asks about, before and after."""
    if not (filled.heard_from.strip() or filled.heard_at.strip()):
        return None, {}
    found = caller_meant(filled.heard_from, filled.heard_at, proposal.after.schedules, now)
    if found.whence is None or found.at is None:
        return None, found.wrong
    heard = heard_beside(proposal.before, proposal.after, found.at, found.whence, language=language, rules=rules)
    return Moment(found.at, found.whence, moment_words(found.at, found.whence), heard), {}
