"""docs/asvs.md is whole and true: each requirement once, and each test that it names is one."""

import re
from pathlib import Path

import pytest

ROW = re.compile(r"^\| V(\d+)\.(\d+)\.(\d+) \| ([12]) \| (.+?) \| (.+) \|$")
LINES = [line for line in Path("docs/asvs.md").read_text(encoding="utf-8").splitlines() if line.startswith("| V")]
# ASVS 5.0.0: how many requirements of levels 1 and 2 each chapter has.
REQUIREMENTS = dict(zip(range(1, 18), (27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7), strict=True))
LEVEL_1 = 70
REASONS = ("Does not apply: ", "At deployment: ", "By design: ", "Partly: ", "Not met: ")
TESTS = {
    name
    for file in Path("tests").rglob("test_*.py")
    for name in re.findall(r"^def (test_\w+)\(", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
}


def test_every_requirement_has_its_row_once() -> None:
    found = [tuple(map(int, row.groups()[:4])) for row in map(ROW.match, LINES) if row]
    assert len(found) == len(LINES)
    assert [row[:3] for row in found] == sorted({row[:3] for row in found})
    assert {chapter: sum(row[0] == chapter for row in found) for chapter in REQUIREMENTS} == REQUIREMENTS
    assert sum(row[3] == 1 for row in found) == LEVEL_1


@pytest.mark.parametrize("line", LINES, ids=[line.split(" ")[1] for line in LINES])
def test_a_requirement_is_met_by_a_test_that_is_there_or_has_a_reason(line: str) -> None:
    row = ROW.match(line)
    assert row
    how, named = row[6], re.findall(r"`(test_\w+)`", row[6])
    assert named or how.startswith(REASONS)
    assert set(named) <= TESTS
    assert all(Path(name).exists() for name in re.findall(r"(?:ivr|docs|schedules)/[\w./]+\.(?:py|md|html)", how))
