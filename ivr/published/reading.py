"""Reads prompts/ and schedules/: both or neither for a command, each half by itself for what goes live."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import structlog

from ivr.content.faults import ContentError
from ivr.content.prompts import read_prompts
from ivr.content.schedules import read_schedules
from ivr.content.yaml_faults import NO_FILE
from ivr.findings import Finding, Place
from ivr.hours.schedules import Schedules
from ivr.line.flow import FLOW
from ivr.line.steps import Flow
from ivr.published.kept import Files, KeptFiles, files_of
from ivr.published.snapshot import Half, Halves, Pair, Snapshot, What

log = structlog.get_logger("ivr.published")


def read_snapshot(folder: Path, flow: Flow = FLOW) -> Snapshot:
    """The snapshot of a folder's prompts/ and schedules/, as a flow is to say them. ContentError with all faults."""
    halves = read_halves(folder, flow)
    if halves.prompts is None or halves.schedules is None:
        raise ContentError(*halves.findings)
    return Pair(halves.prompts, halves.schedules).snapshot


def read_halves(folder: Path, flow: Flow = FLOW) -> Halves:
    """What can be read of a folder's prompts/ and schedules/, and the faults of the rest. Never raises."""
    findings: list[Finding] = []
    prompts = _half(folder / "prompts", partial(read_prompts, flow=flow), findings)
    schedules = _half(folder / "schedules", read_schedules, findings)
    return Halves(prompts, schedules, tuple(findings))


def read_kept(kept: KeptFiles, flow: Flow = FLOW) -> Halves:
    """The newest copies that were kept and can be read; those that can't are set aside. Never raises."""
    prompts = _kept_half(kept, "prompts", partial(read_prompts, flow=flow))
    return Halves(prompts, _kept_half(kept, "schedules", read_schedules))


def _kept_half(kept: KeptFiles, part: str, read: Callable[[Path], What]) -> Half[What] | None:
    for copy in kept.copies(part):
        findings: list[Finding] = []
        half = _half(copy, read, findings)
        if half is not None:
            return replace(half, origin="kept")
        kept.set_aside(copy, f"this release can't read it: {findings[0].told('en')}")
    return None


def _half(folder: Path, read: Callable[[Path], What], findings: list[Finding]) -> Half[What] | None:
    """prompts/ or schedules/; None with the reasons among `findings`."""
    try:
        before = _files(folder)
        what = read(folder)
        revision = what.revision if isinstance(what, Schedules) else _revision_of_prompts(before, folder)
        return Half(what, revision, "files", before if before == _files(folder) else {})
    except ContentError as error:
        findings += error.findings
    except Exception as error:  # whatever a reader trips over, the line goes on without this half
        log.exception("content_unreadable", part=folder.name)
        findings.append(NO_FILE.at(Place(folder.name), reason=type(error).__name__))
    return None


def _files(folder: Path) -> Files:
    try:
        return files_of(folder)
    except OSError:  # the reader says which, and why
        return {}


def _revision_of_prompts(files: Files, folder: Path) -> str:
    """Changes with every byte of the prompt files, and with the recordings that stand in for them."""
    digest = hashlib.sha256()
    for name, raw in sorted(files.items()):
        digest.update(name.encode() + b"\0" + raw)
    for path in sorted((folder / "audio").rglob("*")):
        digest.update(f"{path.relative_to(folder).as_posix()}\0{path.stat().st_mtime_ns}".encode())
    return digest.hexdigest()[:12]
