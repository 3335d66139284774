"""Reads a folder's prompts and schedules into one snapshot."""

import hashlib
from pathlib import Path

from ivr.content.faults import ContentError
from ivr.content.prompts import read_prompts
from ivr.content.schedules import read_schedules
from ivr.published.snapshot import Snapshot


def read_snapshot(folder: Path) -> Snapshot:
    """The snapshot of a folder that holds prompts/ and schedules/. Raises ContentError with the faults of both."""
