"""Whole calls, one story a file: tests/calls/*.yaml, replayed over signed requests. See tests/calls/FORMAT.md."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ivr.phone.moments import read_moment
from ivr.phone.replay import differences, replay
from ivr.phone.transcript import read, rewrite

CALLS = Path(__file__).parent / "calls"
FILES = sorted(CALLS.rglob("*.yaml"))


@pytest.mark.parametrize("file", FILES, ids=[str(file.relative_to(CALLS).with_suffix("")) for file in FILES])
def test_call(file: Path, line: Callable[..., Any], request: pytest.FixtureRequest) -> None:
    written = file.read_text(encoding="utf-8")
    expected = read(written)
    ringing = line(read_moment(expected.at), expected.settings)
    heard = replay(ringing.phone(expected.from_, expected.to), expected)
    heard = replace(heard, texts=ringing.texts())
    if request.config.getoption("--update-calls"):
        if differences(expected, heard):
            file.write_text(rewrite(written, heard), encoding="utf-8")
        return
    told = differences(expected, heard)
    assert not told, f"{file.name} ({expected.title}) went otherwise:\n{told}"
