"""`ivr map` and the table of `ivr check --ear`, as they are typed."""

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console

from ivr.cli.check import check
from ivr.cli.ear import ear_json, show_ear
from ivr.cli.map import map_
from tests.drawing.real_line import report


def run(*arguments: str) -> str:
    result = CliRunner().invoke(map_, list(arguments))
    assert result.exit_code == 0, result.output
    return result.output


def refusal(*arguments: str) -> str:
    result = CliRunner().invoke(map_, list(arguments))
    assert result.exit_code in (1, 2), result.output
    return result.output


def test_a_call_on_the_standard_output() -> None:
    assert "L'appel « 1 1 »" in run("--path", "1 1", "--at", "2026-11-24 10:00", "--output", "-")


def test_the_map_in_mermaid_and_in_english() -> None:
    drawn = run("--mermaid", "--english", "--output", "-")
    assert drawn.startswith("flowchart TD\n")
    assert "First menu" in drawn


def test_a_section_of_the_table() -> None:
    assert "Horaires – Le parcours d'un appel au 3646" in run("--section", "hours", "--output", "-")


def test_only_what_needs_graphviz_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ivr.drawing.picture.find_spec", lambda _: None)
    monkeypatch.setitem(sys.modules, "pygraphviz", None)
    run("--mermaid", "--output", "-")
    run("--year", "2027", "--output", "-")
    for arguments in (), ("--section", "hours"), ("--path", "1"), ("--write", "docs"):
        assert "pip install pygraphviz" in refusal(*arguments)
    assert "needs Graphviz" in refusal("--english")


@pytest.mark.parametrize(
    ("typed", "name"),
    [("673", "La CPAM du Bas-Rhin"), ("67", "La CPAM du Bas-Rhin"), ("mayotte", "La ligne de Mayotte")],
)
def test_a_year_by_caisse_departement_or_line(typed: str, name: str) -> None:
    assert f"2027 – {name}" in run("--year", "2027", "--caisse", typed, "--output", "-")


def test_an_unknown_caisse_is_explained_with_its_neighbours() -> None:
    assert "673 (la CPAM du Bas-Rhin)" in refusal("--year", "2027", "--caisse", "671")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--year", "1492"), "1971 à 2099"),
        (("--path", "- - - - 1", "--at", "2026-11-24 10:00"), "« 1 » n'a pas de suite"),
        (("--path", "1", "--at", "bientôt"), "aucun jour"),
        (("--path", "1", "--at", "bientôt", "--english"), "no day"),
        (("--path", "abc"), "--path « abc » : des chiffres"),
        (("--from", "abc"), "--from « abc » : écrivez un numéro"),
        (("--section", "lieu"), "« lieu » : choisissez parmi 'welcome', 'topics'"),
        (("--section", "place", "--mermaid"), "choisissez entre --section, --mermaid"),
        (("--caisse", "67"), "ivr map --year 2027 --caisse 67"),
        (("--write", "/nowhere/deep/docs"), "/nowhere/deep n'existe pas"),
        (("--output", "/nowhere/map.svg"), "/nowhere/map.svg ne peut pas être écrit"),
        (("--year", "2027", "--caisse", "99", "--english"), "I don't know “99”"),
    ],
)
def test_what_cannot_be_drawn_is_said(arguments: tuple[str, ...], said: str) -> None:
    assert said in refusal(*arguments)


def test_everything_is_written_and_no_sheet_of_an_older_map_stays(tmp_path: Path) -> None:
    old = tmp_path / "map-99.svg"
    old.write_text("<svg/>")
    run("--write", str(tmp_path))
    names = {path.name for path in tmp_path.iterdir()}
    assert {"map.svg", "map-welcome.svg", "map.mmd", "ear.svg"} <= names
    assert old.name not in names


def test_a_drawing_without_a_name_goes_where_git_looks_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run() == "Écrit : var/map.svg\n"
    assert (tmp_path / "var" / "map.svg").read_text(encoding="utf-8").endswith("</svg>\n")


def test_a_folder_that_is_made_is_told(tmp_path: Path) -> None:
    assert f"Dossier créé : {tmp_path / 'new'}" in run("--write", str(tmp_path / "new"))


@pytest.mark.parametrize("width", [80, 160])
def test_the_hearing_table_fits_the_terminal(width: int) -> None:
    console = Console(width=width, record=True, file=None, quiet=False, force_terminal=False)
    with console.capture() as captured:
        show_ear(report(), console, "fr")
    lines = captured.get().splitlines()
    assert max(map(len, lines)) <= width
    assert any("0 75012" in line for line in lines)
    assert ("█" in captured.get()) == (width == 160)
    assert ("2/5" in lines[-1]) == (width == 160), "what the legend explains is shown"


def test_the_hearing_report_for_programs() -> None:
    told = {row["goal"]: row["ways"] for row in json.loads(ear_json(report()))}
    assert told["adviser"]["fr"]["keys"] == ["0", "75012"]
    assert told["adviser"]["fr"]["presses"] == 6


@pytest.mark.parametrize("options", [("--ear",), ("--ear", "--json"), ("--ear", "--english")])
def test_the_hearing_report_is_part_of_ivr_check(options: tuple[str, ...]) -> None:
    result = CliRunner().invoke(check, list(options))
    assert result.exit_code == 0, result.output
    assert "75012" in result.output
