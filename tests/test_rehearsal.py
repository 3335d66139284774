"""A rehearsal is played at any moment, and never sent, capped or counted; without the setting there is none.

The rehearsal token can do that and nothing else.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from ivr.phone.webhooks import new_rehearsal_sid
from ivr.store.tables import texts
from tests.hostile import Reply, fault_of, fire, shot, signature_of
from tests.served import CALL, TEXT, TUESDAY, addresses, open_app, rows, store_of

AT = "&at=20261225T080000Z"
REHEARSALS = {"IVR_REHEARSAL": "1", "IVR_TEXT_MINUTE_CAP": "2", "IVR_TEXT_PREFIX_CAP": "2"}


@pytest.fixture
def app(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Flask]:
    opened = open_app(tmp_path, getattr(request, "param", {}))
    yield opened
    opened.extensions["ivr"].close()


def ask(app: Flask, more: str = "", call: int = 0) -> None:
    sent = shot(TEXT + more, {**CALL, "CallSid": f"CA{call:032x}", "Digits": "1"})
    assert fault_of(sent, fire(app.wsgi_app, sent)) == ""


def test_where_rehearsals_are_off_a_moment_in_the_address_is_ignored(app: Flask) -> None:
    christmas, today = (fire(app.wsgi_app, shot("/voice" + at, CALL)).body for at in ("?at=20261225T080000Z", ""))
    assert re.sub(rb"&amp;at=[0-9TZ]+", b"", christmas) == today
    ask(app, AT)
    [row] = rows(app)
    assert (row.rehearsal, row.to_number, row.asked_at) == (False, CALL["From"], TUESDAY)


@pytest.mark.parametrize("app", [REHEARSALS], indirect=True)
def test_a_rehearsal_is_neither_sent_nor_capped_nor_counted(app: Flask) -> None:
    for call in range(12):
        ask(app, AT, call)
    for call in range(20, 22):
        ask(app, "", call)
    found = rows(app)
    assert [row.rehearsal for row in found] == [True] * 12 + [False] * 2
    assert {row.to_number for row in found[:12]} == {None}
    due = select(func.count()).select_from(texts).where(texts.c.state == "queued", texts.c.to_number.is_not(None))
    with store_of(app).reading() as connection:
        assert connection.execute(due).scalar() == 2


@pytest.mark.parametrize("app", [REHEARSALS], indirect=True)
@pytest.mark.parametrize("at", ["now", "", "2026-12-25T08:00", "00010101T000000Z", "99991231T235959Z"])
def test_a_rehearsal_at_a_moment_that_can_not_be_read_is_no_real_call(app: Flask, at: str) -> None:
    """It once was: a text left for a number that was only rehearsed."""
    ask(app, f"&at={at}")
    assert [row.rehearsal for row in rows(app)] == [True]
    onwards = addresses(fire(app.wsgi_app, shot(f"/voice?at={at}", CALL)).body)
    assert onwards
    assert b"at=20261124T100000Z" in fire(app.wsgi_app, shot(f"/voice?at={at}", CALL)).body


# -- the token of its own ----------------------------------------------------------------------------------------------

TESTERS = "made-up-for-testers"
TESTED = {"IVR_REHEARSAL": "1", "IVR_REHEARSAL_TOKEN": TESTERS}
KEPT_BY_REHEARSAL = {"CallSid": new_rehearsal_sid()}


def fire_as_tester(app: Flask, path: str, **fields: str) -> Reply:
    sent = shot(path, {**CALL, **KEPT_BY_REHEARSAL, **fields}, signed=False)
    return fire(app.wsgi_app, replace(sent, headers={"HTTP_X_TWILIO_SIGNATURE": signature_of(sent, TESTERS)}))


@pytest.mark.parametrize("app", [TESTED], indirect=True)
def test_the_rehearsal_token_rehearses(app: Flask) -> None:
    assert fire_as_tester(app, "/rehearsal?at=20261225T080000Z").status == 204
    first = fire_as_tester(app, "/voice?at=20261225T080000Z")
    assert (first.status, "IVR-Way" in first.headers) == (200, True)
    assert fire_as_tester(app, TEXT + AT, Digits="1").status == 200
    assert fire_as_tester(app, "/voice/status?at=20261225T080000Z", CallStatus="completed").status == 204
    assert [(row.rehearsal, row.to_number) for row in rows(app)] == [(True, None)]


@pytest.mark.parametrize("app", [TESTED], indirect=True)
@pytest.mark.parametrize("at", ["now", "", "99991231T235959Z", "20261225T080000Z&at=", "&%61t=x"])
def test_whatever_moment_it_names_it_is_a_rehearsal(app: Flask, at: str) -> None:
    assert fire_as_tester(app, f"{TEXT}&at={at}", Digits="1").status == 200
    assert [row.rehearsal for row in rows(app)] == [True]


@pytest.mark.parametrize("app", [TESTED], indirect=True)
@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/voice", {}),
        (TEXT, {"Digits": "1"}),
        (f"{TEXT}&bat=1", {"Digits": "1"}),
        ("/voice/status", {"CallStatus": "completed"}),
        ("/voice/a/b/c", {}),
        ("/texts/status?m=1", {"MessageSid": "SM1", "MessageStatus": "failed"}),
        ("/texts/status?m=1&at=20261225T080000Z", {"MessageSid": "SM1", "MessageStatus": "failed"}),
        ("/texts/other?at=20261225T080000Z", {}),
        # by the name of a real call it would hear, and change, the number that its caller typed
        ("/voice/mobile?v=1&at=20261225T080000Z", {"Digits": "0698765432", "CallSid": CALL["CallSid"]}),
    ],
)
def test_the_rehearsal_token_can_do_nothing_else(app: Flask, path: str, fields: dict[str, str]) -> None:
    refused = fire_as_tester(app, path, **fields)
    assert (refused.status, refused.body) == (403, b"This token can only rehearse.\n")
    assert rows(app) == []


@pytest.mark.parametrize("app", [{"IVR_REHEARSAL_TOKEN": TESTERS}], indirect=True)
def test_without_the_setting_its_token_is_refused(app: Flask) -> None:
    for path in ("/voice?at=20261225T080000Z", "/voice", "/rehearsal?at=20261225T080000Z"):
        refused = fire_as_tester(app, path)
        assert (refused.status, refused.body) == (403, b"No rehearsals here.\n")


@pytest.mark.parametrize(("app", "status"), [(REHEARSALS, 204), ({}, 403)], indirect=["app"])
def test_whether_rehearsals_are_allowed_is_told_to_whoever_signs(app: Flask, status: int) -> None:
    assert fire(app.wsgi_app, shot("/rehearsal", CALL)).status == status
    unsigned = fire(app.wsgi_app, shot("/rehearsal", CALL, signed=False))
    assert (unsigned.status, unsigned.body) == (403, b"Not signed by Twilio.\n")
