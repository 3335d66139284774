"""What is kept for the next start is whole or is not there, whoever writes, dies or meddles meanwhile."""

import errno
import os
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from itertools import count
from multiprocessing import get_context
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from ivr.published.kept import Files, KeptFiles, files_of

FIRST: Files = {"fr.yaml": b"un\n...\n", "en.yaml": b"one\n...\n"}
SECOND: Files = {"fr.yaml": b"deux\n...\n", "en.yaml": b"two\n...\n"}
THIRD: Files = {"fr.yaml": b"trois\n...\n", "en.yaml": b"three\n...\n"}


@pytest.fixture
def kept(tmp_path: Path) -> KeptFiles:
    return KeptFiles(tmp_path / "kept")


def newest(kept: KeptFiles, part: str = "prompts") -> Files | None:
    return next((files_of(copy) for copy in kept.copies(part)), None)


def copies(folder: Path) -> list[Path]:
    return list((folder / "kept" / "files").glob("prompts-*"))


def test_the_newest_is_found(kept: KeptFiles) -> None:
    assert newest(kept) is None
    kept.keep("prompts", FIRST)
    kept.keep("prompts", SECOND)
    assert newest(kept) == SECOND
    kept.keep("prompts", FIRST)
    assert newest(kept) == FIRST, "what was mended by going back is the newest again"


def test_the_two_halves_are_kept_apart(kept: KeptFiles) -> None:
    kept.keep("prompts", FIRST)
    kept.keep("schedules", {"lines.yaml": b"...\n"})
    assert newest(kept) == FIRST
    assert newest(kept, "schedules") == {"lines.yaml": b"...\n"}


def test_of_old_copies_only_the_newest_and_the_one_before_stay(kept: KeptFiles) -> None:
    for age, files in enumerate((FIRST, SECOND), 1):
        kept.keep("prompts", files)
        os.utime(next(kept.copies("prompts")), (-age * 86_400, -age * 86_400))
    kept.keep("prompts", THIRD)
    assert [files_of(copy) for copy in kept.copies("prompts")] == [THIRD, SECOND]


def test_a_copy_that_a_start_may_be_reading_stays(kept: KeptFiles, tmp_path: Path) -> None:
    for files in (FIRST, SECOND, THIRD):
        kept.keep("prompts", files)
    assert len(copies(tmp_path)) == 3


def test_nobody_else_may_read_it(kept: KeptFiles, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        kept.keep("prompts", FIRST)
    finally:
        os.umask(before)
    for path in (tmp_path / "kept").rglob("*"):
        if not path.is_symlink():
            assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path
    assert (tmp_path / "kept").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    "harm",
    [
        lambda copy: (copy / "fr.yaml").write_bytes(b"de\n...\n"),
        lambda copy: os.truncate(copy / "fr.yaml", 3),
        lambda copy: (copy / "en.yaml").unlink(),
        lambda copy: (copy / "more.yaml").write_bytes(b"...\n"),
        lambda copy: (copy / "en.yaml").rename(copy / "es.yaml"),
    ],
    ids=["changed", "cut", "less", "more", "renamed"],
)
def test_a_harmed_copy_is_not_believed_and_the_one_before_is(
    kept: KeptFiles, tmp_path: Path, harm: Callable[[Path], object]
) -> None:
    kept.keep("prompts", FIRST)
    kept.keep("prompts", SECOND)
    harm(next(kept.copies("prompts")))
    with capture_logs() as logs:
        assert newest(kept) == FIRST
    assert [(line["event"], line["log_level"], line["why"]) for line in logs] == [
        ("kept_content_set_aside", "error", "harmed")
    ]
    assert len(list((tmp_path / "kept" / "files" / "aside").iterdir())) == 1, "it can be looked at"
    kept.keep("prompts", SECOND)
    assert newest(kept) == SECOND


def test_a_harmed_copy_is_written_anew(kept: KeptFiles) -> None:
    kept.keep("prompts", FIRST)
    (next(kept.copies("prompts")) / "fr.yaml").write_bytes(b"")
    kept.keep("prompts", FIRST)
    assert newest(kept) == FIRST


def test_a_copy_that_can_not_be_read_now_is_passed_over_and_left(
    kept: KeptFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_many_open_files(_: Path) -> Files:
        raise OSError(errno.EMFILE, "Too many open files")

    kept.keep("prompts", FIRST)
    with monkeypatch.context() as patched:
        patched.setattr("ivr.published.kept.files_of", too_many_open_files)
        assert newest(kept) is None
    assert newest(kept) == FIRST


def test_a_folder_of_copies_that_was_deleted_is_made_again(kept: KeptFiles, tmp_path: Path) -> None:
    kept.keep("prompts", FIRST)
    shutil.rmtree(tmp_path / "kept")
    assert newest(kept) is None
    kept.keep("prompts", FIRST)
    assert newest(kept) == FIRST


# -- whoever dies, at whatever moment ----------------------------------------------------------------------------------

CALLS = ("mkdir", "open", "fsync", "close", "rename", "replace", "symlink", "unlink", "rmdir")


def test_a_process_that_dies_at_any_moment_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    for after in count():
        kept = KeptFiles(tmp_path / str(after) / "kept")
        kept.keep("prompts", FIRST)
        died = _dies(tmp_path / str(after), after)
        assert newest(kept) in ((FIRST, SECOND) if died else (SECOND,))
        kept.keep("prompts", THIRD)
        assert newest(kept) == THIRD
        assert not list((tmp_path / str(after)).rglob(".new-*")), "what was half written is cleared away"
        if not died:
            break
    assert after > 12, "it died at each of so many moments"


def _dies(folder: Path, after: int) -> bool:
    """Keep SECOND in a process of its own, which ends at its n-th call of the system; whether it came so far."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3
    left = [after]
    for name in CALLS:
        _count_down(name, left)
    KeptFiles(folder / "kept").keep("prompts", SECOND)
    os._exit(0)


def _count_down(name: str, left: list[int]) -> None:
    does = getattr(os, name)

    def or_dies(*given: object, **more: object) -> object:
        if left[0] == 0:
            os._exit(3)
        left[0] -= 1
        return does(*given, **more)

    setattr(os, name, or_dies)


def test_a_full_disk_leaves_the_old_and_nothing_half_written(
    kept: KeptFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    kept.keep("prompts", FIRST)
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            kept.keep("prompts", SECOND)
    assert newest(kept) == FIRST
    assert len(copies(tmp_path)) == 1
    assert not list((tmp_path / "kept" / "files").glob(".new-*"))


# -- several at once ---------------------------------------------------------------------------------------------------


def _keep_often(folder: Path, which: int) -> None:
    """Keeps one after another, each until it is; while another process writes it waits its turn."""
    kept = KeptFiles(folder / "kept")
    for turn in range(60):
        while not kept.keep("prompts", (FIRST, SECOND, THIRD)[(which + turn) % 3]):
            pass


def _read_often(folder: Path) -> int:
    """How often no whole copy was found."""
    kept = KeptFiles(folder / "kept")
    return sum(newest(kept) not in (FIRST, SECOND, THIRD) for _ in range(300))


def test_several_processes_may_write_while_another_reads(kept: KeptFiles, tmp_path: Path) -> None:
    kept.keep("prompts", FIRST)
    with ProcessPoolExecutor(4, get_context("spawn")) as pool:
        writers = [pool.submit(_keep_often, tmp_path, which) for which in range(3)]
        reader = pool.submit(_read_often, tmp_path)
        for writer in writers:
            writer.result()
        assert reader.result() == 0
    assert not (tmp_path / "kept" / "files" / "aside").exists(), "nothing was taken for harmed"
    assert newest(kept) in (FIRST, SECOND, THIRD)
