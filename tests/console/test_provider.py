"""Signing in by OpenID Connect: only the provider's word for us, now, in this browser, about whoever has an account."""

from collections.abc import Callable, Iterator
from typing import Any

import pyotp
import pytest
from joserfc.jwk import OctKey, RSAKey
from werkzeug.test import TestResponse

from tests.console.conftest import TUESDAY_10H
from tests.console.fake_provider import SECRET, FakeProvider
from tests.console.reception import Browser, Reception

Opening = Callable[..., Reception]


@pytest.fixture
def provider() -> Iterator[FakeProvider]:
    with FakeProvider(TUESDAY_10H.timestamp) as opened:
        yield opened


@pytest.fixture
def house(reception: Opening, provider: FakeProvider) -> Reception:
    opened = reception(**provider.settings)
    opened.person()
    return opened


@pytest.fixture
def browser(house: Reception) -> Browser:
    return house.browser_at()


def enter(browser: Browser, provider: FakeProvider, **changed: str) -> TestResponse:
    """Away to the provider, and back."""
    away = browser.get("/sign-in/provider?next=/console/account")
    assert away.status_code == 303
    return browser.get(provider.lets_in(away.headers["Location"], **changed))


def test_the_verified_address_of_an_account_opens_it(
    house: Reception, browser: Browser, provider: FakeProvider
) -> None:
    answer = enter(browser, provider)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/console/account")
    assert browser.is_in()
    assert house.deeds() == ["sign-in"]
    asked = provider.asked[-1]
    assert (asked["response_type"], asked["scope"], asked["code_challenge_method"]) == ("code", "openid email", "S256")
    assert asked["redirect_uri"] == "http://127.0.0.1:5000/console/sign-in/provider/back"


def test_what_is_told_may_be_a_signed_token_as_proconnect_sends(browser: Browser, provider: FakeProvider) -> None:
    provider.tells_as_jwt = True
    enter(browser, provider)
    assert browser.is_in()


@pytest.mark.parametrize("as_jwt", [False, True])
def test_a_provider_whose_name_ends_in_a_slash_is_believed_too(
    browser: Browser, provider: FakeProvider, as_jwt: bool
) -> None:
    provider.ends, provider.tells_as_jwt = "/", as_jwt
    enter(browser, provider)
    assert browser.is_in()


def test_from_then_on_it_is_the_subject_that_counts(house: Reception, provider: FakeProvider) -> None:
    enter(house.browser_at(), provider)
    moved, taken = house.browser_at(), house.browser_at()
    provider.told = {"email": "moved@elsewhere.example", "email_verified": True}
    enter(moved, provider)
    assert moved.is_in(), "another address of the same person"
    provider.subject, provider.told = "subject-2", {"email": "camille", "email_verified": True}
    enter(taken, provider)
    assert not taken.is_in(), "another person at the same address"


@pytest.mark.parametrize(
    "told",
    [
        {"email": "nobody@caisse.fr", "email_verified": True},
        {"email": "camille", "email_verified": False},
        {"email": "camille", "email_verified": "true"},
        {"email": "camille"},
        {"email": ["camille"], "email_verified": True},
        {},
    ],
)
def test_nobody_gets_an_account_by_it(browser: Browser, provider: FakeProvider, told: dict[str, Any]) -> None:
    provider.told = told
    enter(browser, provider)
    assert not browser.is_in()
    assert "pas de compte à votre adresse" in browser.text("/sign-in")


@pytest.mark.parametrize(
    ("name", "lie"),
    [
        ("another nonce", {"claims": {"nonce": "other"}}),
        ("no nonce", {"claims": {"nonce": None}}),
        ("for another client", {"claims": {"aud": "other"}}),
        ("for others too", {"claims": {"aud": ["console", "other"]}}),
        ("of another issuer", {"claims": {"iss": "https://evil.example"}}),
        ("too late", {"claims": {"exp": TUESDAY_10H.timestamp() - 3600}}),
        ("without an end", {"claims": {"exp": None}}),
        ("of nobody", {"claims": {"sub": None}}),
        ("signed by another key", {"signs_with": RSAKey.generate_key(2048, {"kid": "k1"})}),
        ("signed by the shared secret", {"algorithm": "HS256", "signs_with": OctKey.import_key(SECRET * 2)}),
        ("signed by nothing", {"algorithm": "none"}),
        ("about somebody else", {"told": {"sub": "other", "email": "camille", "email_verified": True}}),
        ("told by another issuer", {"tells_as_jwt": True, "told": {"iss": "https://evil.example"}}),
    ],
)
def test_a_word_that_can_not_be_believed_opens_nothing(
    browser: Browser, provider: FakeProvider, name: str, lie: dict[str, Any]
) -> None:
    for what, value in lie.items():
        setattr(provider, what, value)
    answer = enter(browser, provider)
    assert answer.headers["Location"] == "/console/sign-in", name
    assert not browser.is_in()
    assert "n'a pas pu être vérifié" in browser.text("/sign-in")


@pytest.mark.parametrize("changed", [{"state": "forged"}, {"code": "stolen"}, {"iss": "https://evil.example"}])
def test_a_return_that_was_forged_opens_nothing(
    browser: Browser, provider: FakeProvider, changed: dict[str, str]
) -> None:
    enter(browser, provider, **changed)
    assert not browser.is_in()


def test_a_return_belongs_to_the_browser_that_left_and_counts_once(
    house: Reception, browser: Browser, provider: FakeProvider
) -> None:
    back = provider.lets_in(browser.get("/sign-in/provider").headers["Location"])
    victim = house.browser_at()
    victim.get(back)
    assert not victim.is_in()
    browser.get(back)
    assert browser.is_in()
    browser.post("/sign-out")
    browser.get(back)
    assert not browser.is_in()


def test_a_second_factor_is_asked_for_all_the_same(house: Reception, browser: Browser, provider: FakeProvider) -> None:
    secret = pyotp.random_base32()
    house.give_codes(house.person("robin"), secret)
    provider.told = {"email": "Robin", "email_verified": True}
    assert enter(browser, provider).headers["Location"] == "/console/sign-in/second"
    assert not browser.is_in()
    browser.post("/sign-in/second", {"code": pyotp.TOTP(secret).at(house.at)})
    assert browser.is_in()


def test_a_provider_that_tells_no_way_in_is_as_good_as_away(
    browser: Browser, provider: FakeProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ivr.accounts.provider._json", lambda _answer: {"issuer": provider.issuer})
    assert browser.get("/sign-in/provider").headers["Location"] == "/console/sign-in"
    assert "n'a pas pu être vérifié" in browser.text("/sign-in")


def test_a_provider_that_is_away_is_told(reception: Opening) -> None:
    settings = {"IVR_OIDC_ISSUER": "http://127.0.0.1:1", "IVR_OIDC_CLIENT_ID": "x", "IVR_OIDC_CLIENT_SECRET": "y"}
    browser = reception(**settings).browser_at()
    assert browser.get("/sign-in/provider").headers["Location"] == "/console/sign-in"
    assert "n'a pas pu être vérifié" in browser.text("/sign-in")


def test_without_a_provider_there_is_no_such_way(reception: Opening) -> None:
    browser = reception().browser_at()
    assert browser.get("/sign-in/provider").status_code == 404
    assert browser.get("/sign-in/provider/back?code=x&state=y").status_code == 404
    assert "administration" not in browser.text("/sign-in").partition("perdu")[0]
