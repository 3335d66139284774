"""Twilio's form becomes one input, by one table of its words."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from ivr.line.inputs import (
    DialEnded,
    HungUp,
    Input,
    NotUnderstood,
    Pressed,
    QueueLeft,
    Said,
    Silent,
)
from ivr.voice.form import DIAL_OUTCOMES, QUEUE_OUTCOMES, read_input, whole_number


def hear(speech: str) -> Input:
    return Said("1") if speech == "attestation" else NotUnderstood()


ROWS: list[tuple[str, Mapping[str, str], Input]] = [
    ("a key", {"Digits": "1"}, Pressed("1")),
    ("star", {"Digits": "*"}, Pressed("*")),
    ("a postcode", {"Digits": "75012"}, Pressed("75012")),
    ("absent digits", {}, Silent()),
    ("empty digits mean silence as well", {"Digits": "", "SpeechResult": ""}, Silent()),
    ("hash alone, where hash finishes", {"Digits": "", "FinishedOnKey": "#"}, Pressed("#")),
    ("digits finished by hash", {"Digits": "750", "FinishedOnKey": "#"}, Pressed("750")),
    ("blanks are stripped of digits", {"Digits": " 1 "}, Pressed("1")),
    ("A to D are keys of no telephone", {"Digits": "A"}, NotUnderstood()),
    ("digits of another script", {"Digits": "١"}, NotUnderstood()),
    ("endless digits are cut", {"Digits": "1" * 5000}, Pressed("1" * 32)),
    ("speech that is understood", {"SpeechResult": "attestation", "Confidence": "0.9"}, Said("1")),
    ("speech that is not", {"SpeechResult": "bonjour"}, NotUnderstood()),
    ("blank speech", {"SpeechResult": "   "}, Silent()),
    ("keys count before speech", {"Digits": "2", "SpeechResult": "attestation"}, Pressed("2")),
    ("the adviser hung up", {"DialCallStatus": "completed", "CallStatus": "in-progress"}, DialEnded("answered")),
    ("the caller hung up on the adviser", {"DialCallStatus": "completed", "CallStatus": "completed"},
     DialEnded("answered")),
    ("the caller hung up while it rang", {"DialCallStatus": "no-answer", "CallStatus": "completed"}, HungUp()),
    ("busy", {"DialCallStatus": "busy"}, DialEnded("busy")),
    ("no answer", {"DialCallStatus": "no-answer"}, DialEnded("no_answer")),
    ("a wrong number", {"DialCallStatus": "failed"}, DialEnded("failed")),
    ("keys are nothing to a dial that ended", {"DialCallStatus": "busy", "Digits": "1"}, DialEnded("busy")),
    ("the queue led to an adviser", {"QueueResult": "bridged"}, QueueLeft("answered")),
    ("the queue was full", {"QueueResult": "queue-full"}, QueueLeft("full")),
    ("the caller left the queue", {"QueueResult": "leave"}, QueueLeft("left")),
    ("the caller hung up in the queue", {"QueueResult": "hangup", "CallStatus": "completed"}, HungUp()),
    ("the queue broke", {"QueueResult": "system-error"}, QueueLeft("failed")),
    ("the call is over", {"CallStatus": "completed"}, HungUp()),
    ("ringing is not over", {"CallStatus": "ringing"}, Silent()),
]  # fmt: skip


@pytest.mark.parametrize(("why", "form", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_a_form_is_one_input(why: str, form: Mapping[str, str], expected: Input) -> None:
    assert read_input(form, hear) == expected, why


@pytest.mark.parametrize(
    ("field", "expected"), [("DialCallStatus", DialEnded("failed")), ("QueueResult", QueueLeft("failed"))]
)
def test_a_word_that_twilio_invents_is_failed_and_loud(field: str, expected: Input) -> None:
    with capture_logs() as logs:
        assert read_input({field: "teleported +33612345678"}, hear) == expected
    assert [(line["log_level"], line["event"], line["word"]) for line in logs] == [
        ("error", "unknown_vendor_word", "teleported")
    ]


def test_every_word_that_twilio_documents_is_known() -> None:
    # https://www.twilio.com/docs/voice/twiml/dial and .../enqueue
    assert set(DIAL_OUTCOMES) == {"completed", "answered", "busy", "no-answer", "failed", "canceled"}
    documented = (
        "bridged bridging-in-process error hangup leave redirected redirected-from-bridged queue-full system-error"
    )
    assert set(QUEUE_OUTCOMES) == set(documented.split())


@given(st.dictionaries(st.sampled_from(["Digits", "SpeechResult", "DialCallStatus", "QueueResult"]), st.text()))
def test_nothing_that_comes_in_makes_reading_raise(form: dict[str, str]) -> None:
    answer = read_input(form, hear)
    assert not isinstance(answer, Pressed) or set(answer.keys) <= set("0123456789*#")


@pytest.mark.parametrize(
    ("text", "expected"), [("3", 3), ("0", 0), ("", None), ("-1", None), ("1.5", None), ("9" * 40, None), ("٣", None)]
)
def test_counts_are_whole_numbers_or_nothing(text: str, expected: int | None) -> None:
    assert whole_number({"QueuePosition": text}, "QueuePosition") == expected
