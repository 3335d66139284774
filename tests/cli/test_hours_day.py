"""`ivr hours --on`: a whole day of everybody, as a table and for programs."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from freezegun import freeze_time

from ivr.cli.hours import hours
from tests.cli.help_keys import keys_in_help
from tests.content.broken_folder import Folder

EXCEPTIONS = """
closures:
  noon:
    where: 691
    days: 3 décembre 2026
    hours: à partir de 12:00
    fr: réunion du personnel
    en: staff meeting
openings: {}
emergencies:
  outage:
    where: 751
    start: 2026-12-03 14:20
    end: 2026-12-03 16:00
    fr: panne
    en: a failure
...
"""


def ask(*words: str, columns: int = 80) -> Result:
    return CliRunner().invoke(hours, list(words), env={"COLUMNS": str(columns)})


def rows(told: str) -> str:
    """The table without its breaks: each run of blanks one."""
    return " ".join(told.split())


@pytest.fixture
def exceptions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Folder(tmp_path).write("closures.yaml", EXCEPTIONS)
    monkeypatch.setenv("IVR_CONTENT_DIR", str(tmp_path))


def test_what_is_alike_stands_in_one_row() -> None:
    told = ask("--on", "25/12/2026").output

    assert told.startswith("Vendredi 25 décembre 2026, chacun à son heure :")
    assert "107 caisses fermé jour férié (Noël)" in rows(told)
    assert len(told.splitlines()) < 8
    assert max(map(len, told.splitlines())) <= 80


def test_a_day_of_one_place_only_is_told_by_name_and_with_what_is_unlike() -> None:
    told = rows(ask("--on", "2027-03-26", columns=200).output)  # Good Friday

    assert "99 caisses 08:30-17:00 horaires supposés, peut-être 07:30-08:30, 17:00-18:00" in told
    assert "La CPAM du Haut-Rhin (682) fermé jour férié (Vendredi saint)" in told
    assert "La ligne de Mayotte 07:30-12:00, soit 05:30-10:00 à Paris" in told


@pytest.mark.usefixtures("exceptions")
def test_a_part_of_a_day_and_an_emergency_are_told() -> None:
    told = rows(ask("--on", "3 décembre 2026", columns=160).output)

    assert "La CPAM du Rhône (691) 08:30-12:00 12:00-24:00 fermeture (réunion du personnel), horaires supposés" in told
    assert "La CPAM de Paris (751) 08:30-14:20, 16:00-17:00 14:20-16:00 fermeture d'urgence (panne)" in told
    assert "100 caisses" in told


def test_it_speaks_english() -> None:
    assert "107 caisses closed public holiday (Christmas Day)" in rows(ask("--on", "christmas", "--english").output)


def test_a_place_may_be_asked_alone() -> None:
    told = rows(ask("59", "--on", "24/12/2026").output)
    assert "4 caisses 08:30-17:00" in told
    assert "107" not in told


def test_a_day_is_read_as_people_write_it() -> None:
    with freeze_time("2026-11-23 09:00"):
        assert "Mardi 1er décembre 2026" in ask("--on", "mardi en huit").output


def test_a_place_without_hours_is_told_all_the_same() -> None:
    assert "secuspm.com" in rows(ask("975", "--on", "demain").output)


@pytest.mark.usefixtures("exceptions")
def test_programs_get_the_same() -> None:
    found = json.loads(ask("--on", "2026-12-03", "--json").stdout)
    told = {(one["kind"], one["key"]): one for one in found}

    assert len(found) == 3 + 107 + 1
    assert all(set(one) == keys_in_help(hours) for one in found)
    assert {(one["at"], one["open"], one["opens_at"]) for one in found} == {(None, None, None)}
    (day,) = told["caisse", "691"]["days"]
    assert (day["hours"], day["why"]["kind"]) == (["08:30-12:00"], "hours")
    assert day["cuts"] == [
        {
            "hours": ["12:00-24:00"],
            "why": {
                "kind": "closure",
                "words": {"fr": "réunion du personnel", "en": "staff meeting"},
                "entry": "noon",
                "sure": True,
            },
        }
    ]


@pytest.mark.parametrize("more", [("--at", "demain"), ("--week",)])
def test_a_day_is_no_moment_and_no_week(more: tuple[str, ...]) -> None:
    refused = ask("--on", "demain", *more)
    assert refused.exit_code == 2
    assert "Choisissez entre --on" in refused.output
