"""holidays.yaml: what a person confirmed of feasts and customs, and what can be wrong with it."""

import re
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner

from ivr.cli.call import call
from ivr.content.schedules import read_schedules
from ivr.hours.customs import CUSTOMS
from ivr.hours.holidays import NONE
from tests.content.broken_folder import REAL, Folder

ENTRY = """holidays:
  idi:
    subdivision: 976
    feast: Idi el-Fitr
    day: 2027-03-09
    source: communiqué du Grand cadi
    checked: 2027-03-08
"""


def folder(where: Path, *entries: str) -> Folder:
    written = Folder(where)
    written.write("holidays.yaml", "".join(entries) + "...\n")
    return written


def test_what_is_confirmed_reaches_lines_and_caisses_of_the_place(tmp_path: Path) -> None:
    served = read_schedules(folder(tmp_path, ENTRY).path)
    confirmed = (("Idi el-Fitr", date(2027, 3, 9)),)
    assert served.lines["mayotte"].rule.confirmed == served.caisses["976"].rule.confirmed == confirmed
    assert served.caisses["971"].rule.confirmed == served.lines["national"].rule.confirmed == ()


def test_capitals_and_accents_of_a_name_do_not_matter(tmp_path: Path) -> None:
    written = folder(tmp_path, ENTRY.replace("Idi el-Fitr", "IDI EL-FITR"))
    rhone = "    fr: la CPAM du Rhône\n"
    written.change("caisses.yaml", rhone, rhone + "    works_on: [lundi de pentecote]\n")
    served = read_schedules(written.path)
    assert served.caisses["976"].rule.confirmed == (("Idi el-Fitr", date(2027, 3, 9)),)
    assert served.caisses["691"].rule.works_on == ("Lundi de Pentecôte",)


def test_a_feast_that_is_not_kept_is_told_by_its_expected_day(tmp_path: Path) -> None:
    written = ENTRY.replace("    source", "    kept: no\n    source")  # a day before the expected one
    rule = read_schedules(folder(tmp_path, written).path).lines["mayotte"].rule
    assert rule.confirmed == ((NONE, date(2027, 3, 10)),)


def test_the_file_may_be_absent(tmp_path: Path) -> None:
    written = Folder(tmp_path)
    (written.path / "holidays.yaml").unlink()
    assert read_schedules(written.path).lines["mayotte"].rule.confirmed == ()


def test_the_commented_examples_can_be_uncommented(tmp_path: Path) -> None:
    shown = re.sub(r"^#  ", "  ", Folder(tmp_path).text("holidays.yaml"), flags=re.MULTILINE)
    served = read_schedules(
        folder(tmp_path / "other", shown.replace("holidays: {}", "holidays:").removesuffix("...\n")).path
    )
    assert len(served.lines["mayotte"].rule.confirmed) == 2


@pytest.mark.parametrize(
    ("old", "new", "code", "told"),
    [
        ("Idi el-Fitr", "Aïd el-Fitr", "unknown-holiday", "Possibles : Idi el-Fitr, "),
        ("Idi el-Fitr", "Lundi de Pentecôte", "legal-holiday", "works_on: [Lundi de Pentecôte]"),
        ("subdivision: 976", "subdivision: 974", "unknown-holiday", "« 974 » n'a aucun jour"),
        ("subdivision: 976", "subdivision: 975", "unknown-subdivision", "976"),
        ("2027-03-09", "2027-04-09", "far-feast", "2027-03-10"),
        ("2027-03-09", "09/03/2027", "not-date", ""),
        ("    source: communiqué du Grand cadi\n", "", "missing", "source"),
        ("    checked: 2027-03-08\n", "", "missing", "checked"),
        ("checked", "verified", "unknown-key", "checked"),
        ("day:", "kept: perhaps\n    day:", "not-flag", ""),
    ],
)
def test_faults(tmp_path: Path, old: str, new: str, code: str, told: str) -> None:
    found = {one.code: one for one in folder(tmp_path, ENTRY.replace(old, new)).faults()}
    assert code in found, found
    assert told in found[code].told("fr")
    assert found[code].place.name == "schedules/holidays.yaml"


def test_one_feast_confirmed_twice_is_a_fault(tmp_path: Path) -> None:
    again = ENTRY.removeprefix("holidays:\n").replace("  idi:", "  encore:").replace("2027-03-09", "2027-03-11")
    (found,) = folder(tmp_path, ENTRY, again).faults()
    assert found.code == "confirmed-twice"


def heard(where: Folder, at: str) -> str:
    """What somebody who rings Mayotte's line hears of its hours."""
    options = ["--from", "+262639012345", "--to", "0269619191", "--at", at, "--keys", "3"]
    told = CliRunner().invoke(call, options, env={"IVR_CONTENT_DIR": str(where.path.parent)})
    assert told.exit_code == 0, told.output
    return told.output


def test_a_feast_that_the_line_names_closes_and_is_said_with_reserve_until_it_is_confirmed(tmp_path: Path) -> None:
    copytree(REAL.parent / "prompts", tmp_path / "prompts")
    named = folder(tmp_path, "holidays: {}\n")
    named.change("lines.yaml", "subdivision: 976", "subdivision: 976\n    also_closed: [Idi el-Fitr]")
    wednesday = heard(named, "2027-03-10 08:00")
    assert "ne répondent pas en ce moment : Idi el-Fitr, sous réserve, jour férié." in wednesday
    named.write("holidays.yaml", ENTRY.replace("2027-03-09", "2027-03-10") + "...\n")
    wednesday = heard(named, "2027-03-10 08:00")
    assert "ne répondent pas en ce moment : Idi el-Fitr, jour férié." in wednesday


def test_format_md_tells_of_every_custom() -> None:
    table = (REAL / "FORMAT.md").read_text(encoding="utf-8").partition("| `subdivision` |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| (\w+) \| (.+) \|$", table, re.MULTILINE)
    assert {place: told.split(", ") for place, told in rows} == {
        place: [f"*{one.name['fr']}*" if one.standing == "employer" else one.name["fr"] for one in customs]
        for place, customs in CUSTOMS.items()
    }
