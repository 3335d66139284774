"""What somebody is about to publish, tried before anybody hears it: what it would cause, what would be live then."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from ivr.changes.ledger import publish
from ivr.content.changes import Change, digest_of, entry_of, layer_of
from ivr.content.faults import ContentError
from ivr.content.schedules import tables_of
from ivr.findings import Finding
from ivr.published.layering import Changes, Trial, laid, layered
from ivr.published.live import Published
from ivr.published.snapshot import Pair, Snapshot


@dataclass(frozen=True, slots=True)
class Proposal:
    """Drafts, each with the digest of the files' entry that it lies above, and the content before and after them."""

    drafts: Changes
    before: Snapshot
    after: Snapshot
    seen: Mapping[tuple[str, str], int]  # the newest change of each entry, as the author knew it

    def publish(self, connection: Connection, at: datetime) -> tuple[int, ...]:
        """Add the drafts, all or none; their numbers. Raises OutrunError where somebody else was quicker."""
        return publish(connection, self.drafts, at=at, seen=self.seen)


def propose(published: Published, drafts: Iterable[Change]) -> Proposal:
    """What these drafts would make of the content that is live.

    Raises ContentError with the errors that they cause themselves, and only those; and where there is no content.
    """
    pair = published.files
    if pair is None:
        raise ContentError(*published.standing.findings)
    below = layered(pair, published.changes, published.faults_of).held
    with_base = tuple(replace(draft, base=_base(pair, draft)) for draft in drafts)
    above = (*below, *with_base)
    if caused := Trial(pair, published.faults_of, below).caused(above):
        raise ContentError(*caused)
    seen = {change.key: change.id for change in published.changes}
    return Proposal(with_base, laid(pair, below).snapshot, laid(pair, above).snapshot, seen)


def warnings_of(before: Iterable[Finding], after: Iterable[Finding], drafts: Changes) -> tuple[Finding, ...]:
    """Of what is found afterwards, and was not before, what is told of these drafts."""
    known = set(before)
    new = (finding for finding in after if finding not in known)
    return tuple(finding for finding in new if any(draft.is_told_by(finding) for draft in drafts))


def undoing(change: Change, earlier: Change | None) -> Change:
    """A draft that puts the entry back as it was before a change: by the one before it, else as the files have it."""
    if earlier is None:
        return Change(change.section, change.name, "leaves", undoes=change.id)
    return Change(earlier.section, earlier.name, earlier.does, earlier.entry, undoes=change.id)


def differing(drafts: Iterable[Change], published: Published) -> Changes:
    """The drafts that would change what counts now, files and changes taken together."""
    pair = published.files
    tables = tables_of(pair.schedules.files) if pair else {}
    above = {change.key: change for change in layer_of(published.changes)}

    def now(draft: Change) -> str:
        change = above.get(draft.key)
        return digest_of(change.node if change else entry_of(tables, *draft.key))

    return tuple(draft for draft in drafts if now(draft) != digest_of(draft.node))


def _base(pair: Pair, draft: Change) -> str:
    return digest_of(entry_of(tables_of(pair.schedules.files), draft.section, draft.name))
