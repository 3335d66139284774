"""A département whose caisses differ: the caller says which is theirs, by key or by word; elsewhere nobody is asked."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from shutil import copytree

import pytest

from ivr.phone.phone import Phone
from tests.ringing import Ringing

LILLE = """    said: [lille, douai]
    hours: Mo-Fr 08:00-18:00
    source: une affiche
    checked: 2026-11-01
"""
AT = datetime.fromisoformat("2026-11-24T17:30+01:00")  # a Tuesday; the national minimum ends at 17:00


@pytest.fixture
def phone(tmp_path: Path) -> Iterator[Phone]:
    for folder in ("prompts", "schedules"):
        copytree(folder, tmp_path / folder)
    caisses = tmp_path / "schedules" / "caisses.yaml"
    caisses.write_text(
        caisses.read_text(encoding="utf-8").replace("    said: [lille, douai]\n", LILLE), encoding="utf-8"
    )
    database = f"sqlite:///{tmp_path}/calls.sqlite3"
    line = Ringing(AT, {"IVR_CONTENT_DIR": str(tmp_path), "DATABASE_URL": database})
    yield line.phone().dial()
    line.close()


def test_the_caisses_are_offered_by_their_names(phone: Phone) -> None:
    phone.press("3").press("59000").hears("Votre département a 4 caisses", "Pour la CPAM de Lille-Douai, tapez 2.")
    phone.press("2").hears("Pour la CPAM de Lille-Douai, nos conseillers sont présents en ce moment, jusqu'à 18 heures")


def test_a_caisse_is_understood_by_its_town(phone: Phone) -> None:
    phone.press("3").press("59000").say("je suis à Roubaix").hears("Pour la CPAM de Roubaix-Tourcoing, nos conseillers")


def test_where_caisses_are_alike_nobody_is_asked(phone: Phone) -> None:
    phone.press("3").press("62000").hears("Pour votre caisse, nos conseillers").does_not_hear("caisses")
