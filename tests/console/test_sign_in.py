"""Signing in as a browser does: the form, its cookies, the second factor, too many tries, signing out."""

from collections.abc import Callable

import pyotp
import pytest

from ivr.accounts.recovery import make_codes
from tests.console.reception import HTTPS, PASSWORD, Browser, Reception

Opening = Callable[..., Reception]
SECRET = pyotp.random_base32()
AWAY = {"IVR_PUBLIC_URL": HTTPS, "IVR_SECRET_KEY": "a long random value", "IVR_CONSOLE_SECOND_FACTOR": "0"}


@pytest.fixture
def house(reception: Opening) -> Reception:
    opened = reception()
    opened.person()
    return opened


@pytest.fixture
def browser(house: Reception) -> Browser:
    return house.browser_at()


def cookies(answer: object) -> dict[str, str]:
    lines = answer.headers.getlist("Set-Cookie")  # type: ignore[attr-defined]
    return {line.partition("=")[0]: line for line in lines}


def test_the_right_password_leads_to_where_one_wanted_to_go(browser: Browser) -> None:
    wanted = browser.get("/account?x=1").headers["Location"]
    assert wanted == "/console/sign-in?next=/console/account?x%3D1"
    assert 'value="/console/account?x=1"' in browser.text(wanted)
    answer = browser.sign_in(next="/console/account?x=1")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/console/account?x=1")
    assert browser.is_in()


def test_a_wrong_password_and_an_unknown_login_are_answered_alike(browser: Browser) -> None:
    wrong, unknown = browser.sign_in(password="wrong"), browser.sign_in("nobody")
    assert wrong.status_code == unknown.status_code == 401
    texts = [answer.get_data(as_text=True) for answer in (wrong, unknown)]
    assert texts[0].replace("camille", "").count("pas le bon") == 1
    assert [text.count("pas le bon") for text in texts] == [1, 1]
    assert not browser.is_in()


@pytest.mark.parametrize(
    "next",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "\t//evil.example", "evil"],
)
def test_nobody_is_sent_elsewhere(browser: Browser, next: str) -> None:  # noqa: A002 - the field's name
    assert browser.sign_in(next=next).headers["Location"] == "/console/"


def test_a_form_without_its_token_signs_nobody_in(browser: Browser) -> None:
    answer = browser.post("/sign-in", {"login": "camille", "password": PASSWORD}, token=False)
    assert answer.status_code == 400
    assert not browser.is_in()


def test_cookies_are_for_this_site_and_no_script(reception: Opening) -> None:
    house = reception(**AWAY)
    house.person()
    given = cookies(house.browser_at().sign_in())
    assert {"__Host-console-in", "__Host-console-known", "__Host-console"} <= set(given)
    for line in given.values():
        assert all(part in line for part in ("; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"))
        assert "Domain" not in line
    assert "Max-Age" not in given["__Host-console-in"], "it ends with the browser"


def test_over_https_browsers_are_told_to_stay_there(reception: Opening) -> None:
    answer = reception(**AWAY).browser_at().get("/sign-in")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_on_ones_own_machine_cookies_go_without_https(browser: Browser) -> None:
    given = cookies(browser.sign_in())
    assert all("Secure" not in line and "Path=/console" in line for line in given.values())
    assert all("HttpOnly" in line and "SameSite=Lax" in line for line in given.values())


def test_a_session_that_was_planted_is_not_the_one_that_is_opened(house: Reception, browser: Browser) -> None:
    browser.keeps("console-in", "planted")
    before = browser.token()
    answer = browser.sign_in()
    assert "planted" not in cookies(answer)["console-in"]
    assert browser.is_in()
    assert browser.token() != before, "the forms' token is another one too"
    again = cookies(browser.sign_in())["console-in"]
    assert again != cookies(answer)["console-in"]
    assert house.browser_at().get("/account").status_code == 303


def test_after_five_tries_one_waits_fifteen_minutes(house: Reception, browser: Browser) -> None:
    for _ in range(5):
        assert browser.sign_in(password="wrong").status_code == 401
    answer = browser.sign_in()
    assert answer.status_code == 429
    assert "Trop d" in answer.get_data(as_text=True)
    house.later(minutes=15, seconds=1)
    assert browser.sign_in().status_code == 303


def test_whoever_came_in_before_is_not_kept_out_by_strangers(house: Reception, browser: Browser) -> None:
    browser.sign_in()
    browser.post("/sign-out")
    stranger = house.browser_at("198.51.100.9")
    for _ in range(6):
        stranger.sign_in(password="wrong")
    assert stranger.sign_in().status_code == 429
    assert browser.sign_in().status_code == 303


def test_behind_our_own_proxy_the_address_is_what_it_says(house: Reception) -> None:
    """All of a service behind nginx would share one number of tries."""
    for number in range(21):
        near = house.browser_at("127.0.0.1")
        told = {"X-Forwarded-For": f"203.0.113.7, 198.51.100.{number}"}
        assert near.post("/sign-in", {"login": f"nobody{number}", "password": "x"}, **told).status_code == 401
    far = house.browser_at("198.51.100.99")
    codes = [
        far.post("/sign-in", {"login": f"nobody{number}", "password": "x"}, **{"X-Forwarded-For": f"10.0.0.{number}"})
        for number in range(21)
    ]
    assert [answer.status_code for answer in codes[-2:]] == [401, 429], "nobody else is believed"


def test_signing_out_ends_the_session_itself(house: Reception, browser: Browser) -> None:
    browser.sign_in()
    thief = house.browser_at()
    thief.keeps("console-in", browser.cookie("console-in"))
    assert thief.is_in(), "whoever has the cookie is in"
    assert browser.post("/sign-out").status_code == 303
    assert not thief.is_in()
    assert house.deeds() == ["sign-in", "sign-out"]


def test_signing_out_leaves_nothing_in_the_browser(browser: Browser) -> None:
    browser.sign_in()
    answer = browser.post("/sign-out")
    assert cookies(answer)["console-in"].startswith("console-in=;")
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert answer.headers["Cache-Control"] == "no-store"


def test_half_an_hour_without_a_page_and_eight_hours_with_them_end_it(house: Reception, browser: Browser) -> None:
    browser.sign_in()
    house.later(minutes=31)
    assert not browser.is_in()
    browser.sign_in()
    for _ in range(19):
        house.later(minutes=25)
        assert browser.is_in()
    house.later(minutes=6)
    assert not browser.is_in()


def test_who_sends_a_form_after_that_is_told_that_it_was_not_done(house: Reception, browser: Browser) -> None:
    browser.sign_in()
    house.later(minutes=31)
    assert browser.post("/change", {"do": "publish"}).headers["Location"] == "/console/sign-in"
    assert "rien de ce que vous venez d'envoyer n'a été fait" in browser.text("/sign-in")
    assert "n'a été fait" not in browser.text("/sign-in")


def test_a_page_that_refreshes_itself_keeps_nobody_signed_in(house: Reception, browser: Browser) -> None:
    """The page Now, left open on a desk where nobody is: two clicks close the whole of France."""
    browser.sign_in()
    browser.get("/")
    for _ in range(3):
        house.later(minutes=9)
        assert browser.get("/now/part", **{"HX-Request": "true"}).status_code == 200
    house.later(minutes=4)
    answer = browser.get("/now/part", **{"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/console/sign-in")
    assert not browser.is_in()


def test_the_code_of_the_app_is_asked_for_after_the_password(house: Reception, browser: Browser) -> None:
    house.give_codes(house.person("robin"), SECRET)
    answer = browser.sign_in("robin", next="/console/account")
    assert answer.headers["Location"] == "/console/sign-in/second"
    assert not browser.is_in()
    assert browser.post("/sign-in/second", {"code": "000000"}).status_code == 401
    code = pyotp.TOTP(SECRET).at(house.at)
    answer = browser.post("/sign-in/second", {"code": f"{code[:3]} {code[3:]}"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/console/account")
    assert browser.is_in()
    other = house.browser_at()
    other.sign_in("robin")
    assert other.post("/sign-in/second", {"code": code}).status_code == 401, "it was used"


def test_a_second_factor_without_a_first_is_none(house: Reception, browser: Browser) -> None:
    house.give_codes(house.person("robin"), SECRET)
    assert browser.get("/sign-in/second").headers["Location"] == "/console/sign-in"
    assert browser.post("/sign-in/second", {"code": pyotp.TOTP(SECRET).at(house.at)}).status_code == 401


def test_a_recovery_code_opens_once(house: Reception) -> None:
    person = house.person("robin")
    house.give_codes(person, SECRET)
    with house.store.writing() as connection:
        code = make_codes(connection, person.id)[0]
    for expected in (303, 401):
        browser = house.browser_at()
        browser.sign_in("robin")
        assert browser.post("/sign-in/second", {"kind": "recovery", "code": code}).status_code == expected


def test_a_signed_in_person_without_the_second_factor_that_is_asked_gets_nowhere_else(reception: Opening) -> None:
    house = reception(**AWAY | {"IVR_CONSOLE_SECOND_FACTOR": ""})
    house.person(role="publisher")
    house.person("lea", role="editor")
    publisher, editor = house.browser_at(), house.browser_at()
    publisher.sign_in()
    editor.sign_in("lea")
    assert publisher.get("/").headers["Location"] == "/console/account"
    assert "second facteur" in publisher.text("/account")
    assert editor.get("/").status_code == 200


def test_a_database_that_is_away_is_told(house: Reception, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    from ivr.store.deadline import Unavailable

    token = browser.token()

    def away(*_: object, **__: object) -> None:
        raise Unavailable("away")

    monkeypatch.setattr(house.store, "within_deadline", away)
    answer = browser._open("/sign-in", "POST", data={"csrf_token": token, "login": "camille", "password": PASSWORD})
    assert answer.status_code == 503
    assert "base de données" in answer.get_data(as_text=True)
