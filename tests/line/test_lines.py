"""One table of the three lines: however somebody names one or writes its number, it is that line."""

import pytest

from ivr.line.call import LINES as NAMES
from ivr.line.lines import LINES, line_meant

MEANT = [
    ("national", "national", "its name"),
    ("3646", "national", "its number"),
    ("36 46", "national", "its number in pairs"),
    ("Mayotte", "mayotte", "a capital"),
    ("02 69 61 91 91", "mayotte", "as it is dialled there"),
    ("+33269619191", "mayotte", "as some French carriers hand it over"),
    ("étranger", "abroad", "the French word"),
    ("ETRANGER", "abroad", "in capitals, without the accent"),
    ("l'étranger", "abroad", "with its article"),
    ("00 33 1 84 90 36 46", "abroad", "as it is dialled from far away"),
]


@pytest.mark.parametrize(("typed", "name", "why"), MEANT, ids=[row[2] for row in MEANT])
def test_a_line_is_known_by_its_names_and_numbers(typed: str, name: str, why: str) -> None:
    line = line_meant(typed)
    assert line is not None, why
    assert line.name == name


@pytest.mark.parametrize("typed", ["", "marseille", "3676", "01 99 00 36 46", "69003"])
def test_what_is_no_line_is_none(typed: str) -> None:
    assert line_meant(typed) is None


def test_the_table_has_every_line_once_and_a_number_that_a_carrier_can_show() -> None:
    assert tuple(LINES) == NAMES
    assert all(line.e164.startswith("+") for line in LINES.values())
