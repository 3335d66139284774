"""Two people at once, and connections that fail while something is published: nothing is lost, nothing doubled."""

import json
import re
from collections.abc import Callable

from playwright.sync_api import Route
from sqlalchemy import select

from ivr.store.tables import changes
from tests.browser.console import Console
from tests.browser.looks import faults_of_looks
from tests.browser.past import publish
from tests.browser.staff import Staff

LOGINS = {"claire": "Claire Moreau", "dominique": "Dominique Petit"}
Sitting = Callable[..., Staff]
WHERE = "Ville, département, caisse ou code"
MEETING = "/console/change/closures/réunion"


def published(console: Console) -> list[str]:
    """What lies in the ledger, the newest first: whom each change is by, and what it says."""
    with console.house.store.reading() as connection:
        rows = connection.execute(select(changes.c.author, changes.c.entry).order_by(changes.c.id.desc()))
        return [f"{author}: {json.loads(entry)['fr']}" for author, entry in rows]


def writes_a_closure(person: Staff) -> Staff:
    """Everything but "Publier"."""
    person.goes_to("/console/change").writes(WHERE, "lyon").writes("Quels jours", "vendredi après-midi")
    person.writes("En français", "inventaire").writes("En anglais", "stock-taking")
    return person.sees("Avant et après, jour par jour")


def test_two_who_change_the_same_are_told_and_neither_is_overwritten(
    console: Console, claire: Staff, at: Sitting
) -> None:
    publish(console)
    dominique = at(console.address).comes_in(console, "dominique")
    for person, words in ((claire, "travaux dans nos locaux"), (dominique, "déménagement de nos services")):
        person.goes_to(MEETING).writes("En français", words).sees("Aucune heure d'ouverture à venir ne change")
    claire.presses("Publier").sees("dans les 5 secondes")
    assert [*faults_of_looks(claire.page)] == []
    dominique.presses("Publier").sees("Quelqu'un a été plus rapide").sees("Claire Moreau").shows("conflit")
    dominique.sees("travaux dans nos locaux").sees("déménagement de nos services")
    assert [*faults_of_looks(dominique.page)] == []
    assert published(console)[0] == "Claire Moreau: travaux dans nos locaux"
    dominique.presses(re.compile("^Revenir à la mienne")).sees("Aucune heure")
    dominique.presses("Publier").sees("dans les 5 secondes")
    assert published(console)[0] == "Dominique Petit: déménagement de nos services"
    assert len(published(console)) == 3


def test_without_a_connection_nothing_is_published_and_nothing_is_lost(console: Console, claire: Staff) -> None:
    writes_a_closure(claire).page.context.set_offline(True)
    claire.presses("Publier").sees("Rien n'a été envoyé, rien n'a été publié.").shows("connexion-coupee")
    assert published(console) == []
    claire.page.context.set_offline(False)
    claire.presses("Publier").sees("dans les 5 secondes")
    assert published(console) == ["Claire Moreau: inventaire"]


def test_an_answer_that_is_lost_on_its_way_back_doubles_nothing(console: Console, claire: Staff) -> None:
    writes_a_closure(claire)

    def lose_the_answer(route: Route) -> None:
        if "do=publish" in (route.request.post_data or ""):
            route.fetch(max_redirects=0)
            route.abort("connectionreset")
        else:
            route.continue_()

    claire.page.route("**/console/change", lose_the_answer)
    with claire.page.expect_event("requestfailed", lambda request: request.is_navigation_request()):
        claire.presses("Publier")
    assert published(console) == ["Claire Moreau: inventaire"]
    claire.page.unroute_all(behavior="ignoreErrors")  # the browser may have given the request up before it is aborted
    claire.page.reload()  # what the browser's own page offers: the form is sent again
    claire.sees("il n'a été publié qu'une fois")
    assert published(console) == ["Claire Moreau: inventaire"]


def test_a_second_person_approves_what_one_alone_may_not(opens: Callable[..., Console], at: Sitting) -> None:
    console = opens(IVR_CONSOLE_SECOND_PERSON="1")
    for login, name in LOGINS.items():
        console.employs(login, name)
    claire, dominique = (at(console.address, reduced_motion="reduce").comes_in(console, login) for login in LOGINS)
    writes_a_closure(claire).presses("Publier").sees("Une deuxième personne est demandée")
    assert published(console) == []
    assert [*faults_of_looks(claire.page)] == []
    dominique.goes_to("/console/waiting").follows(re.compile("Demande n°")).sees("Claire Moreau").shows("approuver")
    assert [*faults_of_looks(dominique.page)] == []
    dominique.presses("Approuver et publier").sees("Les appelants l'entendent")
    assert published(console) == ["Claire Moreau: inventaire"]
