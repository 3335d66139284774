"""The layer of changes above the files that are live: all of it that can be read and passes its checks.

A change that can't is set aside alone, loudly, and the others hold. No change can keep the files from being served.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import structlog

from ivr.content.changes import Change
from ivr.content.faults import ContentError
from ivr.content.schedules import schedules_of
from ivr.findings import Finding, Kind, errors
from ivr.published.snapshot import Pair, Snapshot

log = structlog.get_logger("ivr.published")

Faults = Callable[[Snapshot], tuple[Finding, ...]]  # what keeps a snapshot from going live; it may raise
Changes = tuple[Change, ...]


UNUSABLE = Kind(
    "unusable-change",
    fr=("Ce qui regarde cette entrée échoue ({reason}).", "Défaites-la : « ivr schedules undo »."),
    en=("What looks at this entry breaks ({reason}).", "Take it back: `ivr schedules undo`."),
)


@dataclass(frozen=True, slots=True)
class Layered:
    """Files, and the changes above them that hold; `findings` are those of the changes that were set aside."""

    files: Pair
    above: Pair  # the same, with what holds laid over
    held: Changes = ()
    aside: Changes = ()
    findings: tuple[Finding, ...] = ()


def layered(pair: Pair, changes: Changes, faults: Faults) -> Layered:
    """As many of the changes above a pair of halves as can be. Never raises."""
    if not changes or not pair.schedules.files:
        return Layered(pair, pair)
    trial = Trial(pair, faults)
    if not trial.caused(changes):
        return Layered(pair, trial.laid(changes), changes)
    held = _added(trial, (), _without_named(trial, changes))  # what is wrong may not say whose it is
    aside = tuple(change for change in changes if change not in held)
    findings = [finding for change in aside for finding in trial.caused((*held, change))]
    return Layered(pair, laid(pair, held) if held else pair, held, aside, tuple(dict.fromkeys(findings)))


def laid(pair: Pair, changes: Changes) -> Pair:
    """A pair with these changes above its schedules. Raises ContentError."""
    schedules = schedules_of(pair.schedules.files, changes)
    return pair._replace(schedules=replace(pair.schedules, what=schedules, revision=schedules.revision))


class Trial:
    """What changes would cause above a pair, beside what is wrong with it already under the changes `below`."""

    def __init__(self, pair: Pair, faults: Faults, below: Changes = ()) -> None:
        self._pair, self._faults, self._below = pair, faults, below
        self._last: tuple[Changes, Pair] | None = None

    @cached_property
    def _known(self) -> frozenset[Finding]:
        return frozenset(self.found(self._below))

    def caused(self, changes: Changes) -> tuple[Finding, ...]:
        """The errors that are there because of these changes; none when they may go live. Never raises."""
        return self.caused_among(self.found(changes))

    def caused_among(self, found: Iterable[Finding]) -> tuple[Finding, ...]:
        """The errors of what was found that were not there before."""
        return tuple(finding for finding in errors(found) if finding not in self._known)

    def laid(self, changes: Changes) -> Pair:
        """What would be live under these changes, as it was looked at. Raises ContentError."""
        if self._last is None or self._last[0] != changes:
            self._last = changes, laid(self._pair, changes)
        return self._last[1]

    def found(self, changes: Changes) -> tuple[Finding, ...]:
        """What is wrong under these changes, and what should be minded. Never raises."""
        try:
            return self._faults(self.laid(changes).snapshot)
        except ContentError as error:
            return error.findings
        except Exception as error:  # whatever it is, no change may break the line
            log.exception("changes_unusable")
            return tuple(UNUSABLE.at(change.place, reason=type(error).__name__) for change in changes[-1:])


def _without_named(trial: Trial, changes: Changes) -> Changes:
    """The changes without those that the findings name, until none is named any more."""
    while named := _named(changes, trial.caused(changes)):
        changes = tuple(change for change in changes if change not in named)
    return changes


def _named(changes: Changes, findings: tuple[Finding, ...]) -> frozenset[Change]:
    """Those that a finding is about. Where something breaks, the last one is only the first to be suspected."""
    told = [finding for finding in findings if finding.code != UNUSABLE.code]
    return frozenset(change for change in changes if any(map(change.is_told_by, told)))


def _added(trial: Trial, held: Changes, more: Changes) -> Changes:
    """What is held, and of more as much as goes with it, the older first: by halves, for there may be hundreds."""
    if not trial.caused((*held, *more)):
        return (*held, *more)
    if len(more) == 1:
        return held
    middle = len(more) // 2
    return _added(trial, _added(trial, held, more[:middle]), more[middle:])
