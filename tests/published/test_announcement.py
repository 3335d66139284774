"""Whoever publishes an entry reads in the log whom it reaches; what is told can't keep it from going live."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from ivr.line.flow import FLOW
from ivr.published import announcement
from ivr.published.live import Published, open_published
from tests.sentences.hearing import closures_of, content_with

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
FRIDAY = {"where": "691", "days": "4 décembre 2026", "fr": "travaux", "en": "works"}
NO_ENTRIES = closures_of({})


def written(folder: Path, closures: str) -> None:
    (folder / "schedules/closures.yaml").write_text(closures, encoding="utf-8")


def test_a_new_entry_and_a_changed_one_are_told_and_what_stays_is_not(tmp_path: Path) -> None:
    published = open_published(content_with(NO_ENTRIES, tmp_path), FLOW, lambda: NOW)
    published.tell()

    assert refreshed(published, tmp_path, closures_of({"closures": {"travaux": FRIDAY}})) == [
        "travaux: closure, on Friday 4 December 2026, the CPAM of Rhône (69), 1.9 million people, "
        "open again on Monday 7 December 2026 at 08:30"
    ]
    two = {"travaux": FRIDAY, "autres": {**FRIDAY, "where": "mayotte"}}
    assert refreshed(published, tmp_path, closures_of({"closures": two})) == [
        "autres: closure, on Friday 4 December 2026, the Mayotte line, 257,000 people, "
        "open again on Monday 7 December 2026 at 07:30"
    ]
    changed = {**two, "travaux": {**FRIDAY, "days": "11 décembre 2026"}}
    assert refreshed(published, tmp_path, closures_of({"closures": changed})) == [
        "travaux: closure, on Friday 11 December 2026, the CPAM of Rhône (69), 1.9 million people, "
        "open again on Monday 14 December 2026 at 08:30"
    ]
    assert refreshed(published, tmp_path, NO_ENTRIES) == []


def refreshed(published: Published, folder: Path, closures: str) -> list[str]:
    """What the log tells of the entries when these are published."""
    written(folder, closures)
    with capture_logs() as logs:
        assert published.refresh()
    return [one["sentence"] for one in logs if one["event"] == "entry_published"]


def test_what_cannot_be_told_is_live_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> str:
        raise RuntimeError("nobody expected this")

    monkeypatch.setattr(announcement, "entry_words", broken)
    published = open_published(content_with(NO_ENTRIES, tmp_path), FLOW, lambda: NOW)
    written(tmp_path, closures_of({"closures": {"travaux": FRIDAY}}))
    with capture_logs() as logs:
        assert published.refresh()
    assert "entries_not_told" in [one["event"] for one in logs]
    snapshot = published.current()
    assert snapshot is not None
    assert [entry.what.name for entry in snapshot.schedules.above] == ["travaux"]
