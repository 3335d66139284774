"""What was learnt of examples is read by the next start, and learnt anew whenever it can't be believed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from ivr.line.examples import Examples, examples_of
from ivr.published import kept_examples
from ivr.published.kept_examples import MOST, KeptExamples

SAID = {"file": ("mon remboursement", "le remboursement dentiste"), "none": ("une pizza", "une pizza œuf")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    kept = KeptExamples(tmp_path)
    kept.learnt(SAID)
    kept.keep()
    return tmp_path


@pytest.fixture
def learnt_anew(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    learnt: list[object] = []

    def learn(said: kept_examples.Said) -> Examples:
        learnt.append(said)
        return examples_of(said)

    monkeypatch.setattr(kept_examples, "examples_of", learn)
    return learnt


def file_in(folder: Path) -> Path:
    (file,) = (folder / "examples").iterdir()
    return file


def test_the_next_start_reads_what_was_learnt(folder: Path, learnt_anew: list[object]) -> None:
    assert KeptExamples(folder).learnt(SAID) == examples_of(SAID)
    assert not learnt_anew
    assert file_in(folder).stat().st_mode & 0o777 == 0o600


def test_of_none_nothing_is_learnt(tmp_path: Path) -> None:
    for _ in range(2):
        kept = KeptExamples(tmp_path)
        assert kept.learnt({}) == examples_of({})
        kept.keep()


@pytest.mark.parametrize(
    "harm",
    [
        lambda file: file.write_bytes(file.read_bytes()[:-1]),
        lambda file: file.write_bytes(file.read_bytes().replace(b"file", b"none")),
        lambda file: file.write_bytes(b""),
    ],
    ids=["cut", "changed", "empty"],
)
def test_what_is_harmed_is_learnt_anew(folder: Path, harm: Callable[[Path], object], learnt_anew: list[object]) -> None:
    harm(file_in(folder))
    kept = KeptExamples(folder)
    with capture_logs() as logs:
        assert kept.learnt(SAID) == examples_of(SAID)
        kept.keep()
    assert learnt_anew == [SAID]
    assert logs[0]["event"] == "kept_examples_not_believed"
    assert KeptExamples(folder).learnt(SAID) == examples_of(SAID)
    assert learnt_anew == [SAID], "it was mended"


@pytest.mark.parametrize("said", [{**SAID, "none": ("une pizza",)}, dict(reversed(SAID.items()))], ids=str)
def test_other_sentences_are_learnt(folder: Path, said: kept_examples.Said, learnt_anew: list[object]) -> None:
    assert KeptExamples(folder).learnt(said) == examples_of(said)
    assert learnt_anew == [said]


def test_other_code_learns_anew(folder: Path, learnt_anew: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_examples, "_code", lambda: b"of another release")
    KeptExamples(folder).learnt(SAID)
    assert learnt_anew == [SAID]


def test_what_learns_is_read_from_its_files() -> None:
    for source in ("line/examples.py", "line/patterns.py", "published/kept_examples.py"):
        assert (Path("ivr") / source).read_bytes() in kept_examples._code()


def test_without_sources_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whose learning it is could not be told."""
    monkeypatch.setattr(kept_examples, "_code", lambda: b"")
    kept = KeptExamples(tmp_path)
    assert kept.learnt(SAID) == examples_of(SAID)
    kept.keep()
    assert not list(tmp_path.iterdir())


def test_a_disk_that_refuses_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "examples").write_text("no folder")
    kept = KeptExamples(tmp_path)
    with capture_logs() as logs:
        assert kept.learnt(SAID) == examples_of(SAID)
        kept.keep()
        kept.keep()
    assert [log["event"] for log in logs] == ["kept_examples_not_believed", "examples_not_kept"]


def test_the_oldest_make_room(tmp_path: Path) -> None:
    kept = KeptExamples(tmp_path)
    for number in range(MOST + 2):
        kept.learnt({"file": (f"phrase {number}",)})
        kept.keep()
    assert len(list((tmp_path / "examples").iterdir())) == MOST
