"""What somebody is about to publish, tried before anybody hears it: what it would cause, what would be live then."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from ivr.check.entry_words import whom_words
from ivr.check.reached import reached_among
from ivr.check.report import without_calls
from ivr.check.subject import Subject
from ivr.content.changes import Change, digest_of, entry_of, layer_of
from ivr.content.faults import ContentError
from ivr.content.schedules import tables_of
from ivr.content.yaml import Table
from ivr.findings import LANGUAGES, Finding, Kind
from ivr.hours.calendar import Calendar
from ivr.hours.schedules import Schedules
from ivr.hours.words import words
from ivr.line.flow import FLOW
from ivr.published.inspection import findings_of
from ivr.published.layering import Changes, Trial
from ivr.published.live import Published
from ivr.published.snapshot import Snapshot

NEVER_OPENS = Kind(
    "never-opens",
    severity="warning",
    fr=(
        "Plus aucune ouverture n'est prévue d'ici un an : {who}.",
        "Donnez une fin à ce qui ferme, ou vérifiez que les heures restantes ne sont pas fermées par une autre entrée.",
    ),
    en=(
        "No opening is planned any more within a year: {who}.",
        "Give what closes an end, or check that the hours that are left are not closed by another entry.",
    ),
)
AT_ONCE = "emergencies"  # the section that never waits


@dataclass(frozen=True, slots=True)
class Proposal:
    """Drafts, each with the digest of the files' entry that it lies above, and the content before and after them.

    `warnings` are what the checks say of the drafts themselves.
    """

    drafts: Changes
    before: Snapshot
    after: Snapshot
    warnings: tuple[Finding, ...]
    seen: Mapping[tuple[str, str], int]  # the newest change of each entry, as the author knew it


def propose(published: Published, drafts: Iterable[Change], now: datetime) -> Proposal:
    """What these drafts would make of the content that is live.

    Raises ContentError with the errors that they cause themselves, and only those; and where there is no content. It
    is the quick verdict that an emergency waits for; ivr/changes/full_check.py follows.
    """
    live, below = published.layered, published.layered.held
    with_base = tuple(replace(draft, base=digest_of(file_entry(published, draft))) for draft in drafts)
    above = (*below, *with_base)
    find = _found_at_once if all(draft.section == AT_ONCE for draft in with_base) else _found_in
    trial = Trial(live.files, partial(find, now=now), below)
    found = trial.found(above)
    if caused := trial.caused_among(found):
        raise ContentError(*caused)
    warnings = tuple(finding for finding in found if any(draft.is_told_by(finding) for draft in with_base))
    seen = {change.key: change.id for change in published.changes}
    return Proposal(with_base, live.above.snapshot, trial.laid(above).snapshot, warnings, seen)


def _found_in(snapshot: Snapshot, now: datetime) -> tuple[Finding, ...]:
    """What the checks say of a snapshot, once its calendars are built."""
    snapshot.schedules.prepare(now)
    return _found_at_once(snapshot, now)


def _found_at_once(snapshot: Snapshot, now: datetime) -> tuple[Finding, ...]:
    """The same while somebody waits: an emergency takes moments out of calendars, and alters no day's plan."""
    return findings_of(FLOW, snapshot, now.date())


def minded(proposal: Proposal, now: datetime) -> tuple[Finding, ...]:
    """What else should be minded of the drafts themselves: of the days and hours of their entries, in a moment."""
    before, after = (frozenset(without_calls(_subject(one, now))) for one in (proposal.before, proposal.after))
    told = {finding for finding in after - before if any(draft.is_told_by(finding) for draft in proposal.drafts)}
    return tuple(sorted({*told, *_shut(proposal, now)} - set(proposal.warnings)))


def _shut(proposal: Proposal, now: datetime) -> Iterator[Finding]:
    """Who would no longer open at all, as far as can be seen, whichever entries do that together."""
    before, after = proposal.before.schedules, proposal.after.schedules
    shut = frozenset(_unopened(after, now)) - frozenset(_unopened(before, now))
    if shut and proposal.drafts:
        who = {language: whom_words(reached_among(shut, after), after, language) for language in LANGUAGES}
        yield NEVER_OPENS.at(proposal.drafts[-1].place, who=words(**who))


def _unopened(schedules: Schedules, now: datetime) -> Iterator[str]:
    """The lines and caisses that have no sure opening in the year to come."""
    closed = {rule for rule in schedules.rules if not _opens(schedules.calendar(rule, now), now)}
    yield from (name for name, line in schedules.lines.items() if line.rule in closed)
    yield from (code for code, caisse in schedules.caisses.items() if caisse.rule in closed)


def _opens(calendar: Calendar, now: datetime) -> bool:
    return calendar.is_open(now) or calendar.next_opening(now) is not None


def _subject(snapshot: Snapshot, now: datetime) -> Subject:
    return Subject(FLOW, snapshot.prompts, snapshot.schedules, now.date())


def undoing(change: Change, earlier: Change | None, file: Table | None) -> Change:
    """A draft that puts the entry back as it was before a change: by the one before it, else as the files have it.

    Where the files had none, and have taken it over from the change since, it is taken away.
    """
    if earlier is None:
        taken_over = not change.base and digest_of(file) == digest_of(change.node)
        return Change(change.section, change.name, "removes" if taken_over else "leaves", undoes=change.id)
    return Change(earlier.section, earlier.name, earlier.does, earlier.entry, undoes=change.id)


def differing(drafts: Iterable[Change], published: Published) -> Changes:
    """The drafts that would change what counts now, files and changes taken together."""

    def after(draft: Change) -> Table | None:
        return file_entry(published, draft) if draft.does == "leaves" else draft.node

    return tuple(draft for draft in drafts if digest_of(after(draft)) != digest_of(entry_now(published, *draft.key)))


def entry_now(published: Published, section: str, name: str) -> Table | None:
    """The entry that counts now, whoever wrote it."""
    wanted = Change(section, name, "leaves")
    above = next((change for change in layer_of(published.changes) if change.key == wanted.key), None)
    return above.node if above else file_entry(published, wanted)


def file_entry(published: Published, change: Change) -> Table | None:
    """The entry of the files that are live."""
    return entry_of(tables_of(published.layered.files.schedules.files), *change.key)
