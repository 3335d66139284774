"""A closure that staff write is what the next caller hears: real content, one entry more, rung over signed requests."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

PARIS = ZoneInfo("Europe/Paris")
THURSDAY = datetime(2026, 12, 3, 10, 0, tzinfo=PARIS)
CLOSURE = """closures:
  inventaire:
    where: {where}
    first: 2026-12-03
    last: {last}
    fr: fermeture pour inventaire
    en: stock-taking
openings: {{}}
emergencies: {{}}
...
"""
EMERGENCY = """closures: {}
openings: {}
emergencies:
  panne:
    where: all
    start: 2026-12-03 09:00
    end: 2026-12-03 11:00
    fr: panne de notre réseau téléphonique
    en: a failure of our telephone network
...
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the real prompts and schedules, to be changed."""
    for folder in ("prompts", "schedules"):
        shutil.copytree(folder, tmp_path / folder)
    return tmp_path


def ringing_with(line: Callable[..., Any], content: Path, closures: str) -> Any:
    (content / "schedules/closures.yaml").write_text(closures, encoding="utf-8")
    return line(THURSDAY, {"IVR_CONTENT_DIR": str(content), "IVR_ADVISER": "+33199000000"})


def test_a_closed_caisse_says_why_and_when_it_reopens(line: Callable[..., Any], content: Path) -> None:
    phone = ringing_with(line, content, CLOSURE.format(where="[691]", last="2026-12-04")).phone()
    phone.dial().press("0").press("69003")
    phone.hears("fermeture pour inventaire")
    phone.hears("lundi 7 décembre à partir de 8 heures 30")


def test_its_neighbours_stay_open(line: Callable[..., Any], content: Path) -> None:
    phone = ringing_with(line, content, CLOSURE.format(where="[691]", last="2026-12-04")).phone()
    phone.dial().press("0").press("75012")
    phone.hears("mets en relation")


def test_a_closure_without_an_end_names_no_day(line: Callable[..., Any], content: Path) -> None:
    phone = ringing_with(line, content, CLOSURE.format(where="all", last="unknown")).phone()
    phone.dial()
    phone.hears("fermeture pour inventaire")
    phone.press("0").hears("n'est pas encore connue")


def test_an_emergency_closes_at_once_and_ends_at_its_hour(line: Callable[..., Any], content: Path) -> None:
    phone = ringing_with(line, content, EMERGENCY).phone()
    phone.dial()
    phone.hears("panne de notre réseau téléphonique")
    phone.press("0").hears("aujourd'hui à partir de 11 heures")
