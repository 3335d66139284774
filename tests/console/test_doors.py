"""Who may come in, and what every answer of the console says to the browser."""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ivr.console.pages import NEEDS, Pages, UnguardedError, guard_pages, needs_of
from tests.console.staff import Desk, somebody

STATIC = Path("ivr/console/static")
Opening = Callable[..., Desk]


def test_every_page_says_who_may_come_in(desk: Opening) -> None:
    app = desk().app
    guarded = {rule.endpoint: needs_of(app, rule.endpoint) for rule in app.url_map.iter_rules()}
    anyone = {endpoint for endpoint, needs in guarded.items() if needs == "anyone"}
    assert {endpoint.partition(".")[0] for endpoint in anyone} <= {
        "static",
        "sign_in",
        "language",
        "provider",
        "invitation",
    }
    assert all(hasattr(view, NEEDS) for name, view in app.view_functions.items() if name != "static")


def test_a_page_without_a_guard_keeps_the_console_from_starting(desk: Opening) -> None:
    app = desk().app
    pages = Pages("open", __name__)
    pages.add_url_rule("/open", "open", lambda: "")
    app._got_first_request = False
    app.register_blueprint(pages)
    with pytest.raises(UnguardedError, match="open"):
        guard_pages(app, lambda: None)


def test_nobody_gets_in_without_signing_in_and_comes_back_where_they_wanted(desk: Opening) -> None:
    stranger = desk(None)
    answer = stranger.get("/")
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/console/sign-in")
    part = stranger.get("/", **{"HX-Request": "true"})
    assert part.status_code == 401
    assert part.headers["HX-Redirect"] == "/console/sign-in"


def test_a_form_without_its_token_does_nothing(desk: Opening) -> None:
    answer = desk().browser.post("/language", data={"language": "en"}, base_url="http://127.0.0.1:5000/console")
    assert answer.status_code == 400
    assert "recommencez" in answer.get_data(as_text=True)


def test_the_language_is_switched_and_stays(desk: Opening) -> None:
    staff = desk()
    assert '<html lang="fr">' in staff.get("/").get_data(as_text=True)
    assert staff.post("/language", {"language": "en", "next": "//elsewhere.example"}).headers["Location"] == "/console/"
    assert '<html lang="en">' in staff.get("/").get_data(as_text=True)


def test_the_browser_is_told_to_take_nothing_from_elsewhere_and_nothing_inline(desk: Opening) -> None:
    answer = desk().get("/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    for template in Path("ivr/console/templates").rglob("*.html"):
        assert not re.search(r"\s(style|on\w+)=", template.read_text(encoding="utf-8")), template


def test_another_host_is_refused(desk: Opening) -> None:
    answer = desk().browser.get("/", base_url="http://elsewhere.example/console")
    assert answer.status_code == 400


@pytest.mark.parametrize(("address", "code"), [("/nothing", 404), ("/language", 405)])
def test_a_fault_is_a_page_with_a_way_back(desk: Opening, address: str, code: int) -> None:
    answer = desk().get(address)
    assert answer.status_code == code
    assert "Retour à l'accueil" in answer.get_data(as_text=True).replace("&#39;", "'")


def test_a_role_below_is_told_so(desk: Opening) -> None:
    staff = desk(somebody("reader"))
    pages = Pages("above", __name__)
    pages.page("/above", needs="admin")(lambda: "")
    staff.app._got_first_request = False
    staff.app.register_blueprint(pages)
    assert staff.get("/above").status_code == 403


def test_what_others_wrote_is_what_was_recorded() -> None:
    rows = re.findall(r"^\| (\S+) \|.*\| ([0-9a-f]{64}) \|$", (STATIC / "VENDORED.md").read_text("utf-8"), re.MULTILINE)
    assert rows
    for name, digest in rows:
        assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == digest, name
