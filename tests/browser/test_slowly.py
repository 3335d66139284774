"""A machine or a network that is slow: what a person has done by then counts all the same."""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Route

from tests.browser.console import Console
from tests.browser.staff import Staff

EFFECT = "Avant et après, jour par jour"


def waits_for(person: Staff, held: list[Route]) -> None:
    """Until the browser has asked for what is held back."""
    for _ in range(600):
        if held:
            return
        person.page.wait_for_timeout(100)
    raise AssertionError("nothing was asked for")


def test_what_is_ticked_and_typed_before_the_scripts_are_there_counts(
    console: Console, at: Callable[..., Staff]
) -> None:
    dominique, held = at(console.address).comes_in(console, "dominique"), list[Route]()
    dominique.page.route("**/htmx.min.js", lambda route: held.append(route))
    dominique.page.goto(f"{console.address}/console/change", wait_until="commit")
    dominique.ticks("Ouvert").writes("Ville, département, caisse ou code", "lyon")
    waits_for(dominique, held)
    held[0].continue_()
    dominique.writes("Quels jours", "samedis de décembre").writes("Les heures", "9h-12h")
    dominique.presses("permanence du samedi").sees(EFFECT)
    assert dominique.watch.amiss == []


def test_all_that_is_pressed_while_the_preview_is_awaited_is_pressed_then(
    console: Console, at: Callable[..., Staff]
) -> None:
    dominique, held = at(console.address).comes_in(console, "dominique").follows("Changer"), list[Route]()

    def hold_the_preview(route: Route) -> None:
        held.append(route) if route.request.headers.get("hx-target") == "effect" else route.continue_()

    dominique.page.route("**/console/change*", hold_the_preview)
    dominique.writes("Ville, département, caisse ou code", "lyon")
    waits_for(dominique, held)
    dominique.presses("Ajouter").presses("demain").presses("réunion du personnel")
    held.pop().continue_()
    dominique.page.unroute_all()
    dominique.sees(EFFECT).presses("Publier").sees("dans les 5 secondes")
    assert dominique.watch.amiss == []
    console.clock.at += timedelta(days=1)
    console.rings("3", "69000").hears("réunion du personnel")
    console.rings("3", "80000").does_not_hear("réunion du personnel")


def test_what_is_typed_while_a_preview_is_awaited_has_a_preview_of_its_own(
    console: Console, at: Callable[..., Staff]
) -> None:
    dominique, held = at(console.address).comes_in(console, "dominique").follows("Changer"), list[Route]()

    def hold_the_first(route: Route) -> None:
        is_first = route.request.headers.get("hx-target") == "effect" and not held
        held.append(route) if is_first else route.continue_()

    dominique.page.route("**/console/change*", hold_the_first)
    dominique.writes("Ville, département, caisse ou code", "lyon")
    waits_for(dominique, held)
    dominique.writes("Quels jours", "demain").writes("En français", "travaux").writes("En anglais", "building works")
    dominique.page.wait_for_timeout(700)  # longer than a pause in typing, after which it is asked for
    held[0].continue_()
    dominique.sees(EFFECT)
    assert dominique.watch.amiss == []


def test_what_is_shown_anew_under_a_finger_is_pressed_when_that_leaves(
    console: Console, at: Callable[..., Staff]
) -> None:
    """The button that was touched is gone by then, and no browser takes that for a click."""
    dominique, held = at(console.address).comes_in(console, "dominique").follows("Changer"), list[Route]()
    dominique.page.route("**/console/change", lambda route: held.append(route))
    dominique.writes("Ville, département, caisse ou code", "lyon").presses("Ajouter")
    waits_for(dominique, held)
    dominique.page.get_by_role("button", name="demain", exact=True).hover()
    dominique.page.mouse.down()
    held.pop().continue_()
    dominique.page.unroute_all()
    dominique.page.get_by_role("button", name="Retirer La CPAM du Rhône (69)").wait_for()
    dominique.page.mouse.up()
    dominique.presses("réunion du personnel").sees(EFFECT)
    assert dominique.watch.amiss == []


def test_a_kind_that_is_chosen_in_the_moment_of_an_answer_counts(console: Console, at: Callable[..., Staff]) -> None:
    dominique = at(console.address).comes_in(console, "dominique").follows("Changer")
    dominique.page.evaluate("""() => document.addEventListener("htmx:afterSwap", () => setTimeout(() => {
      const hours = document.getElementById("kind-hours");  // as soon as a key could come, a few milliseconds later
      hours.checked = true;
      for (const kind of ["input", "change"]) hours.dispatchEvent(new Event(kind, {bubbles: true}));
    }), {once: true})""")
    dominique.page.get_by_label("Ouvert", exact=True).click()  # check() would press again where the answer was quicker
    dominique.writes("Ville, département, caisse ou code", "lyon").writes("Quels jours", "du 4 janvier à fin juin")
    dominique.writes("Les heures", "8h-18h").sees(EFFECT)
    assert dominique.page.locator("#change-form").get_attribute("data-kind") == "hours"
    assert dominique.watch.amiss == []
