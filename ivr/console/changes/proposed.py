"""A form that was filled in, tried against what is live: what is wrong with it, and what it would do."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from ivr.accounts.person import Person
from ivr.changes.drafting import Drafted, Fault, drafted, faults_of
from ivr.changes.form import Form
from ivr.changes.proposal import Proposal, propose
from ivr.changes.scope import places_of_scope, touched
from ivr.console.changes.filled import Filled
from ivr.console.changes.reading import Reading, read_form
from ivr.console.numbers import number_of
from ivr.content.changes import Change
from ivr.content.faults import ContentError
from ivr.findings import Finding, errors
from ivr.hours.words import Words
from ivr.published.live import Published
from ivr.published.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of it. `errors` and `warnings` by the field that they are about; "" is the form as a whole.

    `digest` stands for what would be published: whoever agrees to something agrees to that.
    """

    filled: Filled
    reading: Reading
    drafts: tuple[Change, ...]
    proposal: Proposal | None
    errors: Mapping[str, tuple[Finding, ...]]
    warnings: Mapping[str, tuple[Finding, ...]]

    @property
    def told(self) -> Mapping[str, Words]:
        """What was read, by its field."""
        return self.reading.told

    @property
    def digest(self) -> str:
        """Changes with every word of it."""
        return _digest(self.drafts)

    @property
    def digest_of_hours(self) -> str:
        """The same without the notice that goes with it: what is large is large by its hours."""
        return _digest(tuple(one for one in self.drafts if one.section != "bulletins"))

    @property
    def is_accepted(self) -> bool:
        """Whether its author saw these warnings and wants it all the same; an emergency waits for nothing."""
        return not self.warnings or self.reading.form.kind == "emergency" or self.filled.accepted == self.digest

    @property
    def is_confirmed(self) -> bool:
        """Whether its author confirmed what it does."""
        return self.filled.confirmed == self.digest_of_hours


def tried(published: Published, filled: Filled, by: Person, now: datetime, *, alone: bool = False) -> Tried:
    """Try a form. Raises ContentError only where no content is live.

    `alone`: read it, and hold it against nothing; that takes no time, and proposes nothing.
    """
    snapshot = published.layered.above.snapshot
    reading = read_form(filled, snapshot, now)
    forms = [reading.form, *([reading.announced] if reading.announced else [])]
    found = list(_drafted(forms, published, snapshot, now, by.name))
    drafts = tuple(draft for one in found for draft in one.drafts)
    faults = [*reading.faults, *(fault for fault in found[0].faults if not _is_told(fault, reading))]
    faults += [replace(fault, field="") for one in found[1:] for fault in one.faults]
    if faults or not drafts or alone:
        return Tried(filled, reading, drafts, None, *_sorted(faults))
    try:
        proposal = propose(published, drafts, now)
    except ContentError as error:
        return Tried(filled, reading, drafts, None, *_sorted(_placed(forms, found, error.findings)))
    return Tried(filled, reading, drafts, proposal, *_sorted(_placed(forms, found, proposal.warnings)))


def as_seen(tried: Tried) -> Proposal:
    """Its proposal, as of when its author opened the form: whatever was published since then outruns it."""
    assert tried.proposal
    filled, proposal = tried.filled, tried.proposal
    if filled.is_new:
        return proposal
    return replace(proposal, seen={**proposal.seen, (filled.section, filled.name): number_of(filled.seen)})


def beyond(tried: Tried, by: Person) -> tuple[str, ...]:
    """Those whom it reaches and who are not in somebody's scope, by name and code."""
    if tried.proposal is None:
        return ()
    own = places_of_scope(tried.proposal.before.schedules, by.scope)
    return tuple(sorted(touched(tried.proposal) - own))


def _digest(drafts: tuple[Change, ...]) -> str:
    written = [[one.section, one.name, one.does, one.entry] for one in drafts]
    return hashlib.sha256(json.dumps(written, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


def _drafted(
    forms: list[Form], published: Published, snapshot: Snapshot, now: datetime, author: str
) -> Iterator[Drafted]:
    """Each form's changes; no two take the same name."""
    taken = {change.name for change in published.changes}
    taken |= {one.what.name for one in snapshot.schedules.above} | {one.name for one in snapshot.schedules.bulletins}
    for form in forms:
        found = drafted(form, snapshot.schedules, now, taken, author)
        taken |= {draft.name for draft in found.drafts}
        yield found


def _is_told(fault: Fault, reading: Reading) -> bool:
    """Whether something else is wrong with that field already: days that can't be read are not missing."""
    return any(fault.field == other.field for other in reading.faults)


def _placed(forms: list[Form], found: list[Drafted], findings: tuple[Finding, ...]) -> Iterator[Fault]:
    """Each finding at a field of the form that it is about; those on the notice that goes with it, at its words."""
    beside = {draft for one in found[1:] for draft in one.drafts}
    for finding in findings:
        if any(draft.is_told_by(finding) for draft in beside):
            yield Fault("", finding)
        else:
            yield from faults_of(forms[0], [finding])


def _sorted(faults: list[Fault] | Iterator[Fault]) -> tuple[Mapping[str, tuple[Finding, ...]], ...]:
    """Errors and warnings, each by its field."""
    every = list(faults)
    grave = set(errors(fault.finding for fault in every))
    sides: tuple[dict[str, tuple[Finding, ...]], dict[str, tuple[Finding, ...]]] = ({}, {})
    for fault in every:
        side = sides[fault.finding not in grave]
        side[fault.field] = (*side.get(fault.field, ()), fault.finding)
    return sides
