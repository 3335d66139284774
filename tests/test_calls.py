"""Whole calls, one story a file: tests/calls/*.yaml, replayed over signed requests. See tests/calls/FORMAT.md."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ivr.phone.moments import read_moment
from ivr.phone.replay import differences, replay
from ivr.phone.transcript import read, rewrite

CALLS = Path(__file__).parent / "calls"
CONTENT = CALLS / "content"  # what some calls are placed over instead of the project's own files
FILES = sorted(file for file in CALLS.rglob("*.yaml") if not file.is_relative_to(CONTENT))


@pytest.mark.parametrize("file", FILES, ids=[str(file.relative_to(CALLS).with_suffix("")) for file in FILES])
def test_call(file: Path, line: Callable[..., Any], request: pytest.FixtureRequest, tmp_path: Path) -> None:
    written = file.read_text(encoding="utf-8")
    expected = read(written)
    ringing = line(read_moment(expected.at), expected.settings | _content(expected.settings, tmp_path))
    heard = replay(ringing.phone(expected.from_, expected.to), expected)
    heard = replace(heard, texts=ringing.texts())
    if request.config.getoption("--update-calls"):
        if differences(expected, heard):
            file.write_text(rewrite(written, heard), encoding="utf-8")
        return
    told = differences(expected, heard)
    assert not told, f"{file.name} ({expected.title}) went otherwise (meant so? then `make calls`):\n{told}"


def _content(settings: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Where a call names a folder of tests/calls/content: the project's content, with that folder's files over it."""
    if "IVR_CONTENT_DIR" not in settings:
        return {}
    for part in ("prompts", "schedules"):
        shutil.copytree(part, folder / part)
    shutil.copytree(CONTENT / settings["IVR_CONTENT_DIR"], folder, dirs_exist_ok=True)
    return {"IVR_CONTENT_DIR": str(folder)}
