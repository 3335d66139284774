"""Reads prompts/ and schedules/: both or neither for a command, each half by itself for what goes live."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import structlog

from ivr.check.findings import Finding
from ivr.content.faults import ContentError, Faults, Language
from ivr.content.prompts import read_prompts
from ivr.content.revision import revision_of
from ivr.content.schedules import read_schedules
from ivr.content.yaml_faults import NO_FILE
from ivr.hours.schedules import Schedules
from ivr.published.kept import Files, KeptFiles, files_of
from ivr.published.snapshot import Half, Halves, Pair, Snapshot, What

log = structlog.get_logger("ivr.published")


def read_snapshot(folder: Path, language: Language = "fr") -> Snapshot:
    """The snapshot of a folder that holds prompts/ and schedules/. Raises ContentError with the faults of both."""
    halves = read_halves(folder, language)
    if halves.prompts is None or halves.schedules is None:
        raise ContentError(halves.findings)
    return Pair(halves.prompts, halves.schedules).snapshot


def read_halves(folder: Path, language: Language = "fr") -> Halves:
    """What can be read of a folder that holds prompts/ and schedules/, and the faults of the rest. Never raises."""
    findings: list[Finding] = []
    prompts = _half(folder / "prompts", read_prompts, language, findings)
    schedules = _half(folder / "schedules", read_schedules, language, findings)
    return Halves(prompts, schedules, tuple(findings))


def read_kept(kept: KeptFiles) -> Halves:
    """The newest copies that were kept and can be read; those that can't are set aside. Never raises."""
    return Halves(_kept_half(kept, "prompts", read_prompts), _kept_half(kept, "schedules", read_schedules))


def _kept_half(kept: KeptFiles, part: str, read: Callable[[Path, Language], What]) -> Half[What] | None:
    for copy in kept.copies(part):
        findings: list[Finding] = []
        half = _half(copy, read, "fr", findings)
        if half is not None:
            return replace(half, origin="kept")
        kept.set_aside(copy, f"this release can't read it: {findings[0]}")
    return None


def _half(
    folder: Path, read: Callable[[Path, Language], What], language: Language, findings: list[Finding]
) -> Half[What] | None:
    before = _files(folder)
    try:
        what = read(folder, language)
    except ContentError as error:
        findings += error.findings
        return None
    except Exception as error:  # whatever a reader trips over, the line goes on without this half
        log.exception("content_unreadable", part=folder.name)
        faults = Faults(language)
        faults.add(NO_FILE, folder.name, reason=type(error).__name__)
        findings += faults.findings
        return None
    revision = what.revision if isinstance(what, Schedules) else _revision_of_prompts(before, folder)
    return Half(what, revision, "files", before if before == _files(folder) else {})


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
    return revision_of(digest.hexdigest())
