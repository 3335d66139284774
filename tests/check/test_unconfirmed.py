"""Holidays that nobody has confirmed: who is asked, when, and that what is advised settles it."""

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from ivr.check.hours.holidays import AHEAD, unconfirmed_custom, unconfirmed_feast
from ivr.check.report import findings_of
from ivr.content.schedules import read_schedules
from ivr.findings import Finding
from tests.check.real import real
from tests.content.broken_folder import Folder

FITR = date(2027, 3, 10)  # a Wednesday, computed
GOOD_FRIDAY = date(2027, 3, 26)


def found(first: date, folder: Folder) -> list[Finding]:
    subject = replace(real(), schedules=read_schedules(folder.path), first=first, months=3)
    return list(findings_of(subject, [unconfirmed_feast, unconfirmed_custom]))


def days(findings: list[Finding]) -> list[str]:
    return [dict(one.values)["day"] for one in findings]  # type: ignore[misc]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


@pytest.mark.parametrize(
    ("first", "asked"),
    [
        (FITR - AHEAD - timedelta(days=1), False),
        (FITR - AHEAD, True),
        (FITR, True),
        (FITR + timedelta(days=1), False),
    ],
)
def test_somebody_is_asked_in_the_45_days_before_and_once_for_line_and_caisse(
    folder: Folder, first: date, asked: bool
) -> None:
    assert [day for day in days(found(first, folder)) if day == str(FITR)] == [str(FITR)] * asked


def test_what_is_advised_of_a_feast_is_accepted_and_settles_it(folder: Folder) -> None:
    [told] = [one for one in found(FITR - AHEAD, folder) if one.place.name == "schedules/holidays.yaml"]
    keys = dict(re.findall(r"« (\w+): ([^»]+) »", told.mend("fr")))
    assert keys.keys() == {"subdivision", "feast", "day", "kept"}
    for kept in ("", "    kept: no\n"):
        lines = "".join(f"    {key}: {value}\n" for key, value in keys.items() if key != "kept")
        entry = f"holidays:\n  fete:\n{lines}{kept}    source: le Grand cadi\n    checked: 2027-03-01\n...\n"
        folder.write("holidays.yaml", entry)
        assert str(FITR) not in days(found(FITR - AHEAD, folder))


def test_what_is_advised_of_a_custom_is_accepted_and_settles_it(folder: Folder) -> None:
    martinique = "    departments: 972\n"
    told = [one for one in found(GOOD_FRIDAY - AHEAD, folder) if dict(one.values)["day"] == str(GOOD_FRIDAY)]
    line = folder.line_of("caisses.yaml", "  972:\n")
    [ours] = [one for one in told if str(one.place) == f"schedules/caisses.yaml:{line}"]
    advised = re.findall(r"« (\w+: \[[^»]+\]) »", ours.mend("fr"))
    assert len(advised) == 2
    whole = folder.text("caisses.yaml")
    for key in advised:
        folder.write("caisses.yaml", whole.replace(martinique, f"{martinique}    {key}\n"))
        assert ours not in found(GOOD_FRIDAY - AHEAD, folder)


def test_no_question_is_asked_of_days_that_change_nothing(folder: Folder) -> None:
    # Miradji on Sunday 26 December 2027, Idi el-Kabir on Whit Monday; Shrove Tuesday is an employer's choice.
    assert days(found(date(2027, 12, 1), folder)) == []
    assert days(found(date(2027, 5, 1), folder)) == []
    assert "2027-02-09" not in days(found(date(2027, 2, 1), folder))
