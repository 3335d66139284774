"""The short form of tests/planted_run.py: what is logged of a line under attack holds no number."""

from pathlib import Path

import pytest

from tests.planted_run import drive
from tests.test_logs import keeping_logs

LINES = 1200  # a million by `make chaos`


def test_no_planted_number_is_logged(tmp_path: Path) -> None:
    with keeping_logs():
        watch = drive(tmp_path, LINES, seed=7)
    assert watch.found == []
    assert {"refused", "turn_broke", "text_asked", "text_attempted", "unknown_vendor_word"} <= set(watch.events)


def test_the_search_finds_numbers_where_nobody_hides_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ivr.logs.without_digits", lambda text: text)
    with keeping_logs():
        assert drive(tmp_path, 200, seed=7).found  # how many is up to the worker, which logs between the requests
