"""History in words: what a change says against what was there before, and never the keys of a file."""

from collections.abc import Mapping
from typing import Any

import pytest

from ivr.changes.difference import Difference, difference_of
from ivr.content.changes import Change
from ivr.published.live import Published
from tests.changes.forming import MEETING, shipped

FRIDAY = {"where": "69", "days": "27 novembre 2026", "hours": "après-midi", **MEETING}
OUTAGE = {"where": "mayotte", "start": "2026-11-26 10:00", "end": "unknown", **MEETING}
NOTICE = {"lines": "national", "first": "2026-11-27 00:00", "last": "unknown", "fr": "Bonjour.", "en": "Hello."}
Entry = Mapping[str, Any]


@pytest.fixture(scope="module")
def live() -> Published:
    return shipped()


def told(live: Published, section: str, before: Entry | None, after: Entry | None, does: Any = "puts") -> Difference:
    node = Change(section, "essai", "puts", before).node if before else None
    schedules = live.layered.above.schedules.what
    return difference_of(Change(section, "essai", does, after), node, None, schedules)


CHANGED = [
    (
        "closures",
        FRIDAY,
        {**FRIDAY, "hours": "à partir de 15h", "where": ["69", "38"]},
        [
            "Qui : la CPAM de l'Isère (38), la CPAM du Rhône (69), au lieu de : la CPAM du Rhône (69).",
            "Heures : à partir de 15:00, au lieu de : à partir de 12:00.",
        ],
    ),
    (
        "closures",
        FRIDAY,
        {key: value for key, value in FRIDAY.items() if key != "hours"},
        ["Heures : toute la journée, au lieu de : à partir de 12:00."],
    ),
    (
        "emergencies",
        OUTAGE,
        {**OUTAGE, "end": "2026-11-26 18:00"},
        [
            "Quand : du jeudi 26 novembre 2026 à 10:00 au jeudi 26 novembre 2026 à 18:00 (heure de Paris), "
            "au lieu de : à partir du jeudi 26 novembre 2026 à 10:00, sans fin connue (heure de Paris)."
        ],
    ),
    (
        "bulletins",
        NOTICE,
        {**NOTICE, "fr": "Bonsoir.", "lines": ["national", "mayotte"]},
        [
            "Sur quelles lignes : le 36 46, la ligne de Mayotte, au lieu de : le 36 46.",
            "Mots en français : « Bonsoir. », au lieu de : « Bonjour. »",
        ],
    ),
    (
        "hours",
        {"where": "69", "days": "4 janvier 2027", "hours": "09:00-12:00"},
        {"where": "69", "days": "4 janvier 2027", "hours": "Mo-Fr 08:00-18:00; Sa 09:00-12:00", "even": ["holidays"]},
        [
            "Heures : lundi au vendredi de 08:00 à 18:00 ; samedi de 09:00 à 12:00, au lieu de : de 09:00 à 12:00.",
            "Vaut : même les jours fériés.",
        ],
    ),
]


@pytest.mark.parametrize(("section", "before", "after", "lines"), CHANGED)
def test_what_says_something_else_is_told_against_what_it_said(
    live: Published, section: str, before: Entry, after: Entry, lines: list[str]
) -> None:
    found = told(live, section, before, after)
    assert [line["fr"] for line in found.lines] == lines
    assert found.head["fr"].startswith("Modifié : ")
    assert found.head["en"].startswith("Changed: ")
    assert len([line["en"] for line in found.lines if line["en"] != line["fr"]]) == len(lines)


def test_what_comes_goes_or_stays_is_told_whole(live: Published) -> None:
    assert (
        told(live, "closures", None, FRIDAY)
        .head["fr"]
        .startswith("Nouveau : fermeture à partir de 12:00, le vendredi 27 novembre 2026, la CPAM du Rhône (69)")
    )
    words = [line["fr"] for line in told(live, "closures", None, FRIDAY).lines]
    assert words == ["Mots en français : « réunion du personnel ».", "Mots en anglais : « a staff meeting »."]
    assert told(live, "bulletins", NOTICE, None, "removes").head["fr"] == (
        "Retiré : annonce sur le 36 46, à partir du vendredi 27 novembre 2026 à 0 h, sans fin connue : « Bonjour. »"
    )
    assert told(live, "closures", FRIDAY, FRIDAY).head["fr"] == "Rien ne change."
    assert told(live, "closures", None, None, "removes").head["en"] == "Nothing changes."


def test_an_entry_that_can_not_be_read_any_more_is_still_told(live: Published) -> None:
    found = told(live, "closures", {**FRIDAY, "days": "un jour"}, FRIDAY)
    assert "Quand : le vendredi 27 novembre 2026, au lieu de : un jour." in [line["fr"] for line in found.lines]
    assert "que l'on ne sait plus lire (essai)" in told(live, "closures", None, {"entry": "{"}).head["fr"]
    assert told(live, "inconnue", None, {"entry": "{"}).head["fr"]
