"""The tester's telephone in a browser: a whole call by keyboard, a key that interrupts, any moment, and a link.

No test knows a step or a sentence of the line: 0 asks for an adviser everywhere, and what the page itself says is ours.
"""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.console import PASSWORD, Console, opened
from tests.browser.hands import Keyboard
from tests.browser.looks import faults_of_looks
from tests.browser.pictures import WIDE, look
from tests.browser.watching import Watch

TUESDAY_10H = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))
POSTCODE = "75012"
SPEAKING, LISTENING = "La ligne parle", "La ligne vous écoute"
# A voice that says everything at once, and remembers what it said: Chromium has none without a desktop.
VOICE = """() => {
  window.uttered = [];
  const voices = ['fr-FR', 'en-GB'].map(lang => ({ lang, name: lang }));
  class Utterance extends EventTarget { constructor(text) { super(); this.text = text; } }
  const synth = { getVoices: () => voices, cancel() {}, speak(one) {
    window.uttered.push([one.lang, one.text]);
    setTimeout(() => one.dispatchEvent(new Event('end')), 20);
  } };
  Object.defineProperty(window, 'speechSynthesis', { value: synth });
  window.SpeechSynthesisUtterance = Utterance;
}"""
# The next request fails as on a dead network. A route of Playwright's may come after a key that follows at once.
AWAY_ONCE = """() => {
  const whole = window.fetch;
  window.fetch = async () => { window.fetch = whole; throw new TypeError('Failed to fetch'); };
}"""


@dataclass
class Holder:
    """Somebody who holds the telephone of the page."""

    page: Page
    address: str
    watch: Watch

    def at_phone(self, *, speed: str = "tout de suite") -> "Holder":
        """On a page where nothing was rung yet."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.address}/phone")
        self.page.get_by_label("Vitesse").select_option(label=speed)
        return self

    def chooses(self, **given: str) -> "Holder":
        """By label: `to`, `caller`, `advisers` are lists, `when` is typed."""
        labels = {"to": "Numéro appelé", "caller": "Numéro appelant", "advisers": "Conseillers"}
        for name, value in given.items():
            if name == "when":
                self.page.get_by_label("Moment", exact=True).fill(value)
            else:
                self.page.get_by_label(labels[name], exact=True).select_option(label=value)
        return self

    def rings(self) -> "Holder":
        self.page.get_by_role("button", name="Appeler", exact=True).click()
        return self.hears(LISTENING)

    def keys(self, keys: str) -> "Holder":
        """On the computer's keyboard."""
        self.page.keyboard.type(keys)
        return self

    def hears(self, status: str) -> "Holder":
        """Waits until the telephone's display says so."""
        expect(self.page.locator("#status")).to_have_text(status)
        return self

    @property
    def call(self) -> list[str]:
        """What is to be seen of the call, in order."""
        return [text.strip() for text in self.page.locator("#transcript > li:visible").all_inner_texts()]

    @property
    def why(self) -> str:
        return self.page.locator("#reasons").inner_text()

    def link(self) -> str:
        return self.page.locator("#link").input_value()


def uttered(page: Page, least: int = 0) -> list[tuple[str, str]]:
    """What the voice was given to say, in which language; nothing until it is so much."""
    said: list[tuple[str, str]] = page.evaluate("window.uttered")
    return said if len(said) >= least else []


def comes_true(asked: Callable[[], object]) -> None:
    """Asked again and again: the page's own policy allows Playwright no waiting inside it."""
    deadline = time.monotonic() + 60
    while not asked():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    with opened(tmp_path_factory.mktemp("phone"), TUESDAY_10H, {"IVR_REHEARSAL": "1"}) as one:
        one.employs("lou", "Lou Bernard", "reader")
        yield one


@pytest.fixture(scope="module")
def tester(browser: Browser, service: Console) -> Iterator[Holder]:
    with ExitStack() as stack:
        options: dict[str, Any] = {"locale": "fr-FR", "timezone_id": "Europe/Paris", "viewport": WIDE}
        context = browser.new_context(**options, reduced_motion="reduce")
        stack.callback(context.close)
        context.add_init_script(f"({VOICE})()")
        page = context.new_page()
        one = Holder(page, service.address, Watch(urlsplit(service.address).netloc).over(page))
        page.goto(f"{service.address}/phone")  # led to the door, and from there back
        page.get_by_label("Identifiant").fill("lou")
        page.get_by_label("Mot de passe").fill(PASSWORD)
        page.get_by_role("button", name="Entrer", exact=True).click()
        expect(page.get_by_role("heading", name="Téléphone d'essai")).to_be_visible()
        yield one
        assert one.watch.amiss == []


def test_a_whole_call_by_keyboard_alone_on_any_screen_in_both_themes(
    tester: Holder, request: pytest.FixtureRequest
) -> None:
    tester.at_phone()
    hands, page = Keyboard(), tester.page
    hands.press(page.get_by_role("button", name="Appeler", exact=True))
    tester.hears(LISTENING)
    for keys in ("0", POSTCODE):
        tester.keys(keys).hears(LISTENING)
    tester.keys("0").hears("Fin de l'appel, après un conseiller")
    call = tester.call
    pressed = [line.removeprefix("Vous tapez ") for line in call if line.startswith("Vous tapez")]
    assert pressed == ["0", POSTCODE, "0"]
    assert any(line.startswith("La ligne appelle un conseiller") for line in call)
    assert "Ouvert" in tester.why
    hands.press(page.locator("#reasons summary").last)
    expect(page.locator("#reasons pre").last).to_contain_text("<Response>")
    assert list(faults_of_looks(page)) == []
    if request.config.getoption("screens"):
        look(page, "telephone")


def test_a_key_interrupts_a_sentence_that_the_voice_of_its_language_is_saying(tester: Holder) -> None:
    menu = tester.at_phone().rings().call
    page = tester.at_phone(speed="réelle").page
    page.get_by_label("Voix du navigateur").check()
    page.get_by_role("button", name="Appeler", exact=True).click()
    comes_true(lambda: uttered(page, 2))
    tester.keys("0")
    expect(page.locator("#transcript .caller")).to_have_text("Vous tapez 0")
    before = len(uttered(page))
    comes_true(lambda: uttered(page, before + 1))
    said = uttered(page)
    page.get_by_label("Voix du navigateur").uncheck()
    assert [text.strip() for _, text in said[:2]] == menu[:2], "sentence by sentence"
    assert {language for language, _ in said} <= {"fr-FR", "en-GB"}
    assert menu[-1] not in [text.strip() for _, text in said], "what came after the key was not said"
    assert menu[-1] not in tester.call


def test_the_27_april_from_mayotte(tester: Holder) -> None:
    tester.at_phone().chooses(to="La ligne de Mayotte", caller="Un mobile de Mayotte", when="27 avril 7h")
    tester.rings()
    assert re.search(r"Fermé.* jour férié", tester.why)
    assert "at=2027-04-27T07:00" in tester.link()


def test_the_night_the_clocks_change_and_then_a_moment_that_is_none(tester: Holder) -> None:
    tester.at_phone()
    tester.page.get_by_role("button", name=re.compile("La nuit du changement d'heure")).click()
    tester.rings()
    assert "at=2027-03-28T03:01" in tester.link()
    assert "Fermé" in tester.why
    tester.chooses(when="quand les poules auront des dents")
    tester.page.get_by_role("button", name="Appeler", exact=True).click()
    expect(tester.page.get_by_role("alert")).to_contain_text("Écrivez", ignore_case=True)
    assert all("422" in line for line in tester.watch.amiss), "the browser notes that what was asked was refused"
    tester.watch.amiss.clear()


def test_advisers_are_busy_and_then_answer_and_a_link_plays_it_again_to_the_same_words(tester: Holder) -> None:
    tester.at_phone().chooses(advisers="occupés").rings()
    for keys in ("0", POSTCODE, "0"):
        tester.keys(keys)
        expect(tester.page.locator("#transcript .caller").last).to_have_text(f"Vous tapez {keys}")
        tester.hears(LISTENING)
    tester.chooses(advisers="répondent").hears(LISTENING)
    tester.page.locator("#phone").focus()
    tester.keys("0").hears("Fin de l'appel, après un conseiller")
    before, link = tester.call, tester.link()
    assert sum(line.startswith("La ligne appelle un conseiller") for line in before) == 2
    tester.page.goto("about:blank")
    tester.page.goto(link)
    tester.hears("Fin de l'appel, après un conseiller")
    assert tester.call == before


def test_words_are_typed_and_one_key_copies_the_call(tester: Holder, service: Console) -> None:
    tester.at_phone().rings()
    tester.page.get_by_label("Dire à la ligne").fill("un conseiller")
    tester.page.keyboard.press("Enter")
    expect(tester.page.locator("#transcript .caller")).to_have_text("Vous dites « un conseiller »")
    tester.hears(LISTENING).page.locator("#phone").focus()
    tester.page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=service.address)
    for key, starts in (("l", f"{service.address}/phone#from="), ("f", "title:"), ("t", "printf")):
        tester.keys(key)
        expect(tester.page.locator("#copied")).to_have_text("Copié.")
        tester.page.wait_for_function(
            "start => navigator.clipboard.readText().then(text => text.startsWith(start))", arg=starts
        )
    assert not any(line.startswith("Vous tapez") for line in tester.call), "letters dial nothing"


def test_what_cant_be_asked_is_as_if_it_had_not_been_done(tester: Holder) -> None:
    tester.at_phone().rings()
    tester.page.evaluate(AWAY_ONCE)
    tester.keys("0").hears("La console ne répond pas ; rien n'est perdu, réessayez.")
    tester.page.get_by_role("button", name="Reprendre").click()
    tester.hears(LISTENING).keys("0")
    expect(tester.page.locator("#transcript .caller")).to_have_text("Vous tapez 0")


def test_the_browsers_own_keys_and_one_that_is_held_down_dial_nothing_more(tester: Holder) -> None:
    page = tester.at_phone().rings().page
    for key in ("Control+0", "Alt+1"):
        page.keyboard.press(key)
    page.keyboard.down("0")
    page.keyboard.down("0")  # repeats
    page.keyboard.up("0")
    tester.hears(LISTENING)
    expect(page.locator("#transcript .caller")).to_have_text("Vous tapez 0")


def test_a_link_and_a_call_that_goes_on_survive_that_one_must_sign_in(tester: Holder, service: Console) -> None:
    page = tester.at_phone().rings().page
    tester.keys("0")
    expect(page.locator("#transcript .caller")).to_have_text("Vous tapez 0")
    before, link = tester.hears(LISTENING).call, tester.link()

    def comes_in() -> None:
        page.get_by_label("Identifiant").fill("lou")
        page.get_by_label("Mot de passe").fill(PASSWORD)
        page.get_by_role("button", name="Entrer", exact=True).click()
        tester.hears(LISTENING)

    page.goto("about:blank")
    page.context.clear_cookies()
    page.goto(link)
    comes_in()
    assert tester.call == before
    service.clock.pass_(24 * 3600)  # over night
    tester.keys(POSTCODE)
    comes_in()
    assert tester.call == before, "what could not be asked is as if it had not been done"
    tester.keys(POSTCODE)
    expect(page.locator("#transcript .caller").last).to_have_text(f"Vous tapez {POSTCODE}")
