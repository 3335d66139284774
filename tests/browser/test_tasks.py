"""What the staff come to do, from the first page to what callers hear: by the mouse, and by the keyboard alone.

Each in at most eight clicks and a minute of a person who knows what they want; see tests/browser/hands.py.
"""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.browser.console import Console
from tests.browser.hands import Hands, Keyboard, Mouse
from tests.browser.staff import Staff

PARIS = ZoneInfo("Europe/Paris")
MOST_CLICKS, MOST_SECONDS = 8, 60.0


@pytest.fixture(params=[Mouse, Keyboard], ids=["mouse", "keyboard"])
def dominique(request: pytest.FixtureRequest, console: Console, at: Callable[..., Staff]) -> Staff:
    """Who publishes, on the first page; with a mouse, then without one."""
    person = at(console.address).signs_in("dominique").sees("Panne maintenant")
    person.hands = request.param()
    person.takes_pictures = person.takes_pictures and request.param is Mouse
    return person


def was_quick(person: Staff) -> None:
    """Nothing went wrong on the way, which was short."""
    hands: Hands = person.hands
    assert person.watch.amiss == []
    assert hands.clicks <= MOST_CLICKS, hands
    assert hands.seconds < MOST_SECONDS, hands


def paris(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=PARIS)


def test_an_outage_now_of_unknown_length(console: Console, dominique: Staff) -> None:
    dominique.shows("maintenant").presses("Panne maintenant").sees("Les appelants entendront").shows("panne")
    dominique.presses("Fermer maintenant").sees("Rouvrir").shows("panne-en-cours")
    was_quick(dominique)
    console.rings("0").hears("panne de notre réseau téléphonique", "La date de reprise n'est pas encore connue")


def test_a_strike_tomorrow_with_its_announcement(console: Console, dominique: Staff) -> None:
    dominique.presses("Changer").writes("Ville, département, caisse ou code", "59, 62, 80").presses("Ajouter")
    dominique.presses("demain").presses("mouvement social").ticks("Annoncer aussi d'ici là, au début de chaque appel")
    dominique.sees("Avant et après, jour par jour").shows("greve").presses("Publier").sees("dans les 5 secondes")
    was_quick(dominique)
    console.rings().hears("mouvement social")
    console.clock.at = paris(2026, 11, 25, 10)
    console.rings("0", "80000").hears("nos conseillers sont absents", "mouvement social")


def test_friday_afternoon_closed_for_one_caisse(console: Console, dominique: Staff) -> None:
    dominique.presses("Changer").writes("Ville, département, caisse ou code", "lyon").presses("Ajouter")
    dominique.presses("vendredi après-midi").presses("réunion du personnel")
    dominique.sees("Avant et après, jour par jour").shows("vendredi").presses("Publier").sees("dans les 5 secondes")
    was_quick(dominique)
    console.clock.at = paris(2026, 11, 27, 11)
    console.rings("0", "69000").does_not_hear("réunion du personnel")
    console.clock.at = paris(2026, 11, 27, 14)
    console.rings("0", "69000").hears("réunion du personnel")
