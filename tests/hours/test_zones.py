"""Time zones come from the pinned tzdata package: the machine's own, old, wrong or missing, are never asked."""

import os
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest

MORNING = ["-m", "ivr", "hours", "mayotte", "--at", "2026-11-24 09:00"]  # in Paris; 11:00 there


def told(zones: str | None) -> str:
    """What the line believes of a Tuesday morning on a machine with its time zones in a folder, "" for none."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONTZPATH"}
    if zones is not None:
        environment["PYTHONTZPATH"] = zones
    run = subprocess.run([sys.executable, *MORNING], env=environment, capture_output=True, text=True, check=True)
    return run.stdout


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """A machine that takes Tokyo's clock for that of Paris."""
    tokyo = resources.files("tzdata") / "zoneinfo" / "Asia" / "Tokyo"
    (tmp_path / "Europe").mkdir()
    (tmp_path / "Europe" / "Paris").write_bytes(tokyo.read_bytes())
    return tmp_path


def test_a_machine_without_time_zones_or_with_wrong_ones_makes_no_difference(wrong: Path) -> None:
    by_the_machine = told(None)
    assert "OUVERT" in by_the_machine
    assert told("") == by_the_machine
    assert told(str(wrong)) == by_the_machine
