"""Numbers that cost more than a call are known again however they are written."""

import pytest

from ivr.check.content.addresses import surcharged_number
from tests.broken.sound import both, subject

WRITTEN = (
    "08 92 70 12 34",
    "0892701234",
    "0 892 70 12 34",
    "0.810.20.30.40",
    "08-99-70-12-34",
    "08, 92, 70, 12, 34",
    "0, 8, 9, 2, 7, 0, 1, 2, 3, 4",
    "0 892\N{NO-BREAK SPACE}70\N{NO-BREAK SPACE}12\N{NO-BREAK SPACE}34",
    "+33 892 70 12 34",
    "+33 (0)8 92 70 12 34",
    "00 33 8 92 70 12 34",
    "plus 33, 8, 92, 70, 12, 34",
    "39 49",
    "39\N{NO-BREAK SPACE}49",
)
FREE = (
    "02, 69, 61, 91, 91",
    "plus 33, 1, 84, 90, 36, 46",
    "0 800 12 34 56",
    "36 46",
    "31 14",
    "le 10, 8, 92, 70, 12, 34, 55",
)


@pytest.mark.parametrize("number", WRITTEN)
def test_a_number_that_costs_is_found_however_it_is_written(number: str) -> None:
    words = both("card", f"Appelez le {number}.", f"Call {number}.")
    assert len(list(surcharged_number.find(subject(prompts=words)))) == 2


@pytest.mark.parametrize("number", FREE)
def test_a_number_without_a_surcharge_is_none(number: str) -> None:
    words = both("card", f"Appelez le {number}.", f"Call {number}.")
    assert list(surcharged_number.find(subject(prompts=words))) == []
