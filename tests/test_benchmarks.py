"""What `make bench` says is what it measures: the crowd is sound content, the rivals answer, the parts are there."""

import re
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask import Flask

from benchmarks.__main__ import PARTS
from benchmarks.crowd import write_crowd
from benchmarks.picture import Pace, draw_paces
from benchmarks.posts import HOST, signed_post
from benchmarks.rivals import call_forwarding, constant, phone_tree, signed
from ivr.line.flow import FLOW
from ivr.published.inspection import errors_of
from ivr.published.reading import read_snapshot

FOLDER = Path(__file__).parents[1]
TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_a_crowd_is_content_like_any_other(tmp_path: Path) -> None:
    write_crowd(FOLDER, tmp_path, rules=110, entries=30)
    snapshot = read_snapshot(tmp_path)
    assert len(snapshot.schedules.rules) >= 110
    assert len(snapshot.schedules.above) == 30
    assert errors_of(FLOW, snapshot, TUESDAY.date()) == ()


@pytest.mark.parametrize(
    ("app", "path", "digits", "holds"),
    [
        (constant(), "/voice/topics", "1", "<Response"),
        (phone_tree(), "/ivr/welcome", "", "<Gather"),
        (phone_tree(), "/ivr/menu", "2", "<Gather"),
        (phone_tree(), "/ivr/planets", "2", "<Dial"),
        (call_forwarding(), "/callcongress/welcome", "", "<Gather"),
        (call_forwarding(), "/callcongress/zipcode", "75012", "Senator 75"),
        (call_forwarding(), "/callcongress/goodbye", "", "<Hangup"),
    ],
    ids=str,
)
def test_what_the_line_is_held_against_answers(app: Flask, path: str, digits: str, holds: str) -> None:
    answer = app.test_client().post(path, data={"Digits": digits, "FromState": ""})
    assert answer.status_code == 200
    assert holds in answer.text


def test_behind_the_check_only_what_is_signed_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", "benchmark")
    monkeypatch.setattr("benchmarks.rivals.ADDRESS", f"https://{HOST}")
    post = signed_post("/ivr/menu", {"Digits": "2"})
    client, head = signed(phone_tree()).test_client(), {"X-Twilio-Signature": post.signature}
    assert client.post("/ivr/menu", data={"Digits": "2"}, headers=head).status_code == 200
    assert client.post("/ivr/menu", data={"Digits": "1"}, headers=head).status_code == 403
    assert client.post("/ivr/menu", data={"Digits": "2"}).status_code == 403


def test_the_picture_names_both_databases() -> None:
    paces = [Pace(name, rate, 3.0, 20.0) for name in ("SQLite", "PostgreSQL") for rate in (50, 1000)]
    words = "".join(ElementTree.fromstring(draw_paces(paces)).itertext())
    assert all(name in words for name in ("SQLite, p99", "PostgreSQL, p99", "national peak"))


def test_the_commands_of_the_capacity_page_are_there() -> None:
    page = (FOLDER / "docs" / "capacity.md").read_text(encoding="utf-8")
    named = re.findall(r'python -m benchmarks "([^`]+)"', page)
    assert named
    assert set(named) <= set(PARTS)
