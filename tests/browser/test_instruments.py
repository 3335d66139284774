"""What the tests of this folder see with, held against a page where everything is wrong."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.browser import hands
from tests.browser.axe import violations
from tests.browser.hands import Keyboard, Mouse
from tests.browser.loopback import served
from tests.browser.staff import Staff

BAD = """<!doctype html><html lang=fr><title>Mauvaise page</title>
<style>p { color: #999 } @media (prefers-color-scheme: dark) { body { background: #000 } p { color: #222 } }</style>
<main><h1>Mauvaise page</h1><p>Des mots pâles</p><div onclick="done()">Publier</div>
<img src="http://elsewhere.invalid/a.png" alt=""><button>Annuler</button></main>
<script>console.error("perdu")</script>"""
GOOD = """<!doctype html><html lang=fr><title>Bonne page</title><main><h1>Bonne page</h1><form>
<fieldset><legend>Pourquoi</legend><label><input type=radio name=why value=1> Panne</label>
<label><input type=radio name=why value=2> Grève</label></fieldset>
<label>Motif <input name=note></label> <label>Caisse <select name=whose><option>Ain<option>Rhône</select></label>
<label><input type=checkbox name=sure> Je confirme</label> <button>Publier</button></form></main>"""
SENT = "why=2&note=orage&whose=Rhône&sure=on"


@pytest.fixture
def pages() -> Iterator[str]:
    """The address of the two pages."""
    app = Flask("pages")
    app.add_url_rule("/bad", "bad", lambda: (BAD, {"Content-Security-Policy": "style-src 'none'"}))
    app.add_url_rule("/good", "good", lambda: GOOD)
    app.add_url_rule("/favicon.ico", "icon", lambda: ("", 204))
    with served(app.wsgi_app) as address:
        yield address


def test_errors_strangers_and_what_the_policy_refuses_are_noticed(pages: str, at: Callable[..., Staff]) -> None:
    person = at(pages).goes_to("/bad").sees("Des mots pâles")
    amiss = "\n".join(person.watch.amiss)
    assert "perdu" in amiss
    assert "a request leaves for http://elsewhere.invalid/a.png" in amiss
    assert "Content Security Policy" in amiss


def test_pale_words_are_found_in_the_theme_that_has_them(pages: str, at: Callable[..., Staff]) -> None:
    person = at(pages, bypass_csp=True).goes_to("/bad")
    for theme in ("light", "dark"):
        assert any(told.startswith(f"color-contrast ({theme})") for told in violations(person.page, theme))


def test_what_no_key_reaches_is_found(pages: str, at: Callable[..., Staff], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hands, "MOST_TABS", 20)
    person = at(pages).goes_to("/bad")
    with pytest.raises(AssertionError, match="Tab never reaches"):
        Keyboard().press(person.page.get_by_text("Publier"))


@pytest.mark.parametrize(("with_hands", "clicks"), [(Mouse, 6), (Keyboard, 4)])
def test_both_hands_fill_a_form_and_count(
    with_hands: type[Mouse | Keyboard], clicks: int, pages: str, at: Callable[..., Staff]
) -> None:
    person = at(pages).goes_to("/good")
    person.hands = with_hands()
    person.ticks("Grève").writes("Motif", "orage").chooses("Caisse", "Rhône").ticks("Je confirme").presses("Publier")
    person.page.wait_for_url("**/good?**")
    assert person.page.evaluate("decodeURIComponent(location.search)") == f"?{SENT}"
    assert person.hands.clicks == clicks
    assert 5 < person.hands.seconds < 30
    assert person.watch.amiss == []


def test_a_good_page_has_nothing_that_axe_finds(pages: str, at: Callable[..., Staff]) -> None:
    person = at(pages).goes_to("/good")
    assert [*violations(person.page, "light"), *violations(person.page, "dark")] == []
