"""One finding: both languages and its place inside, told last."""

from ivr.findings import Kind, Place
from ivr.hours.words import words

SLIP = Kind("slip", fr=("« {text} » n'est pas {what}.", "Écrivez-le."), en=("“{text}” is not {what}.", "Write it."))
WHAT = words(fr="un jour", en="a day")
FILE = "schedules/lines.yaml"


def test_it_is_told_in_each_language_with_the_values_own_words() -> None:
    found = SLIP.at(Place(FILE, 12), text=31, what=WHAT)
    assert found.told("fr") == "schedules/lines.yaml:12: « 31 » n'est pas un jour. Écrivez-le."
    assert found.told("en") == "schedules/lines.yaml:12: “31” is not a day. Write it."


def test_a_value_is_shown_on_one_line_and_not_endless() -> None:
    told = SLIP.at(Place(FILE), text="a\nb" + "c" * 400, what=WHAT).sentence("en")
    assert told.startswith("“a bc")
    assert len(told) < 330
    assert "..." in told


def test_errors_come_first_then_files_and_lines_in_their_order() -> None:
    warning = Kind("doubt", fr=("?", ""), en=("?", ""), severity="warning").at(Place("a.yaml", 1))
    far, near, other = (SLIP.at(place, text="x", what=WHAT) for place in (Place(FILE, 10), Place(FILE, 9), Place("z")))
    assert sorted([warning, other, far, near]) == [near, far, other, warning]


def test_a_call_that_lets_it_be_heard_is_part_of_the_advice() -> None:
    found = SLIP.at(Place("flow: topics"), text="x", what=WHAT).heard_by("ivr call --keys 1")
    assert found.mend("fr") == "Écrivez-le. Pour l'entendre : ivr call --keys 1"
    assert found.mend("en") == "Write it. To hear it: ivr call --keys 1"
