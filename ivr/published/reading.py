"""Reads a folder's prompts and schedules into one snapshot, and keeps it live."""

import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from ivr.clock import Clock
from ivr.content.faults import ContentError
from ivr.content.prompts import read_prompts
from ivr.content.schedules import read_schedules
from ivr.findings import Finding
from ivr.line.flow import FLOW
from ivr.line.steps import Flow
from ivr.published.inspection import errors_of
from ivr.published.snapshot import Published, Snapshot

Part = TypeVar("Part")


def open_published(folder: Path, flow: Flow, clock: Clock) -> Published:
    """The live content of a folder, checked against the flow that speaks it. ContentError when it can't be read."""
    return Published(folder, partial(read_snapshot, flow=flow), clock, partial(errors_of, flow))


def read_snapshot(folder: Path, flow: Flow = FLOW) -> Snapshot:
    """The snapshot of a folder's prompts/ and schedules/, as a flow is to say them. ContentError with all faults."""
    findings: list[Finding] = []
    prompts = _part(lambda: read_prompts(folder / "prompts", flow), findings)
    schedules = _part(lambda: read_schedules(folder / "schedules"), findings)
    if prompts is None or schedules is None:
        raise ContentError(*findings)
    return Snapshot(prompts, schedules, f"{_digest(folder / 'prompts')}-{schedules.revision}")


def _part(read: Callable[[], Part], findings: list[Finding]) -> Part | None:
    try:
        return read()
    except ContentError as error:
        findings += error.findings
        return None


def _digest(folder: Path) -> str:
    """Changes with every byte of the prompt files, and with the recordings that stand in for them."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            digest.update(path.read_bytes() if path.suffix == ".yaml" else str(path.stat().st_mtime_ns).encode())
    return digest.hexdigest()[:12]
