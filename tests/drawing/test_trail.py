"""A call by its keys, and the picture of it."""

from datetime import UTC, datetime

import pytest

from ivr.drawing.documents import draw_call
from ivr.drawing.svg import PATH
from ivr.drawing.trail import Trail, TrailError, trail_of
from ivr.line.facts import Facts, Rules
from ivr.line.flow import FLOW
from ivr.line.origin import read_number
from ivr.line.steps import Ask, End, Menu
from tests.drawing.real_line import content, plan
from tests.drawing.seen import boxes, parse, shown_in, texts

OPEN = datetime(2026, 11, 24, 9, tzinfo=UTC)  # a Tuesday, 10:00 in Paris
CLOSED = datetime(2026, 11, 22, 9, tzinfo=UTC)  # a Sunday


def trail(keys: str, at: datetime = OPEN, caller: str = "+33612345678", queue: bool = False) -> Trail:
    facts = Facts(at, "national", read_number(caller), content().schedules, Rules(queue=queue))
    return trail_of(FLOW, tuple(keys.split()), facts)


def heard(of: Trail) -> list[str]:
    """Where the caller was asked something, each with its turn."""
    return [f"{turn} {name}" for turn, name in of.stops if isinstance(FLOW.steps[name], Menu | Ask | End)]


def passed(of: Trail) -> set[str]:
    return {name for _, name in of.stops}


@pytest.mark.parametrize(
    ("keys", "stops"),
    [
        ("", "1 topics"),
        ("1 2", "1 topics, 2 attestation, 3 no_account"),
        # the text is sent on the way, in the same turn
        ("1 1", "1 topics, 2 attestation, 3 anything_else"),
        ("0", "1 topics, 2 meanwhile"),
        ("3 75012 3", "1 topics, 2 postcode, 3 hours, 4 topics"),
        ("1 *", "1 topics, 2 attestation, 3 topics"),
        ("1 #", "1 topics, 2 attestation, 3 attestation"),
        ("-", "1 topics, 2 topics"),
    ],
)
def test_a_call_comes_to_its_steps_in_their_turns(keys: str, stops: str) -> None:
    assert heard(trail(keys)) == stops.split(", ")


def test_a_branch_is_passed_by_what_is_true_at_that_moment() -> None:
    assert "greeting_closed" in passed(trail("", CLOSED))
    assert "greeting_closed" not in passed(trail("", OPEN))


def test_a_landline_types_its_mobile() -> None:
    way = passed(trail("1 1 1 0612345678 1", caller="+33199001234"))
    assert {"text_address", "offer_mobile", "mobile", "confirm_mobile", "text_typed", "text_noted"} <= way


def test_an_adviser_who_is_busy() -> None:
    assert {"connect", "adviser_busy", "no_adviser"} <= passed(trail("0 75012 - busy", queue=True))


@pytest.mark.parametrize("keys", ["- - - 1", "0 75012 - 1"])
def test_a_key_that_nobody_listens_for_is_refused(keys: str) -> None:
    with pytest.raises(TrailError) as refused:
        trail(keys, queue=True)
    assert refused.value.key == "1"


def test_the_picture_of_a_call_goes_down_its_steps_in_the_order_that_they_were_heard() -> None:
    drawn = draw_call(plan(), trail("1 1"))
    cards = {name.removeprefix("step-"): box for name, box in boxes(drawn).items()}
    down = sorted(cards, key=lambda name: cards[name].top)
    assert down == [name for _, name in trail("1 1").stops if name in cards]
    assert down[0] == "ring"
    assert down[-1] == "anything_else"
    assert "1. 1" in texts(drawn), "what the caller pressed stands beside the arrow"


def test_what_a_call_took_stands_out_and_a_menu_shows_what_else_there_was() -> None:
    drawn = draw_call(plan(), trail("1 4"))
    assert standing_out(drawn, "topics") == ["Pour votre attestation de droits"]
    assert "Pour les horaires" in shown_in(drawn, "step-topics")
    assert standing_out(drawn, "attestation")[0].startswith("Pour la MSA")
    assert not any("Mayotte" in line for line in shown_in(drawn, "step-ring")), "of a switch only what was true"


def test_zero_takes_no_way_of_a_menu_for_it_is_in_every_one() -> None:
    drawn = draw_call(plan(), trail("0"))
    assert standing_out(drawn, "topics") == []
    assert "1. 0" in texts(drawn)


def standing_out(drawn: str, step: str) -> list[str]:
    card = next(one for one in parse(drawn).iter("g") if one.get("id") == f"step-{step}")
    return [one.text or "" for one in card.iter("text") if one.get("fill") == PATH]
