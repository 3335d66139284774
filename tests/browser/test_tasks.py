"""What the staff come to do, from the first page to what callers hear: by the mouse, and by the keyboard alone.

Each in at most eight clicks and a minute of a person who knows what they want; see tests/browser/hands.py. Each by one
of the two a day, by the other on the next; by both with --whole, and where pictures are taken.
"""

import re
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.browser.console import Console
from tests.browser.hands import Hands, Keyboard, Mouse
from tests.browser.past import publish
from tests.browser.staff import Staff
from tests.slices import slice_of

PARIS = ZoneInfo("Europe/Paris")
MOST_CLICKS, MOST_SECONDS = 8, 60.0


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Which hands: about half of the tasks have the mouse's day when the others have the keyboard's."""
    if "dominique" in metafunc.fixturenames:
        both = [Mouse, Keyboard] if len(metafunc.function.__name__) % 2 else [Keyboard, Mouse]
        hands = both if metafunc.config.option.update_pictures else slice_of(both, 2, metafunc.config)
        metafunc.parametrize("dominique", hands, indirect=True, ids=[one.__name__.lower() for one in hands])


@pytest.fixture
def dominique(request: pytest.FixtureRequest, console: Console, at: Callable[..., Staff]) -> Staff:
    """Who publishes, on the first page; with a mouse, then without one."""
    person = at(console.address).comes_in(console, "dominique").sees("Panne maintenant")
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
    dominique.shows("maintenant").follows("Panne maintenant").sees("Les appelants entendront").shows("panne")
    dominique.presses("Fermer maintenant").sees("Rouvrir").shows("panne-en-cours")
    was_quick(dominique)
    closed = console.rings().hears("panne de notre réseau téléphonique", "La date de reprise n'est pas encore connue")
    closed.press("0").hears("La date de reprise n'est pas encore connue")


def test_a_strike_tomorrow_with_its_announcement(console: Console, dominique: Staff) -> None:
    dominique.follows("Changer").writes("Ville, département, caisse ou code", "59, 62, 80").presses("Ajouter")
    dominique.presses("demain").presses("mouvement social").ticks("Annoncer aussi d'ici là, au début de chaque appel")
    dominique.sees("Avant et après, jour par jour").shows("greve").presses("Publier").sees("dans les 5 secondes")
    was_quick(dominique)
    console.rings().hears("mouvement social")
    console.clock.at = paris(2026, 11, 25, 10)
    console.rings("3", "80000").hears("nos conseillers ne répondent pas", "mouvement social")


def test_friday_afternoon_closed_for_one_caisse(console: Console, dominique: Staff) -> None:
    dominique.follows("Changer").writes("Ville, département, caisse ou code", "lyon").presses("Ajouter")
    dominique.presses("vendredi après-midi").presses("réunion du personnel")
    dominique.sees("Avant et après, jour par jour").shows("vendredi").presses("Publier").sees("dans les 5 secondes")
    was_quick(dominique)
    console.clock.at = paris(2026, 11, 27, 11)
    console.rings("3", "69000").hears("sont présents en ce moment")
    console.clock.at = paris(2026, 11, 27, 14)
    console.rings("3", "69000").hears("réunion du personnel")


def test_other_hours_from_january_to_the_end_of_june(console: Console, dominique: Staff) -> None:
    dominique.follows("Changer").ticks("Autres horaires").writes("Ville, département, caisse ou code", "lyon")
    dominique.writes("Quels jours", "du 4 janvier à fin juin").writes("Les heures", "8h-18h")
    dominique.sees("Avant et après, jour par jour").shows("horaires").presses("Publier").sees("dans les 5 secondes")
    was_quick(dominique)
    console.clock.at = paris(2027, 3, 2, 17, 30)
    console.rings("3", "69000").hears("jusqu'à 18 heures")
    console.clock.at = paris(2027, 7, 1, 17, 30)
    console.rings("3", "69000").does_not_hear("jusqu'à 18 heures")


def test_the_saturdays_of_december(console: Console, dominique: Staff) -> None:
    dominique.follows("Changer").ticks("Ouvert").writes("Ville, département, caisse ou code", "lyon")
    dominique.writes("Quels jours", "samedis de décembre").writes("Les heures", "9h-12h")
    dominique.presses("permanence du samedi").sees("Avant et après, jour par jour").shows("samedis")
    dominique.presses("Publier").sees("dans les 5 secondes")
    was_quick(dominique)
    console.clock.at = paris(2026, 12, 12, 10)
    console.rings("3", "69000").hears("jusqu'à midi")


def test_mayotte_closes_at_noon_during_ramadan(console: Console, dominique: Staff) -> None:
    dominique.follows("Changer").writes("Ville, département, caisse ou code", "mayotte")
    dominique.writes("Quels jours", "pendant le ramadan à partir de midi").presses("horaires du ramadan")
    dominique.sees("Avant et après, jour par jour").shows("ramadan").presses("Publier").sees("dans les 5 secondes")
    was_quick(dominique)
    console.clock.at = paris(2027, 2, 10, 10, 30)  # half past twelve there
    console.rings(to="0269619191", from_="+262639012345").hears("Nos conseillers ne répondent pas")


def test_undo_of_yesterdays_change(console: Console, dominique: Staff) -> None:
    number = publish(console)
    console.clock.at = paris(2026, 12, 4, 14)
    console.rings("3", "69000").hears("réunion du personnel")
    console.clock.at = paris(2026, 11, 24, 10)
    dominique.follows("Historique").follows(re.compile(rf"n°\s*{number}")).follows("Défaire…").shows("defaire")
    dominique.presses(re.compile("Défaire le n°")).sees("Les appelants l'entendent")
    was_quick(dominique)
    console.clock.at = paris(2026, 12, 4, 14)
    console.rings("3", "69000").does_not_hear("réunion du personnel")


def test_who_changed_this_and_why(console: Console, dominique: Staff) -> None:
    number = publish(console)
    dominique.follows("Historique").sees("Dominique Petit").sees("demandé par la direction").shows("historique")
    dominique.follows(re.compile(rf"n°\s*{number}")).sees("Publié par").sees("lun. 23 nov. 2026, 10:00")
    was_quick(dominique)


def test_what_a_caller_from_lyon_hears_tomorrow_at_one(console: Console, dominique: Staff) -> None:
    publish(console, entry={"where": "691", "days": "25 novembre 2026", "fr": "déménagement", "en": "moving house"})
    dominique.follows("Écouter").writes("D'où ?", "Lyon").writes("Quand ?", "demain 13h").presses("Écouter")
    dominique.sees("Mercredi 25 novembre 2026 à 13 h").follows("Aller aux horaires")
    dominique.sees("nos conseillers ne répondent pas en ce moment : déménagement").shows("ecouter")
    was_quick(dominique)
