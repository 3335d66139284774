"""Content breaks, and processes come and go: callers hear the last good content, or constant sentences, never nothing.

Each with real processes, as deployed: see tests/deployed.py.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.deployed import Deployed

MARKED = "Bienvenue sur la ligne d'hier."  # said by the good content alone


def halve(path: Path) -> None:
    raw = path.read_bytes()
    path.write_bytes(raw[: len(raw) // 2])


def folder_in_place_of(path: Path) -> None:
    path.unlink()
    path.mkdir()


def pipe_in_place_of(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def link_in_place_of(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def grow(path: Path) -> None:
    """Three gigabytes that take no place on the disk."""
    os.truncate(path, 3 << 30)


def rename_a_prompt(path: Path) -> None:
    """Reads well, and leaves a step without words."""
    for language in ("fr", "en"):
        edit(path.with_name(f"{language}.yaml"), "\n  goodbye:", "\n  good_bye:")


def edit(path: Path, old: str, new: str) -> None:
    words = path.read_text(encoding="utf-8")
    assert old in words
    path.write_text(words.replace(old, new, 1), encoding="utf-8")


FAULTS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "a prompt file cut in half": ("prompts/fr.yaml", halve),
    "a schedule cut in half": ("schedules/caisses.yaml", halve),
    "an empty file": ("prompts/en.yaml", lambda path: path.write_bytes(b"")),
    "no UTF-8": ("prompts/fr.yaml", lambda path: path.write_bytes(b"\xff\xfe" + path.read_bytes())),
    "three gigabytes": ("schedules/closures.yaml", grow),
    "a folder in place of a file": ("schedules/lines.yaml", folder_in_place_of),
    "a pipe in place of a file": ("prompts/fr.yaml", pipe_in_place_of),
    "a link to itself": ("schedules/regimes.yaml", link_in_place_of),
    "a file that may not be read": ("prompts/fr.yaml", lambda path: path.chmod(0)),
    "a folder that may not be read": ("prompts", lambda path: path.chmod(0)),
    "prompts/ is gone": ("prompts", shutil.rmtree),
    "the whole folder is gone": ("", shutil.rmtree),
    "a prompt that a step needs is gone": ("prompts/fr.yaml", rename_a_prompt),
}


@pytest.fixture
def deployed(tmp_path: Path) -> Iterator[Deployed]:
    one = Deployed(tmp_path)
    yield one
    for folder in (one.content / "prompts", one.content):
        if folder.exists():
            folder.chmod(0o755)  # so that it can be removed
    one.stop()


def hears_the_line(line: Deployed) -> None:
    """A whole call: both languages, hours, a text that is asked for."""
    line.rings("9").hears("certificate of entitlement")
    line.rings("3", "75012").hears("CPAM de Paris")
    line.rings("1", "1", "1", "1", from_="06 12 34 56 78").hears("ameli point f r")


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_befalls_the_content_callers_hear_the_last_good_one(deployed: Deployed, fault: str) -> None:
    line = deployed.start()
    hears_the_line(line)
    where, break_it = FAULTS[fault]
    break_it(line.content / where)
    hears_the_line(line)
    line.reload()
    hears_the_line(line)
    line.kill_a_worker()
    hears_the_line(line)
    line.stop()
    line.start()
    hears_the_line(line)
