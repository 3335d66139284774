"""One's own account: password, codes, passkeys, recovery codes, sessions; each weighty thing asks for the password."""

import re
from collections.abc import Callable
from pathlib import Path

import pyotp
import pytest

from ivr.accounts.people import by_login
from tests.console.device import PRESENT, Device
from tests.console.reception import PASSWORD, Browser, Reception

Opening = Callable[..., Reception]
NEW = "tournesol bleu vif"


@pytest.fixture
def house(reception: Opening) -> Reception:
    opened = reception()
    opened.person()
    return opened


@pytest.fixture
def browser(house: Reception) -> Browser:
    signed_in = house.browser_at()
    signed_in.sign_in()
    return signed_in


def add_codes(browser: Browser, house: Reception) -> str:
    """Adds the app as its page says; its secret."""
    assert browser.post("/account/codes/new", {"password": PASSWORD}).headers["Location"] == "/console/account/codes"
    found = re.search(r"secret=(\w+)", browser.text("/account/codes"))
    assert found
    answer = browser.post("/account/codes", {"code": pyotp.TOTP(found[1]).at(house.at)})
    assert answer.status_code == 200
    assert "codes de secours" in answer.get_data(as_text=True)
    return found[1]


def add_passkey(browser: Browser, device: Device) -> int:
    asked = browser.post_json("/account/passkeys/ask", {"password": PASSWORD})
    assert asked.status_code == 200
    return browser.post_json("/account/passkeys", device.makes(asked.get_json())).status_code


def enter(browser: Browser, device: Device) -> int:
    asked = browser.post_json("/sign-in/passkey/ask", {}).get_json()
    return browser.post_json("/sign-in/passkey", device.answers(asked)).status_code


def test_the_password_is_changed_and_other_sessions_end(house: Reception, browser: Browser) -> None:
    other = house.browser_at()
    other.sign_in()
    form = {"password": PASSWORD, "new": NEW, "again": NEW}
    assert browser.post("/account/password", form).status_code == 303
    assert browser.is_in()
    assert not other.is_in()
    assert other.sign_in().status_code == 401
    assert other.sign_in(password=NEW).status_code == 303


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({"password": "wrong", "new": NEW, "again": NEW}, "mot de passe actuel"),
        ({"password": PASSWORD, "new": NEW, "again": NEW + "."}, "diffèrent"),
        ({"password": PASSWORD, "new": "short", "again": "short"}, "trop court"),
        ({"password": PASSWORD, "new": "camille12345", "again": "camille12345"}, "essaie d'abord"),
    ],
)
def test_a_change_of_password_that_is_declined_says_why(browser: Browser, form: dict[str, str], why: str) -> None:
    answer = browser.post("/account/password", form)
    assert answer.status_code == 400
    assert why in answer.get_data(as_text=True).replace("&#39;", "'")
    assert browser.sign_in().status_code == 303


@pytest.mark.parametrize(
    "address", ["/account/codes/new", "/account/codes/remove", "/account/recovery", "/account/passkeys/remove"]
)
def test_what_is_weighty_asks_for_the_password_again(browser: Browser, house: Reception, address: str) -> None:
    assert browser.post(address, {"password": "wrong"}).status_code == 400
    assert browser.post(address).status_code == 400
    assert house.deeds() == ["sign-in"]


def test_guessing_it_there_is_throttled_too(browser: Browser) -> None:
    for _ in range(5):
        browser.post("/account/recovery", {"password": "wrong"})
    answer = browser.post("/account/recovery", {"password": PASSWORD})
    assert answer.status_code == 400
    assert "Trop d" in answer.get_data(as_text=True)


def test_an_app_for_codes_is_added_by_its_picture_and_asked_for_from_then_on(
    house: Reception, browser: Browser
) -> None:
    secret = add_codes(browser, house)
    other = house.browser_at()
    assert other.sign_in().headers["Location"] == "/console/sign-in/second"
    house.later(seconds=30)
    assert other.post("/sign-in/second", {"code": pyotp.TOTP(secret).at(house.at)}).status_code == 303
    browser.post("/account/codes/remove", {"password": PASSWORD})
    assert house.browser_at().sign_in().headers["Location"] == "/console/"
    assert house.deeds()[1:3] == ["codes-added", "recovery-codes-made"]


def test_the_picture_holds_nothing_inline_and_no_secret_stays_in_the_clear(house: Reception, browser: Browser) -> None:
    browser.post("/account/codes/new", {"password": PASSWORD})
    page = browser.text("/account/codes")
    assert "<svg" in page
    assert "style=" not in page
    secret = re.search(r"secret=(\w+)", page)
    assert secret
    browser.post("/account/codes", {"code": pyotp.TOTP(secret[1]).at(house.at)})
    assert secret[1].encode() not in kept_bytes(house)


def kept_bytes(house: Reception) -> bytes:
    """All that the database has on the disk."""
    path = Path(house.store.url.database or "")
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


def test_a_wrong_first_code_adds_nothing(house: Reception, browser: Browser) -> None:
    browser.post("/account/codes/new", {"password": PASSWORD})
    assert browser.post("/account/codes", {"code": "000000"}).status_code == 400
    assert house.browser_at().sign_in().headers["Location"] == "/console/"


def test_a_secret_that_was_begun_for_another_is_not_kept(house: Reception, browser: Browser) -> None:
    house.person("robin")
    browser.post("/account/codes/new", {"password": PASSWORD})
    robin = house.browser_at()
    robin.sign_in("robin")
    robin.keeps("console", browser.cookie("console"))
    assert robin.is_in()
    assert browser.get("/account/codes").status_code == 200
    assert robin.get("/account/codes").status_code == 303


def test_recovery_codes_are_shown_once_and_open_once(house: Reception, browser: Browser) -> None:
    add_codes(browser, house)
    page = browser.post("/account/recovery", {"password": PASSWORD}).get_data(as_text=True)
    codes = re.findall(r"<code>([a-z0-9-]{29})</code>", page)
    assert len(set(codes)) == 8
    assert codes[0] not in browser.text("/account")
    other = house.browser_at()
    for expected in (303, 401):
        other.sign_in()
        assert other.post("/sign-in/second", {"kind": "recovery", "code": codes[0]}).status_code == expected


def test_a_passkey_opens_the_door_alone_and_counts_as_second_factor(house: Reception, browser: Browser) -> None:
    device, other = Device(), house.browser_at()
    assert add_passkey(browser, device) == 200
    assert "Bureau" in browser.text("/account")
    assert enter(other, device) == 200
    assert other.is_in()
    assert house.browser_at().sign_in().headers["Location"] == "/console/sign-in/second"
    assert house.deeds() == ["sign-in", "passkey-added", "sign-in"]


@pytest.mark.parametrize(
    "device", [Device(origin="http://evil.example"), Device(flags=PRESENT)], ids=["elsewhere", "nobody verified"]
)
def test_a_passkey_of_another_site_or_without_its_owner_is_not_kept(browser: Browser, device: Device) -> None:
    assert add_passkey(browser, device) == 400


def test_an_answer_counts_once_for_its_challenge_by_its_key_and_not_from_a_copy(
    house: Reception, browser: Browser
) -> None:
    device, other = Device(), house.browser_at()
    add_passkey(browser, device)
    assert enter(other, device) == 200
    asked = other.post_json("/sign-in/passkey/ask", {}).get_json()
    answer = device.answers(asked)
    assert other.post_json("/sign-in/passkey", answer).status_code == 200
    assert other.post_json("/sign-in/passkey", answer).status_code == 400, "its challenge is over"
    assert enter(other, Device(id=device.id)) == 400, "another key"
    copy = Device(id=device.id, key=device.key, uses=0)
    assert enter(other, copy) == 400, "its count fell behind"
    assert enter(other, Device(id=device.id, key=device.key, uses=9, origin="http://evil.example")) == 400
    assert enter(other, Device(id=device.id, key=device.key, uses=9, flags=PRESENT)) == 400
    assert enter(other, Device()) == 400


def test_a_passkey_is_removed(house: Reception, browser: Browser) -> None:
    device = Device()
    add_passkey(browser, device)
    key = re.search(r'name="id" value="([0-9a-f]{64})"', browser.text("/account"))
    assert key
    assert browser.post("/account/passkeys/remove", {"id": key[1], "password": PASSWORD}).status_code == 303
    assert enter(house.browser_at(), device) == 400


def test_sessions_are_seen_and_ended(house: Reception, browser: Browser) -> None:
    other = house.browser_at()
    other.sign_in()
    [id_of_other] = re.findall(r'name="id" value="(s[0-9a-f]{16})"', browser.text("/account"))
    browser.post("/account/sessions/end", {"id": id_of_other})
    assert not other.is_in()
    other.sign_in()
    browser.post("/account/sessions/end")
    assert not other.is_in()
    assert browser.is_in()


def test_ending_sessions_asks_for_the_password_again_after_a_while(house: Reception, browser: Browser) -> None:
    other = house.browser_at()
    other.sign_in()
    house.later(minutes=11)
    assert other.is_in()
    assert browser.post("/account/sessions/end").status_code == 400
    assert other.is_in()
    assert browser.post("/account/sessions/end", {"password": PASSWORD}).status_code == 303
    assert not other.is_in()


def test_after_the_password_was_given_again_the_session_has_another_token(house: Reception, browser: Browser) -> None:
    thief, before = house.browser_at(), browser.cookie("console-in")
    thief.keeps("console-in", before)
    browser.post("/account/recovery", {"password": PASSWORD})
    assert browser.cookie("console-in") != before
    assert browser.is_in()
    assert not thief.is_in()


def test_signing_in_again_ends_the_session_before(house: Reception, browser: Browser) -> None:
    thief = house.browser_at()
    thief.keeps("console-in", browser.cookie("console-in"))
    browser.sign_in()
    assert browser.is_in()
    assert not thief.is_in()


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox sur Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/150.0 Safari/537.36 Edg/150.0", "Edge sur Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1", "Safari sur iPhone"),
        ("curl/8.0", "Navigateur inconnu"),
    ],
)
def test_a_session_is_named_as_its_owner_knows_the_browser(house: Reception, agent: str, words: str) -> None:
    other = house.browser_at()
    other.post("/sign-in", {"login": "camille", "password": PASSWORD}, **{"User-Agent": agent})
    assert words in other.text("/account")


def test_nobody_ends_another_persons_session(house: Reception, browser: Browser) -> None:
    house.person("robin")
    robin = house.browser_at()
    robin.sign_in("robin")
    house.browser_at().sign_in("robin")
    [id_of_other] = re.findall(r'name="id" value="(s[0-9a-f]{16})"', robin.text("/account"))
    browser.post("/account/sessions/end", {"id": id_of_other})
    assert id_of_other in robin.text("/account")
    browser.post("/account/sessions/end")
    assert robin.is_in()


def test_whoever_has_no_password_proves_it_by_having_come_in_just_now(house: Reception, browser: Browser) -> None:
    with house.store.reading() as connection:
        camille = by_login(connection, "camille")
    assert camille
    house.take_password(camille)
    assert browser.post("/account/recovery").status_code == 200
    house.later(minutes=11)
    assert browser.post("/account/recovery").status_code == 400


def test_a_key_that_somebody_has_already_is_not_kept_again(house: Reception, browser: Browser) -> None:
    device = Device()
    assert add_passkey(browser, device) == 200
    house.person("robin")
    robin = house.browser_at()
    robin.sign_in("robin")
    assert add_passkey(robin, device) == 400
