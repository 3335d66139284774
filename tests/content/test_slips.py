"""What a message says of a slip is so, and what it tells to write is accepted where it tells to write it."""

import shutil
from pathlib import Path

import pytest

from ivr.content import prompt_faults, schedule_faults, yaml_faults
from ivr.content.faults import ContentError
from ivr.content.prompts import read_prompts
from ivr.content.schedules import read_schedules
from ivr.findings import Finding, Kind
from tests.content.broken_folder import REAL
from tests.content.prompt_files import write_prompts
from tests.content.slips import FAILURE, SLIPS, Slip

KINDS = [one for faults in (yaml_faults, schedule_faults, prompt_faults) for one in vars(faults).values()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The real schedules, and sound prompts."""
    shutil.copytree(REAL, tmp_path / "schedules")
    write_prompts(tmp_path)
    return tmp_path


def findings(folder: Path) -> tuple[Finding, ...]:
    found: list[Finding] = []
    for part, read in (("schedules", read_schedules), ("prompts", read_prompts)):
        try:
            read(folder / part)
        except ContentError as error:
            found += error.findings
    return tuple(found)


@pytest.mark.parametrize("slip", SLIPS, ids=[slip.why for slip in SLIPS])
def test_what_a_message_tells_to_write_is_accepted(folder: Path, slip: Slip) -> None:
    slip.spoil(folder)
    found = [
        one for one in findings(folder) if (one.code, one.fr, one.en) == (slip.kind.code, slip.kind.fr, slip.kind.en)
    ]

    assert found, [one.told("fr") for one in findings(folder)]
    french, english = slip.says
    assert french in found[0].sentence("fr")
    assert english in found[0].sentence("en")
    for language in ("fr", "en"):
        assert found[0].mend(language), "every message says what to do"
        assert slip.write in found[0].mend(language)

    slip.follow(folder)
    assert [one.told("fr") for one in findings(folder)] == []


def test_every_message_of_the_readers_is_tried() -> None:
    tried = {slip.kind for slip in SLIPS}
    assert [one.fr[0] for one in KINDS if isinstance(one, Kind) and one not in tried] == []


def test_a_slip_is_told_at_its_line(folder: Path) -> None:
    closures = folder / "schedules" / "closures.yaml"
    entry = "  pont:\n    where: all\n    days: 7 mai 2027\n    fr:pont\n    en: a bridge\n"
    closures.write_text(f"closures:\n{entry}...\n", encoding="utf-8")

    assert [(str(one.place), one.code) for one in findings(folder)] == [("schedules/closures.yaml:5", "no-space")]


def test_a_key_that_was_meant_for_another_is_told_once(folder: Path) -> None:
    closures = folder / "schedules" / "closures.yaml"
    entry = "  pont:\n    où: all\n    jours: 7 mai 2027\n    motif: pont\n"
    closures.write_text(closures.read_text(encoding="utf-8").replace("closures: {}", f"closures:\n{entry}"))

    assert [one.code for one in findings(folder)] == ["unknown-key"] * 3


@pytest.mark.parametrize("key", ["where", "start", "end", "fr", "en"])
def test_a_key_that_is_not_there_is_told_whatever_stands_beside(folder: Path, key: str) -> None:
    closures = folder / "schedules" / "closures.yaml"
    lines = FAILURE.replace("emergencies:\n", "").splitlines(keepends=True)
    entry = "".join(line for line in lines if not line.startswith(f"    {key}:"))
    written = closures.read_text(encoding="utf-8").replace("emergencies: {}", f"emergencies:\n{entry}")
    closures.write_text(written, encoding="utf-8")

    assert [one.code for one in findings(folder)] == ["missing"]


def test_a_line_of_a_spreadsheet_is_told_once(folder: Path) -> None:
    closures = folder / "schedules" / "closures.yaml"
    pasted = "closures:\n  reunion;691;4/12/2026;matin;réunion\n"
    closures.write_text(closures.read_text(encoding="utf-8").replace("closures: {}\n", pasted), encoding="utf-8")

    assert [one.code for one in findings(folder)] == ["pasted"]
