"""The phone plays documents as Twilio does: what is heard, what is asked next, what is lost."""

import re

import pytest

from ivr.phone.phone import CallOverError
from ivr.phone.refusal import TwimlError
from ivr.phone.timeline import Pace
from tests.phone.scripted_line import document, gather, ring, say

BYE = document(say("Au revoir."), "<Hangup/>")


def test_the_first_request_is_what_twilio_sends() -> None:
    phone, line = ring({"/voice": BYE}, from_="+33199001234", to="+33184903646")
    phone.dial()
    path, form = line.asked[0]
    assert path == "/voice"
    assert re.fullmatch(r"CA[0-9a-f]{32}", form["CallSid"])
    assert re.fullmatch(r"AC[0-9a-f]{32}", form["AccountSid"])
    assert form["CallStatus"] == "ringing"
    assert form["From"] == form["Caller"] == "+33199001234"
    assert form["To"] == form["Called"] == "+33184903646"
    assert form["FromCity"] == form["CallerCity"] == "", "empty places are part of the signature"
    assert form["Direction"] == "inbound"
    assert line.badly_signed == 0


def test_every_request_is_signed_whatever_the_address_holds() -> None:
    pages = {
        "/voice": document(gather(action="/a%2Fb?x=d%C3%A9c&amp;y=#rc=2")),
        "/a/b": document('<Redirect method="GET">/c?z=1</Redirect>'),
        "/c": BYE,
    }
    phone, line = ring(pages)
    phone.dial().press("1").hears("Au revoir")
    assert line.badly_signed == 0
    assert [path for path, _ in line.asked] == ["/voice", "/a/b", "/c"]
    assert line.form("/c")["z"] == "1", "a GET carries its parameters in the address"
    assert line.form("/c")["CallStatus"] == "in-progress"


@pytest.mark.parametrize("caller", ["anonymous", "", "+266696687", "client:tester", "sip:a@b.example"])
def test_a_withheld_or_odd_caller_is_sent_as_it_is(caller: str) -> None:
    phone, line = ring({"/voice": BYE}, from_=caller)
    phone.dial()
    assert line.form("/voice")["From"] == caller
    assert line.badly_signed == 0


KEYS = [
    # pressed, the Gather, what the action gets (None: it is not asked), lost keys, why
    ("1", {}, {"Digits": "1"}, "", "one digit completes"),
    ("12", {}, {"Digits": "1"}, "2", "a key after the last one is lost"),
    ("#", {}, {"Digits": "#"}, "", "without finishOnKey, # is a key like another"),
    ("75012", {"numDigits": "5"}, {"Digits": "75012"}, "", "five digits complete"),
    ("750", {"numDigits": "5"}, {"Digits": "750"}, "", "too few digits are sent when the time is over"),
    (
        "750#12",
        {"numDigits": "5", "finishOnKey": "#"},
        {"Digits": "750", "FinishedOnKey": "#"},
        "12",
        "the finishing key is not among the digits",
    ),
    (
        "#",
        {"finishOnKey": "#"},
        {"Digits": "", "FinishedOnKey": "#"},
        "",
        "the finishing key alone is an empty result, which is sent on demand",
    ),
    ("#", {"finishOnKey": "#", "actionOnEmptyResult": "false"}, None, "", "... and else goes on in the document"),
    ("1", {"input": "speech", "language": "fr-FR"}, {}, "1", "keys are not heard where only speech is"),
    (
        "1",
        {"input": "speech", "language": "fr-FR", "actionOnEmptyResult": "false"},
        None,
        "1",
        "... and then silence goes on in the document",
    ),
]


@pytest.mark.parametrize(
    ("pressed", "attributes", "sent", "lost"), [row[:4] for row in KEYS], ids=[row[4] for row in KEYS]
)
def test_keys(pressed: str, attributes: dict[str, str], sent: dict[str, str] | None, lost: str) -> None:
    pages = {"/voice": document(gather(say("Tapez 1."), **attributes), say("Rien."), "<Hangup/>"), "/next": BYE}
    phone, line = ring(pages)
    phone.dial().press(pressed)
    assert phone.lost == lost
    if sent is None:
        assert line.asked[-1][0] == "/voice"
        phone.hears("Rien.")
    else:
        got = {name: value for name, value in line.form("/next").items() if name in ("Digits", "FinishedOnKey")}
        assert got == sent


# What is read otherwise where # alone is ignored: pressed, what the action gets, seconds after the first word (a Gather
# waits for 5), why.
HASH_IGNORED = [
    ("#", {}, 5.4, "alone it is nothing, and then there was silence"),
    ("#75012", {"Digits": "75012"}, 2.4, "a number that comes after it is taken"),
    ("750#", {"Digits": "750", "FinishedOnKey": "#"}, 1.6, "after a digit it finishes, as ever"),
]


@pytest.mark.parametrize(("pressed", "sent", "seconds"), [row[:3] for row in HASH_IGNORED])
def test_keys_where_hash_alone_is_ignored(pressed: str, sent: dict[str, str], seconds: float) -> None:
    pages = {"/voice": document(gather(numDigits="5", finishOnKey="#")), "/next": document("<Hangup/>")}
    phone, line = ring(pages, hash_alone="ignored")
    phone.dial().press(pressed)
    assert {name: value for name, value in line.form("/next").items() if name in ("Digits", "FinishedOnKey")} == sent
    assert phone.seconds == pytest.approx(seconds)


def test_speech_is_sent_with_its_confidence() -> None:
    phone, line = ring({"/voice": document(gather(input="dtmf speech", language="fr-FR")), "/next": BYE})
    phone.dial().say("Mon attestation, s'il vous plaît")
    assert line.form("/next")["SpeechResult"] == "Mon attestation, s'il vous plaît"
    assert 0 <= float(line.form("/next")["Confidence"]) <= 1
    assert "Digits" not in line.form("/next")


def test_speech_is_silence_to_a_gather_of_keys() -> None:
    phone, line = ring({"/voice": document(gather()), "/next": BYE})
    phone.dial().say("attestation")
    assert "SpeechResult" not in line.form("/next")


def test_silence_asks_for_the_action_only_on_demand() -> None:
    asked, line = ring({"/voice": document(gather()), "/next": BYE})
    asked.dial().wait().hears("Au revoir.")
    assert "Digits" not in line.form("/next")
    silent, line = ring({"/voice": document(gather(actionOnEmptyResult="false"), say("Toujours là ?")), "/next": BYE})
    silent.dial().wait().hears("Toujours là ?")
    assert silent.ended == "hangup", "the end of a document is the end of the call"


def test_a_gather_without_an_action_asks_for_its_own_document_again() -> None:
    pages = {"/voice": document("<Redirect>/menu?v=1</Redirect>"), "/menu": [document('<Gather numDigits="1"/>'), BYE]}
    phone, line = ring(pages)
    phone.dial().press("3")
    assert line.form("/menu")["Digits"] == "3"


def test_a_key_interrupts_a_gather_from_its_first_word() -> None:
    menu = document(gather(say("Bonjour.") + say("Pour une attestation, tapez 1.") + say("Sinon, tapez 2.")))
    phone, _ = ring({"/voice": menu, "/next": BYE})
    phone.dial().press("1", after=0.1)
    assert [heard.text for heard in phone.heard] == ["Bonjour.", "Au revoir."]
    assert phone.lost == ""


def test_a_caller_in_a_hurry_presses_once_the_words_are_said() -> None:
    menu = document(gather(say("Bonjour.") + say("Pour une attestation, tapez 1.") + say("Sinon, tapez 2.")))
    phone, _ = ring({"/voice": menu, "/next": BYE})
    until = phone.dial().heard[1].until
    phone.press("1", once="attestation")
    assert [heard.text for heard in phone.heard] == ["Bonjour.", "Pour une attestation, tapez 1.", "Au revoir."]
    assert phone.heard[-1].at == pytest.approx(until + phone.pace.key)


def test_keys_outside_a_gather_are_lost() -> None:
    phone, line = ring({"/voice": document(say("Bonjour à tous et bienvenue."), gather(say("Tapez 1."))), "/next": BYE})
    phone.dial().press("1", after=0.5)
    assert phone.lost == "1"
    assert phone.ended is None, "the line still listens"
    phone.press("2", after=3)
    assert line.form("/next")["Digits"] == "2"


def test_nobody_listens_after_the_timeout() -> None:
    phone, _ = ring({"/voice": document(gather(say("Tapez 1."), timeout="5"))})
    with pytest.raises(ValueError, match="nobody listens"):
        phone.dial().press("1", after=60)


@pytest.mark.parametrize("keys", ["", "a", "1 2", "+33"])
def test_what_is_no_key_cannot_be_pressed(keys: str) -> None:
    phone, _ = ring({"/voice": document(gather())})
    with pytest.raises(ValueError, match="keys 0-9"):
        phone.dial().press(keys)


def test_documents_that_never_let_the_caller_act_are_a_loop() -> None:
    phone, line = ring({"/voice": document("<Redirect>/voice</Redirect>")})
    with pytest.raises(TwimlError, match="a loop"):
        phone.dial()
    assert len(line.asked) < 50


ANSWERS = [
    (11200, "an error", ("500 Internal Server Error", "text/html", "Oops")),
    (11200, "not Twilio's", ("403 Forbidden", "text/plain", "")),
    (11200, "no content", ("204 No Content", "", "")),
    (11215, "a redirect loses the keys", ("302 Found", "text/html", "")),
    (12300, "a page", ("200 OK", "text/html", BYE)),
    (12300, "no type at all", ("200 OK", "", BYE)),
    (11770, "nothing", ("200 OK", "text/xml", "")),
]


@pytest.mark.parametrize(("code", "answer"), [(row[0], row[2]) for row in ANSWERS], ids=[row[1] for row in ANSWERS])
def test_refuses_answers(code: int, answer: tuple[str, str, str]) -> None:
    phone, _ = ring({"/voice": answer})
    with pytest.raises(TwimlError) as refusal:
        phone.dial()
    assert refusal.value.code == code


PLAY = document("<Play>/audio/fr/welcome.wav</Play>", "<Hangup/>")
RECORDINGS = [
    (("200 OK", "audio/wav", "RIFF"), None),
    (("200 OK", "text/html", "RIFF"), 13420),
    (("404 Not Found", "text/html", ""), 11200),
]


@pytest.mark.parametrize(("page", "code"), RECORDINGS)
def test_a_recording_is_fetched_and_must_be_audio(page: tuple[str, str, str], code: int | None) -> None:
    phone, _ = ring({"/voice": PLAY, "/audio/fr/welcome.wav": page})
    if code is None:
        phone.dial().hears("[welcome.wav]")
        return
    with pytest.raises(TwimlError) as refusal:
        phone.dial()
    assert refusal.value.code == code


def test_time_is_counted_and_told_for_each_sentence() -> None:
    words = "Bienvenue. " + "Pour une attestation, tapez 1." + '<break time="600ms"/>' + "Sinon, tapez 2."
    phone, _ = ring({"/voice": document("<Pause length='2'/>", gather(say(words), timeout="5"))})
    first, second, third = phone.dial().heard
    assert first.at == 2.0
    assert second.at == pytest.approx(first.until + 0.45), "a breath between two sentences"
    assert third.at == pytest.approx(second.until + 0.6)
    assert 1.0 < second.until - second.at < 4.0, "about 14 characters a second"
    assert phone.seconds == third.until


def test_the_pace_can_be_told() -> None:
    pace = Pace(speak=lambda _, locale: 1.0 if locale == "fr-FR" else 100.0, stop=0.5)
    phone, _ = ring({"/voice": document(gather(say("Un. Deux.")))}, pace=pace)
    assert [heard.at for heard in phone.dial().heard] == [0.0, 1.5]
    assert phone.seconds == 2.5


def test_a_repeated_webhook_is_the_same_request_with_a_token() -> None:
    pages = {"/voice": document(gather(say("Un."))), "/next": [document(gather(say("Deux."))), BYE]}
    phone, line = ring(pages)
    phone.dial().press("1").hears("Deux.")
    phone.repeat_last().hears("Au revoir.").does_not_hear("Deux.")
    (_, first), (_, second) = line.asked[-2:]
    assert first == second
    assert "HTTP_I_TWILIO_IDEMPOTENCY_TOKEN" not in line.headers[-2]
    assert line.headers[-1]["HTTP_I_TWILIO_IDEMPOTENCY_TOKEN"]
    assert line.badly_signed == 0
    assert [turn.request.url for turn in phone.turns] == ["https://line.example/voice", "https://line.example/next"]


def test_the_end_of_the_call_is_told() -> None:
    pages = {"/voice": document(gather(say("Un."))), "/voice/status": ("204 No Content", "", "")}
    phone, line = ring(pages)
    phone.dial().hang_up()
    form = line.form("/voice/status")
    assert form["CallStatus"] == "completed"
    assert form["CallDuration"] == str(round(phone.seconds))
    assert line.badly_signed == 0


def test_nothing_can_be_done_before_or_after_the_call() -> None:
    phone, _ = ring({"/voice": BYE})
    with pytest.raises(CallOverError, match="dial first"):
        phone.press("1")
    with pytest.raises(CallOverError, match="dial first"):
        phone.repeat_last()
    phone.dial()
    with pytest.raises(CallOverError, match=r"is over \(hangup\)"):
        phone.wait()
    with pytest.raises(CallOverError, match="already"):
        phone.dial()


def test_hears_tells_all_that_was_said_when_it_fails() -> None:
    phone, _ = ring({"/voice": document(gather(say("Pour une attestation, tapez 1.")))})
    phone.dial().hears("attestation", "POUR une ... tapez 1.").does_not_hear("remboursement")
    with pytest.raises(AssertionError, match=r"'remboursement' was not said[\s\S]*0.0 s  Pour une attestation"):
        phone.hears("remboursement")
    with pytest.raises(AssertionError, match="'attestation' was said"):
        phone.does_not_hear("attestation")


def test_no_secret_in_what_a_failing_test_prints() -> None:
    phone, _ = ring({"/voice": BYE})
    assert "made-up-token" not in repr(phone)
