"""The official list of communes: found by name, by postcode, counted by département, and at one with the postcodes."""

from collections import Counter

import pytest

from ivr.content.schedules import read_schedules
from ivr.line.places import SHARED, of_postcode
from ivr.places.communes import communes, communes_named, communes_of_postcode, people_of
from tests.content.broken_folder import REAL

NAMED = [
    ("Saint-Étienne", "Saint-Étienne", "42", "as it is written"),
    ("st etienne", "Saint-Étienne", "42", "as it is typed"),
    ("STE MARIE AUX MINES", "Sainte-Marie-aux-Mines", "68", "in capitals"),
    ("l'haÿ les roses", "L'Haÿ-les-Roses", "94", "an apostrophe, a diaeresis and no hyphen"),
    ("mamoudzou", "Mamoudzou", "976", "in Mayotte"),
    ("ajaccio", "Ajaccio", "2A", "in Corsica"),
    ("saint-barthelemy", "Saint-Barthélemy", "977", "the island has more people than all the others of that name"),
    ("Lyon", "Lyon", "69", "a city"),
    ("Lyon 3e", "Lyon 3e", "69", "an arrondissement"),
    ("lyon 3ème arrondissement", "Lyon 3e", "69", "in full"),
    ("paris 12", "Paris 12e", "75", "by its number"),
    ("marseille 1er", "Marseille 1er", "13", "the first"),
    ("Bellegarde-sur-Valserine", "Valserhône", "01", "merged in 2019"),
]


@pytest.mark.parametrize(("typed", "name", "department", "why"), NAMED, ids=[row[0] for row in NAMED])
def test_a_commune_is_found_however_it_is_typed(typed: str, name: str, department: str, why: str) -> None:
    first = communes_named(typed)[0]

    assert (first.name, first.department) == (name, department), why


def test_those_of_one_name_come_the_most_peopled_first() -> None:
    people = [commune.people for commune in communes_named("saint martin")]

    assert len(people) > 2
    assert people == sorted(people, reverse=True)


@pytest.mark.parametrize("typed", ["", "xyzzy", "lyon 10", "arrondissement", "rhône"])
def test_what_is_no_commune_is_not_found(typed: str) -> None:
    assert communes_named(typed) == ()


POSTCODES = [
    ("69003", ["Lyon 3e"], "the arrondissement, not the whole city"),
    ("13780", ["Cuges-les-Pins", "Riboux"], "of two départements"),
    ("97600", ["Mamoudzou", "Koungou"], "Mayotte's, the most peopled first"),
    ("75948", [], "a CEDEX is not in the list"),
]


@pytest.mark.parametrize(("postcode", "names", "why"), POSTCODES)
def test_communes_are_found_by_postcode(postcode: str, names: list[str], why: str) -> None:
    assert [commune.name for commune in communes_of_postcode(postcode)] == names, why


def test_everybody_is_counted_once() -> None:
    assert people_of("75") == communes_named("paris")[0].people  # not once more in each arrondissement
    assert people_of("69") > sum(commune.people for commune in communes_named("lyon")) > 500_000
    assert people_of("xx") == 0


def test_every_department_of_the_schedules_has_people() -> None:
    departments = read_schedules(REAL).departments

    assert [code for code in departments if people_of(code) < 5_000] == []
    assert 65_000_000 < sum(map(people_of, departments)) < 70_000_000


def test_postcodes_tell_the_department_in_which_the_list_has_them() -> None:
    elsewhere = {}
    for postcode in {code for commune in communes() for code in commune.postcodes}:
        people: Counter[str] = Counter()
        for commune in communes_of_postcode(postcode):
            people[commune.department] += commune.people
        told = of_postcode(postcode)
        assert told is not None, postcode
        if told.department != people.most_common(1)[0][0] or len(people) > 1:
            elsewhere[postcode] = told.department

    # two départements share sixteen, each decided for where most people live; nobody lives on Clipperton
    assert elsewhere == SHARED | {"98799": ""}
