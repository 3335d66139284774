"""`#` alone where a number is typed: whichever way Twilio takes it, a call goes where it would go otherwise."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ivr.phone.moments import read_moment
from ivr.phone.replay import differences, replay
from ivr.phone.transcript import read
from ivr.phone.words import read_words
from tests.recorded_words import WORDS

CALLS = Path(__file__).parents[1] / "calls"
WITH_HASH = sorted(file for file in CALLS.rglob("*.yaml") if 'press: "#"' in file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", WITH_HASH, ids=[file.stem for file in WITH_HASH])
def test_the_calls_that_press_it_alone_hear_the_same_where_it_is_ignored(file: Path, line: Callable[..., Any]) -> None:
    expected = read(file.read_text(encoding="utf-8"))
    phone = line(read_moment(expected.at), expected.settings).phone(expected.from_, expected.to, hash_alone="ignored")
    assert not differences(expected, replay(phone, expected), read_words(WORDS))
