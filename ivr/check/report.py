"""Runs checks and gathers what they find."""

from collections.abc import Callable, Iterable

from ivr.check.checks import CHECKS
from ivr.check.flow.slips import slips_of
from ivr.check.subject import Check, Subject
from ivr.findings import Finding

# When these are seen the walk can't be walked: its checks wait until they are mended.
FOUNDATIONS = frozenset({"silent-loop", "lacking-outcome", "bad-rule"})

Progress = Callable[[Check], None]


def findings_of(
    subject: Subject, checks: Iterable[Check] = CHECKS, progress: Progress = lambda _: None
) -> tuple[Finding, ...]:
    """What these checks find, sorted. What follows from a table that can't be walked is left out."""
    if slips := slips_of(subject.flow):
        return slips
    found: list[Finding] = []
    stands = True
    for check in sorted(checks, key=lambda one: one.needs != "table"):
        if check.needs == "table" or stands:
            progress(check)
            found += check.find(subject)
            stands &= not (check.code in FOUNDATIONS and any(one.code == check.code for one in found))
    return tuple(sorted(set(found)))


def structural(subject: Subject) -> tuple[Finding, ...]:
    """What can be found in the table: quick enough for every start and every publication."""
    return findings_of(subject, [check for check in CHECKS if check.needs == "table"])


def without_calls(subject: Subject) -> tuple[Finding, ...]:
    """What can be found without walking the calls, nor every calendar: in the table, and on the days of entries."""
    return findings_of(subject, [check for check in CHECKS if check.needs in ("table", "entries")])
