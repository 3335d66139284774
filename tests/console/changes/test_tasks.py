"""The tasks of every day, from the words that one types to what callers hear. It is Tuesday 24 November 2026, 10:00."""

from collections.abc import Callable

import pytest

from tests.console.changes.form import a_form, at_field, digest, hears, publishes, sees, text
from tests.console.staff import Desk, somebody

Opening = Callable[..., Desk]
STRIKE = {"fr": "mouvement social", "en": "a strike"}
MEETING = {"fr": "réunion du personnel", "en": "a staff meeting"}


def test_friday_afternoon_closed_for_one_caisse(desk: Opening) -> None:
    staff = desk(somebody("publisher", "691"))
    form = a_form(where="691", when="vendredi après-midi", **MEETING)
    page = sees(staff, form)
    assert "le vendredi 27 novembre 2026, à partir de 12:00" in at_field(page, "days")
    assert "la CPAM du Rhône (69), 1,9 million d'habitants" in at_field(page, "where")
    assert "Ferme la CPAM du Rhône (69), 1,9 million d'habitants, le vendredi 27 novembre 2026, de 12 h à 17 h" in page
    assert "5 heures de moins" in page
    assert "nos conseillers ne répondent pas en ce moment : réunion du personnel" in page
    done = publishes(staff, form)
    assert "Les appelants l'entendent dans les 5 secondes" in done
    heard = hears(staff, "Lyon", "27/11/2026 13h", "3 69001")
    assert "nos conseillers ne répondent pas en ce moment : réunion du personnel" in heard
    assert "Fermé" in heard
    assert "fermeture : réunion du personnel" in heard  # why
    assert "sont présents en ce moment" in hears(staff, "Lyon", "27/11/2026 11h", "3 69001")
    assert "sont présents en ce moment" in hears(staff, "Marseille", "27/11/2026 13h", "3 13001")


def test_a_strike_tomorrow_with_its_announcement_in_one_go(desk: Opening) -> None:
    staff = desk()
    form = a_form(where="all", when="demain", announce="yes", **STRIKE)
    page = sees(staff, form)
    assert "Attention : cela ferme toute la France." in page
    assert "Mercredi 25 novembre, nos conseillers ne répondront pas : mouvement social." in page
    done = publishes(staff, form, confirmed=digest(page, "confirmed"))
    assert done.count("<li>") == 2  # the closure and the notice
    assert "nos conseillers ne répondront pas : mouvement social" in hears(staff, "Lyon", "24/11/2026 15h")
    tomorrow = hears(staff, "Lyon", "25/11/2026 13h")
    assert "ne répondront pas" not in tomorrow
    assert "mouvement social" in hears(staff, "Lyon", "25/11/2026 13h", "3 69001")


NORTH = (
    "dans le Nord, dans le Pas-de-Calais et dans la Somme, nos conseillers",
    "in Somme, our advisers will not be available",
)
RHONE = (
    "les conseillers de la CPAM du Rhône ne répondront pas",
    "the advisers of the CPAM of Rhône will not be available",
)
MANY = ("dans certains départements, nos conseillers", "in some départements, our advisers")


@pytest.mark.parametrize(
    ("where", "french", "english"),
    [
        (("59", "62", "80"), *NORTH),
        (("Lyon",), *RHONE),
        (("01", "02", "03", "04", "05", "06", "07"), *MANY),
        (("mayotte",), "Mercredi 25 novembre, nos conseillers ne répondront pas", "our advisers will not be available"),
    ],
)
def test_an_announcement_names_whom_it_concerns(
    desk: Opening, where: tuple[str, ...], french: str, english: str
) -> None:
    """It once told everybody who called that advisers would be away, whoever was."""
    page = sees(desk(), a_form(where=list(where), when="demain", announce="yes", **STRIKE))
    assert french in page
    assert english in page


def test_who_takes_a_strike_back_is_told_of_the_announcement_that_stays(desk: Opening) -> None:
    staff = desk()
    form = a_form(where="all", when="demain", announce="yes", **STRIKE)
    publishes(staff, form, confirmed=digest(sees(staff, form), "confirmed"))
    told = "Publié en même temps que le n° 1"
    assert told not in text(staff.get("/history/1"))
    assert told in text(staff.get("/history/1/undo"))
    staff.post("/history/1/undo", {"seen": "1"})
    assert told in text(staff.get("/history/3"))  # what took it back
    staff.post("/history/2/undo", {"seen": "2"})
    assert told not in text(staff.get("/history/3"))


def test_what_is_lacking_leads_to_its_field(desk: Opening) -> None:
    staff = desk()
    form = a_form(where="691", when="demain")
    assert '<a href="#fr">Il manque les mots en français.</a>' in sees(staff, form)
    refused = text(staff.post("/change", {**form, "when": "quand il pleut", "do": "publish"}))
    assert '<a href="#when">' in refused
    assert '<a href="#en">' in refused


def test_what_is_large_is_confirmed_first(desk: Opening) -> None:
    staff = desk()
    form = a_form(where="all", when="demain", **STRIKE)
    refused = staff.post("/change", {**form, "do": "publish"})
    assert refused.status_code == 422
    assert "cochez la case qui dit ce que cela fait" in text(refused)
    confirmed = digest(text(refused), "confirmed")
    other = staff.post("/change", {**form, "when": "demain et vendredi", "confirmed": confirmed, "do": "publish"})
    assert other.status_code == 422  # what was confirmed was something else
    publishes(staff, form, confirmed=confirmed)


def test_eight_to_six_for_half_a_year(desk: Opening) -> None:
    staff = desk(somebody("publisher", "131"))
    form = a_form(kind="hours", where="131", when="du 4 janvier à fin juin", hours="8h-18h")
    page = sees(staff, form)
    assert "du 4 janvier au 30 juin 2027" in at_field(page, "days")
    assert "8 h–18 h, les jours ouverts" in at_field(page, "hours")
    publishes(staff, form)
    assert "Ouvert" in hears(staff, "Marseille", "5/1/2027 17h30")
    assert "Rappelez aujourd'hui à partir de 8 heures" in hears(staff, "Marseille", "5/1/2027 7h30", "3 13001")


def test_saturdays_of_december(desk: Opening) -> None:
    staff = desk(somebody("publisher", "691"))
    form = a_form(kind="open", where="691", when="samedis de décembre sauf le 26", hours="9h-12h")
    page = sees(staff, form | {"fr": "permanence du samedi", "en": "Saturday opening"})
    assert "samedis de décembre 2026 sauf le samedi 26 décembre 2026 (3 jours)" in at_field(page, "days")
    publishes(staff, form | {"fr": "permanence du samedi", "en": "Saturday opening"})
    assert '<span class="state open">' in hears(staff, "Lyon", "5/12/2026 10h")
    assert '<span class="state open">' not in hears(staff, "Lyon", "28/11/2026 10h")


def test_mayotte_at_noon_during_ramadan(desk: Opening) -> None:
    staff = desk(somebody("publisher", "mayotte", "976"))
    form = a_form(where=["mayotte", "976"], when="ramadan", part="afternoon", fr="ramadan", en="Ramadan")
    page = sees(staff, form)
    assert "du 9 février au 9 mars 2027 (29 jours), à partir de 12:00" in at_field(page, "days")
    publishes(staff, form)
    assert '<span class="state closed">' in hears(staff, "mayotte", "10/2/2027 10h30")  # 12:30 there
    assert '<span class="state open">' in hears(staff, "mayotte", "10/2/2027 8h")


def test_from_now_on_is_an_emergency_of_unknown_length(desk: Opening) -> None:
    staff = desk(somebody("publisher", "691"))
    form = a_form(where="691", when="maintenant, jusqu'à nouvel ordre", fr="coupure d'électricité", en="a power cut")
    assert "dès maintenant" in at_field(sees(staff, form), "days")
    publishes(staff, form)
    assert "Fermé" in hears(staff, "Lyon", "maintenant")


def test_a_notice_alone(desk: Opening) -> None:
    staff = desk()
    form = a_form(kind="notice", lines="national", until="demain", fr="L'attente est longue.", en="You will wait long.")
    assert "jeudi 26 novembre 2026 à 0 h" in at_field(sees(staff, form), "until")  # a day ends with its midnight
    publishes(staff, form)
    assert "L'attente est longue." in hears(staff, "Lyon", "25/11/2026 20h")
    assert "L'attente est longue." not in hears(staff, "Lyon", "26/11/2026 8h")


def test_what_a_caller_from_lyon_hears_tomorrow_at_one(desk: Opening) -> None:
    heard = hears(desk(somebody("reader")), "Lyon", "demain 13h")
    assert "Mercredi 25 novembre 2026 à 13 h, Lyon (69)" in heard
    assert "36 46, Assurance Maladie, bonjour." in heard
    assert "horaires habituels" in heard


@pytest.mark.parametrize(
    ("place", "at", "told"),
    [
        ("lyonnn", "demain", "Je ne connais pas « lyonnn »"),
        ("saint-denis", "demain", "peut être"),  # which one?
        ("Lyon", "quand il pleut", "il n'y est question d'aucun jour"),
        ("Lyon", "2190-01-01 10:00", "l'année doit être de 1971 à 2099"),
    ],
)
def test_what_cannot_be_listened_to_is_told_at_its_field(desk: Opening, place: str, at: str, told: str) -> None:
    assert told in hears(desk(), place, at)


def test_the_call_goes_on_key_by_key(desk: Opening) -> None:
    staff = desk()
    first = hears(staff, "Lyon", "demain 13h")
    assert "keys=3" in first  # the choice is a link
    second = hears(staff, "Lyon", "demain 13h", "3")
    assert "tapez votre code postal français" in second
    assert "L'appelant tape 3" in second
