"""The call as text in a real browser: without a script, by keyboard, by what a screen reader is told, on any screen."""

import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from ivr.factory import create_app
from ivr.settings import read_settings
from tests.browser.looks import STICKS_OUT, faults_of_looks
from tests.browser.loopback import served
from tests.browser.pictures import look
from tests.browser.watching import Watch

TUESDAY_10H = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))
ENLARGED = {"width": 320, "height": 256}  # what 1280 x 1024 pixels hold at 400 %


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The pages, on a Tuesday morning."""
    database = f"sqlite:///{tmp_path_factory.mktemp('texte')}/line.sqlite3"
    given = {"TWILIO_AUTH_TOKEN": "made-up", "IVR_TEXT_PAGE": "1", "IVR_METRICS_ADDRESS": "", "DATABASE_URL": database}
    app = create_app(read_settings(given), clock=lambda: TUESDAY_10H)
    with served(app) as root:
        yield f"{root}/texte"
    app.extensions["ivr"].close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A browser of somebody French who allows no script."""
    context = browser.new_context(locale="fr-FR", java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_an_adviser_is_found_without_a_telephone_by_keyboard_alone(page: Page, address: str) -> None:
    watch = Watch(urlsplit(address).netloc).over(page)
    page.goto(address)
    tab_to(page, "Demander un conseiller")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Votre code postal")).to_be_visible()
    tab_to(page, "code")
    page.keyboard.type("75012")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Demander un conseiller")
    expect(page.get_by_text("visio-interprétation")).to_be_visible()
    expect(page.get_by_role("link", name="36 46", exact=True)).to_have_attribute("href", "tel:3646")
    assert "75012" not in page.url
    shared = page.context.new_page()  # the address alone leads there
    shared.goto(page.url)
    expect(shared.get_by_text("visio-interprétation")).to_be_visible()
    assert watch.amiss == []
    assert page.context.cookies() == []


def tab_to(page: Page, name: str) -> None:
    """Presses Tab until what has the focus is called so, and is seen to have it."""
    for _ in range(30):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if name in (focused.inner_text(), focused.get_attribute("id")):
            assert focused.evaluate("one => getComputedStyle(one).outlineStyle") != "none"
            return
    pytest.fail(f"nothing called {name!r} is come by")


def test_a_screen_reader_is_told_what_is_seen(page: Page, address: str) -> None:
    page.goto(address)
    tree = page.locator("body").aria_snapshot()
    for landmark in ("banner:", "main:", "contentinfo:", 'navigation "Vos choix"', 'region "En cas d\'urgence"'):
        assert f"- {landmark}" in tree
    levels = [int(level) for level in re.findall(r"heading .*\[level=(\d)\]", tree)]
    assert levels[0] == 1
    assert set(levels[1:]) == {2}
    assert page.get_by_role("navigation", name="Vos choix").get_by_role("link").count() >= 3
    expect(page.get_by_role("link", name="English")).to_have_attribute("lang", "en-GB")
    page.get_by_role("link", name="Demander un conseiller").click()
    field = page.get_by_role("textbox", name="Votre code postal")
    expect(field).to_have_accessible_description("5 chiffres, par exemple 75012")
    field.fill("00000")
    page.get_by_role("button", name="Continuer").click()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("Je n'ai pas reconnu ce code postal"))
    expect(field).to_be_focused()


def test_every_kind_of_page_is_well_made(browser: Browser, address: str, request: pytest.FixtureRequest) -> None:
    page = browser.new_page(locale="fr-FR", reduced_motion="reduce")
    watch = Watch(urlsplit(address).netloc).over(page)
    faults: dict[str, list[str]] = {}
    for name in kinds(page, address):
        faults[name] = [*faults_of_looks(page), *outside(page)]
        if request.config.getoption("screens"):
            look(page, f"texte-{name}")
    page.close()
    assert {name: found for name, found in faults.items() if found} == {}
    assert watch.amiss == []


def kinds(page: Page, address: str) -> Iterator[str]:
    """Goes to one page of each kind."""
    page.goto(address)
    yield "first"
    page.get_by_role("link", name="Demander un conseiller").click()
    page.get_by_label("Votre code postal").fill("00000")
    page.get_by_role("button").click()
    yield "refused"
    page.get_by_label("Votre code postal").fill("69003")
    page.get_by_role("button").click()
    yield "adviser"
    page.goto(f"{address}/en?l=mayotte")
    page.get_by_role("navigation", name="Your choices").get_by_role("link").first.click()
    yield "menu"
    page.goto(f"{address}/fr/about/accessibility")
    yield "notice"


def outside(page: Page) -> list[str]:
    """What sticks out where the page is as large as it can be."""
    page.set_viewport_size(ENLARGED)
    return [f"sticks out at 400 %: {one}" for one in page.evaluate(STICKS_OUT)]


def test_print_is_large(page: Page, address: str) -> None:
    page.goto(address)
    sizes = page.locator("main p, main a").evaluate_all(
        "all => all.map(one => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert min(sizes) >= 18
