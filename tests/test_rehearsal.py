"""A rehearsal is played at any moment, and never sent, capped or counted; without the setting there is none."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from ivr.store.tables import texts
from tests.hostile import fault_of, fire, shot
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
