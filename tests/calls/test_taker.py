"""A turn is performed until it says something true, and remembered; a turn that sends no text asks no database."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from ivr.calls.taker import Caller, TurnTaker
from ivr.line.actions import Connect, HangUp, Listen, Say, Turn
from ivr.line.call import Call
from ivr.line.conversation import advance
from ivr.line.flow import FLOW
from ivr.line.inputs import DialEnded, HungUp, Input, Pressed, Said, Silent
from ivr.metrics import read_metric
from ivr.settings import Settings
from tests.plain_content import snapshot
from tests.serving import LANDLINE, MOBILE, TUESDAY_10H, Journal, Texts

TYPED = "+33639123456"  # Mayotte


class Talk:
    """One call of one caller, without a telephone."""

    def __init__(self, caller: str = LANDLINE, *, at: datetime = TUESDAY_10H, **settings: Any) -> None:
        self.texts, self.journal = Texts(), Journal()
        texts: Any = self.texts
        journal: Any = self.journal
        ticks: Iterator[float] = iter(range(10_000))
        self.taker = TurnTaker(
            flow=FLOW,
            texts=texts,
            journal=journal,
            settings=Settings(**settings),
            monotonic=lambda: float(next(ticks)),
        )
        self.caller = Caller("CA0", "3646", caller, at)
        self.turn: Turn | None = None

    def begin(self) -> Turn:
        return self.taker.begin(self.caller, snapshot())

    def take(self, call: Call, answer: Input) -> Turn:
        self.turn = self.taker.take(self.caller, snapshot(), call, answer)
        return self.turn

    @property
    def said(self) -> list[str]:
        assert self.turn is not None
        return [said.prompt for said in self.turn.says if isinstance(said, Say)]


def at(step: str, **known: Any) -> Call:
    return Call(step=step, place="metropole", regime="general", **known)


def test_a_call_begins_with_what_its_two_numbers_tell() -> None:
    talk = Talk("+262639123456")
    turn = talk.begin()
    assert (turn.call.line, turn.call.place, turn.call.department) == ("mayotte", "mayotte", "976")
    assert isinstance(turn.ends, Listen)


def test_the_settings_are_rules_of_the_conversation() -> None:
    talk = Talk(test_service=False)
    assert "test_service" not in [said.prompt for said in talk.begin().says if isinstance(said, Say)]
    talk = Talk(test_service=True)
    assert "test_service" in [said.prompt for said in talk.begin().says if isinstance(said, Say)]


# -- texts ---------------------------------------------------------------------------------------------------------


def test_a_text_to_the_number_that_calls() -> None:
    talk = Talk(MOBILE)
    talk.take(at("attestation"), Pressed("1"))
    assert talk.said[0] == "text_taken"
    [request] = talk.texts.requests
    assert (request.call_sid, request.template, request.to, request.caller) == ("CA0", "attestation", MOBILE, MOBILE)
    assert (request.language, request.body) == ("fr", "fr attestation https://www.ameli.fr")
    assert (request.typed, request.rehearsal, request.now) == (False, False, TUESDAY_10H)


def test_the_text_is_in_the_language_that_is_spoken() -> None:
    talk = Talk(MOBILE)
    talk.take(at("attestation", language="en"), Pressed("1"))
    assert (talk.texts.requests[0].language, talk.texts.requests[0].body[:2]) == ("en", "en")


def test_when_the_database_is_away_the_caller_hears_so() -> None:
    talk = Talk(MOBILE)
    talk.texts.away = True
    talk.take(at("attestation"), Pressed("1"))
    assert talk.said[0] == "text_unavailable"


def test_what_was_said_before_is_said_before() -> None:
    talk = Talk(MOBILE)
    turn = talk.take(at("confirm_mobile", link="create"), Silent())
    assert turn.says[0] == Say("silence")


@pytest.mark.parametrize(
    ("digits", "kept"),
    [("0639123456", "+262639123456"), ("0612345678", MOBILE)],
)
def test_a_typed_mobile_is_kept_and_read_back_in_the_same_turn(digits: str, kept: str) -> None:
    talk = Talk()
    turn = talk.take(at("mobile", link="create"), Pressed(digits))
    assert talk.texts.kept == {"CA0": kept}
    assert turn.call.step == "confirm_mobile"
    [said] = [said for said in turn.says if isinstance(said, Say)]
    assert said.values["typed"].number == kept  # type: ignore[union-attr]
    assert said.personal


@pytest.mark.parametrize(
    ("why", "digits"),
    [("a landline", "0199001234"), ("a premium number", "0899123456"), ("no number", "0000000000")],
)
def test_what_can_not_be_texted_is_asked_again_and_kept_nowhere(why: str, digits: str) -> None:
    talk = Talk()
    turn = talk.take(at("mobile", link="create"), Pressed(digits))
    assert turn.call.step == "mobile", why
    assert talk.texts.kept == {}


def test_a_mobile_of_a_region_that_is_not_on_the_list_is_refused() -> None:
    talk = Talk(text_regions="FR")
    assert talk.take(at("mobile", link="create"), Pressed("0639123456")).call.step == "mobile"
    assert talk.texts.asked == 0


def test_a_number_that_could_not_be_kept_is_not_read_back() -> None:
    talk = Talk()
    talk.texts.away = True
    talk.take(at("mobile", link="create"), Pressed("0612345678"))
    assert talk.said[0] == "text_unavailable"


def test_the_confirmed_number_gets_the_text() -> None:
    talk = Talk()
    talk.texts.kept["CA0"] = MOBILE
    talk.take(at("confirm_mobile", link="create"), Pressed("1"))
    [request] = talk.texts.requests
    assert (request.to, request.caller, request.typed) == (MOBILE, LANDLINE, True)


def test_a_confirmed_number_that_is_gone_gets_the_address_instead() -> None:
    talk = Talk()
    talk.take(at("confirm_mobile", link="create"), Pressed("1"))
    assert talk.texts.requests == []
    assert talk.said[0] == "text_unavailable"


def test_a_turn_that_sends_no_text_asks_no_database() -> None:
    talk = Talk(MOBILE)
    talk.begin()
    quiet = [name for name in FLOW.steps if name not in ("confirm_mobile", "mobile")]
    for step in quiet:
        talk.take(at(step), Silent())
        talk.take(at(step), Pressed("#"))
    assert talk.texts.asked == 0


def test_a_rehearsal_says_so_to_the_desk() -> None:
    talk = Talk(MOBILE)
    talk.caller = replace(talk.caller, rehearsal=True)
    talk.take(at("attestation"), Pressed("1"))
    assert talk.texts.requests[0].rehearsal


# -- advisers ------------------------------------------------------------------------------------------------------


def test_an_adviser_is_rung() -> None:
    turn = Talk().take(at("no_adviser", department="69", caisse="691", dials=1), Pressed("1"))
    assert isinstance(turn.ends, Connect)
    assert turn.ends.number


def test_an_adviser_without_a_number_is_as_good_as_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    talk = Talk()
    lost = Turn(at("connect"), (Say("card"),), Connect("691"))
    monkeypatch.setattr("ivr.calls.taker.advance", _first(lost))
    turn = talk.take(at("no_adviser"), Pressed("1"))
    assert [said.prompt for said in turn.says if isinstance(said, Say)][:2] == ["card", "adviser_failed"]


def test_with_a_queue_no_number_is_needed() -> None:
    turn = Talk(workflow_sid="WW0").take(at("no_adviser", department="69", caisse="691", dials=1), Pressed("1"))
    assert isinstance(turn.ends, Connect)


def test_a_flow_that_never_speaks_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ivr.calls.taker.advance", lambda *_: Turn(at("connect"), (), Connect("")))
    with pytest.raises(RuntimeError, match="never speaks"):
        Talk().take(at("no_adviser"), Pressed("1"))


def _first(turn: Turn) -> Any:
    turns = iter([turn])
    return lambda *given: next(turns, None) or advance(*given)


# -- the journal ---------------------------------------------------------------------------------------------------


def test_each_turn_is_noted_with_codes_and_no_number() -> None:
    talk = Talk(MOBILE)
    begun = talk.begin()
    talk.take(begun.call._replace(regime="general", place="metropole"), Pressed("1"))
    first, second = talk.journal.entries
    assert (first.step, first.heard, first.outcome, first.turn) == ("", "", "listen", 0)
    assert (second.step, second.heard, second.outcome, second.turn) == ("topics", "pressed", "listen", 1)
    assert (second.call_sid, second.topic, second.regime, second.place) == (
        "CA0",
        "attestation",
        "general",
        "metropole",
    )
    assert (second.revision, second.seconds, second.at) == ("plain", 1.0, TUESDAY_10H)
    assert "612345678" not in str(talk.journal.entries)


@pytest.mark.parametrize(
    ("call", "answer", "outcome"),
    [
        (at("attestation"), Pressed("1"), "text_taken"),
        (at("mobile", link="create"), Pressed("0612345678"), "number_yes"),
        (at("mobile", link="create"), Pressed("0199001234"), "number_no"),
        (at("connect"), DialEnded("busy"), "adviser_busy"),
        (at("no_adviser", department="69", caisse="691", dials=1), Pressed("1"), "connect"),
        (at("topics"), HungUp(), "hang_up"),
    ],
)
def test_the_outcome_is_what_the_turn_did(call: Call, answer: Input, outcome: str) -> None:
    talk = Talk(MOBILE)
    talk.take(call, answer)
    assert talk.journal.entries[-1].outcome == outcome


def test_a_turn_that_depended_on_the_hours_says_on_which() -> None:
    talk = Talk(at=datetime.fromisoformat("2026-11-22T10:00:00+01:00"))  # Sunday
    talk.take(at("regime", topic="hours", line="mayotte"), Pressed("1"))
    talk.take(at("topics", line="mayotte"), Pressed("3"))
    without, with_hours = talk.journal.entries
    assert (without.cause, without.rule) == ("", "")
    assert with_hours.cause == "weekend"
    assert with_hours.rule.endswith("Indian/Mayotte")


def test_the_end_of_a_call_is_noted() -> None:
    talk = Talk()
    talk.taker.end(talk.caller, "completed", 83)
    [entry] = talk.journal.entries
    assert (entry.call_sid, entry.outcome, entry.seconds) == ("CA0", "completed", 83.0)


def test_whoever_hung_up_hears_nothing() -> None:
    turn = Talk().take(at("topics"), HungUp())
    assert (turn.says, turn.ends) == ((), HangUp())


# -- danger --------------------------------------------------------------------------------------------------------


def dangers() -> float:
    return read_metric("ivr_dangers_total", {"answer": "emergency"})


@pytest.mark.parametrize("step", ["topics", "channels"])
def test_a_danger_is_counted_and_its_turn_is_noted_as_one_that_was_asked_for_again(step: str) -> None:
    talk, before = Talk(), dangers()
    talk.take(at(step, turn=2), Said(danger="emergency", language="fr"))
    assert talk.said[0] == "emergency"
    talk.take(at(step, turn=2), Said("#"))
    told, again = (entry._replace(seconds=0.0) for entry in talk.journal.entries)
    assert told == again
    assert dangers() == before + 1


def test_a_rehearsed_danger_is_not_counted() -> None:
    talk, before = Talk(), dangers()
    talk.caller = replace(talk.caller, rehearsal=True)
    talk.take(at("topics"), Said(danger="emergency", language="fr"))
    assert dangers() == before
