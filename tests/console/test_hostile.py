"""Whatever is sent to the console: no fault of ours, and nothing done by who may not."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.console.hostile import Range, shots

COUNT = 300  # `python -m tests.console.hostile 200000` fires the rest


def test_random_requests_end_in_a_page_and_do_nothing_without_a_guard(tmp_path: Path) -> None:
    target = Range(tmp_path, datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Europe/Paris")))
    found = [(shot, fault) for shot, fault in shots(target, COUNT, seed=3646) if fault]
    target.desk.close()
    assert found == []
