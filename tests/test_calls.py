"""Whole calls, one story a file: tests/calls/*.yaml, replayed over signed requests. See tests/calls/FORMAT.md."""

import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ivr.phone.moments import read_moment
from ivr.phone.naming import named_entries
from ivr.phone.phone import Phone
from ivr.phone.replay import differences, replay
from ivr.phone.transcript import ANYTHING, Transcript, TranscriptError, read, rewrite
from ivr.phone.words import Words, read_words, write_words
from tests.recorded_words import HEADING, WORDS, Telling, words_now

CALLS = Path(__file__).parent / "calls"
CONTENT = CALLS / "content"  # what some calls are placed over instead of the project's own files
FILES = sorted(
    file for file in CALLS.rglob("*.yaml") if not file.is_relative_to(CONTENT) and not file.is_relative_to(WORDS)
)


@pytest.fixture(scope="module")
def words() -> Words:
    return read_words(WORDS)


def test_the_words_of_every_prompt_are_recorded(words: Words, request: pytest.FixtureRequest) -> None:
    now = words_now()
    if request.config.getoption("--update-calls"):
        for language in now:
            text = write_words(now[language], language, HEADING)
            (WORDS / f"{language}.yaml").write_text(text, encoding="utf-8")
        return
    assert {file.stem for file in WORDS.iterdir()} == set(now)
    for language in now:
        assert words[language] == now[language], "meant so? then `make calls`"


@pytest.mark.parametrize("file", FILES, ids=[str(file.relative_to(CALLS).with_suffix("")) for file in FILES])
def test_call(
    file: Path,
    line: Callable[..., Any],
    words: Words,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected = read(file.read_text(encoding="utf-8"))
    ringing = line(read_moment(expected.at), expected.settings | _content(expected.settings, tmp_path))
    phone = ringing.phone(expected.from_, expected.to)
    if request.config.getoption("--update-calls"):
        phone = ringing.phone(expected.from_, expected.to, transport=Telling(phone.transport, monkeypatch))
        _update(file, expected, replace(replay(phone, expected), texts=ringing.texts()), phone)
        return
    heard = replace(replay(phone, expected), texts=ringing.texts())
    told = differences(expected, heard, words)
    assert not told, f"{file.name} ({expected.title}) went otherwise (meant so? then `make calls`):\n{told}"


def _update(file: Path, expected: Transcript, heard: Transcript, phone: Phone) -> None:
    """Writes what was heard; a call that tells only some of it ("...") stays as it is while that is true."""
    written, words = file.read_text(encoding="utf-8"), words_now()
    if ANYTHING in written:
        with suppress(TranscriptError):
            if not differences(expected, heard, words):
                return
    file.write_text(rewrite(written, replace(heard, call=named_entries(phone, words))), encoding="utf-8")


def _content(settings: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Where a call names a folder of tests/calls/content: the project's content, with that folder's files over it."""
    if "IVR_CONTENT_DIR" not in settings:
        return {}
    for part in ("prompts", "schedules"):
        shutil.copytree(part, folder / part)
    shutil.copytree(CONTENT / settings["IVR_CONTENT_DIR"], folder, dirs_exist_ok=True)
    return {"IVR_CONTENT_DIR": str(folder)}
