"""The project's own content, as it is read for a command and for going live."""

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from ivr.content.faults import ContentError
from ivr.line.flow import FLOW
from ivr.published.inspection import errors_of
from ivr.published.kept import KeptFiles
from ivr.published.live import Published, open_published
from ivr.published.reading import read_halves, read_kept, read_snapshot

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for part in ("prompts", "schedules"):
        shutil.copytree(part, tmp_path / part)
    return tmp_path


def edit(path: Path, old: str, new: str) -> None:
    words = path.read_text(encoding="utf-8")
    assert old in words
    path.write_text(words.replace(old, new), encoding="utf-8")


def published(folder: Path) -> Published:
    return open_published(folder, FLOW, lambda: TUESDAY, folder / "kept")


def test_the_content_that_is_shipped_passes_its_checks(folder: Path) -> None:
    assert errors_of(FLOW, read_snapshot(folder), TUESDAY.date()) == ()


def test_every_byte_changes_the_revision(folder: Path) -> None:
    before = read_snapshot(folder).revision
    assert read_snapshot(folder).revision == before
    edit(folder / "prompts" / "fr.yaml", "Au revoir.", "Au revoir !")
    assert read_snapshot(folder).revision != before


def test_the_faults_of_prompts_and_schedules_come_together(folder: Path) -> None:
    (folder / "prompts" / "fr.yaml").write_text("language: fr\n", encoding="utf-8")
    (folder / "schedules" / "lines.yaml").write_text("{}\n", encoding="utf-8")
    with pytest.raises(ContentError) as error:
        read_snapshot(folder)
    assert {finding.place.name.partition("/")[0] for finding in error.value.findings} >= {"prompts", "schedules"}


def test_a_prompt_that_a_step_needs_can_not_be_taken_out_while_the_line_lives(folder: Path) -> None:
    line = published(folder)
    before = line.standing.revision
    for language in ("fr", "en"):
        edit(folder / "prompts" / f"{language}.yaml", "\n  goodbye:", "\n  good_bye:")
    assert not line.refresh()
    assert line.standing.revision == before
    assert line.standing.prompts == "kept"


def pipe_in_place_of(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize(
    "harm",
    [pipe_in_place_of, lambda path: os.truncate(path, 3 << 30)],
    ids=["a pipe, which nobody writes to", "three gigabytes"],
)
@pytest.mark.parametrize(("file", "left"), [("prompts/fr.yaml", "schedules"), ("schedules/lines.yaml", "prompts")])
def test_what_is_endless_is_not_read_and_the_other_half_is(
    folder: Path, file: str, left: str, harm: Callable[[Path], object]
) -> None:
    harm(folder / file)
    halves = read_halves(folder)
    assert [finding.place.name for finding in halves.findings][:1] == [file]
    assert (halves.prompts is not None, halves.schedules is not None) == (left == "prompts", left == "schedules")


def test_a_pipe_among_the_recordings_is_not_opened(folder: Path) -> None:
    (folder / "prompts" / "audio" / "fr").mkdir(parents=True)
    os.mkfifo(folder / "prompts" / "audio" / "fr" / "goodbye.wav")
    halves = read_halves(folder)
    assert [finding.code for finding in halves.findings] == ["recording-format"]


def test_a_link_among_the_recordings_that_leads_nowhere_is_a_fault_of_the_prompts_alone(folder: Path) -> None:
    (folder / "prompts" / "audio").mkdir()
    (folder / "prompts" / "audio" / "old").symlink_to("nowhere")
    halves = read_halves(folder)
    assert (halves.prompts is None, halves.schedules is None) == (True, False)
    assert [str(finding.place) for finding in halves.findings] == ["prompts"]


def test_whatever_a_reader_raises_is_a_fault_of_its_half(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def strange(*_: object, **__: object) -> object:
        raise RecursionError

    monkeypatch.setattr("ivr.published.reading.read_schedules", strange)
    halves = read_halves(folder)
    assert halves.prompts is not None
    assert halves.schedules is None
    [finding] = halves.findings
    assert (finding.severity, str(finding.place)) == ("error", "schedules")
    assert "RecursionError" in finding.sentence("en")


def test_files_that_change_while_they_are_read_are_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ivr.published import reading

    def and_changes(path: Path, **how: Any) -> object:
        prompts = read(path, **how)
        edit(folder / "prompts" / "fr.yaml", "Au revoir.", "Au revoir !")
        return prompts

    read = reading.read_prompts
    assert read_halves(folder).prompts.files  # type: ignore[union-attr]
    monkeypatch.setattr(reading, "read_prompts", and_changes)
    assert not read_halves(folder).prompts.files  # type: ignore[union-attr]


def test_what_was_kept_is_read_as_the_files_were(folder: Path) -> None:
    line = published(folder)
    line.keep()
    kept = read_kept(KeptFiles(folder / "kept"))
    assert kept.prompts is not None
    assert kept.schedules is not None
    assert f"{kept.prompts.revision}-{kept.schedules.revision}" == line.standing.revision
    shutil.rmtree(folder / "prompts")
    shutil.rmtree(folder / "schedules")
    again = published(folder)
    assert again.standing.revision == line.standing.revision
    assert (again.standing.prompts, again.standing.schedules) == ("kept", "kept")


def test_a_copy_that_this_release_can_not_read_is_set_aside_loudly(folder: Path) -> None:
    """As after an upgrade whose reader asks for more than the one before it."""
    kept = KeptFiles(folder / "kept")
    kept.keep("prompts", {"fr.yaml": b"language: fr\n...\n"})
    with capture_logs() as logs:
        assert read_kept(kept).prompts is None
    [told] = [line for line in logs if line["event"] == "kept_content_set_aside"]
    assert told["log_level"] == "error"
    assert told["why"].startswith("this release can't read it: prompts-")
    assert list(kept.copies("prompts")) == []
