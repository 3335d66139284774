"""Accounts in the hands of an admin: added by a link, changed at once, reset, removed; and the trail of all that."""

import re
from collections.abc import Callable

import pytest

from tests.console.reception import PASSWORD, Browser, Reception

Opening = Callable[..., Reception]
NEW = {"login": "Robin@caisse.fr", "name": "Robin Petit", "role": "publisher", "scope": "69 mayotte"}


@pytest.fixture
def house(reception: Opening) -> Reception:
    opened = reception()
    opened.person("boss", role="admin")
    return opened


@pytest.fixture
def boss(house: Reception) -> Browser:
    browser = house.browser_at()
    browser.sign_in("boss")
    return browser


def link_of(page: str) -> str:
    found = re.search(r'value="http://127\.0\.0\.1:5000/console(/invitation/[\w-]+)"', page)
    assert found
    return found[1]


def address_of(boss: Browser, name: str) -> str:
    found = re.search(rf'href="/console(/people/p[0-9a-f]+)">{name}<', boss.text("/people"))
    assert found
    return found[1]


def added(house: Reception, boss: Browser) -> Browser:
    """Somebody new, who has chosen a password and come in."""
    link = link_of(boss.post("/people", NEW).get_data(as_text=True))
    browser = house.browser_at("192.0.2.9")
    assert browser.post(link, {"password": PASSWORD, "again": PASSWORD}).status_code == 303
    browser.sign_in("robin@caisse.fr")
    return browser


def test_somebody_is_added_by_a_link_that_works_once(house: Reception, boss: Browser) -> None:
    link = link_of(boss.post("/people", NEW).get_data(as_text=True))
    robin = house.browser_at()
    assert "Robin Petit" in robin.text(link)
    assert robin.post(link, {"password": "short", "again": "short"}).status_code == 400
    assert robin.post(link, {"password": PASSWORD, "again": "other"}).status_code == 400
    assert robin.post(link, {"password": PASSWORD, "again": PASSWORD}).status_code == 303
    assert robin.post(link, {"password": PASSWORD, "again": PASSWORD}).status_code == 404
    assert robin.get(link).status_code == 404
    assert robin.sign_in("robin@caisse.fr").status_code == 303
    assert house.deeds() == ["sign-in", "person-added", "password-changed", "sign-in"]


@pytest.mark.parametrize(
    ("typed", "scope"),
    [
        ("partout", "partout"),
        ("Tous", "partout"),
        ("*", "partout"),
        ("1, Mayotte", "01, mayotte"),
        ("2a", "2A"),
        ("Lyon, mayotte", "691, mayotte"),
    ],
)
def test_a_scope_is_typed_as_people_say_it(boss: Browser, typed: str, scope: str) -> None:
    boss.post("/people", NEW | {"scope": typed})
    row = boss.text("/people").partition("robin@caisse.fr</td>")[2].partition("</tr>")[0]
    assert f">{scope}<" in row


def test_a_link_lasts_for_three_days(house: Reception, boss: Browser) -> None:
    link = link_of(boss.post("/people", NEW).get_data(as_text=True))
    house.later(hours=73)
    assert house.browser_at().get(link).status_code == 404


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({"login": "boss"}, "déjà pris"),
        ({"login": "é"}, "identifiant"),
        ({"scope": "69 nowhere"}, "nowhere"),
        ({"scope": " "}, "Pour qui ?"),
        ({"everywhere": "all"}, "Toute la France, ou ceux que vous nommez"),
        ({"name": " "}, "nom"),
    ],
)
def test_what_can_not_be_added_says_why(boss: Browser, form: dict[str, str], why: str) -> None:
    answer = boss.post("/people", NEW | form)
    assert answer.status_code == 400
    assert why in answer.get_data(as_text=True)


@pytest.mark.parametrize("role", ["reader", "editor", "publisher"])
def test_nobody_else_sees_accounts_or_the_trail(house: Reception, role: str) -> None:
    house.person(role=role)  # type: ignore[arg-type]
    browser = house.browser_at()
    browser.sign_in()
    for address in ("/people", "/people/p1", "/audit"):
        assert browser.get(address).status_code == 403
    for address in ("/people", "/people/p1", "/people/p1/reset", "/people/p1/remove", "/people/p1/sessions/end"):
        assert browser.post(address, NEW).status_code == 403
    assert "/people" not in browser.text("/")


def test_a_role_counts_at_once_in_a_session_that_is_open(house: Reception, boss: Browser) -> None:
    robin = added(house, boss)
    assert robin.get("/people").status_code == 403
    boss.post(address_of(boss, "Robin Petit"), {"role": "admin", "scope": "all", "language": "en"})
    assert robin.get("/people").status_code == 200
    boss.post(address_of(boss, "Robin Petit"), {"role": "reader", "scope": "69", "language": "en"})
    assert robin.get("/people").status_code == 403


def test_the_last_admin_stays_one(boss: Browser) -> None:
    own = address_of(boss, "Boss")
    assert boss.post(own, {"role": "reader", "scope": "all"}).status_code == 400
    assert boss.post(f"{own}/remove").status_code == 400
    assert boss.is_in()


def test_a_reset_ends_sessions_and_gives_a_link(house: Reception, boss: Browser) -> None:
    robin = added(house, boss)
    link = link_of(boss.post(f"{address_of(boss, 'Robin Petit')}/reset").get_data(as_text=True))
    assert not robin.is_in()
    assert robin.sign_in("robin@caisse.fr").status_code == 401
    assert robin.get(link).status_code == 200


def test_an_account_is_removed_with_its_sessions_and_its_id_stays_in_the_trail(house: Reception, boss: Browser) -> None:
    robin = added(house, boss)
    address = address_of(boss, "Robin Petit")
    boss.post(f"{address}/remove")
    assert not robin.is_in()
    assert boss.get(address).status_code == 404
    page = boss.text("/audit")
    assert "Robin" not in page
    assert address.removeprefix("/people/") in page


def test_another_persons_session_is_ended(house: Reception, boss: Browser) -> None:
    robin = added(house, boss)
    address = address_of(boss, "Robin Petit")
    session = re.search(r'name="session" value="(\w+)"', boss.text(address))
    assert session
    boss.post(f"{address}/sessions/end", {"session": session[1]})
    assert not robin.is_in()
    assert boss.is_in()


def test_the_trail_names_people_while_they_are_there_and_goes_back_page_by_page(boss: Browser) -> None:
    for _ in range(55):
        boss.post("/account/sessions/end")
    page = boss.text("/audit")
    assert page.count("<tr>") == 51
    assert "Boss" in page
    assert "192.0.2" not in page
    older = re.search(r'href="/console(/audit\?before=\d+)"', page)
    assert older
    assert 'id="deed-1"' in boss.text(older[1])
    assert boss.get("/audit?before=x&who=nobody").status_code == 200
