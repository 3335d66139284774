"""What the line's own checks say of a snapshot before it goes live: those that need no walk, in a tenth of a second."""

from datetime import date

from ivr.check.report import structural
from ivr.check.subject import Subject
from ivr.findings import Finding, errors
from ivr.line.steps import Flow
from ivr.published.snapshot import Snapshot


def errors_of(flow: Flow, snapshot: Snapshot, first: date) -> tuple[Finding, ...]:
    """The errors of a snapshot that is to be live from a day on; warnings are for `ivr check`."""
    return errors(findings_of(flow, snapshot, first))


def findings_of(flow: Flow, snapshot: Snapshot, first: date) -> tuple[Finding, ...]:
    """The warnings too."""
    return structural(Subject(flow, snapshot.prompts, snapshot.schedules, first))
