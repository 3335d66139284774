"""What a caller's number tells: each row is a trap that a library or a carrier sets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.line.origin import FRENCH_REGIONS, UNKNOWN, Origin, read_mobile, read_number, textable

TOLD = [
    # métropole: no prefix tells a region since 2023
    ("+33142345678", "FR", "fixed", "01 was Île-de-France once"),
    ("+33388123456", "FR", "fixed", "libphonenumber still says Strasbourg"),
    ("+33612345678", "FR", "mobile", "an ordinary mobile"),
    ("+33 6 12 34 56 78", "FR", "mobile", "blanks are no part of a number"),
    ("+330612345678", "FR", "mobile", "the 0 of +33 (0)6 was left in"),
    ("0033612345678", "FR", "mobile", "00 instead of +"),
    ("0612345678", "FR", "mobile", "national, as some carriers hand it over"),
    ("+33712345678", "FR", "mobile", "a block that libphonenumber's data don't know"),
    ("+33700123456", "FR", "other", "machines talk from 0700"),
    ("+33972123456", "FR", "other", "VoIP has no place"),
    ("+33891234567", "FR", "other", "a service number"),
    # Mayotte and La Réunion share +262
    ("+262269619191", "YT", "fixed", "Mayotte's line"),
    ("+33269619191", "YT", "fixed", "libphonenumber calls it valid, and French"),
    ("0269619191", "YT", "fixed", "the same, national"),
    ("+2620269619191", "YT", "fixed", "the same, its 0 left in"),
    ("+262639012345", "YT", "mobile", "639 is Mayotte's"),
    ("+33639012345", "YT", "mobile", "as a metropolitan carrier writes it"),
    ("+262709351234", "YT", "mobile", "07093[5-7], a new block"),
    ("+262976901234", "YT", "other", "09769, VoIP"),
    ("+262262201234", "RE", "fixed", "262 after 262 is La Réunion"),
    ("+33262201234", "RE", "fixed", "as a metropolitan carrier writes it"),
    ("+33263123456", "RE", "fixed", "libphonenumber calls it valid, and French"),
    ("+262692123456", "RE", "mobile", "692 is La Réunion's"),
    ("+262693123456", "RE", "mobile", "so is 693"),
    ("+262709201234", "RE", "mobile", "07092, a new block"),
    ("+262976331234", "RE", "other", "09763, VoIP"),
    # Guadeloupe, Saint-Barthélemy and Saint-Martin share +590 and one caisse
    ("+590590123456", "GP", "fixed", "Guadeloupe"),
    ("+590590271234", "GP", "fixed", "libphonenumber guesses Saint-Barthélemy; the block is shared"),
    ("+33590123456", "GP", "fixed", "as a metropolitan carrier writes it"),
    ("+590690123456", "GP", "mobile", "690"),
    ("+590691123456", "GP", "mobile", "691: libphonenumber's data call it invalid"),
    ("+33709012345", "GP", "mobile", "07090, a new block"),
    ("+590976123456", "GP", "other", "09761, VoIP"),
    ("+594594123456", "GF", "fixed", "Guyane"),
    ("+33694123456", "GF", "mobile", "694, as a metropolitan carrier writes it"),
    ("+33709301234", "GF", "mobile", "07093[0-3] is Guyane's, 07093[5-7] Mayotte's"),
    ("+596596701234", "MQ", "fixed", "Martinique"),
    ("+33596701234", "MQ", "fixed", "libphonenumber calls it valid, and French"),
    ("+33696123456", "MQ", "mobile", "696"),
    ("+596697123456", "MQ", "mobile", "697"),
    ("+508411234", "PM", "fixed", "six digits behind its code"),
    ("0508411234", "PM", "fixed", "nine in France, the code among them"),
    ("+33508411234", "PM", "fixed", "libphonenumber calls it valid, and French"),
    ("+508551234", "PM", "mobile", "55"),
    ("+508708451234", "PM", "mobile", "nine digits: a new block"),
    ("+508501234", "PM", "other", "fixed or mobile: it can't be told"),
    ("+508808123456", "PM", "other", "a service number there"),
    # elsewhere
    ("+687241234", "NC", "fixed", "Nouvelle-Calédonie has a code of its own"),
    ("+68940412345", "PF", "fixed", "so has Polynésie"),
    ("+681721234", "WF", "other", "and Wallis-et-Futuna"),
    ("+37793123456", "MC", "fixed", "Monaco is another country"),
    ("+2693211234", "KM", "mobile", "the Comores, not Mayotte, which left +269"),
    ("+3222345678", "BE", "fixed", "Belgium"),
    ("+41223456789", "CH", "fixed", "Switzerland"),
    ("+442071234567", "GB", "fixed", "the United Kingdom"),
    ("+12125551234", "US", "other", "fixed and mobile look alike in America"),
    ("+8811234567890", "001", "other", "a satellite"),
]

TELLS_NOTHING = [
    ("", "nothing was sent"),
    ("Anonymous", "a word, seen with CallerCountry=TH"),
    ("ANONYMOUS", "the same in capitals"),
    ("Restricted", "another word"),
    ("unavailable", "another"),
    ("+266696687", "ANONYMOUS on a keypad: not a call from Lesotho"),
    ("266696687", "the same without +"),
    ("00266696687", "the same with 00"),
    ("+7378742833", "RESTRICTED: not Russia"),
    ("+2562533", "BLOCKED: not Uganda"),
    ("+8656696", "UNKNOWN: not China"),
    ("+86282452253", "UNAVAILABLE: possible in China"),
    ("sip:+33612345678@example.com", "whoever sends a SIP address writes it"),
    ("client:+33612345678", "so with a client's name"),
    ("3646", "a short number is no caller"),
    ("+333646", "nor with a country before it"),
    ("+262976123456", "+262 09761: Mayotte or La Réunion, nobody knows"),
    ("+262691123456", "691 is no block of the Indian Ocean"),
    ("+33268123456", "0268: métropole or the Indian Ocean"),
    ("+33709912345", "0709: overseas, but which?"),
    ("+999123456789", "no such country"),
    ("+3361234567890123", "more digits than a number has"),
    ("12", "fewer"),
    ("+", "no digits"),
    ("٠٦١٢٣٤٥٦٧٨", "digits that no exchange sends"),
    ("+33612345678\n+33612345679", "two"),
]


@pytest.mark.parametrize(("raw", "region", "kind", "why"), TOLD, ids=[row[0] for row in TOLD])
def test_a_number_tells_its_territory_and_kind(raw: str, region: str, kind: str, why: str) -> None:
    found = read_number(raw)

    assert (found.region, found.kind) == (region, kind), why
    assert found.e164.startswith("+")
    assert read_number(found.e164) == found, "its E.164 tells the same"


@pytest.mark.parametrize(("raw", "why"), TELLS_NOTHING, ids=[repr(row[0]) for row in TELLS_NOTHING])
def test_what_is_hidden_or_odd_tells_nothing(raw: str, why: str) -> None:
    assert read_number(raw) == UNKNOWN, why


def test_a_national_number_is_french_only_where_that_may_be_assumed() -> None:
    assert read_number("0612345678", national_ok=False) == UNKNOWN
    assert read_number("+33612345678", national_ok=False).region == "FR"


def test_a_number_is_never_shown_by_accident() -> None:
    assert "612345678" not in repr(read_number("+33612345678"))


@pytest.mark.parametrize(
    ("typed", "e164"),
    [
        ("0612345678", "+33612345678"),
        ("0712345678", "+33712345678"),
        ("0692123456", "+262692123456"),
        ("0639012345", "+262639012345"),
        ("0690123456", "+590690123456"),
        ("0694123456", "+594694123456"),
        ("0696123456", "+596696123456"),
        ("0508551234", "+508551234"),
        ("00262692123456", "+262692123456"),
        ("0033 6 12 34 56 78", "+33612345678"),
        ("+33612345678", "+33612345678"),
    ],
)
def test_a_typed_french_mobile_is_read(typed: str, e164: str) -> None:
    found = read_mobile(typed)

    assert found is not None
    assert found.e164 == e164


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("0142345678", "a landline"),
        ("0269619191", "a landline of Mayotte"),
        ("0972123456", "VoIP"),
        ("0700123456", "a machine"),
        ("0891234567", "a service"),
        ("061234567", "a digit short"),
        ("06123456789", "a digit too many"),
        ("612345678", "its 0 is missing"),
        ("00447400123456", "a British mobile"),
        ("1234567890", "no French number"),
        ("0000000000", "nothing"),
        ("", "silence"),
    ],
)
def test_what_is_no_french_mobile_is_refused(typed: str, why: str) -> None:
    assert read_mobile(typed) is None, why


@pytest.mark.parametrize(
    ("number", "may"),
    [
        ("+33612345678", True),
        ("+262692123456", True),
        ("+262639012345", False),  # Mayotte is not in the list of this test
        ("+33142345678", False),
        ("+447400123456", False),
        ("Anonymous", False),
    ],
)
def test_texts_go_to_mobiles_of_listed_regions(number: str, may: bool) -> None:
    assert textable(read_number(number), frozenset({"FR", "RE"})) is may


def test_a_fixed_number_is_not_texted_even_in_a_listed_region() -> None:
    assert not textable(Origin("FR", "fixed", "+33142345678"), FRENCH_REGIONS)
    assert not textable(Origin("FR", "mobile", ""), FRENCH_REGIONS)


DIGITS = st.from_regex(r"\A\+?[0-9]{0,18}\Z")
STARTS = st.sampled_from(["0", "+33", "0033", "+262", "+590", "+508", "+594", "+596"])
FRENCH = st.builds("{}{}".format, STARTS, st.from_regex(r"\A[0-9]{4,10}\Z"))


@given(st.one_of(st.text(), DIGITS, FRENCH))
def test_no_input_raises_and_none_is_texted_outside_the_list(raw: str) -> None:
    found = read_number(raw)
    regions = frozenset({"FR", "RE"})

    if textable(found, regions):
        assert found.region in regions
        assert found.e164.startswith(("+336", "+337", "+26269", "+26270"))
    mobile = read_mobile(raw)
    assert mobile is None or textable(mobile, FRENCH_REGIONS)
