"""A form that is sent while the connection fails, or twice in haste."""

from playwright.sync_api import Route

from tests.browser.staff import Staff

LOST = "Rien n'a été envoyé, rien n'a été publié."


def test_a_form_without_a_connection_says_so_and_can_be_sent_when_it_is_back(claire: Staff) -> None:
    person = claire.goes_to("/console/").presses("Claire Moreau")
    person.page.context.set_offline(True)
    person.presses("English").sees(LOST)
    person.page.context.set_offline(False)
    person.presses("English").sees("Now")


def test_a_console_that_is_away_is_said_to_be_as_a_lost_connection_is(claire: Staff) -> None:
    person = claire.goes_to("/console/").presses("Claire Moreau")
    person.page.route("**/*", lambda route: route.abort("connectionrefused"))
    person.presses("English").sees(LOST)


def test_a_button_that_is_pressed_twice_in_haste_sends_once(claire: Staff) -> None:
    person = claire.goes_to("/console/").presses("Claire Moreau")
    sent: list[Route] = []

    def count(route: Route) -> None:
        sent.append(route)
        route.continue_()

    person.page.route("**/console/language", count)
    person.page.get_by_role("button", name="English").dblclick()
    person.sees("Now")
    assert len(sent) == 1
