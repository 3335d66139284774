"""What no page would send, and a hand does: each ends in a page that says so, and costs no more than a page does."""

from collections.abc import Callable

import pytest

from ivr.changes import typed
from ivr.hours import day_phrases
from tests.console.changes.form import a_form
from tests.console.staff import Desk, somebody

Opening = Callable[..., Desk]
ELSEWHERE = ("//[", "http://[", "//\N{ACCOUNT OF}example.org", "/" + "a" * 5000)
NUMBER = "9" * 30  # more than any row has


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_what_is_no_address_leads_nowhere(desk: Opening, wanted: str) -> None:
    staff = desk(None)
    answer = staff.browser.get("/sign-in", query_string={"next": wanted}, base_url="http://127.0.0.1:5000/console")
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
