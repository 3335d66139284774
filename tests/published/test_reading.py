"""The project's own content, as it goes live."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ivr.content.faults import ContentError
from ivr.line.flow import FLOW
from ivr.published.inspection import errors_of
from ivr.published.reading import open_published, read_snapshot

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
    published = open_published(folder, FLOW, lambda: TUESDAY)
    before = published.current()
    for language in ("fr", "en"):
        edit(folder / "prompts" / f"{language}.yaml", "\n  goodbye:", "\n  good_bye:")
    assert not published.refresh()
    assert published.current() is before
