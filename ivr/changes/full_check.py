"""All the checks of the line, held against what is live: in a process of its own, so that no call waits for them."""

import os
from concurrent.futures import ProcessPoolExecutor
from datetime import date, datetime
from multiprocessing import get_context

from ivr.check.report import findings_of
from ivr.check.subject import Subject
from ivr.findings import Finding
from ivr.line.flow import FLOW
from ivr.published.snapshot import Snapshot

BEHIND_OTHERS = 10  # of the machine's own priorities


def full_check(snapshot: Snapshot, at: datetime) -> tuple[Finding, ...]:
    """What all checks say of a snapshot from a day on; some ten seconds of one processor."""
    with ProcessPoolExecutor(1, get_context("spawn")) as other:
        return other.submit(_found, snapshot, at.date()).result()


def _found(snapshot: Snapshot, first: date) -> tuple[Finding, ...]:
    os.nice(BEHIND_OTHERS)
    return findings_of(Subject(FLOW, snapshot.prompts, snapshot.schedules, first))
