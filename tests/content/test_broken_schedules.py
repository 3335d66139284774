"""Broken schedules: each fault is told with its file and line, all at once, and nothing half-read is served."""

import random
from pathlib import Path

import pytest

from ivr.content.faults import ContentError, Faults
from ivr.content.schedules import FILES, read_schedules
from ivr.content.yaml import read_text
from tests.content.broken_folder import Folder

RHONE = "    fr: la CPAM du Rhône\n"
CLOSURE = """closures:
  pont:
    where: all
    first: 2027-05-07
    last: 2027-05-07
    fr: un pont
    en: a bridge
"""
OPENING = """openings:
  samedi:
    where: 691
    first: 2027-01-09
    last: 2027-01-09
    hours: 09:00-12:00
    fr: oui
    en: yes
"""
EMERGENCY = """emergencies:
  panne:
    where: national
    start: 2026-12-01 14:20
    end: unknown
    fr: panne
    en: failure
"""
BULLETIN = """bulletins:
  greve:
    lines: all
    first: 2026-12-03 00:00
    last: unknown
    fr: oui
    en: yes
"""

# file, what is replaced, by what, code, the text whose line is told ("" for the file's own line), why
BROKEN = [
    ("lines.yaml", "zone: Indian/Mayotte", "zone: Indian/Mayote", "unknown-zone", "Indian/Mayote", "a typing slip"),
    ("lines.yaml", "zone: Indian/Mayotte", "zone: UTC+3", "unknown-zone", "UTC+3", "no zone"),
    ("lines.yaml", "zone: Indian/Mayotte", "zone: ../passwd", "unknown-zone", "../passwd", "a path"),
    ("lines.yaml", "subdivision: 976", "subdivision: 67", "unknown-subdivision", "subdivision: 67", "it is 6AE"),
    ("lines.yaml", "Fr 07:30-12:00", "Mo 07:30-12:00", "bad-hours", "Mo 07:30-12:00", "a weekday twice"),
    ("lines.yaml", "Fr 07:30-12:00", "Fr 07:30-25:00", "bad-hours", "25:00", "25:00"),
    ("lines.yaml", "Mo-Th 07:30-14:30; Fr 07:30-12:00", "Mo-Fr", "bad-hours", "hours: Mo-Fr\n", "a day and a night"),
    ("lines.yaml", "    fr: le 36 46\n", "    fr: le 36 46\n    number: 3646\n", "unknown-key", "number:", "not here"),
    ("regimes.yaml", "number: 3676", "number: 02 69 61 91 91", "not-number", "02 69", "a national number"),
    ("regimes.yaml", "number: 3676", "number: 36 76", "not-number", "36 76\n", "a short number with a space"),
    ("lines.yaml", "  mayotte:", "  mayote:", "unknown-line", "mayote:", "no such line"),
    ("lines.yaml", "  mayotte:", "  mayote:", "missing", "lines:", "and one is missing"),
    ("lines.yaml", "    fr: le 36 46\n", "", "missing", "national:", "a name is missing"),
    ("lines.yaml", "    fr: le 36 46\n", "    fr:\n", "nothing", "fr:\n", "a name without words"),
    ("lines.yaml", "    fr: le 36 46\n", '    fr: ""\n', "nothing", 'fr: ""', "an empty name"),
    ("lines.yaml", "    fr: le 36 46\n", "    fr: [le, 36]\n", "not-text", "[le, 36]", "a list for a text"),
    (
        "lines.yaml",
        "    fr: le 36 46\n",
        "    fr: le 36 46\n    couleur: bleu\n",
        "unknown-key",
        "couleur",
        "no such key",
    ),
    ("lines.yaml", "    fr: le 36 46\n", "    fr: le 36 46\n    fr: 3646\n", "twice", "fr: 3646", "a key twice"),
    (
        "lines.yaml",
        "    fr: le 36 46\n",
        "    fr: le 36 46\n    adviser: 0199001234\n",
        "not-number",
        "adviser: 0199",
        "no E.164",
    ),
    ("lines.yaml", "    fr: le 36 46\n", "\tfr: le 36 46\n", "tab", "\tfr", "a tab"),
    ("departments.yaml", '  69: {fr: "dans', '  69: {fr "dans', "nothing", "  69: {", "a colon is missing"),
    ("departments.yaml", "  69: {", "  690: {", "bad-code", "690:", "no such département"),
    ("departments.yaml", "  01: {", "  1: {", "bad-code", "  1: {", "a zero is missing"),
    ("departments.yaml", ", regime: spm", "", "nobody-serves", "  975:", "a département served by nobody"),
    ("departments.yaml", "regime: spm", "regime: smp", "unknown-regime", "regime: smp", "no such régime"),
    (
        "caisses.yaml",
        RHONE,
        RHONE + "    hours: Mo-Fr 08:00-17:30\n",
        "no-source",
        "08:00-17:30",
        "hours without a source",
    ),
    (
        "caisses.yaml",
        RHONE,
        RHONE + "    hours: Mo-Fr 08:00-17:30\n    source: ameli\n",
        "no-source",
        "08:00-17:30",
        "a source that nobody has looked at",
    ),
    ("caisses.yaml", RHONE, RHONE + "    source: ameli\n", "missing", "691:", "a source without hours"),
    ("caisses.yaml", RHONE, RHONE + "    works_on: [Noelle]\n", "unknown-holiday", "[Noelle]", "it is Noël"),
    (
        "caisses.yaml",
        RHONE,
        RHONE + "    also_closed: Mi-Carême\n",
        "unknown-holiday",
        "Mi-Carême",
        "not a local day there",
    ),
    ("caisses.yaml", RHONE, RHONE + "    works_on: []\n", "empty-list", "works_on", "an empty list"),
    ("caisses.yaml", RHONE, RHONE + "    works_on: {a: b}\n", "not-list", "works_on", "a table for a list"),
    (
        "caisses.yaml",
        "departments: 69",
        "departments: 99",
        "unknown-department",
        "departments: 99",
        "no such département",
    ),
    ("caisses.yaml", "departments: 13", "departments: [13, 1]", "unknown-department", "[13, 1]", "a zero is missing"),
    ("caisses.yaml", "    departments: 69\n", "", "missing", "691:", "whom it serves is missing"),
    ("caisses.yaml", "  691:", "  69:", "bad-code", "  69:", "a département for a caisse"),
    ("caisses.yaml", "  691:", "  011:", "twice", "  011:\n    fr: la CPAM du Rhône", "a code twice"),
    (
        "caisses.yaml",
        "  assumed: yes\n  perhaps",
        "  assumed: peut-être\n  perhaps",
        "not-flag",
        "peut-être",
        "neither yes nor no",
    ),
    (
        "caisses.yaml",
        "    checked: 2026-11-23\n  # Les m",
        "    checked: 23/11/2026\n  # Les m",
        "not-date",
        "23/11/2026",
        "a date as the French write it",
    ),
    ("regimes.yaml", "site: msa.fr", "site: https://msa.fr/", "not-site", "https://msa.fr/", "an address for a domain"),
    (
        "regimes.yaml",
        "    ameli: no\n    number: 3676",
        "    number: 3676",
        "missing",
        "mgen:",
        "who uses ameli is missing",
    ),
    (
        "closures.yaml",
        "closures: {}",
        CLOSURE.replace("last: 2027-05-07", "last: 2027-05-06"),
        "ends-before",
        "2027-05-06",
        "it ends before it starts",
    ),
    (
        "closures.yaml",
        "closures: {}",
        CLOSURE.replace("all", "[691, 619]"),
        "unknown-place",
        "[691, 619]",
        "no such caisse",
    ),
    ("closures.yaml", "closures: {}", CLOSURE.replace("    where: all\n", ""), "missing", "pont:", "where is missing"),
    (
        "closures.yaml",
        "closures: {}",
        CLOSURE.replace("    last: 2027-05-07\n", ""),
        "missing",
        "pont:",
        "an end is never forgotten",
    ),
    (
        "closures.yaml",
        "closures: {}",
        CLOSURE.replace("first: 2027-05-07", "first: 2027-02-29"),
        "not-date",
        "2027-02-29",
        "2027 is no leap year",
    ),
    (
        "closures.yaml",
        "closures: {}",
        CLOSURE.replace("    en: a bridge\n", ""),
        "missing",
        "pont:",
        "in both languages",
    ),
    ("closures.yaml", "closures: {}", "closures:", "nothing", "closures:", "an empty section is {}"),
    ("closures.yaml", "closures: {}", "closures: aucune", "not-table", "closures: aucune", "a text for entries"),
    ("closures.yaml", "closures: {}\n", "", "missing", "format:", "a section is missing"),
    (
        "closures.yaml",
        "openings: {}",
        OPENING.replace("09:00-12:00", "Sa 09:00-12:00"),
        "bad-hours",
        "Sa 09:00",
        "spans alone",
    ),
    (
        "closures.yaml",
        "openings: {}",
        OPENING.replace("last: 2027-01-09", "last: unknown"),
        "not-date",
        "last: unknown",
        "an opening has an end",
    ),
    (
        "closures.yaml",
        "emergencies: {}",
        EMERGENCY.replace("unknown", "2026-12-01 14:00"),
        "ends-before",
        "14:00",
        "it ends before it starts",
    ),
    (
        "closures.yaml",
        "emergencies: {}",
        EMERGENCY.replace("2026-12-01 14:20", "2027-03-28 02:30"),
        "not-moment",
        "2027-03-28",
        "that half hour is skipped",
    ),
    (
        "closures.yaml",
        "emergencies: {}",
        EMERGENCY.replace("2026-12-01 14:20", "0001-01-01 00:00"),
        "not-moment",
        "0001-01-01",
        "in UTC it is in no year",
    ),
    (
        "closures.yaml",
        "emergencies: {}",
        EMERGENCY.replace("2026-12-01 14:20", "14:20"),
        "not-moment",
        "start: 14:20",
        "a time without a day",
    ),
    (
        "bulletins.yaml",
        "bulletins: {}",
        BULLETIN.replace("lines: all", "lines: 691"),
        "not-a-line",
        "lines: 691",
        "a bulletin is said on lines",
    ),
    (
        "bulletins.yaml",
        "bulletins: {}",
        BULLETIN.replace("lines: all", "lines: caisses"),
        "not-a-line",
        "lines: caisses",
        "nobody would hear it",
    ),
    (
        "bulletins.yaml",
        "bulletins: {}",
        BULLETIN.replace("    lines: all\n", ""),
        "missing",
        "greve:",
        "on which lines it is said",
    ),
    (
        "bulletins.yaml",
        "bulletins: {}",
        BULLETIN.replace("fr: oui", "fr: La ligne ouvre à 8h30."),
        "clock",
        "8h30",
        "voices misread it",
    ),
    (
        "bulletins.yaml",
        "bulletins: {}",
        BULLETIN.replace("fr: oui", "fr: La ligne ouvre {reopening}."),
        "no-placeholder",
        "{reopening}",
        "nothing fills it",
    ),
    (
        "bulletins.yaml",
        "bulletins: {}",
        BULLETIN.replace("fr: oui", "fr: “La ligne ferme tôt.”"),
        "stray-quote",
        "“La",
        "a word processor's quotes",
    ),
    (
        "closures.yaml",
        "closures: {}",
        CLOSURE.replace("un pont", "travaux jusqu'à 14 h"),
        "clock",
        "14 h",
        "voices misread it",
    ),
    (
        "closures.yaml",
        "closures: {}",
        CLOSURE.replace("all", "691, 751"),
        "no-brackets",
        "where: 691, 751",
        "a list without brackets",
    ),
    (
        "bulletins.yaml",
        "bulletins: {}",
        BULLETIN.replace("fr: oui", "fr: Attention : attente"),
        "syntax",
        "Attention :",
        "a colon and a space make a key, also as the French write it",
    ),
    (
        "bulletins.yaml",
        "bulletins: {}",
        BULLETIN.replace("fr: oui", "fr: Attention: attente"),
        "syntax",
        "Attention:",
        "a colon and a space make a key",
    ),
    (
        "bulletins.yaml",
        "bulletins: {}",
        BULLETIN.replace("fr: oui", "fr: &a oui\n    de: *a"),
        "alias",
        "&a",
        "an anchor",
    ),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "marker", "why"), BROKEN, ids=[f"{row[0]}: {row[5]}" for row in BROKEN]
)
def test_a_fault_is_told_with_its_line(
    tmp_path: Path, file: str, old: str, new: str, code: str, marker: str, why: str
) -> None:
    folder = Folder(tmp_path)
    folder.change(file, old, new)
    found = {(finding.code, str(finding.place)) for finding in folder.faults()}
    assert (code, f"schedules/{file}:{folder.line_of(file, marker)}") in found, (why, found)


def test_every_fault_is_told_at_once_sorted_with_what_to_write(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.change("lines.yaml", "zone: Indian/Mayotte", "zone: Mayotte")
    folder.change("regimes.yaml", "number: 3676", "number: 36 76")
    folder.change("caisses.yaml", "departments: 69", "departments: 99")
    folder.change("closures.yaml", "closures: {}", CLOSURE.replace("all", "987"))
    faults = folder.faults()
    assert [finding.code for finding in faults] == [
        "unknown-department",
        "unknown-place",
        "nobody-serves",
        "unknown-zone",
        "not-number",
    ]
    assert all(finding.sentence(language) and finding.mend(language) for finding in faults for language in ("fr", "en"))
    told = str(ContentError(*faults)).splitlines()
    assert told[0].startswith("schedules/caisses.yaml:")
    assert len(told) == 5


@pytest.mark.parametrize(
    ("written", "proposed", "why"),
    [
        ("mayote", "mayotte", "a slip"),
        ("Rhône", "691 (la CPAM du Rhône)", "a name, and not the Bouches-du-Rhône"),
    ],
)
def test_the_nearest_place_is_proposed(tmp_path: Path, written: str, proposed: str, why: str) -> None:
    folder = Folder(tmp_path)
    folder.change("closures.yaml", "closures: {}", CLOSURE.replace("all", written))
    (found,) = folder.faults()
    assert f"Peut-être {proposed} ?" in found.mend("fr"), why
    assert "neither a line nor a département nor a caisse" in found.sentence("en")


def test_a_place_like_no_other_is_told_what_is_possible(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.change("closures.yaml", "closures: {}", CLOSURE.replace("all", "zzz"))
    assert folder.faults()[0].mend("fr").startswith("Écrivez all, national, mayotte, abroad")


@pytest.mark.parametrize("file", [f"{stem}.yaml" for stem in FILES])
def test_a_file_that_is_missing_is_the_only_fault(tmp_path: Path, file: str) -> None:
    # What depends on it is not called wrong: one fault, not a hundred.
    folder = Folder(tmp_path)
    (folder.path / file).unlink()
    assert [(finding.code, str(finding.place)) for finding in folder.faults()] == [("no-file", f"schedules/{file}")]


@pytest.mark.parametrize("instead", [None, "a file"])
def test_a_folder_that_is_missing_is_one_fault(tmp_path: Path, instead: str | None) -> None:
    if instead:
        (tmp_path / "schedules").write_text(instead, encoding="utf-8")
    with pytest.raises(ContentError) as error:
        read_schedules(tmp_path / "schedules")
    assert [(finding.code, str(finding.place)) for finding in error.value.findings] == [("no-folder", "schedules")]


@pytest.mark.parametrize("stranger", ["closure.yaml", "closures.yml"])
def test_a_file_that_nobody_reads_is_a_fault(tmp_path: Path, stranger: str) -> None:
    folder = Folder(tmp_path)
    folder.write(stranger, "closures: {}\n...\n")
    assert [finding.code for finding in folder.faults()] == ["unknown-file"]


@pytest.mark.parametrize("file", [f"{stem}.yaml" for stem in FILES])
def test_half_written_files_are_refused_wherever_they_stop(tmp_path: Path, file: str) -> None:
    folder = Folder(tmp_path)
    if file == "closures.yaml":
        folder.change(file, "closures: {}", CLOSURE)
        folder.change(file, "emergencies: {}", EMERGENCY)
    whole = (folder.path / file).read_bytes().rstrip(b"\n")
    for size in _cuts(len(whole)):
        faults = Faults()
        assert read_text(whole[:size], file, faults, ends_with_dots=True) is None, size
        assert faults.findings, size
    for size in random.Random(3646).sample(range(len(whole)), 12):
        (folder.path / file).write_bytes(whole[:size])
        assert all(finding.place.name == f"schedules/{file}" for finding in folder.faults()), size


def _cuts(size: int) -> list[int]:
    """Every byte of the last lines, where a cut is hardest to see, and some two hundred before."""
    return sorted({*range(0, size, max(1, size // 200)), *range(max(0, size - 200), size)})
