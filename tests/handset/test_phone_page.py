"""The tester's phone, by what its page asks: calls are played, told, shared, and leave nothing behind."""

import re
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import func, select

from ivr.factory import create_app, create_console_alone
from ivr.handset.numbers import may_be_shared
from ivr.phone.script import read_script
from ivr.phone.transports import WsgiTransport
from ivr.phone.webhooks import Parties, Webhooks, new_rehearsal_sid
from ivr.settings import read_settings
from ivr.store.tables import texts, turns
from tests.handset.conftest import BASE, TOKEN, Handset, field_of

BY_KEYS = "from=06+12+34+56+78&to=3646&at=2026-11-24T10:00"


def facts(page: str) -> dict[str, str]:
    found = re.search(r'<div id="played" ([^>]*)>', page)
    assert found
    return dict(re.findall(r'data-(\w+)="([^"]*)"', found[1]))


def test_a_call_is_played_until_it_waits_for_the_tester(handset: Handset) -> None:
    told = facts(handset.plays(BY_KEYS))
    assert told["state"] == "listening"
    assert float(told["begins"]) < float(told["seconds"]) < float(told["until"])


def test_keys_that_may_go_on_wait_for_more_and_then_count_as_they_are(handset: Handset) -> None:
    begun = f"{BY_KEYS}&do=press:0&do=press:75"
    assert facts(handset.plays(begun, goes_on="1"))["state"] == "typing"
    assert facts(handset.plays(begun))["state"] == "listening", "two digits are no postcode: the line asks again"
    assert facts(handset.plays(f"{begun}012", goes_on="1"))["state"] != "typing", "five are one"


def test_a_key_in_the_midst_of_a_sentence_cuts_it_and_the_rest_is_not_heard(handset: Handset) -> None:
    whole, cut = handset.plays(f"{BY_KEYS}&do=press:0"), handset.plays(f"{BY_KEYS}&do=1:press:0")
    assert cut.count('<li class="line"') < whole.count('<li class="line"')
    assert cut.count('class="cut"') == 1
    assert 'class="cut"' not in whole
    assert field_of(cut, "file") == field_of(whole, "file"), "a file has no seconds: everything is heard first"


def test_who_puts_the_phone_down_while_an_adviser_is_rung_hears_nothing_of_what_came_later(handset: Handset) -> None:
    to_adviser = f"{BY_KEYS}&do=press:0&do=press:75012&do=press:0"
    ends = float(facts(handset.plays(to_adviser))["seconds"])
    told = facts(handset.plays(f"{to_adviser}&do={ends - 65:.2f}:hang_up:"))
    assert (told["state"], told["ended"]) == ("ended", "caller")
    assert float(told["seconds"]) == pytest.approx(ends - 65, abs=0.01)


def test_a_queue_moves_until_advisers_answer(handset: Handset) -> None:
    waiting = f"{BY_KEYS}&queue=1&advisers=no-answer&do=press:0&do=press:75012&do=press:0"
    first = handset.plays(waiting)
    assert facts(first)["state"] == "queue"
    moved = handset.plays(f"{waiting}&do=wait:")
    assert float(facts(moved)["seconds"]) > float(facts(first)["seconds"]) + 15
    assert facts(handset.plays(f"{waiting}&do=wait:&do=advisers:answer&do=wait:"))["ended"] == "transfer"


def test_calls_are_never_sent_counted_or_noted(handset: Handset) -> None:
    page = handset.plays(f"{BY_KEYS}&do=say:mon+attestation&do=press:1&do=press:1&do=press:1&do=press:1")
    assert "✉" in page, "a text was asked for, or this shows nothing"
    handset.house.journal.stop()
    with handset.house.store.reading() as connection:
        counts = [connection.execute(select(func.count()).select_from(table)).scalar_one() for table in (texts, turns)]
    assert counts == [0, 0]


def test_the_accounts_token_opens_no_call_of_the_phone_and_its_own_opens_no_other(handset: Handset) -> None:
    inside = handset.rehearsals.line(False)
    parties = Parties("", "", new_rehearsal_sid())
    path = "/rehearsal?at=20261124T090000Z"

    def status(transport: WsgiTransport, token: str) -> int:
        webhooks = Webhooks(transport, token, parties)
        return webhooks.send(webhooks.ask(transport.base_url + path, {})).status

    outside = WsgiTransport(handset.line.wsgi_app, handset.house.settings.public_url)
    assert status(inside.transport, inside.token) == 204
    assert status(inside.transport, TOKEN) == 403
    assert status(outside, TOKEN) == 204
    assert status(outside, inside.token) == 403
    assert TOKEN not in handset.plays(BY_KEYS)
    assert inside.token not in handset.plays(BY_KEYS)


def test_a_moment_is_taken_as_people_write_it_and_kept_as_it_was_understood(handset: Handset) -> None:
    page = handset.plays("from=0639+01+23+45&to=0269619191", when="27 avril 6h")
    assert "at=2027-04-27T06:00" in facts(page)["query"]
    assert 'class="state closed"' in page
    refused = handset.asks("", when="la semaine des quatre jeudis")
    assert refused.status_code == 422
    assert "notice error" in refused.get_data(as_text=True)


def test_no_other_page_can_have_a_call_played(handset: Handset) -> None:
    answer = handset.browser.post("/phone/play", data={"script": BY_KEYS}, base_url=BASE)
    assert answer.status_code == 400, "without the page's own token"


BROKEN = [
    *("at=hier", "at=9999-12-31T23:59", "at=0001-01-01"),
    *("do=sing:la", "do=press:x", "do=wait:&" * 101),
    *("advisers=asleep", "rev=<b>", "hash=perhaps"),
]


@pytest.mark.parametrize("script", BROKEN)
def test_a_broken_link_is_told_to_be_one(handset: Handset, script: str) -> None:
    assert handset.asks(script).status_code == 422


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("from=abc&to=3646", "Numéro appelant « abc »"),
        ("from=masqué&to=mars", "Numéro appelé « mars »"),
        ("from=&to=", "Numéro appelé"),
    ],
)
def test_a_number_that_is_none_is_told_to_be_one(handset: Handset, script: str, told: str) -> None:
    answer = handset.asks(script)
    assert (answer.status_code, told in unescape(answer.get_data(as_text=True))) == (422, True)
    assert handset.asks("from=sip:trunk@example.org&to=mayotte").status_code == 200, "odd callers are worth testing"


def test_a_link_made_over_other_content_says_so(handset: Handset) -> None:
    link = field_of(handset.plays(BY_KEYS), "link")
    assert link.startswith("http://127.0.0.1:5000/phone#from=06+12+34+56+78&to=3646&at=2026-11-24T10:00")
    same = link.partition("#")[2]
    assert "notice warning" not in handset.plays(same)
    assert "notice warning" in handset.plays(re.sub("rev=[^&]*", "rev=older-one", same))


def test_a_link_holds_nobodys_number(handset: Handset) -> None:
    assert may_be_shared(["06 12 34 56 78", "masqué", "3646", "+33639980042", "01 99 00 55 66"])
    for stranger in ("06 11 22 33 44", "+32 475 12 34 56"):
        assert not may_be_shared([stranger])
    assert field_of(handset.plays("from=06+11+22+33+44"), "link") == ""
    assert field_of(handset.plays(f"{BY_KEYS}&do=press:0611223344"), "link") == "", "nor one that was keyed"
    for said in ("mon+numéro+est+le+06.11.22.33.44", "c'est+0611223344", "1+85+05+78+006+084"):
        assert field_of(handset.plays(f"{BY_KEYS}&do=say:{said}"), "link") == "", "nor one that was said"
    assert field_of(handset.plays(f"{BY_KEYS}&do=say:au+06+12+34+56+78,+à+75012+Paris"), "link")


def test_the_page_offers_moments_of_each_lines_own_calendar(handset: Handset) -> None:
    found = re.findall(r'data-at="([^"]+)"', handset.page())
    assert "2026-11-24T16:59" in found, "a minute before closing"
    assert "2026-11-25T08:29" in found, "a minute before opening"
    assert "2026-12-25T09:00" in found, "Christmas"
    assert "2027-03-28T03:01" in found, "the night the clocks change"
    assert "2026-12-25T07:00" in found, "Christmas by the clock of Mayotte"


@pytest.mark.parametrize(("rehearsals", "status"), [("0", 404), ("1", 303)])
def test_it_is_there_only_where_rehearsals_are_allowed(tmp_path: Path, rehearsals: str, status: int) -> None:
    database = f"sqlite:///{tmp_path}/line.sqlite3"
    given = {"TWILIO_AUTH_TOKEN": TOKEN, "IVR_CONSOLE": "1", "IVR_METRICS_ADDRESS": "", "DATABASE_URL": database}
    app = create_app(read_settings({**given, "IVR_REHEARSAL": rehearsals}))
    answer = app.test_client().get("/phone", base_url="http://127.0.0.1:5000")
    assert answer.status_code == status
    if status == 303:
        assert answer.headers["Location"] == "http://127.0.0.1:5000/console/phone"
    within = app.test_client().get("/console/phone", base_url="http://127.0.0.1:5000")
    assert within.status_code == status
    assert "sign-in" in within.headers.get("Location", "sign-in")
    app.extensions["ivr"].close()


def test_it_is_also_where_the_console_is_served_alone(tmp_path: Path) -> None:
    given = {"TWILIO_AUTH_TOKEN": TOKEN, "IVR_SECRET_KEY": "made-up " * 5, "IVR_REHEARSAL": "1"}
    console = create_console_alone(
        read_settings(
            {**given, "IVR_CONSOLE_URL": "https://console.example", "DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite3"}
        )
    )
    answer = console.test_client().get("/phone", base_url="https://console.example")
    assert (answer.status_code, answer.headers["Location"]) == (303, "https://console.example/console/phone")
    console.extensions["ivr"].close()


def test_what_is_listened_to_can_be_played_in_the_telephone(handset: Handset) -> None:
    asked = "/heard?place=Lyon&at=2026-12-25+09:00&caller=withheld&language=en&keys=1+-"
    page = unescape(handset.browser.get(asked, base_url=BASE).get_data(as_text=True))
    found = re.search(r'href="/console/phone#([^"]*)"', page)
    assert found
    script = read_script(found[1])
    assert (script.from_, script.to, script.at) == ("masqué", "3646", "2026-12-25T09:00")
    assert [act.detail or act.kind for act in script.acts] == ["9", "1", "wait"]
    assert facts(handset.plays(found[1]))["state"] in ("listening", "ended")
