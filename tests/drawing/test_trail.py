"""A call by its keys, as the map highlights it."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from ivr.drawing.map import draw_map
from ivr.drawing.panels import Trail
from ivr.drawing.trail import TrailError, trail_of
from ivr.line.facts import Facts, Rules
from ivr.line.flow import FLOW
from ivr.line.numbers import read_number
from tests.drawing.real_line import content, plan

OPEN = datetime(2026, 11, 24, 9, tzinfo=UTC)  # a Tuesday, 10:00 in Paris
CLOSED = datetime(2026, 11, 22, 9, tzinfo=UTC)  # a Sunday


def trail(keys: str, at: datetime = OPEN, caller: str = "+33612345678", queue: bool = False) -> Trail:
    facts = Facts(at, "national", read_number(caller), content().schedules, Rules(queue=queue))
    return trail_of(FLOW, tuple(keys.split()), facts)


def stops(of: Trail) -> dict[str, str]:
    """Where the caller was asked something, and in which turn."""
    return {name: turn for name, turn in of.turns.items() if type(FLOW.steps[name]).__name__ in ("Menu", "Ask", "End")}


@pytest.mark.parametrize(
    ("keys", "heard"),
    [
        ("", {"topics": "1"}),
        ("1 1", {"topics": "1", "regime": "2", "attestation": "3"}),
        # the text is sent on the way, in the same turn
        ("1 1 1 1", {"topics": "1", "regime": "2", "attestation": "3", "download": "4", "anything_else": "5"}),
        ("0", {"topics": "1", "postcode": "2"}),
        ("3 75012 2", {"topics": "1, 4", "postcode": "2", "hours": "3"}),
        ("1 *", {"topics": "1, 3", "regime": "2"}),
        ("1 #", {"topics": "1", "regime": "2, 3"}),
        ("-", {"topics": "1, 2"}),
    ],
)
def test_a_call_comes_to_its_steps_in_their_turns(keys: str, heard: dict[str, str]) -> None:
    assert stops(trail(keys)) == heard


def test_the_row_of_the_pressed_key_is_taken() -> None:
    assert trail("1 1").taken["regime"] == frozenset({0})
    assert trail("1 2").taken["regime"] == frozenset({1})


def test_zero_takes_no_row_for_it_is_in_every_menu() -> None:
    assert "topics" not in trail("0").taken


def test_a_branch_is_passed_by_what_is_true_at_that_moment() -> None:
    assert "greeting_closed" in trail("", CLOSED).turns
    assert "greeting_closed" not in trail("", OPEN).turns


def test_a_landline_types_its_mobile() -> None:
    way = trail("1 1 1 1 1 0612345678 1", caller="+33199001234").turns
    assert {"text_address", "offer_mobile", "mobile", "confirm_mobile", "text_typed", "text_noted"} <= set(way)


def test_an_adviser_who_is_busy() -> None:
    way = trail("0 75012 busy", queue=True).turns
    assert {"connect", "adviser_busy", "no_adviser"} <= set(way)


@pytest.mark.parametrize("keys", ["- - - 1", "0 75012 1"])
def test_a_key_that_nobody_listens_for_is_refused(keys: str) -> None:
    with pytest.raises(TrailError) as refused:
        trail(keys, queue=True)
    assert refused.value.key == "1"


def test_the_picture_of_a_call_shows_the_frames_that_it_came_through() -> None:
    drawn = draw_map(plan(), trail("1 1"))
    root = ElementTree.fromstring(drawn)
    groups = {group.get("id", ""): group.get("class", "") for group in root.iter("{http://www.w3.org/2000/svg}g")}
    assert {name for name in groups if name.startswith("branch-")} == {
        "branch-WELCOME",
        "branch-TOPICS",
        "branch-REGIME",
        "branch-ATTESTATION",
    }
    assert groups["step-regime"] == ""
    assert groups["step-bodies"] == "dim"
