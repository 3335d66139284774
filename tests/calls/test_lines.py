"""Which line a called number is, however a carrier writes it."""

import pytest

from ivr.calls.lines import LineNumbers
from ivr.settings import Settings


@pytest.mark.parametrize(
    ("called", "line"),
    [
        ("3646", "national"),
        ("+333646", "national"),
        ("+262269619191", "mayotte"),
        ("0269619191", "mayotte"),
        ("+33269619191", "mayotte"),  # as some French carriers hand it over
        ("00262269619191", "mayotte"),
        ("02 69 61 91 91", "mayotte"),
        ("+33184903646", "abroad"),
        ("0184903646", "abroad"),
        ("+33199001234", "national"),  # nobody's: a sandbox that no setting names
        ("sip:3646@line.example", "national"),
        ("client:tester", "national"),
        ("", "national"),
    ],
)
def test_the_public_numbers_are_known_by_default(called: str, line: str) -> None:
    assert LineNumbers(Settings()).line_of(called) == line


def test_one_sandbox_number_can_play_any_line() -> None:
    numbers = LineNumbers(Settings(number_mayotte="+33199000001", number_abroad="+33 1 99 00 00 02"))
    assert numbers.line_of("+33199000001") == "mayotte"
    assert numbers.line_of("0199000002") == "abroad"
    assert numbers.line_of("+262269619191") == "mayotte"


def test_a_setting_wins_over_the_public_numbers() -> None:
    assert LineNumbers(Settings(number_national="+33184903646")).line_of("+33184903646") == "national"
