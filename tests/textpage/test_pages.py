"""The pages as they are served: to anybody, kept by nobody, whatever is asked for."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import select
from structlog.testing import capture_logs
from werkzeug.test import TestResponse

from ivr.line.places import of_postcode
from ivr.logs import configure_logs
from ivr.metrics import read_metric
from ivr.published.live import Published
from ivr.store.tables import turns
from ivr.textpage import limit
from ivr.textpage.app import PREFIX, STYLE
from ivr.textpage.asked import coarse
from ivr.textpage.headers import inline
from tests.served import open_app, rows
from tests.slices import examples

LARGEST = 20_000  # bytes of a page with its stylesheet
POSTCODE = "69003"
TOO_MANY = "Trop de pages"


@pytest.fixture(scope="module", autouse=True)
def unhurried() -> Iterator[None]:
    """The tests together ask for more pages a second than readers would."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limit, "ALL_A_SECOND", 100_000)
        yield


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    given = {"IVR_TEXT_PAGE": "1", "IVR_TEXT_PAGE_MINUTE": "100000", "IVR_CONTACT": "equipe@line.example"}
    app = open_app(tmp_path_factory.mktemp("pages"), given)
    yield app
    app.extensions["ivr"].close()


@pytest.fixture(scope="module")
def reader(served: Flask) -> FlaskClient:
    return served.test_client()


def words(answer: TestResponse) -> str:
    """What is read of a page."""
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)).split()))


def link(answer: TestResponse, said: str) -> str:
    """The address of the link with these words."""
    found = re.findall(r'<a [^>]*href="([^"]+)"[^>]*>([^<]*)', answer.get_data(as_text=True))
    return next(unescape(address) for address, text in found if said in unescape(text))


def asks(reader: FlaskClient) -> TestResponse:
    """The page that asks for a postcode: an adviser is wished for."""
    return reader.get(link(reader.get(f"{PREFIX}/fr"), "Demander un conseiller"))


def types(reader: FlaskClient, code: str, **headers: str) -> TestResponse:
    """What the form of the page that asks for a postcode answers to what is typed there."""
    told = asks(reader).get_data(as_text=True)
    action = unescape(re.findall(r'<form method="post" action="([^"]+)"', told)[0])
    return reader.post(action, data={"code": code}, headers=headers)


# -- a reader's way ------------------------------------------------------------------------------------------------


def test_the_first_page_needs_nothing_and_leaves_nothing(reader: FlaskClient) -> None:
    page = reader.get(PREFIX)
    assert page.status_code == 200
    assert "Assurance Maladie, bonjour" in words(page)
    assert "Set-Cookie" not in page.headers
    assert "<script" not in page.get_data(as_text=True)
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["X-Robots-Tag"] == "noindex", "nobody is led to a test service"


def test_it_greets_in_the_browsers_language_and_switches_to_the_same_page_in_another(reader: FlaskClient) -> None:
    assert 'lang="en-GB"' in reader.get(PREFIX, headers={"Accept-Language": "en, fr;q=0.5"}).get_data(as_text=True)
    assert 'lang="fr-FR"' in reader.get(PREFIX, headers={"Accept-Language": "is"}).get_data(as_text=True)
    asked = asks(reader)
    english = reader.get(link(asked, "English"))
    assert "Your French postcode" in words(english)
    assert "Votre code postal" in words(reader.get(link(english, "Français")))


def test_the_address_that_follows_a_postcode_tells_the_departement_and_no_more(reader: FlaskClient) -> None:
    answer = types(reader, POSTCODE)
    assert answer.status_code == 303
    assert POSTCODE not in answer.headers["Location"]
    page = reader.get(answer.headers["Location"])
    assert page.status_code == 200
    assert POSTCODE not in page.get_data(as_text=True)
    assert "36 46" in words(page)
    assert "visio-interprétation" in words(page)


@pytest.mark.parametrize("code", ["69003", "75012", "20620", "2A004", "97611", "97133", "94390", "98000", "97500"])
def test_the_coarser_postcode_means_the_same(code: str) -> None:
    assert of_postcode(coarse(code)) == of_postcode(code)


def test_a_postcode_with_blanks_is_one(reader: FlaskClient) -> None:
    assert types(reader, "69 003").status_code == 303


@pytest.mark.parametrize("code", ["", "abc", "00000", "7501", "750123456", "%ff%00", "<script>", "٧٥٠١٢"])
def test_what_is_no_postcode_is_told_beside_the_field(reader: FlaskClient, code: str) -> None:
    page = types(reader, code)
    assert page.status_code == 200
    assert "aria-invalid" in page.get_data(as_text=True)
    assert "Je n'ai pas reconnu ce code postal" in words(page)


def test_it_tells_that_it_is_a_test_the_numbers_in_an_emergency_and_how_to_write(reader: FlaskClient) -> None:
    page = reader.get(f"{PREFIX}/fr")
    assert "Service d'essai" in words(page)
    for address in ("tel:112", "sms:114", "tel:3114"):
        assert f'href="{address}"' in page.get_data(as_text=True)
    notice = reader.get(link(page, "Vos données"))
    assert "aucun cookie" in words(notice)
    assert "equipe@line.example" in words(notice)
    assert "n'a pas encore été auditée" in words(reader.get(link(page, "Accessibilité")))


def test_it_offers_the_printed_card_of_the_menu(reader: FlaskClient) -> None:
    address = link(reader.get(f"{PREFIX}/fr"), "La carte du menu")
    card = reader.get(address)
    assert card.status_code == 200
    assert "36\N{NO-BREAK SPACE}46" in card.get_data(as_text=True)
    style = re.findall(r"<style>(.*?)</style>", card.get_data(as_text=True), flags=re.DOTALL)
    assert inline(style[0]) in card.headers["Content-Security-Policy"]
    assert len(card.data) < LARGEST


def test_from_abroad_neither_15_nor_3114_is_told(reader: FlaskClient) -> None:
    page = words(reader.get(f"{PREFIX}/fr?l=abroad"))
    assert "numéro d'urgence du pays" in page
    assert "3114" not in page


def test_a_page_with_its_stylesheet_is_small(reader: FlaskClient) -> None:
    style = len(STYLE.read_bytes())
    waiting, seen = [f"{PREFIX}/fr", f"{PREFIX}/en"], set[str]()
    while waiting and len(seen) < 60:
        address = waiting.pop()
        page = reader.get(address)
        assert len(page.data) + style < LARGEST, address
        seen.add(address)
        found = {
            unescape(one)
            for one in re.findall(r'href="(/texte/[^"?]+\?[^"]+|/texte/../about[^"]+)"', page.get_data(as_text=True))
        }
        waiting += found - seen
    assert len(seen) == 60


def test_the_stylesheet_is_kept_for_ever(reader: FlaskClient) -> None:
    found = re.findall(r'href="([^"]+\.css)"', reader.get(PREFIX).get_data(as_text=True))
    style = reader.get(found[0])
    assert style.status_code == 200
    assert "immutable" in style.headers["Cache-Control"]


# -- what nobody should do -----------------------------------------------------------------------------------------


def told(answer: TestResponse) -> None:
    """Whatever was asked for, it is answered by a page with a sentence."""
    assert answer.status_code < 500, answer.status_code
    if answer.status_code not in (303, 304):
        assert answer.mimetype == "text/html"
        assert len(words(answer)) > 60
        assert "Recommencer" in words(answer) or "Start again" in words(answer) or answer.status_code == 200


def test_an_address_that_was_touched_shows_the_way_to_the_first_page(reader: FlaskClient) -> None:
    good = link(reader.get(f"{PREFIX}/fr"), "attestation")
    for other in (
        good.replace("key=1", "key=2"),
        good[:-1],
        good.replace("/fr/", "/en/"),
        good + "x",
        good.replace("v=1", "v=1&d=75"),
    ):
        answer = reader.get(other)
        assert answer.status_code == 404, other
        told(answer)
    assert reader.get(good + "&utm_source=newsletter&fbclid=1").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/xx", "/fr/topics", "/fr/topics?sig=", "/fr/topics?v=1&key=1&sig=%00", "/fr//", "//fr", "/fr/about/nothing",
        "/style-.css/x",        "/fr/topics?" + "a=1&" * 20_000, "/fr/" + "a" * 5000,
        "/%ff%fe", "/fr/topics?key=%E2%80%AE&sig=é", "/fr?l=nowhere",
        "/fr/..%2f..%2fetc", "/fr/-?v=1", "/fr/postcode?code=75012",
    ],
)  # fmt: skip
def test_strange_addresses_get_a_page(reader: FlaskClient, path: str) -> None:
    told(reader.get(PREFIX + path))


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
def test_other_methods_get_a_page_too(reader: FlaskClient, method: str) -> None:
    told(reader.open(f"{PREFIX}/fr", method=method, data=b"x" * 70_000))


@examples(40)
@given(step=some.text(max_size=40), answer=some.text(max_size=40), junk=some.binary(max_size=60))
def test_no_bytes_break_it(reader: FlaskClient, step: str, answer: str, junk: bytes) -> None:
    told(reader.get(f"{PREFIX}/fr/x", query_string={"v": "1", "key": answer, "sig": step}))
    told(reader.get(f"{PREFIX}/fr/" + quote(step), query_string=junk.decode("latin-1")))


# -- what is kept, and what is not ---------------------------------------------------------------------------------


def test_nothing_of_it_is_a_call_and_no_text_is_written(served: Flask, reader: FlaskClient) -> None:
    before = read_metric("ivr_text_pages_total", {"step": "topics"})
    reader.get(f"{PREFIX}/fr")
    assert read_metric("ivr_text_pages_total", {"step": "topics"}) == before + 1
    assert rows(served) == []
    assert served.extensions["ivr"].journal.waiting == 0
    with served.extensions["ivr"].store.reading() as connection:
        assert connection.execute(select(turns)).all() == []


def test_nothing_personal_is_logged(reader: FlaskClient, capfd: pytest.CaptureFixture[str]) -> None:
    configure_logs("json")
    types(reader, POSTCODE, **{"X-Forwarded-For": "203.0.113.9"})
    out = "".join(capfd.readouterr())
    assert POSTCODE not in out
    assert "203.0.113.9" not in out


def test_what_breaks_is_a_page_and_counted(reader: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    before = read_metric("ivr_errors_total", {"place": "textpage"})
    monkeypatch.setattr("ivr.textpage.views.first_turn", lambda *_: 1 / 0)
    with capture_logs() as logs:
        answer = reader.get(f"{PREFIX}/fr")
    assert [one["event"] for one in logs] == ["page_broke"]
    assert answer.status_code == 503
    assert "n'a pas pu être préparée" in words(answer)
    assert read_metric("ivr_errors_total", {"place": "textpage"}) == before + 1


def test_where_that_breaks_too_constant_sentences_are_there(
    reader: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ivr.textpage.views.frame_of", lambda *_: 1 / 0)
    with capture_logs():
        answer = reader.get(f"{PREFIX}/fr")
    assert answer.status_code == 503
    assert "sms:114" in answer.get_data(as_text=True)


def test_without_any_content_constant_sentences_are_there(reader: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Published, "current", lambda _self: None)
    answer = reader.get(f"{PREFIX}/fr")
    assert answer.status_code == 503
    assert "ameli.fr" in words(answer)
    assert "sms:114" in answer.get_data(as_text=True)


# -- how many ------------------------------------------------------------------------------------------------------


@pytest.fixture
def strict(tmp_path: Path) -> FlaskClient:
    return open_app(tmp_path, {"IVR_TEXT_PAGE": "1", "IVR_TEXT_PAGE_MINUTE": "3"}).test_client()


Get = Callable[..., TestResponse]


def test_who_asks_for_too_many_pages_is_told_to_wait_and_nobody_else(strict: FlaskClient) -> None:
    first = {"X-Forwarded-For": "203.0.113.9"}
    answers = [strict.get(f"{PREFIX}/fr", headers=first) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert TOO_MANY in words(answers[-1])
    assert answers[-1].headers["Retry-After"] == "60"
    assert strict.get(f"{PREFIX}/fr", headers={"X-Forwarded-For": "203.0.113.10"}).status_code == 200


def test_a_stranger_cannot_choose_the_address_that_is_counted(strict: FlaskClient) -> None:
    far = {"REMOTE_ADDR": "198.51.100.7"}
    answers = [
        strict.get(f"{PREFIX}/fr", headers={"X-Forwarded-For": f"203.0.113.{number}"}, environ_base=far)
        for number in range(4)
    ]
    assert answers[-1].status_code == 429


def test_all_together_may_ask_for_so_many_pages_a_second(strict: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limit, "ALL_A_SECOND", 2)
    crowd = [{"X-Forwarded-For": f"203.0.113.{number}"} for number in range(12)]
    answers = {strict.get(f"{PREFIX}/fr", headers=one).status_code for one in crowd}
    assert answers == {200, 429}


def test_where_it_is_not_switched_on_it_is_not_there(tmp_path: Path) -> None:
    assert open_app(tmp_path, {}).test_client().get(PREFIX).status_code == 404
