"""From numbers and postcodes to places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.line.call import PLACES
from ivr.line.origin import UNKNOWN, read_number
from ivr.line.places import SHARED, Postcode, of_origin, of_postcode, zone_of

POSTCODES = [
    ("75012", "metropole", "75", "Paris"),
    ("01000", "metropole", "01", "a leading 0 is part of it"),
    ("95000", "metropole", "95", "the last of métropole"),
    ("75948", "metropole", "75", "CEDEX: by its first digits"),
    ("20000", "metropole", "2A", "Ajaccio"),
    ("20190", "metropole", "2A", "the last of Corse-du-Sud"),
    ("20200", "metropole", "2B", "Bastia, the first of Haute-Corse"),
    ("20600", "metropole", "2B", "Furiani"),
    ("94390", "metropole", "91", "Paray-Vieille-Poste, in Essonne"),
    ("97100", "overseas", "971", "Basse-Terre"),
    ("97133", "overseas", "977", "Saint-Barthélemy, under Guadeloupe's digits"),
    ("97150", "overseas", "978", "Saint-Martin, under Guadeloupe's digits"),
    ("97200", "overseas", "972", "Fort-de-France"),
    ("97300", "overseas", "973", "Cayenne"),
    ("97400", "overseas", "974", "Saint-Denis"),
    ("97500", "overseas", "975", "Saint-Pierre-et-Miquelon"),
    ("97600", "mayotte", "976", "Mamoudzou"),
    ("97680", "mayotte", "976", "Tsingoni"),
    ("97700", "overseas", "977", "Saint-Barthélemy, by its own digits"),
    ("98600", "overseas", "986", "Wallis-et-Futuna"),
    ("98714", "overseas", "987", "Papeete"),
    ("98800", "overseas", "988", "Nouméa"),
    ("98000", "abroad", "", "Monaco: another state, with funds of its own"),
    ("98799", "unknown", "", "Clipperton, under Polynésie's digits: nobody lives there"),
    ("98400", "unknown", "", "Terres australes: nobody stays"),
]


@pytest.mark.parametrize(("digits", "place", "department", "why"), POSTCODES, ids=[row[0] for row in POSTCODES])
def test_a_postcode_tells_place_and_department(digits: str, place: str, department: str, why: str) -> None:
    found = of_postcode(digits)

    assert found is not None, why
    assert (found.place, found.department) == (place, department), why


@pytest.mark.parametrize("digits", sorted(SHARED))
def test_a_shared_postcode_goes_to_the_department_with_most_people(digits: str) -> None:
    assert of_postcode(digits) == Postcode("metropole", SHARED[digits])


@pytest.mark.parametrize(
    "digits",
    ["00000", "00100", "96000", "97000", "97900", "98100", "99000", "7501", "750123", "", "7501*", "٧٥٠١٢", "2A000"],
)
def test_what_is_no_postcode_is_refused(digits: str) -> None:
    assert of_postcode(digits) is None


@given(st.text() | st.from_regex(r"\A[0-9]{5}\Z"))
def test_no_digits_raise(digits: str) -> None:
    found = of_postcode(digits)

    assert found is None or found.place in PLACES


ORIGINS = [
    ("+33142345678", ("metropole", ""), "Europe/Paris", "fixed: no département, but a clock"),
    ("+33612345678", ("metropole", ""), "", "its owner may be anywhere"),
    ("+33972123456", ("metropole", ""), "", "VoIP"),
    ("+262269123456", ("mayotte", "976"), "Indian/Mayotte", "fixed"),
    ("+262639012345", ("mayotte", "976"), "", "a mobile travels"),
    ("+262262201234", ("overseas", "974"), "Indian/Reunion", "fixed"),
    ("+262976331234", ("overseas", "974"), "", "VoIP has no place"),
    ("+590590123456", ("overseas", "971"), "America/Guadeloupe", "fixed"),
    ("+590590271234", ("overseas", "971"), "America/Guadeloupe", "Saint-Barthélemy perhaps: the same caisse and clock"),
    ("+594594123456", ("overseas", "973"), "America/Cayenne", "fixed"),
    ("+596596701234", ("overseas", "972"), "America/Martinique", "fixed"),
    ("+508411234", ("overseas", "975"), "America/Miquelon", "fixed"),
    ("+687241234", ("overseas", "988"), "Pacific/Noumea", "fixed"),
    ("+68940412345", ("overseas", "987"), "", "Polynésie has three clocks"),
    ("+3222345678", ("abroad", ""), "", "Belgium: never a clock abroad"),
    ("+37793123456", ("abroad", ""), "", "Monaco"),
]


@pytest.mark.parametrize(("number", "place", "zone", "why"), ORIGINS, ids=[row[0] for row in ORIGINS])
def test_a_number_tells_a_place_and_seldom_a_clock(number: str, place: tuple[str, str], zone: str, why: str) -> None:
    origin = read_number(number)

    assert of_origin(origin) == place, why
    assert zone_of(origin) == zone, why


def test_a_hidden_number_tells_no_place() -> None:
    assert of_origin(UNKNOWN) == ("unknown", "")
    assert zone_of(UNKNOWN) == ""
