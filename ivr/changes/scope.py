"""Whose hours a proposal changes, and whether somebody may change them."""

from collections.abc import Iterable

from ivr.changes.proposal import Proposal
from ivr.check.entry_words import SECTIONS
from ivr.content.changes import Change
from ivr.content.closures import read_bulletin, read_entry
from ivr.content.faults import Faults
from ivr.content.fields import Entry
from ivr.content.whom import Known, Places, read_places
from ivr.content.yaml import Items, Table, Text
from ivr.findings import NOWHERE
from ivr.hours.schedules import Schedules
from ivr.line.call import LINE_NAMES


class BeyondScopeError(Exception):
    """Somebody would change the hours of lines or caisses that are not theirs: `places`, by name and code."""

    def __init__(self, places: Iterable[str]) -> None:
        self.places = tuple(sorted(places))
        super().__init__(", ".join(self.places))


def check_scope(proposal: Proposal, scope: tuple[str, ...]) -> None:
    """Raises BeyondScopeError where callers of a place outside the scope would notice."""
    if beyond := touched(proposal) - places_of_scope(proposal.before.schedules, scope):
        raise BeyondScopeError(beyond)


def touched(proposal: Proposal) -> Places:
    """Whom the entries reach, as they are and as they would be."""
    snapshots = (proposal.before.schedules, proposal.after.schedules)
    return frozenset().union(*(reached(one, draft) for draft in proposal.drafts for one in snapshots))


def check_entries(schedules: Schedules, entries: Iterable[Change], scope: tuple[str, ...]) -> None:
    """Raises BeyondScopeError where an entry reaches beyond the scope: as it is live, or as it is written."""
    places = (reached(schedules, one) | _written(schedules, one) for one in entries)
    if beyond := frozenset().union(*places) - places_of_scope(schedules, scope):
        raise BeyondScopeError(beyond)


def _written(schedules: Schedules, change: Change) -> Places:
    if change.node is None:
        return frozenset()
    entry, known = Entry(change.name, change.node, Faults()), _known(schedules)
    if change.section == "bulletins":
        notice = read_bulletin(entry, known)
        return frozenset(notice.lines) if notice else frozenset()
    above = read_entry(change.section, entry, known)
    return above.places if above else frozenset()


def reached(schedules: Schedules, change: Change) -> Places:
    """Whom the entry of a change reaches, as it is live; nobody where there is none."""
    if change.section == "bulletins":
        return frozenset().union(*(one.lines for one in schedules.bulletins if one.name == change.name))
    same = (one for one in schedules.above if one.what.name == change.name)
    return frozenset().union(*(one.places for one in same if SECTIONS[type(one.what)] == change.section))


def places_of_scope(schedules: Schedules, scope: tuple[str, ...]) -> Places:
    """The lines and caisses of a scope, which is written as `where` is; names that nobody bears any more are nobody."""
    listed = Items(tuple(Text(name, NOWHERE) for name in scope), NOWHERE)
    return read_places(Entry("", Table({"where": listed}, NOWHERE), Faults()), "where", _known(schedules))


def _known(schedules: Schedules) -> Known:
    return Known(LINE_NAMES, schedules.caisses, schedules.departments)
