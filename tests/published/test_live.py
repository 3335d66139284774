"""The last good content is served, whatever happens to the files; what is good again is live within seconds."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from ivr.check.findings import Finding
from ivr.content.faults import ContentError
from ivr.metrics import read_metric
from ivr.published.snapshot import Published, Snapshot, stamps

NEW_YEARS_EVE = datetime(2026, 12, 31, 12, 0, tzinfo=UTC)


class Schedules:
    """Schedules that only count what they were asked to prepare."""

    def __init__(self) -> None:
        self.prepared: list[datetime] = []

    def prepare(self, at: datetime) -> None:
        self.prepared.append(at)


def read(folder: Path) -> Snapshot:
    """The file's own words are the revision; the word "broken" is a fault, "odd" a surprise."""
    words = (folder / "prompts" / "fr.yaml").read_text(encoding="utf-8")
    if words == "broken":
        raise ContentError((Finding("broken", "error", "prompts/fr.yaml:1", "It is broken.", "Mend it."),))
    if words == "odd":
        raise RuntimeError("nobody expected this")
    schedules: Any = Schedules()
    return Snapshot({}, schedules, words)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "prompts").mkdir()
    write(tmp_path, "first")
    return tmp_path


def write(folder: Path, words: str) -> None:
    (folder / "prompts" / "fr.yaml").write_text(words, encoding="utf-8")


def publish(folder: Path) -> Published:
    return Published(folder, read, lambda: NEW_YEARS_EVE)


def test_the_content_is_read_once(folder: Path) -> None:
    published = publish(folder)
    first = published.current()
    assert first.revision == "first"
    assert not published.refresh()
    assert published.current() is first


def test_a_change_is_live_after_the_next_look(folder: Path) -> None:
    published = publish(folder)
    write(folder, "second")
    assert published.current().revision == "first"  # no file is read on the way of a call
    assert published.refresh()
    assert published.current().revision == "second"


def test_a_new_file_is_a_change(folder: Path) -> None:
    published = publish(folder)
    (folder / "prompts" / "goodbye.wav").write_bytes(b"RIFF")
    assert published.refresh()


@pytest.mark.parametrize("words", ["broken", "odd"])
def test_the_last_good_goes_on_and_the_fault_is_told_once(folder: Path, words: str) -> None:
    published = publish(folder)
    write(folder, words)
    with capture_logs() as logs:
        assert not published.refresh()
        assert not published.refresh()
    assert published.current().revision == "first"
    assert {line["log_level"] for line in logs} == {"error"}
    assert len([line for line in logs if line["event"] in ("content_fault", "content_unreadable")]) == 1


def test_the_faults_are_counted_until_they_are_mended(folder: Path) -> None:
    published = publish(folder)
    write(folder, "broken")
    published.refresh()
    assert read_metric("ivr_content_faults") == 1
    write(folder, "mended")
    assert published.refresh()
    assert published.current().revision == "mended"
    assert read_metric("ivr_content_faults") == 0


def inspect(snapshot: Snapshot, first: date) -> tuple[Finding, ...]:
    """Content that reads well, and would leave callers without a way on."""
    assert first == NEW_YEARS_EVE.date()
    faulty = snapshot.revision.startswith("deaf")
    return (Finding("no-way-out", "error", "flow: topics", "Nobody gets out.", "Add a way."),) if faulty else ()


def test_what_fails_a_check_does_not_follow_what_passes(folder: Path) -> None:
    published = Published(folder, read, lambda: NEW_YEARS_EVE, inspect)
    write(folder, "deaf content")
    with capture_logs() as logs:
        assert not published.refresh()
    assert published.current().revision == "first"
    assert [line["event"] for line in logs] == ["content_fault", "last_good_content_goes_on"]


def test_at_the_start_a_flaw_is_better_than_no_line(folder: Path) -> None:
    write(folder, "deaf content")
    with capture_logs() as logs:
        published = Published(folder, read, lambda: NEW_YEARS_EVE, inspect)
    assert published.current().revision == "deaf content"
    assert [line["event"] for line in logs] == ["content_fault", "faulty_content_is_served"]


def test_files_that_are_gone_leave_the_last_good(folder: Path) -> None:
    published = publish(folder)
    (folder / "prompts" / "fr.yaml").unlink()
    assert not published.refresh()
    assert published.current().revision == "first"


def test_without_a_last_good_there_is_nothing_to_serve(folder: Path) -> None:
    write(folder, "broken")
    with pytest.raises(ContentError, match="It is broken"):
        publish(folder)


def test_calendars_are_built_before_a_call_needs_them_and_before_the_year_ends(folder: Path) -> None:
    schedules: Any = publish(folder).current().schedules
    assert {at.year for at in schedules.prepared} == {2026, 2027}


def test_looking_happens_on_a_thread_of_its_own(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published = publish(folder)
    looks: list[float] = []

    def wait(seconds: float) -> bool:
        looks.append(seconds)
        write(folder, "second")
        return len(looks) > 1

    monkeypatch.setattr(published._stopped, "wait", wait)
    thread = published.start_refreshing(5.0)
    thread.join(5)
    assert looks == [5.0, 5.0]
    assert published.current().revision == "second"


def test_a_file_that_vanishes_while_it_is_looked_at_is_gone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_: Path) -> None:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "rglob", lambda *_: [folder / "prompts" / "fr.yaml"])
    monkeypatch.setattr(Path, "stat", gone)
    assert stamps(folder) == {}
