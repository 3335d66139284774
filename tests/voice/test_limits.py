"""What a robot meets that a person never does, by signed webhooks: a call is let go, an adviser is not kept."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from ivr.line.actions import HangUp
from ivr.line.asker import Asker
from ivr.line.call import Call
from ivr.line.conversation import advance
from ivr.line.flow import FLOW
from ivr.line.inputs import NotUnderstood, Pressed, Said, Silent
from ivr.line.steps import stops
from ivr.metrics import read_metric
from ivr.published.snapshot import Snapshot
from tests.check.real import real
from tests.line.situation import facts
from tests.serving import Line, action, words

MOST = 50
FAR_LONGER = 3000
DANGER = {"SpeechResult": "je veux mourir", "Confidence": "0.9"}


def real_line(**settings: object) -> Line:
    """The line with the words and hours that callers hear."""
    line = Line(**settings)
    line.published.snapshot = Snapshot(real().prompts, real().schedules, "real")
    return line


def robot(line: Line, first: str = "#") -> tuple[ET.Element, int]:
    """Press a key wherever the line listens, until it hangs up: the last document, and how many keys it took."""
    document = line.hear("/voice")
    for pressed in range(FAR_LONGER):
        if document.find("Hangup") is not None:
            return document, pressed
        document = line.hear(action(document), {"Digits": "#" if pressed else first})
    return document, FAR_LONGER


@pytest.mark.parametrize(("first", "told"), [("#", "d'autres personnes attendent"), ("9", "other people are waiting")])
def test_who_presses_keys_for_ever_is_let_go_kindly(first: str, told: str) -> None:
    before = read_metric("ivr_calls_let_go_total")
    with capture_logs() as logs:
        document, pressed = robot(real_line(most_turns=MOST), first)
    assert told in words(document)
    assert pressed == MOST + 1
    assert read_metric("ivr_calls_let_go_total") == before + 1
    assert [(entry["turns"], entry["call"]) for entry in logs if entry["event"] == "call_let_go"] == [(MOST + 1, "CA0")]


def test_by_itself_the_line_lets_go_after_300_answers() -> None:
    assert robot(Line())[1] == 301


def test_a_danger_is_answered_and_the_call_goes_on() -> None:
    document = real_line(most_turns=MOST).hear(f"/voice/topics?v=1&t={MOST}", DANGER)
    assert "31 14" in words(document)
    assert document.find("Gather") is not None


def test_a_robot_that_tells_of_dangers_for_ever_is_let_go_too() -> None:
    document = real_line(most_turns=MOST).hear(f"/voice/topics?v=1&t={2 * MOST}", DANGER)
    assert "31 14" in words(document)
    assert document.find("Hangup") is not None


def test_rehearsals_are_let_go_too_and_not_counted() -> None:
    line = Line(most_turns=MOST, rehearsal=True)
    before = read_metric("ivr_calls_let_go_total")
    assert line.hear(f"/voice/topics?v=1&t={MOST}&at=20261124T090000Z", {"Digits": "#"}).find("Hangup") is not None
    assert read_metric("ivr_calls_let_go_total") == before


def test_wherever_a_caller_is_the_last_answer_ends_the_call() -> None:
    known = facts(most_turns=MOST)
    for name, step in FLOW.steps.items():
        for answer in (Pressed("0"), Pressed("75012"), Said("1"), Said(wish="adviser"), Silent(), NotUnderstood()):
            if stops(step):
                turn = advance(FLOW, Call(step=name, turn=MOST), answer, Asker(known))
                assert isinstance(turn.ends, HangUp), (name, answer)


def test_no_recorded_call_comes_near() -> None:
    recorded = [path.read_text(encoding="utf-8").count("\n  - line:") for path in Path("tests/calls").rglob("*.yaml")]
    assert max(recorded) > 10, "the recorded calls were read"
    assert 20 * max(recorded) < Line().settings.most_turns
