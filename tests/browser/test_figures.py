"""The figures in a browser: pictures that are drawn from the tables beside them, and a text that waits for a person."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from ivr.store.tables import texts
from tests.browser.console import Console
from tests.browser.hands import Hands, Keyboard, Mouse
from tests.browser.past import leave_a_text_to_a_person, let_people_ring
from tests.browser.pictures import NARROW
from tests.browser.staff import Staff

Sitting = Callable[..., Staff]
MOST_CLICKS = 8


def test_pictures_are_drawn_in_both_themes_and_no_policy_is_broken(console: Console, at: Sitting) -> None:
    let_people_ring(console)
    person = at(console.address).comes_in(console, "claire").goes_to("/console/calls").sees("Servis sans conseiller")
    drawn = person.page.locator("[data-chart] canvas")
    assert person.page.locator("[data-chart]").count() > 3
    expect(drawn).to_have_count(person.page.locator("[data-chart]").count())
    before = person.page.locator("[data-chart]").first.screenshot()
    person.page.evaluate("document.documentElement.dataset.theme = 'dark'")
    expect(drawn.first).to_be_visible()
    assert person.page.locator("[data-chart]").first.screenshot() != before
    assert person.watch.amiss == []


def test_the_flow_of_calls_is_drawn_where_there_is_room_for_it(console: Console, at: Sitting) -> None:
    let_people_ring(console)
    person = at(console.address).comes_in(console, "claire").goes_to("/console/calls/flow").sees("D'un menu à l'autre")
    flow = person.page.locator("[data-chart]").first
    expect(flow.locator("canvas")).to_be_visible()
    person.page.set_viewport_size(NARROW)
    expect(flow).to_be_hidden()
    person.sees("premier menu")  # in the table
    assert person.watch.amiss == []


@pytest.mark.parametrize("hands", [Mouse, Keyboard])
def test_a_text_that_waits_for_a_person_is_settled(console: Console, at: Sitting, hands: type[Hands]) -> None:
    let_people_ring(console)
    leave_a_text_to_a_person(console)
    person = at(console.address).comes_in(console, "claire")
    person.hands = hands()
    person.follows("SMS").follows("Trancher").ticks("Tous ceux de cette raison (2)")
    person.ticks("Il ne partira pas").shows("sms-qui-attend").presses("Voir ce qui se passerait")
    person.sees("Rien n'est envoyé.").presses("Trancher 2 SMS").sees("2 SMS tranchés.")
    assert person.hands.clicks <= MOST_CLICKS
    with console.house.store.reading() as connection:
        assert set(connection.scalars(select(texts.c.state))) == {"failed"}
    assert person.watch.amiss == []
