"""Every page of the console, come by along its links: nothing amiss, for anybody, on any screen, in both themes."""

from collections.abc import Callable, Iterator

import pytest

from tests.browser.console import Console
from tests.browser.looks import faults_of_looks
from tests.browser.past import ask_for_a_second_person, leave_a_text_to_a_person, let_people_ring, publish
from tests.browser.pictures import look
from tests.browser.staff import Staff
from tests.browser.walk import Walk, never_come_by

Sitting = Callable[..., Staff]
BEHIND_FORMS = {  # no link leads there: test_entering.py and test_together.py look at them
    *("sign_in.show_sign_in", "sign_in.show_second", "invitation.show_invitation", "account.show_codes"),
    *("changes_done.show_done", "second.show_asked"),
    *("provider.leave", "provider.come_back"),  # and these two only lead on
}


def test_every_page_is_well_made_and_works_without_a_script(
    console: Console, at: Sitting, request: pytest.FixtureRequest
) -> None:
    let_people_ring(console)
    leave_a_text_to_a_person(console)
    publish(console)
    ask_for_a_second_person(console)
    person, walk = at(console.address, reduced_motion="reduce").comes_in(console, "claire"), Walk(console.staff)
    person.goes_to("/console/change").writes("Quels jours", "demain").presses("Garder en brouillon").sees("Brouillon")
    plain, faults = at(console.address, java_script_enabled=False).comes_in(console, "claire"), dict[str, list[str]]()
    for name in walk.pages(person.page, f"{console.address}/console/"):
        faults[name] = [*lacks_without_a_script(plain, person), *faults_of_looks(person.page), *person.watch.amiss]
        person.watch.amiss.clear()
        if request.config.getoption("screens"):
            look(person.page, name)
    assert {name: found for name, found in faults.items() if found} == {}
    assert never_come_by([walk]) <= BEHIND_FORMS


def lacks_without_a_script(plain: Staff, person: Staff) -> Iterator[str]:
    """What the page that one of them looks at lacks for the other, in whose browser no script runs."""
    plain.page.goto(person.page.url)
    if plain.page.locator("main h1").count() != 1:
        yield "without a script: no title"
    if plain.page.locator("main form").count() < person.page.locator("main form").count():
        yield "without a script: fewer forms"
    yield from plain.watch.amiss
    plain.watch.amiss.clear()


def test_a_page_that_is_not_there_is_well_made_too(console: Console, at: Sitting) -> None:
    person = at(console.address, reduced_motion="reduce").comes_in(console, "claire").goes_to("/console/nowhere")
    person.sees("Retour à l'accueil")
    assert [*faults_of_looks(person.page)] == []


def test_what_is_printed_is_dark_on_white_from_a_dark_screen_too(console: Console, at: Sitting) -> None:
    person = at(console.address, color_scheme="dark").comes_in(console, "claire").goes_to("/console/change")
    person.page.emulate_media(media="print")
    looks = "part => [getComputedStyle(part).backgroundColor, getComputedStyle(part).position]"
    assert person.page.locator(".choice").last.evaluate(looks)[0] == "rgb(255, 255, 255)"
    assert person.page.locator(".effect").evaluate(looks)[1] != "sticky"  # or it lies over what is printed
