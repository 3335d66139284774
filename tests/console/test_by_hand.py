"""What no page would send, and a hand does: each ends in a page that says so, and costs no more than a page does."""

from collections.abc import Callable

import pytest

from ivr.changes import typed
from ivr.hours import day_phrases
from tests.console.changes.form import a_form, text
from tests.console.colleagues import publish
from tests.console.reception import Reception
from tests.console.staff import Desk, somebody
from tests.published.changing import FRIDAY, OUTAGE, put

Opening = Callable[..., Desk]
ELSEWHERE = ("//[", "http://[", "//\N{ACCOUNT OF}example.org", "/" + "a" * 5000)
HERE = "http://127.0.0.1:5000/console"
NUMBER = "9" * 30  # more than any row has


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_what_is_no_address_leads_nowhere(desk: Opening, wanted: str) -> None:
    staff = desk(None)
    answer = staff.browser.get("/sign-in", query_string={"next": wanted}, base_url=HERE)
    assert answer.status_code == 200
    assert 'name="next" value=""' in answer.get_data(as_text=True)


@pytest.mark.parametrize("address", ["/history/{}", "/history/{}/undo", "/waiting/{}", "/change/done/{}"])
def test_there_is_nothing_at_a_number_that_no_row_can_have(desk: Opening, address: str) -> None:
    assert desk().get(address.format(NUMBER)).status_code == 404


@pytest.mark.parametrize("field", ["show", "shown", "seen"])
@pytest.mark.parametrize("digits", ["²", "9" * 400, "٣"])
def test_digits_that_are_no_number_are_none(desk: Opening, field: str, digits: str) -> None:
    form = a_form(where="691", when="4 décembre 2026", fr="travaux", en="works", section="closures", name="travaux")
    assert desk().post("/change", {**form, field: digits}).status_code == 200
    assert desk().post("/change", {**form, field: digits, "do": "ask"}).status_code < 500


@pytest.mark.parametrize("days", ["9999-12-31", "du 1er janvier 2027 au 31 décembre 9999", "0001-01-01"])
def test_days_at_either_end_of_all_calendars_are_told(desk: Opening, days: str) -> None:
    staff = desk()
    assert staff.post("/change", a_form(where="691", when=days, fr="travaux", en="works")).status_code == 200
    assert staff.post("/change", a_form(where="691", when=days, fr="t", en="w", day="9999-12-31")).status_code == 200


def test_a_hundred_unknown_places_are_not_all_looked_for(desk: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    sought: list[str] = []
    find = typed.find
    monkeypatch.setattr(typed, "find", lambda schedules, name: sought.append(name) or find(schedules, name))
    places = [f"nulle-part-{number} " * 30 for number in range(100)]
    page = desk(somebody("editor")).post("/change", a_form(where=places, when="4 décembre 2026")).get_data(as_text=True)
    assert "10 noms à la fois" in page
    assert len(sought) <= 4 * typed.MOST_SOUGHT  # the page reads them once for each thing that it says of them
    assert max(map(len, sought)) == typed.LONGEST_NAME


def test_what_a_phrase_of_days_may_mean_is_not_tried_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []
    read = day_phrases._read
    monkeypatch.setattr(day_phrases, "_read", lambda text: tried.append(text) or read(text))
    with pytest.raises(day_phrases.HoursError):
        day_phrases.read_days("1-" * 200)
    assert len(tried) <= day_phrases.MOST_TRIED + 1


@pytest.mark.parametrize("address", ["/?q=%00", "/history?who=%00", "/change/closures/%00", "/sign-in?next=%00"])
def test_a_nul_is_refused_before_any_database_meets_it(desk: Opening, address: str) -> None:
    assert desk().get(address).status_code == 400


def test_a_nul_in_a_field_is_refused(desk: Opening) -> None:
    assert desk().post("/drafts/aaaaaaaaaaaaaaaa/return", {"answer": "\0"}).status_code == 400


@pytest.mark.parametrize(
    "said",
    [b'{"id": "\\ud800"}', b'{"id": "\xed\xa0\x80"}', b'{"id": "\\u0000"}', b"[" * 100_000, b"\xff", b"[]", b"{}"],
)
def test_a_passkey_that_is_no_text_opens_nothing(reception: Callable[..., Reception], said: bytes) -> None:
    browser = reception().browser_at()
    assert browser.post("/sign-in/passkey/ask").status_code == 200
    answer = browser.client.post(
        "/sign-in/passkey",
        data=said,
        base_url=HERE,
        headers={"X-CSRFToken": browser.token(), "Content-Type": "application/json"},
    )
    assert answer.status_code == 400


def test_an_entry_that_is_not_there_is_not_made_by_changing_it(desk: Opening) -> None:
    staff = desk()
    for section in ("closures", "bulletins"):
        form = a_form(where="691", when="4 décembre 2026", fr="travaux", en="works", section=section, name="a\nb")
        answer = staff.post("/change", {**form, "do": "publish"})
        assert answer.status_code == 422
        assert "pas d'entrée de ce nom" in text(answer)


def test_taking_back_at_once_overwrites_no_colleague(desk: Opening) -> None:
    staff = desk()
    form = a_form(where="691", when="4 décembre 2026", fr="travaux", en="works", do="publish")
    assert staff.post("/change", form).status_code == 303
    [entry] = [change.name for change in staff.published.changes]
    publish(staff, put("closures", entry, {**FRIDAY, "fr": "grève", "en": "strike"}))
    assert "/change/done/1" in staff.post("/change/done/1/undo").headers["Location"]
    assert [change.author for change in staff.published.changes] == ["Marie"]


@pytest.mark.parametrize(("scope", "code"), [("691", 303), ("751", 403)])
def test_what_waits_is_declined_by_those_whose_it_is(desk: Opening, scope: str, code: int) -> None:
    staff = desk(somebody("publisher", scope), IVR_CONSOLE_SECOND_PERSON="1")
    publish(staff, put("closures", "travaux", FRIDAY))
    assert staff.post("/waiting/1/decline", {"why": "non"}).status_code == code


@pytest.mark.parametrize(("scope", "code"), [("all", 303), ("751", 403)])
def test_an_emergency_is_reviewed_by_those_whose_it_is(desk: Opening, scope: str, code: int) -> None:
    staff = desk(somebody("publisher", scope), IVR_CONSOLE_SECOND_PERSON="1")
    publish(staff, put("emergencies", "panne", {**OUTAGE, "start": "2026-11-24 09:55"}))
    assert staff.post("/waiting/1/review", {"note": "vu"}).status_code == code


def test_the_addresses_of_one_line_count_as_one(reception: Callable[..., Reception]) -> None:
    house = reception()
    tries = [house.browser_at(f"2001:db8:1:2::{number:x}").sign_in(f"login-{number}") for number in range(21)]
    assert [answer.status_code for answer in tries][-2:] == [401, 429]
    assert house.browser_at("2001:db8:1:3::1").sign_in("other").status_code == 401


def test_a_stranger_fills_no_disk_by_asking_for_passkeys(reception: Callable[..., Reception]) -> None:
    browser = reception().browser_at()
    token = {"X-CSRFToken": browser.token()}
    asked = [browser.client.post("/sign-in/passkey/ask", base_url=HERE, headers=token) for _ in range(61)]
    assert [answer.status_code for answer in asked][-2:] == [200, 429]


def test_thousands_of_reasons_that_are_none_are_not_asked_of_the_database(desk: Opening) -> None:
    chosen = {"decision": "sent", "reason": [f"reason-{number}" for number in range(10_000)]}
    assert desk().post("/texts/outlook", chosen).status_code == 400
