"""`ivr check`: everything at once, with figures, explanations and an exit status."""

import json
from functools import partial
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner, Result

from ivr.check.checks import CHECKS
from ivr.check.walk import walk
from ivr.cli.check import ENTRY_KEYS, check
from tests.check.test_breaks import OF_SINGLE_TURNS

ROOT = Path(__file__).parents[2]


def run(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(check, options, env={"IVR_CONTENT_DIR": str(folder)})


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for part in ("prompts", "schedules"):
        copytree(ROOT / part, tmp_path / part)
    return tmp_path


def spoil(content: Path, file: str, old: str, new: str) -> None:
    path = content / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))


@pytest.fixture
def glance(monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config) -> tuple[str, ...]:
    """What makes `ivr check` short: some turns and a month, in which nothing is found that whole calls do not show."""
    if pytestconfig.getoption("--whole"):
        return ()
    known = [check for check in CHECKS if check.needs != "walk" or check.code in OF_SINGLE_TURNS]
    monkeypatch.setattr("ivr.cli.check.CHECKS", known)
    monkeypatch.setattr("ivr.check.subject.walk", partial(walk, most=2000))
    return "--months", "1"


def test_the_real_line_passes_and_is_told_what_was_walked(content: Path, glance: tuple[str, ...]) -> None:
    """Whole by `make check` and `make chaos`."""
    result = run(content, "--from", "2027-07-22", *glance)  # no holiday of the next 45 days waits for a person

    assert result.exit_code == 0, result.output
    assert "Tout est en ordre." in result.output
    assert "états" in result.output
    assert "MiB" in result.output


def test_a_fault_of_reading_names_file_and_line(content: Path) -> None:
    spoil(content, "schedules/lines.yaml", "Mo-Fr 08:30-17:00", "8h30-17h")

    result = run(content, "--quick")

    assert result.exit_code == 1
    assert "schedules/lines.yaml:" in result.output


def test_a_finding_names_the_file_and_the_line(content: Path) -> None:
    spoil(content, "schedules/lines.yaml", "Mo-Th 07:30-14:30", "Mo-Th 08:30-14:30")

    result = run(content, "--quick", "--json")

    (found,) = json.loads(result.output)
    assert result.exit_code == 1
    assert (found["code"], found["severity"]) == ("unlike-source", "error")
    assert found["place"].startswith("schedules/lines.yaml:")


BULLETIN = """bulletins:
  greve:
    lines: all
    first: 2026-12-03 00:00
    last: unknown
    fr: Une grève.
    en: A strike.
"""
CLOSURE = """closures:
  travaux:
    where: all
    first: 2027-02-01
    last: unknown
    fr: travaux
    en: building works
"""


@pytest.mark.parametrize(("file", "entry"), [("bulletins", BULLETIN), ("closures", CLOSURE)])
def test_what_was_added_by_hand_is_told_with_its_line(content: Path, file: str, entry: str) -> None:
    spoil(content, f"schedules/{file}.yaml", f"{file}: {{}}", entry)
    line = (content / "schedules" / f"{file}.yaml").read_text().split(entry.splitlines()[1])[0].count("\n") + 1

    (found,) = json.loads(run(content, "--quick", "--json", "--english").output)
    assert (found["code"], found["place"]) == ("endless-closure", f"schedules/{file}.yaml:{line}")
    assert "has no end." in found["sentence"]


SEMESTER = """hours:
  semestre-2027:
    where: 131
    days: du 4 janvier à fin juin 2027
    hours: Mo-Fr 08:00-18:00
"""
REACHED = "semestre-2027 : autres horaires, du 4 janvier au 30 juin 2027, la CPAM des Bouches-du-Rhône (13)"


def test_each_entry_is_told_with_whom_it_reaches_between_findings_and_figures(content: Path) -> None:
    spoil(content, "schedules/closures.yaml", "hours: {}\n", SEMESTER)

    lines = run(content, "--quick").output.splitlines()

    assert lines[-3:-1] == [
        "Qui est concerné par les entrées de closures.yaml :",
        f"- {REACHED}, 2,1 millions d'habitants",
    ]
    told = run(content, "--entries", "--english").output.splitlines()
    assert told[1] == (
        "- semestre-2027: other hours, from 4 January to 30 June 2027, the CPAM of Bouches-du-Rhône (13), "
        "2.1 million people"
    )


def test_a_program_gets_the_entries_with_the_keys_that_help_names(content: Path) -> None:
    spoil(content, "schedules/closures.yaml", "hours: {}\n", SEMESTER)

    (entry,) = json.loads(run(content, "--entries", "--json").output)

    assert tuple(entry) == ENTRY_KEYS
    assert (entry["entry"], entry["section"], entry["caisses"]) == ("semestre-2027", "hours", ["131"])
    assert entry["calls"] == ["national"]
    assert entry["people"] > 2_000_000
    assert REACHED in entry["words"]["fr"]
    assert json.loads(run(content, "--quick", "--json").output) == [], "entries are no findings"


def test_what_an_entry_does_not_do_is_told_without_walking_calls(content: Path) -> None:
    idle = SEMESTER.replace("days: du 4 janvier à fin juin 2027", "days: 25 décembre 2026")
    spoil(content, "schedules/closures.yaml", "hours: {}\n", idle)

    found = json.loads(run(content, "--quick", "--from", "2026-11-25", "--json").output)

    assert [one["code"] for one in found] == ["idle-entry"]
    assert "even: [holidays]" in found[0]["mend"]


def test_without_entries_nothing_is_told_of_them(content: Path) -> None:
    assert "closures.yaml" not in run(content, "--quick").output
    assert run(content, "--entries").output == ""


@pytest.mark.parametrize("code", [check.code for check in CHECKS])
def test_every_check_is_explained_in_each_language(content: Path, code: str) -> None:
    assert code in run(content, "--explain", code).output
    assert code in run(content, "--explain", code, "--english").output


def test_faults_of_reading_are_explained_and_unknown_codes_are_not(content: Path) -> None:
    assert run(content, "--explain", "unknown-zone").exit_code == 0
    assert "missing-prompt" in run(content, "--explain", "xyzzy").output


def test_a_code_is_known_however_it_is_joined_and_the_near_one_is_proposed(content: Path) -> None:
    assert run(content, "--explain", "dead_end").output.startswith("dead-end ")
    told = run(content, "--explain", "ded-end").output
    assert "Vouliez-vous dire : dead-end" in told
    assert "unknown-zone" not in told


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], "« 31/02/2027 » : le 31/02/2027 n'existe pas"),
        ([], "Écrivez par exemple : demain ; vendredi ; 24/12/2026."),
        (["--english"], "Write for example: tomorrow; friday; 24 december 2026."),
    ],
)
def test_a_day_that_is_none_is_a_sentence(content: Path, options: list[str], words: str) -> None:
    result = run(content, "--from", "31/02/2027", *options)
    assert result.exit_code == 2
    assert words in result.output


def test_one_is_singular(content: Path) -> None:
    spoil(content, "schedules/lines.yaml", "Mo-Th 07:30-14:30", "Mo-Th 08:30-14:30")
    assert "1 erreur, 0 avertissement." in run(content, "--quick").output
    assert "1 error, 0 warnings." in run(content, "--quick", "--english").output
