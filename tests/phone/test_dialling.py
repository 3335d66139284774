"""Numbers and moments as testers write them."""

import pytest

from ivr.phone.dialling import calling_number, masked
from ivr.phone.moments import address_at, read_moment

CALLERS = [
    ("01 99 00 12 34", "+33199001234", "a landline"),
    ("06.12.34.56.78", "+33612345678", "a mobile, with points"),
    ("+33 1 99 00 12 34", "+33199001234", "E.164 in groups"),
    ("0033199001234", "+33199001234", "with the international prefix"),
    ("0269 00 12 34", "+262269001234", "a landline of Mayotte"),
    ("0692 00 12 34", "+262692001234", "a mobile of La Réunion"),
    ("0690001234", "+590690001234", "a mobile of Guadeloupe"),
    ("0694001234", "+594694001234", "a mobile of Guyane"),
    ("0696001234", "+596696001234", "a mobile of Martinique"),
    ("masqué", "anonymous", "withheld"),
    ("anonymous", "anonymous", "as Twilio says it"),
    ("+266696687", "+266696687", "a sentinel goes as it is"),
    ("sip:a@b.example", "sip:a@b.example", "no number at all"),
    ("", "", "nothing"),
]


@pytest.mark.parametrize(("text", "number"), [row[:2] for row in CALLERS], ids=[row[2] for row in CALLERS])
def test_callers(text: str, number: str) -> None:
    assert calling_number(text) == number


def test_masked_shows_two_digits() -> None:
    assert masked("+33612345678") == "•• 78"


@pytest.mark.parametrize(
    ("text", "query", "why"),
    [
        ("2026-12-25 09:00", "20261225T080000Z", "Paris in winter"),
        ("2026-07-01 09:00", "20260701T070000Z", "Paris in summer"),
        ("2026-12-04T12:05+03:00", "20261204T090500Z", "Mayotte's own clock"),
    ],
)
def test_moments(text: str, query: str, why: str) -> None:
    assert address_at("/voice", read_moment(text)) == f"/voice?at={query}", why
    assert address_at("/voice?x=1", read_moment(text)) == f"/voice?x=1&at={query}"


def test_a_moment_that_is_none() -> None:
    with pytest.raises(ValueError, match="write it as 2026-12-25 09:00"):
        read_moment("Christmas")
