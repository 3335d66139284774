"""The check-up in the console: what `ivr doctor` finds, in words, of the process that serves the page."""

import re
from collections.abc import Callable
from html import unescape

import pytest

from ivr.console import doctor
from ivr.doctor.examination import CHECKS
from ivr.doctor.facts import Reply, Zones
from tests.console.staff import Desk, somebody

Opening = Callable[..., Desk]
ASKED = "Twilio et l'adresse publique ont été interrogés"


def page(desk: Desk) -> str:
    return unescape(desk.get("/doctor").get_data(as_text=True))


def wrong_of(told: str) -> int:
    """How much there is to mend, as the page says."""
    found = re.search(r"À corriger : <strong>(\d+)</strong>", told)
    assert found, told
    return int(found[1])


def test_every_check_is_told_in_the_persons_language(desk: Opening) -> None:
    opened = desk(somebody("admin"))
    told = page(opened)
    assert [check.name for check in CHECKS if check.title["fr"] not in told] == []
    assert "TWILIO_ACCOUNT_SID manque" in told
    assert "Copiez-le de la console de Twilio." in told
    opened.who = somebody("admin", language="en")
    english = page(opened)
    assert [check.name for check in CHECKS if check.title["en"] not in english] == []


def test_what_is_wrong_comes_with_what_to_do(desk: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = desk(somebody("admin"))
    before = wrong_of(page(opened))
    monkeypatch.setattr("ivr.doctor.gathering.zones_of", lambda: Zones(version="", right=False))
    told = page(opened)
    assert wrong_of(told) == before + 1
    assert "Réinstallez : make install" in told


def test_nothing_leaves_for_twilio_before_somebody_asks(desk: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(
        "ivr.doctor.gathering.reply_of", lambda _: asked.append("address") or Reply(kind="ours", status=204)
    )
    monkeypatch.setattr("ivr.doctor.gathering.twilio_of", lambda *_: asked.append("twilio"))
    opened = desk(somebody("admin"))
    page(opened)
    assert asked == []
    assert ASKED in unescape(opened.post("/doctor").get_data(as_text=True))
    assert sorted(asked) == ["address", "twilio"]


def test_one_asks_at_a_time(desk: Opening) -> None:
    opened = desk(somebody("admin"))
    with doctor._asking:
        assert opened.post("/doctor").status_code == 429


@pytest.mark.parametrize("role", ["reader", "editor", "publisher"])
def test_it_is_for_admins(desk: Opening, role: str) -> None:
    opened = desk(somebody(role))  # type: ignore[arg-type]
    assert opened.get("/doctor").status_code == 403
    assert "/console/doctor" not in opened.get("/").get_data(as_text=True)
