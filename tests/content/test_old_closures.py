"""Files of before `format: 2`: what no longer means the same is told, and what is told to write means what it meant."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from ivr.check.hours.meaning import changed_opening, changed_reach
from ivr.check.subject import Subject
from ivr.content.schedules import read_schedules
from ivr.findings import Finding, Language
from ivr.hours.calendar import Calendar
from ivr.hours.rule import Spans
from ivr.hours.schedules import Schedules
from ivr.line.flow import FLOW
from tests.sentences.hearing import closures_of, content_with

FIRST, DAYS = date(2026, 11, 23), 60
WHY = {"fr": "travaux", "en": "works"}
Entries = Mapping[str, Mapping[str, Any]]
MORNING: Spans = ((time(9), time(12)),)


def span(first: str, last: str, **more: str) -> dict[str, str]:
    return {"where": "691", "first": f"2026-{first}", "last": f"2026-{last}", **more, **WHY}


def opened(first: str, last: str, hours: str = "09:00-12:00") -> dict[str, str]:
    return span(first, last, hours=hours)


@dataclass(frozen=True)
class Old:
    """An old file, and on which days (by their number in December 2026) the opening "x" gave the hours."""

    entries: Entries
    kept: tuple[int, ...]


OLD = {
    "a holiday": Old({"openings": {"x": opened("12-25", "12-25")}}, (25,)),
    "a bridge": Old({"openings": {"x": opened("12-24", "12-24")}, "closures": {"c": span("12-21", "12-31")}}, (24,)),
    "a usual day": Old({"openings": {"x": opened("12-08", "12-08")}}, (8,)),
    "the saturdays that were meant": Old({"openings": {"x": opened("12-05", "12-26")}}, tuple(range(5, 27))),
    "a holiday in a closure": Old(
        {"openings": {"x": opened("12-25", "12-26")}, "closures": {"c": span("12-21", "12-31")}}, (25, 26)
    ),
    "a day of a closure, less one that a shorter closure keeps": Old(
        {
            "openings": {"x": opened("12-21", "12-24")},
            "closures": {"c": span("12-14", "12-31"), "one": span("12-22", "12-22")},
        },
        (21, 23, 24),
    ),
    "usual days and a closure as long": Old(
        {"openings": {"x": opened("12-07", "12-10")}, "closures": {"c": span("12-10", "12-13")}}, (7, 8, 9)
    ),
}


def read(folder: Path, entries: Entries, written: str) -> Schedules:
    closures = closures_of(entries).replace("format: '2'\n", written)
    return read_schedules(content_with(closures, folder) / "schedules")


def findings(schedules: Schedules) -> tuple[Finding, ...]:
    looked_at = Subject(FLOW, {}, schedules, FIRST, months=3)
    return tuple(one for check in (changed_reach, changed_opening) for one in check.find(looked_at))


def spans(schedules: Schedules) -> dict[int, Spans]:
    calendar = Calendar(schedules.caisses["691"].rule, FIRST, DAYS)
    days = (date(2026, 12, 1) + timedelta(days=number) for number in range(31))
    return {day.day: calendar.spans_of(day) for day in days}


def mended(entries: Entries, finding: Finding, language: Language) -> Entries:
    """The file as the advice says: keys of the entry set, the entry moved where it is told to move."""
    marks = "« (.+?) »" if language == "fr" else "“(.+?)”"
    told = re.findall(marks, finding.mend(language))
    new = {section: dict(found) for section, found in entries.items()}
    entry = dict(new["openings"]["x"])
    for key, value in (line.split(": ", 1) for line in told if ": " in line):
        if key == "days":
            del entry["first"], entry["last"]
        if key != "format":
            entry[key] = value.strip("[]").split(", ") if value.startswith("[") else value
    del new["openings"]["x"]
    new.setdefault("hours" if "hours:" in told else "openings", {})["x"] = entry
    return new


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("old", OLD.values(), ids=OLD)
def test_the_advice_gives_each_day_what_it_had(old: Old, language: Language, tmp_path: Path) -> None:
    [finding] = findings(read(tmp_path / "old", old.entries, ""))

    new = mended(old.entries, finding, language)

    assert not findings(read(tmp_path / "mended", new, ""))
    now = read(tmp_path / "new", new, "format: 2\n")
    assert not findings(now)
    untouched = {section: {k: v for k, v in found.items() if k != "x"} for section, found in old.entries.items()}
    others = spans(read(tmp_path / "others", untouched, ""))
    assert spans(now) == others | dict.fromkeys(old.kept, MORNING)


@pytest.mark.parametrize(
    ("entries", "language", "told"),
    [
        (
            OLD["a holiday"].entries,
            "fr",
            "« x » n'a plus le même sens : le 2026-12-25, férié, reste fermé. "
            "Ajoutez-lui « even: [holidays] ». Tout étant relu, ajoutez « format: 2 ».",
        ),
        (
            OLD["a day of a closure, less one that a shorter closure keeps"].entries,
            "en",
            "“x” no longer means the same: 2026-12-21 stays closed by “c”. Add to it “even: [closures]”, and "
            "“days: from 21 to 24 December 2026 except on Tuesday 22 December 2026” in place of “first” and “last”. "
            "Once all is read again, add “format: 2”.",
        ),
        (
            OLD["the saturdays that were meant"].entries,
            "fr",
            "« x » n'a plus le même sens : le 2026-12-07 garde ses horaires habituels. Déplacez-la sous « hours: », "
            "avec « hours: Mo-Su 09:00-12:00 », « even: [holidays] ». Tout étant relu, ajoutez « format: 2 ».",
        ),
    ],
)
def test_what_has_changed_is_told_with_what_to_write(
    entries: Entries, language: Language, told: str, tmp_path: Path
) -> None:
    [finding] = findings(read(tmp_path / "old", entries, ""))
    assert f"{finding.sentence(language)} {finding.mend(language)}" == told


@pytest.mark.parametrize(
    ("where", "kept"),
    [
        ("national", "national-own"),
        (["national", "abroad"], "[national-own, abroad]"),
        (["national", "mayotte", "abroad"], "[national-own, mayotte, abroad]"),
    ],
)
@pytest.mark.parametrize("section", ["closures", "emergencies"])
def test_national_reaches_more_than_it_did(section: str, where: Any, kept: str, tmp_path: Path) -> None:
    moments = {"start": "2026-12-01 14:20", "end": "unknown"}
    days = {"first": "2026-12-01", "last": "2026-12-01"}
    entry = {"where": where, **(moments if section == "emergencies" else days), **WHY}
    [finding] = findings(read(tmp_path / "old", {section: {"x": entry}}, ""))
    assert f"« where: {kept} »" in finding.mend("fr")

    mended = {**entry, "where": kept.strip("[]").split(", ")}
    assert not findings(read(tmp_path / "mended", {section: {"x": mended}}, ""))
    assert set(read(tmp_path / "new", {section: {"x": mended}}, "format: 2\n").above[0].places) == {
        "national" if name == "national-own" else name for name in mended["where"]
    }


@pytest.mark.parametrize("where", ["all", "lines", "caisses", "mayotte", "691", ["national", "caisses"]])
def test_who_is_reached_as_before_is_not_told(where: Any, tmp_path: Path) -> None:
    entry = {"where": where, "first": "2026-12-01", "last": "2026-12-01", **WHY}
    assert not findings(read(tmp_path / "old", {"closures": {"x": entry}}, ""))


@pytest.mark.parametrize(
    "entries",
    [
        {"openings": {"x": opened("12-12", "12-12")}},  # a Saturday
        {"closures": {"x": span("12-07", "12-11")}},
        {"openings": {"x": opened("12-12", "12-13")}, "closures": {"c": span("12-12", "12-12")}},  # the shorter closes
    ],
)
def test_what_means_the_same_is_not_told(entries: Entries, tmp_path: Path) -> None:
    assert not findings(read(tmp_path / "old", entries, ""))


def test_a_file_of_today_is_taken_at_its_word(tmp_path: Path) -> None:
    assert not findings(read(tmp_path / "new", OLD["a holiday"].entries, "format: 2\n"))
