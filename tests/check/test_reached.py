"""Whom an entry reaches: whose calls, which caisses and départements, how many people; a part where it is a part."""

from pathlib import Path

import pytest

from ivr.check.entry_words import entry_words
from ivr.check.reached import Reached, reached_by
from ivr.content.schedules import read_schedules
from ivr.hours.schedules import Schedules
from ivr.places.communes import people_of
from tests.sentences.hearing import closures_of, content_with

NORD = people_of("59")


@pytest.fixture
def schedules(tmp_path: Path, request: pytest.FixtureRequest) -> Schedules:
    """The real schedules with one closure, of whomever the test names."""
    where = request.param
    entry = {"where": where, "days": "4 décembre 2026", "fr": "travaux", "en": "works"}
    return read_schedules(content_with(closures_of({"closures": {"travaux": entry}}), tmp_path) / "schedules")


@pytest.fixture(scope="module")
def bare() -> Schedules:
    """The real schedules alone."""
    return read_schedules(Path("schedules"))


def reached(schedules: Schedules) -> Reached:
    return reached_by(schedules.above[0], schedules)


@pytest.mark.parametrize(
    ("schedules", "lines", "calls", "caisses"),
    [
        ("all", ["national", "mayotte", "abroad"], ["national", "mayotte", "abroad"], 107),
        ("national", ["national"], ["national"], 107),
        ("national-own", ["national"], ["national"], 0),
        ("caisses", [], ["national"], 107),
        ("mayotte", ["mayotte"], ["mayotte"], 0),
        ("69", [], ["national"], 1),
        ("59", [], ["national"], 4),
    ],
    indirect=["schedules"],
)
def test_lines_and_caisses(schedules: Schedules, lines: list[str], calls: list[str], caisses: int) -> None:
    found = reached(schedules)
    assert (list(found.lines), list(found.called), len(found.caisses)) == (lines, calls, caisses)


@pytest.mark.parametrize(
    ("schedules", "people", "partly"),
    [
        ("59", NORD, 0),  # all four caisses of Nord
        (["594", "595", "597"], 0, NORD),  # three of the four
        (["594", "691"], people_of("69"), NORD),
        ("mayotte", people_of("976"), 0),
        (["mayotte", "976"], people_of("976"), 0),  # the same people, once
        ("abroad", 0, 0),
    ],
    indirect=["schedules"],
)
def test_people_are_counted_once_and_a_part_of_a_departement_as_a_part(
    schedules: Schedules, people: int, partly: int
) -> None:
    assert (reached(schedules).people, reached(schedules).people_partly) == (people, partly)


@pytest.mark.parametrize(
    ("schedules", "french", "english"),
    [
        (
            "all",
            "tout le monde (les trois lignes et 107 caisses), 68,4 millions d'habitants",
            "everybody (the three lines and 107 caisses), 68.4 million people",
        ),
        (
            ["national", "abroad"],
            "tous ceux qui appellent le 36 46 (107 caisses), la ligne depuis l'étranger, 68,4 millions d'habitants",
            "everybody who calls 36 46 (107 caisses), the line for callers abroad, 68.4 million people",
        ),
        (
            "caisses",
            "toutes les caisses (107), 68,4 millions d'habitants",
            "all caisses (107), 68.4 million people",
        ),
        (
            ["national-own", "691"],
            "le 36 46 pour qui n'a pas de caisse connue, la CPAM du Rhône (69), 1,9 million d'habitants",
            "36 46 for those whose caisse is not known, the CPAM of Rhône (69), 1.9 million people",
        ),
        (
            "594",
            "la CPAM des Flandres (59), une partie des 2,6 millions d'habitants",
            "the CPAM of Flandres (59), some of the 2.6 million people",
        ),
        (
            ["595", "011"],
            "la CPAM de l'Ain (01), la CPAM de Lille-Douai (59), 679 000 habitants et, dans le Nord, "
            "une partie des 2,6 millions d'habitants",
            "the CPAM of Ain (01), the CPAM of Lille-Douai (59), 679,000 people and, in Nord, "
            "some of the 2.6 million people",
        ),
        (
            ["59", "62"],
            "6 caisses (59, 62), 4,1 millions d'habitants",
            "6 caisses (59, 62), 4.1 million people",
        ),
        ("abroad", "la ligne depuis l'étranger", "the line for callers abroad"),
    ],
    indirect=["schedules"],
)
def test_an_entry_is_told_in_one_sentence(schedules: Schedules, french: str, english: str) -> None:
    [entry] = schedules.above
    told, in_english = (entry_words(entry, schedules, language) for language in ("fr", "en"))
    reopening = "réouverture le lundi 7 décembre 2026 à 08:30"
    assert told == f"travaux : fermeture, le vendredi 4 décembre 2026, {french}, {reopening}"
    assert in_english.startswith(f"travaux: closure, on Friday 4 December 2026, {english}, open again on Monday")


@pytest.mark.parametrize(
    ("hours", "reopening"),
    [
        ("de 14h à 15h30", "réouverture le vendredi 4 décembre 2026 à 15:30"),  # not on the Monday after
        ("jusqu'à 9h", "réouverture le vendredi 4 décembre 2026 à 09:00"),
        ("de 9h à 10h, de 14h à 15h", "réouverture le vendredi 4 décembre 2026 à 15:00"),
        ("de 14h à 17h", "réouverture le lundi 7 décembre 2026 à 08:30"),
        ("après-midi", "réouverture le lundi 7 décembre 2026 à 08:30"),
    ],
)
def test_a_closure_of_a_part_of_the_day_ends_with_that_part(
    hours: str, reopening: str, bare: Schedules, tmp_path: Path
) -> None:
    entry = {"where": "69", "days": "4 décembre 2026", "hours": hours, "fr": "travaux", "en": "works"}
    schedules = read_schedules(content_with(closures_of({"closures": {"travaux": entry}}), tmp_path) / "schedules")
    assert entry_words(schedules.above[0], schedules, "fr").endswith(f", {reopening}")
    assert entry_words(schedules.above[0], bare, "fr").endswith(f", {reopening}")  # as the history tells it
