"""`ivr hours --why`: everything that speaks of a day, and which of it counts."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from ivr.cli.hours import hours
from ivr.hours.explained import emergencies_of
from ivr.hours.rule import Rule
from tests.hours.rules import OFFICE, day, emergency
from tests.sentences.hearing import closures_of, content_with

WORDS = {"fr": "motif", "en": "a reason"}
ENTRIES = {
    "closures": {
        "fermeture": {"where": "691", "days": "du 21 décembre 2026 au 1er janvier 2027", **WORDS},
        "matins": {"where": "691", "days": "14 et 19 décembre 2026", "hours": "matin", **WORDS},
    },
    "openings": {
        "samedis": {"where": "691", "days": "samedis et dimanches de décembre 2026", "hours": "09:00-12:00", **WORDS},
        "lundi": {"where": "691", "days": "14 décembre 2026", "hours": "09:00-12:00", **WORDS},
        "garde": {"where": "691", "days": "28 décembre 2026", "hours": "10:00-11:00", "even": "closures", **WORDS},
    },
    "hours": {
        "reduits": {"where": "691", "days": "décembre 2026", "hours": "09:00-16:00", **WORDS},
        "noel": {"where": "691", "days": "25 décembre 2026", "hours": "09:00-10:00", "even": "closures", **WORDS},
    },
    "emergencies": {"panne": {"where": "691", "start": "2026-12-14 15:00", "end": "unknown", **WORDS}},
}
TOLD = [
    ("2026-12-14", "· semaine habituelle (08:30-17:00) : autre chose passe avant", "a usual day"),
    ("2026-12-14", "autres horaires « reduits » (09:00-16:00) [schedules/closures.yaml:", "with file and line"),
    ("2026-12-14", "· ouverture « lundi » (09:00-12:00)", "an opening of a day that has hours..."),
    ("2026-12-14", "le jour est déjà ouvert", "...and why it is none"),
    ("2026-12-14", ": retire 00:00-12:00", "a part of the day"),
    ("2026-12-14", "→ urgence « panne » : à partir du 14/12 15:00 (Paris), fin inconnue", "an emergency"),
    ("2026-12-19", "→ ouverture « samedis » (09:00-12:00)", "a Saturday"),
    ("2026-12-19", "· autres horaires « reduits » (09:00-16:00)", "which has no hours to change"),
    ("2026-12-19", "le jour n'a pas d'heures à changer", "and is told so"),
    ("2026-12-22", "→ fermeture « fermeture »", "a closed day"),
    ("2026-12-22", "ne vaut pas un jour fermé, sauf « even: closures »", "on which other hours don't hold"),
    ("2026-12-25", "ne vaut pas un jour férié, sauf « even: holidays »", "nor on a holiday"),
    ("2026-12-28", "→ ouverture « garde » (10:00-11:00)", "unless written so"),
    ("2026-12-28", "· fermeture « fermeture »", "and then the closure is outdone"),
]


@pytest.mark.parametrize(("day", "words", "why"), TOLD)
def test_what_speaks_of_a_day(day: str, words: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IVR_CONTENT_DIR", str(content_with(closures_of(ENTRIES), tmp_path / "content")))
    found = CliRunner().invoke(hours, ["691", "--at", f"{day} 10:00", "--why"], catch_exceptions=False)
    assert words in " ".join(found.output.split()), f"{why}:\n{found.output}"


def test_a_day_that_may_be_a_holiday() -> None:
    found = CliRunner().invoke(hours, ["mayotte", "--at", "2027-03-10 10:00", "--why"], catch_exceptions=False)
    assert "→ jour férié (Idi el-Fitr) : personne ne l'a confirmé" in found.output


def test_an_emergency_is_told_on_the_days_of_the_place_s_own_clock() -> None:
    night = emergency("2026-12-14 18:00", "2026-12-14 20:30")  # 22:00 to half past midnight in La Réunion
    rule = Rule(OFFICE, "Indian/Reunion", emergencies=(night,))
    found = [
        bool(list(emergencies_of(rule, day(on)))) for on in ("2026-12-13", "2026-12-14", "2026-12-15", "2026-12-16")
    ]
    assert found == [False, True, True, False]
