"""Places that are said instead of keyed: numbers as people and recognisers write them, names, and what is neither."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.line.places import of_postcode
from ivr.places.spoken import postcode_said, without_places
from tests.line.situation import schedules

NO_NAMES = ("pas", "plus", "bon", "attendez")


def department_of(said: str) -> str:
    """The département that is understood."""
    found = of_postcode(postcode_said(said, schedules(), NO_NAMES))
    return found.department if found else ""


@pytest.mark.parametrize(
    ("said", "postcode"),
    [
        ("soixante-neuf mille sept cent quatre", "69704"),
        ("soixante neuf sept cent quatre", "69704"),
        ("69 704", "69704"),
        ("97 4 10", "97410"),
        ("quatre-vingt-dix-sept quatre cent dix", "97410"),
        ("soixante-quinze zéro douze", "75012"),
        ("soixante quinze mille douze", "75012"),
        ("75 mille 12", "75012"),
        ("sept cinq zéro un deux", "75012"),
        ("treize mille un", "13001"),
        ("mille", "01000"),
        ("soixante-dix-sept mille cent", "77100"),
        ("quatre-vingt-quatre mille", "84000"),
        ("alors c'est le 69004 à Lyon, au 12 de la rue", "69004"),
        ("seven five zero one two", "75012"),
        ("seventy-five thousand and twelve", "75012"),
        ("six nine oh oh four", "69004"),
    ],
)
def test_a_postcode_in_words_or_in_pieces_is_that_postcode(said: str, postcode: str) -> None:
    assert postcode_said(said, schedules()) == postcode


@pytest.mark.parametrize(
    ("said", "department"),
    [
        ("le neuf trois", "93"),
        ("dans le quatre-vingt-treize", "93"),
        ("le département 974", "974"),
        ("2A", "2A"),
        ("la Corse du Sud", "2A"),
        ("je suis dans le Val-de-Marne", "94"),
        ("la Creuse", "23"),
        ("les Abymes", "971"),
        ("aux Abymes", "971"),
        ("Saint-Étienne", "42"),
        ("St Etienne", "42"),
        ("Saint-Denis de La Réunion", "974"),
        ("à la Réunion", "974"),
        ("Saint-Denis 93", "93"),
        ("Châteauneuf-sur-Loire", "45"),
        ("Paris dix-huitième", "75"),
        ("Lyon 3e", "69"),
        ("j'habite l'Haÿ-les-Roses", "94"),
        ("au Havre", "76"),
        ("Noisy-le-Grand", "93"),
        ("Saint-Pierre-et-Miquelon", "975"),
        ("Papeete", "987"),
        ("Mamoudzou", "976"),
        ("à Marseille dans le huitième", "13"),
    ],
)
def test_a_name_or_a_departments_number_leads_where_its_postcodes_do(said: str, department: str) -> None:
    assert department_of(said) == department


@pytest.mark.parametrize(
    "said", ["", "je ne sais pas", "euh attendez", "j'habite à Saint-Denis", "un million", "zéro", "plus"]
)
def test_what_tells_no_place_or_many_is_none(said: str) -> None:
    assert postcode_said(said, schedules(), NO_NAMES) == ""


@given(st.text(max_size=60))
def test_any_words_are_a_postcode_or_nothing(said: str) -> None:
    found = postcode_said(said, schedules())
    assert found == "" or of_postcode(found)


def test_names_of_several_words_are_left_out_and_no_others() -> None:
    assert without_places("Noisy-le-Grand", schedules()) == ""
    assert without_places("je suis dans le Val-de-Marne", schedules()) == "je suis dans"
    assert without_places("mon mari est mort à Paris", schedules()) == "mon mari est mort à Paris"
