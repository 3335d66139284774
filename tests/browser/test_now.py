"""Now in a real browser: it refreshes itself without disturbing whoever reads it, and two clicks close."""

import re
from datetime import timedelta

from playwright.sync_api import Locator, expect

from tests.browser.console import Console
from tests.browser.past import publish
from tests.browser.staff import Staff

LATER = "00:11"  # past the next refresh


def test_it_refreshes_itself_and_moves_neither_focus_nor_what_was_opened(claire: Staff, console: Console) -> None:
    page = claire.page
    page.clock.install()
    claire.goes_to("/console/").presses("caisses")  # folds the row of most caisses out
    ain = page.locator("#list").get_by_role("link", name="La CPAM de l'Ain", exact=True)
    ain.focus()
    place = place_of(ain)
    today = {"where": "131", "days": "24 novembre 2026", "fr": "travaux", "en": "works"}
    publish(console, name="travaux", entry=today, at=console.clock())
    console.clock.at += timedelta(minutes=1)
    page.clock.fast_forward(LATER)
    claire.sees("fermeture : travaux").sees("À jour à 10:01:00")
    expect(ain).to_be_focused()
    assert abs(place_of(ain) - place) <= 1, "what is read stays under the eyes, though rows came above it"
    expect(page.locator("#told")).to_contain_text("Changé : 106 ouverts, 4 fermés.")
    assert claire.watch.amiss == []
    ain.evaluate("ain => { ain.blur(); ain.scrollIntoView(); }")  # who reads with a mouse
    place = place_of(ain)
    publish(console, name="grève", entry=today | {"where": "691", "fr": "grève", "en": "a strike"}, at=console.clock())
    console.clock.at += timedelta(minutes=1)
    page.clock.fast_forward(LATER)
    claire.sees("fermeture : grève").sees("À jour à 10:02:00")
    assert abs(place_of(ain) - place) <= 1


def place_of(one: Locator) -> int:
    """Where it stands in the window, in pixels from its top."""
    box = one.bounding_box()
    assert box is not None
    return round(box["y"])


def test_a_page_that_is_cut_off_says_that_it_may_be_old(claire: Staff) -> None:
    page = claire.page
    page.clock.install()
    claire.goes_to("/console/").sees("À jour à 10:00:00")
    page.context.set_offline(True)
    page.clock.fast_forward(LATER)
    claire.sees("La connexion est coupée : ce qui est affiché peut dater.")
    page.context.set_offline(False)
    page.clock.fast_forward(LATER)
    claire.sees_no("La connexion est coupée : ce qui est affiché peut dater.")


def test_the_list_follows_what_is_typed_and_the_map_what_is_clicked(claire: Staff) -> None:
    claire.goes_to("/console/").writes("Ville, code postal, département, nom ou code", "lyo")
    claire.sees("Lyon (69)").sees("La CPAM du Rhône").sees_no("Les lignes")
    assert claire.page.url.endswith("/console/?q=lyo")
    claire.goes_to("/console/").page.locator("#map path", has_text="dans le Nord (59)").click()
    claire.sees("4 trouvés").sees("La CPAM de Lille-Douai")


def test_two_clicks_close_everybody_and_one_opens_again(claire: Staff, console: Console) -> None:
    claire.goes_to("/console/").follows("Panne maintenant").presses("Fermer maintenant")
    claire.sees("Fermé, n° 1 : les appelants l'entendent.").sees("110 fermés.")
    assert claire.hands.clicks == 2
    closed = console.rings().hears("panne de notre réseau téléphonique")
    closed.press("3").hears("la date de reprise n'est pas encore connue")
    claire.presses("Rouvrir").sees("107 ouverts, 3 fermés.")


def test_what_callers_will_hear_follows_what_is_typed(claire: Staff) -> None:
    claire.goes_to("/console/outage").writes("Certains : villes, départements, caisses, avec des virgules", "lyon")
    claire.sees("la CPAM du Rhône (69)").sees("Pour la CPAM du Rhône, nos conseillers ne répondent pas")
    claire.writes("Un autre moment", "demain 9h").sees("mer. 25 nov. 2026, 09:00")


def test_the_year_of_a_caisse_prints_on_one_page(claire: Staff) -> None:
    printed = claire.goes_to("/console/caisse/673?year=2026").page.pdf(
        prefer_css_page_size=True
    )  # Alsace: most holidays
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
