"""Turns become TwiML that Twilio plays: well-formed whatever the words hold, a key heard from the first word on."""

import json
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.line.actions import Listen
from ivr.voice import twiml
from ivr.voice.documents import addressed, pieces, waited
from ivr.voice.twiml import Ears, Queue, Ring
from ivr.wording.speak import Pause, Utterance

FR = Utterance("fr-FR", "Polly.Lea-Neural", ("Bonjour.",))
MENU = Listen(digits=1, wait=5, speech=True, menu="topics")
POSTCODE = Listen(digits=5, wait=7, speech=False)


def parse(document: object) -> ET.Element:
    return ET.fromstring(str(document).encode())


def said(*parts: str | Pause) -> ET.Element:
    return parse(twiml.hanging_up([Utterance("fr-FR", "Polly.Lea-Neural", parts)]))[0]


def test_everything_is_said_inside_the_gather() -> None:
    response = parse(twiml.listening([FR, FR], MENU, Ears("fr-FR", "attestation")))
    assert [child.tag for child in response] == ["Gather"]
    assert [child.tag for child in response[0]] == ["Say", "Say"]


def test_a_menu_takes_one_key_whichever_it_is() -> None:
    gather = parse(twiml.listening([FR], MENU, Ears("fr-FR", "attestation,carte")))[0]
    assert gather.attrib == {
        "input": "dtmf speech",
        "action": twiml.MARK,
        "method": "POST",
        "timeout": "5",
        "numDigits": "1",
        "finishOnKey": "",  # or star and hash would never arrive
        "actionOnEmptyResult": "true",  # silence comes to the same address
        "language": "fr-FR",
        "hints": "attestation,carte",
        "speechModel": "phone_call",
        "speechTimeout": "2",  # never "auto": with a model that is error 13335
    }


def test_without_words_to_listen_for_it_takes_keys_alone() -> None:
    gather = parse(twiml.listening([FR], MENU, Ears("fr-FR")))[0]
    assert gather.get("input") == "dtmf"
    assert {"hints", "speechModel", "speechTimeout"}.isdisjoint(gather.attrib)


def test_several_digits_end_with_hash_at_once() -> None:
    gather = parse(twiml.listening([FR], POSTCODE, Ears("fr-FR")))[0]
    assert (gather.get("numDigits"), gather.get("finishOnKey"), gather.get("timeout")) == ("5", "#", "7")


def test_pauses_stand_between_the_words() -> None:
    say = said("Pour l'attestation, ", "tapez 1.", Pause(600), "Pour un remboursement, tapez 2.")
    assert say.text == "Pour l'attestation, tapez 1. "  # twilio's Say keeps the last of two texts in a row
    assert [(child.tag, child.attrib, child.tail) for child in say] == [
        ("break", {"time": "600ms"}, "Pour un remboursement, tapez 2.")
    ]
    assert say.attrib == {"language": "fr-FR", "voice": "Polly.Lea-Neural"}


def test_a_pause_may_come_first_or_be_too_long() -> None:
    say = said(Pause(60_000), "Bonjour.")
    assert say.text is None
    assert [(child.get("time"), child.tail) for child in say] == [("10000ms", "Bonjour.")]


@pytest.mark.parametrize("parts", [(), ("",), (" ",), (Pause(600),), ("\x00", Pause(600))])
def test_nothing_to_say_is_no_say(parts: tuple[str | Pause, ...]) -> None:
    assert said(*parts).tag == "Hangup"  # an empty Say is error 13520


@pytest.mark.parametrize(
    ("why", "words", "spoken"),
    [
        ("markup is words", "<Dial>0899</Dial> & Cie", "<Dial>0899</Dial> & Cie"),
        ("NUL, vertical tab, escape", "a\x00b\x0bc\x1bd", "abcd"),
        ("half a surrogate", "a\ud800b", "ab"),
        ("the last two of the plane", "a\ufffe\uffffb", "ab"),
        ("our own marks", f"a{twiml.MARK}{twiml.WAIT_MARK}b", "ab"),
        ("accents and quotes stay", "l’été « à » 8 €", "l’été « à » 8 €"),
    ],
)
def test_whatever_the_words_hold_the_document_is_well_formed(why: str, words: str, spoken: str) -> None:
    assert said(words).text == spoken, why


@given(st.lists(st.text(st.characters(codec=None)) | st.builds(Pause, st.integers(1, 99_999)), max_size=6))
def test_no_words_make_it_ill_formed(parts: list[str | Pause]) -> None:
    document = str(twiml.listening([Utterance("fr-FR", "Polly.Lea-Neural", tuple(parts))], MENU, Ears("fr-FR")))
    parse(addressed(pieces(document), "/voice/topics?v=1&t=2").decode())


def test_a_recording_is_played() -> None:
    url = "https://line.example/audio/fr/goodbye.wav"
    play = parse(twiml.hanging_up([Utterance("fr-FR", "Polly.Lea-Neural", (), audio=url)]))[0]
    assert (play.tag, play.text) == ("Play", url)


def test_an_adviser_is_rung_with_our_number() -> None:
    say, dial = parse(twiml.ringing([FR], Ring("+33199001234", "+33199005678", 30, 7200)))
    assert say.tag == "Say"
    assert dial.attrib == {
        "action": twiml.MARK,
        "method": "POST",
        "timeout": "30",
        "timeLimit": "7200",
        "callerId": "+33199005678",
        "answerOnBridge": "true",
        "ringTone": "fr",
    }
    assert [(child.tag, child.text) for child in dial] == [("Number", "+33199001234")]


def test_without_a_number_of_ours_none_is_made_up() -> None:
    dial = parse(twiml.ringing([], Ring("+33199001234", "", 30, 7200)))[0]
    assert "callerId" not in dial.attrib


def test_a_queue_knows_what_the_adviser_needs_and_where_to_ask_what_is_heard() -> None:
    document = str(twiml.queueing([FR], Queue("WW" + "0" * 32, {"language": "fr", "place": "métropole"})))
    document = waited(document, "/voice/connect/wait?v=1&t=2")
    enqueue = parse(addressed(pieces(document), "/voice/connect?v=1&t=2").decode())[1]
    assert enqueue.attrib == {
        "action": "/voice/connect?v=1&t=2",
        "method": "POST",
        "waitUrl": "/voice/connect/wait?v=1&t=2",
        "waitUrlMethod": "POST",
        "workflowSid": "WW" + "0" * 32,
    }
    assert [child.tag for child in enqueue] == ["Task"]
    assert json.loads(enqueue[0].text or "") == {"language": "fr", "place": "métropole"}


def test_a_loop_of_waiting_lasts_twenty_seconds_at_least() -> None:
    say, pause = parse(twiml.waiting([FR]))
    assert (say.tag, pause.tag) == ("Say", "Pause")
    assert int(pause.get("length", "1")) >= 20


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126)))
def test_an_address_is_escaped_once(action: str) -> None:
    document = str(twiml.listening([FR], MENU, Ears("fr-FR")))
    assert parse(addressed(pieces(document), action).decode())[0].get("action") == action
