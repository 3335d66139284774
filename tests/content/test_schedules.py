"""The schedules that are served: every caisse under its name, nothing stated without a source, FORMAT.md true."""

import re
from datetime import date
from pathlib import Path

import pytest

from ivr.content.faults import ContentError
from ivr.content.schedules import read_schedules
from ivr.hours.schedules import Schedules
from tests.content.broken_folder import REAL, Folder
from tests.hours.rules import local, spans, utc

CLOSURES = """closures:
  pont:
    where: all
    first: 2027-05-07
    last: 2027-05-07
    fr: un pont
    en: a bridge
  travaux:
    where: [691, mayotte]
    first: 2027-06-01
    last: unknown
    fr: travaux
    en: works
openings:
  samedi:
    where: 751
    first: 2027-01-09
    last: 2027-01-10
    hours: 09:00-12:00,14:00-16:00
    fr: ouverture exceptionnelle
    en: exceptional opening
emergencies:
  panne:
    where: lines
    start: 2026-12-01 14:20
    end: 2026-12-01 16:00
    fr: panne
    en: failure
...
"""


@pytest.fixture(scope="module")
def schedules() -> Schedules:
    return read_schedules(REAL)


def test_every_departement_is_there_and_served(schedules: Schedules) -> None:
    metropole = [f"{number:02}" for number in range(1, 96) if number != 20] + ["2A", "2B"]
    overseas = [str(number) for number in range(971, 979)]
    assert sorted(schedules.departments) == sorted(metropole + overseas)
    own = {code for code, department in schedules.departments.items() if department.regime}
    assert own == {"975"}
    for code in set(schedules.departments) - own:
        assert schedules.caisses_of(code), code


SERVED = [
    ("01", ["la CPAM de l'Ain"], "an article with an apostrophe"),
    ("69", ["la CPAM du Rhône"], "du"),
    ("75", ["la CPAM de Paris"], "no article"),
    ("92", ["la CPAM des Hauts-de-Seine"], "des"),
    ("2A", ["la CPAM de la Corse-du-Sud"], "a letter"),
    (
        "59",
        ["la CPAM des Flandres", "la CPAM de Lille-Douai", "la CPAM de Roubaix-Tourcoing", "la CPAM du Hainaut"],
        "four caisses",
    ),
    ("62", ["la CPAM de la Côte d'Opale", "la CPAM de l'Artois"], "two caisses"),
    ("64", ["la CPAM de Bayonne", "la CPAM de Pau"], "two caisses"),
    ("76", ["la CPAM du Havre", "la CPAM de Rouen-Elbeuf-Dieppe"], "two caisses"),
    ("48", ["la caisse d'assurance maladie de la Lozère"], "perhaps no CPAM"),
    ("971", ["la Caisse générale de sécurité sociale de la Guadeloupe"], "a CGSS"),
    ("978", ["la Caisse générale de sécurité sociale de la Guadeloupe"], "Saint-Martin is served from Guadeloupe"),
    ("976", ["la Caisse de sécurité sociale de Mayotte"], "a CSS"),
]


@pytest.mark.parametrize(("code", "names", "why"), SERVED)
def test_caisses_bear_their_public_names(schedules: Schedules, code: str, names: list[str], why: str) -> None:
    assert [caisse.names["fr"] for caisse in schedules.caisses_of(code)] == names, why


def test_there_are_102_metropolitan_caisses_and_5_overseas(schedules: Schedules) -> None:
    assert len([code for code in schedules.caisses if not code.startswith("97")]) == 102
    assert len(schedules.caisses) == 107


PLACES = [
    ("57", "Europe/Paris", "57", "Moselle"),
    ("67", "Europe/Paris", "6AE", "Bas-Rhin"),
    ("68", "Europe/Paris", "6AE", "Haut-Rhin"),
    ("971", "America/Guadeloupe", "971", "Guadeloupe"),
    ("972", "America/Martinique", "972", "Martinique"),
    ("973", "America/Cayenne", "973", "Guyane"),
    ("974", "Indian/Reunion", "974", "La Réunion"),
    ("975", "America/Miquelon", "PM", "Saint-Pierre-et-Miquelon"),
    ("976", "Indian/Mayotte", "976", "Mayotte"),
    ("977", "America/St_Barthelemy", "BL", "Saint-Barthélemy"),
    ("978", "America/Marigot", "MF", "Saint-Martin"),
    ("69", "Europe/Paris", "", "everywhere else"),
]


@pytest.mark.parametrize(("code", "zone", "subdivision", "where"), PLACES)
def test_clocks_and_holidays_of_places(
    schedules: Schedules, code: str, zone: str, subdivision: str, where: str
) -> None:
    department = schedules.departments[code]
    assert (department.zone, department.subdivision) == (zone, subdivision), where
    for caisse in schedules.caisses_of(code):
        if caisse.departments[0] == code:
            assert (caisse.rule.zone, caisse.rule.subdivision) == (zone, subdivision), where


def test_the_lines_are_those_of_the_sheet(schedules: Schedules) -> None:
    lines = schedules.lines
    assert [line.number for line in lines.values()] == ["3646", "+262269619191", "+33184903646"]
    assert [line.vouched[0].assumed for line in lines.values()] == [True, False, True]
    friday = schedules.calendar(lines["mayotte"].rule, utc("2026-11-27 08:00")).spans_of(date(2026, 11, 27))
    assert friday == spans("07:30-12:00")


def test_nothing_is_stated_without_a_source(schedules: Schedules) -> None:
    for body in (*schedules.lines.values(), *schedules.caisses.values()):
        assert all(known.assumed or (known.source and known.checked) for known in body.vouched), body.names["fr"]
        assert not body.adviser, "a trial: nobody's telephone is rung"
    for regime in schedules.regimes.values():
        assert regime.source, regime.key
        assert regime.checked, regime.key


def test_no_number_is_surcharged(schedules: Schedules) -> None:
    numbers = [body.number for body in (*schedules.lines.values(), *schedules.regimes.values()) if body.number]
    assert len(numbers) > 4
    assert not [number for number in numbers if re.match(r"\+338|118|32[0-9]{2}$", number)]


def test_who_shares_the_ameli_account(schedules: Schedules) -> None:
    shares = {key for key, regime in schedules.regimes.items() if regime.ameli}
    assert shares == {"general", "public", "camieg", "enim", "cnmss", "crpcen", "cavimac", "mines"}


def test_equal_hours_share_one_rule_and_so_one_calendar(schedules: Schedules) -> None:
    assert len(schedules.rules) < 20
    assert schedules.caisses["011"].rule is schedules.caisses["691"].rule


def test_the_revision_changes_with_every_byte(tmp_path: Path, schedules: Schedules) -> None:
    folder = Folder(tmp_path)
    assert read_schedules(folder.path).revision == schedules.revision
    folder.change("lines.yaml", "# Les trois numéros publics.", "# Les numéros publics.")
    assert read_schedules(folder.path).revision != schedules.revision


def test_closures_openings_and_emergencies_are_folded_into_the_rules(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.write("closures.yaml", CLOSURES)
    served = read_schedules(folder.path)
    at = local("2027-01-08 18:00")  # Friday
    paris, rhone, ain = (served.caisses[code].rule for code in ("751", "691", "011"))
    assert served.calendar(paris, at).next_opening(at) == local("2027-01-09 09:00")
    assert served.calendar(rhone, at).next_opening(at) == local("2027-01-11 08:30")
    for rule in (paris, rhone, ain, served.lines["abroad"].rule):
        assert served.calendar(rule, at).cause_of(date(2027, 5, 7)).words["fr"] == "un pont"
    assert served.calendar(rhone, at).next_opening(local("2027-06-01 00:00")) is None
    national = served.lines["national"].rule
    at = local("2026-12-01 15:00")  # Tuesday
    assert served.calendar(national, at).next_opening(at) == local("2026-12-01 16:00")
    assert served.calendar(ain, at).is_open(at), "the emergency is the lines' alone"


def test_bulletins_are_read(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.write(
        "bulletins.yaml",
        "bulletins:\n  a:\n    lines: [national, abroad]\n    first: 2026-12-03 00:00\n    last: unknown\n"
        "    fr: Bonjour.\n    en: Hello.\n...\n",
    )
    (bulletin,) = read_schedules(folder.path).bulletins
    assert bulletin.lines == ("national", "abroad")
    assert (bulletin.first, bulletin.last) == (utc("2026-12-02 23:00"), None)
    assert dict(bulletin.words) == {"fr": "Bonjour.", "en": "Hello."}


def test_the_commented_examples_can_be_uncommented(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    for file in ("closures.yaml", "bulletins.yaml"):
        lines = [re.sub(r"^(\w+): \{\}$", r"\1:", line) for line in folder.text(file).splitlines()]
        shown = [re.sub(r"^#  ", "  ", line) for line in lines]
        folder.write(file, "\n".join(shown) + "\n")
    served = read_schedules(folder.path)
    assert served.bulletins
    assert served.lines["national"].rule.emergencies


FORMAT = (REAL / "FORMAT.md").read_text(encoding="utf-8")
SECTIONS = re.findall(r"^## (\w+\.yaml) (?:.*\n+)+?((?:(?:    .*)?\n)+)(?=\S)", FORMAT, re.MULTILINE)
INCOMPLETE = {"missing", "nobody-serves", "unknown-department", "unknown-regime", "unknown-place"}


@pytest.mark.parametrize(("file", "example"), SECTIONS, ids=[file for file, _ in SECTIONS])
def test_the_examples_of_format_md_can_be_written(tmp_path: Path, file: str, example: str) -> None:
    folder = Folder(tmp_path)
    folder.write(file, re.sub(r"^    ", "", example, flags=re.MULTILINE).strip() + "\n...\n")
    assert _faults(folder) <= INCOMPLETE, "an example has not every entry, but each of its lines is right"


def _faults(folder: Folder) -> set[str]:
    try:
        read_schedules(folder.path)
    except ContentError as error:
        return {finding.code for finding in error.findings}
    return set()


def test_format_md_tells_of_every_file() -> None:
    assert {file for file, _ in SECTIONS} == {path.name for path in REAL.glob("*.yaml")}
    assert FORMAT.count("Erreur fréquente") >= len(SECTIONS)


def test_the_order_of_entries_changes_nothing_but_the_revision(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    text = folder.text("caisses.yaml")
    ain = "  011:\n    fr: la CPAM de l'Ain\n    en: the CPAM of Ain\n    departments: 01\n"
    assert ain in text
    folder.write("caisses.yaml", text.replace(ain, "").replace("\n...\n", f"\n{ain}...\n"))
    assert dict(read_schedules(folder.path).caisses) == dict(read_schedules(REAL).caisses)


def test_a_departement_that_is_named_twice_is_served_once(tmp_path: Path) -> None:
    """Its caisse was listed twice, as if there were two to choose from."""
    folder = Folder(tmp_path)
    folder.change("caisses.yaml", "    departments: 02\n", "    departments: [02, 02]\n")
    assert read_schedules(folder.path).caisses["021"].departments == ("02",)


WHERE = [
    ("all", {"national", "mayotte", "abroad", "011", "976"}, set()),
    ("tous", {"national", "mayotte", "abroad", "011", "976"}, set()),
    ("national", {"national", "011", "691"}, {"mayotte", "abroad"}),
    ("36 46", {"national", "011", "691"}, {"mayotte", "abroad"}),
    ("national-own", {"national"}, {"011", "mayotte", "abroad"}),
    ("Mayotte", {"mayotte"}, {"national", "976"}),
    ("étranger", {"abroad"}, {"national"}),
    ("caisses", {"011", "976"}, {"national", "mayotte", "abroad"}),
    ("59", {"594", "595", "597", "599"}, {"national"}),
    ("1", {"011"}, {"national"}),
    ("2a", {"201"}, {"202"}),
    ("974", {"974"}, {"national"}),
    ("[69, 2A]", {"691", "201"}, {"751"}),
    ("all sauf mayotte", {"national", "abroad", "691"}, {"mayotte", "976"}),
    ("caisses sauf 691 et 59", {"011", "751"}, {"691", "594", "national"}),
    ("[all except mayotte]", {"national", "abroad"}, {"mayotte"}),
]


@pytest.mark.parametrize(("written", "reached", "others"), WHERE)
def test_whom_an_entry_reaches(tmp_path: Path, written: str, reached: set[str], others: set[str]) -> None:
    folder = Folder(tmp_path)
    entry = f"closures:\n  x:\n    where: {written}\n    days: 2027-05-07\n    fr: pont\n    en: a long weekend\n"
    folder.change("closures.yaml", "closures: {}\n", entry)
    (above,) = read_schedules(folder.path).above
    assert reached <= above.places
    assert not others & above.places
