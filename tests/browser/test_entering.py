"""Coming in: by password, by a code of one's telephone, by a passkey, by a link; and what one is told otherwise."""

from collections.abc import Callable

import pyotp

from tests.browser.console import PASSWORD, Console
from tests.browser.looks import faults_of_looks
from tests.browser.staff import Staff

Sitting = Callable[..., Staff]
FINGER = {  # an authenticator of this machine, whose owner has always just touched it
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def add_app(person: Staff, console: Console) -> str:
    """Has a telephone's app make codes for this account; its secret."""
    person.goes_to("/console/account").within("Application de codes").writes("Votre mot de passe actuel", PASSWORD)
    person.presses("Ajouter une application").presses("Je ne peux pas viser l'image").shows("second-facteur")
    secret = person.page.locator("code").inner_text().replace(" ", "")
    assert [*faults_of_looks(person.page)] == []
    person.writes("Code à six chiffres", pyotp.TOTP(secret).at(console.clock())).presses("Terminer")
    return secret


def recovery_codes(person: Staff) -> list[str]:
    """Those that are shown this once."""
    person.sees("Vos codes de secours").shows("codes-de-secours")
    codes = person.page.locator("main code").all_inner_texts()
    assert len(codes) == 8
    person.follows("Je les ai notés").sees("Elle est en place.")
    return codes


def test_a_wrong_password_is_said_and_the_page_is_well_made(console: Console, at: Sitting) -> None:
    person = at(console.address, reduced_motion="reduce").goes_to("/console/").shows("entrer")
    assert [*faults_of_looks(person.page)] == []
    person.writes("Identifiant", "claire").writes("Mot de passe", "wrong").presses("Entrer")
    person.sees("L'identifiant ou le mot de passe n'est pas le bon.")
    assert [*faults_of_looks(person.page)] == []


def test_one_is_led_back_to_the_page_that_was_wanted(console: Console, at: Sitting) -> None:
    person = at(console.address).goes_to("/console/people")
    person.writes("Identifiant", "claire").writes("Mot de passe", PASSWORD).presses("Entrer").sees("Ajouter quelqu'un")
    assert person.watch.amiss == []


def test_a_code_of_ones_telephone_is_asked_for_after_the_password(console: Console, claire: Staff, at: Sitting) -> None:
    secret = add_app(claire, console)
    recovery_codes(claire)
    console.clock.pass_(60)
    again = at(console.address, reduced_motion="reduce").signs_in("claire").sees("Votre second facteur")
    assert [*faults_of_looks(again.page)] == []
    again.shows("code").writes("Code à six chiffres de votre application", "000000").presses("Continuer")
    again.sees("n'est pas le bon")
    code = pyotp.TOTP(secret).at(console.clock())
    again.writes("Code à six chiffres de votre application", code).presses("Continuer").sees("Maintenant")
    assert at(console.address).goes_to("/console/").sees("Entrer dans la console")


def test_without_the_telephone_a_recovery_code_lets_one_in_once(console: Console, claire: Staff, at: Sitting) -> None:
    add_app(claire, console)
    [code, *_] = recovery_codes(claire)
    for heard in ("Claire Moreau", "n'est pas le bon"):
        again = at(console.address).signs_in("claire").presses("Je n'ai plus mon téléphone ni ma clé")
        again.writes("Un de vos codes de secours", code).presses("Utiliser ce code").sees(heard)


def test_a_passkey_lets_one_in_without_a_password(claire: Staff) -> None:
    session = claire.page.context.new_cdp_session(claire.page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": FINGER})
    keys = claire.goes_to("/console/account").within("Clés d'accès")
    keys.writes("Votre mot de passe actuel", PASSWORD).writes("Nom de cette clé", "Ordinateur du bureau")
    keys.presses("Ajouter une clé d'accès").sees("Ordinateur du bureau")
    claire.presses("Claire Moreau").presses("Se déconnecter").sees("Vous êtes déconnecté.")
    claire.presses("Entrer avec une clé d'accès").sees("Claire Moreau")
    assert claire.watch.amiss == []


def test_a_link_lets_somebody_choose_their_password(console: Console, claire: Staff, at: Sitting) -> None:
    claire.goes_to("/console/people").writes("Nom", "Alix Roux").writes("Identifiant", "alix")
    claire.ticks("Toute la France").presses("Ajouter")
    link = claire.sees("Un lien pour Alix Roux").page.get_by_label("Lien").input_value()
    alix = at(console.address, reduced_motion="reduce")
    alix.page.goto(link)
    assert [*faults_of_looks(alix.page)] == []
    alix.writes("Mot de passe", "trois mots au hasard").writes("Encore une fois", "trois mots au hasard")
    alix.presses("Choisir ce mot de passe").sees("Votre mot de passe est choisi.")
    alix.signs_in("alix", "trois mots au hasard").sees("Alix Roux")
