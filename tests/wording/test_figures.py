"""Telephone numbers and lengths of time in words."""

import pytest

from ivr.line.actions import Seconds, Telephone
from ivr.wording.figures import seconds_words, telephone_words
from tests.wording.spoken import ENGLISH, FRENCH


@pytest.mark.parametrize(
    ("number", "french", "why"),
    [
        ("3646", "36 46", "a short number is one breath"),
        ("+262269619191", "02, 69, 61, 91, 91", "as it is dialled in France"),
        ("+33199001234", "01, 99, 00, 12, 34", "00 is a pair"),
        ("+33612345678", "06, 12, 34, 56, 78", "a mobile"),
        ("+590690123456", "06, 90, 12, 34, 56", "overseas"),
        ("+508551234", "05, 08, 55, 12, 34", "Saint-Pierre's code is part of its number"),
        ("+3222345678", "plus 32, 22, 34, 56, 78", "Belgium"),
        ("+12125551234", "plus 1, 21, 25, 55, 12, 34", "America"),
        ("", "", "no number"),
    ],
)
def test_a_number_is_said_in_pairs(number: str, french: str, why: str) -> None:
    assert telephone_words(FRENCH, Telephone(number)) == french, why


def test_a_number_is_said_as_dialled_from_abroad() -> None:
    assert telephone_words(FRENCH, Telephone("+33184903646"), abroad=True) == "plus 33, 1, 84, 90, 36, 46"


def test_each_language_says_pairs_in_its_way() -> None:
    assert telephone_words(ENGLISH, Telephone("3646")) == "3 6 4 6"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "moins d'une minute"), (59, "moins d'une minute"), (60, "une minute"), (61, "2 minutes"), (600, "10 minutes")],
)
def test_a_length_of_time_is_rounded_up(seconds: int, words: str) -> None:
    assert seconds_words(FRENCH, Seconds(seconds)) == words
