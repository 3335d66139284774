"""Whatever is sent to any address: what is not Twilio's is refused, what is gets words, and nothing personal leaks."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from ivr.voice.signature import MOST_FIELDS
from tests import slices
from tests.hostile import FORM, NASTY, Shot, fault_of, fire, is_twilios, likely, random_shot, shot
from tests.planted import examples, numbers_in, stray_digits
from tests.served import CALL, TEXT, addresses, open_app, rows
from tests.test_logs import logging_into

ACCOUNT = "AC" + "0" * 32
KINDS: tuple[Mapping[str, str], ...] = (
    {},
    {"IVR_ADVISER": "+33199000001", "IVR_REHEARSAL": "1"},
    {"IVR_WORKFLOW_SID": "WW" + "0" * 32, "IVR_SPEECH": "0"},
)
IDEMPOTENCY = {"HTTP_I_TWILIO_IDEMPOTENCY_TOKEN": "6ba7b810-9dad-11d1-80b4-00c04fd430c8"}


@pytest.fixture(scope="module")
def apps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, ...]]:
    opened = tuple(open_app(tmp_path_factory.mktemp("hostile"), kind) for kind in KINDS)
    yield opened
    for app in opened:
        app.extensions["ivr"].close()


@pytest.fixture
def app(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Flask]:
    opened = open_app(tmp_path, getattr(request, "param", {}))
    yield opened
    opened.extensions["ivr"].close()


# -- a corpus, each with its story -------------------------------------------------------------------------------------

TURN = "/voice/topics?v=1&t=4"
CORPUS: Mapping[str, Shot] = {
    "no field at all": Shot(),
    "no CallSid": shot("/voice", {"From": "+33612345678", "To": "3646"}),
    "no From, no To": shot("/voice", {"CallSid": "CA0"}),
    "1 MB": shot("/voice", {"SpeechResult": "x" * 1_000_000}),
    "1 MB that says it is small": replace(
        shot("/voice", {"SpeechResult": "x" * 1_000_000}), headers={"CONTENT_LENGTH": "10"}, signed=False
    ),
    "a length that is none": Shot(body=b"Digits=1", headers={"CONTENT_LENGTH": "ten"}, signed=False),
    "a negative length": Shot(body=b"Digits=1", headers={"CONTENT_LENGTH": "-1"}, signed=False),
    "bytes that are no UTF-8, signed as the empty form for which Flask takes them": Shot(body=b"\xff\xfeDigits=1"),
    "escapes that are no UTF-8": Shot("POST", TURN, b"Digits=%FF%FE&SpeechResult=%C0%80"),
    "half an escape": Shot(target=TURN, body=b"Digits=%&SpeechResult=%4"),
    "NUL in every field": shot(TURN, {"CallSid": "CA\x00", "From": "\x00", "To": "\x00", "Digits": "1\x00"}),
    "NUL as a receipt": shot("/texts/status?m=1", {"MessageSid": "SM\x00", "MessageStatus": "sent\x00"}),
    "a receipt with a long word": shot("/texts/status?m=1", {"MessageSid": "SM2", "MessageStatus": "x" * 9000}),
    "a receipt for row -1": shot("/texts/status?m=-1", {"MessageSid": "SM3", "MessageStatus": "sent"}),
    "a receipt for a row beyond 64 bits": shot(
        "/texts/status?m=" + "9" * 30, {"MessageSid": "S", "MessageStatus": "sent"}
    ),
    "Digits twice": Shot(target=TURN, body=b"Digits=1&Digits=2"),
    "Digits as a list": Shot(target=TURN, body=b"Digits[]=1&Digits[]=2"),
    "From twice, alike": Shot(body=b"From=anonymous&From=anonymous"),
    "a field of ours twice, unread": Shot(body=b"Called=1&Called=2"),
    "Digits of 10,000 keys": shot("/voice/mobile?v=1", {"Digits": "0" * 10_000}),
    "Digits in Arabic": shot("/voice/postcode?v=1", {"Digits": "٧٥٠١٢"}),
    "Digits that are words": shot(TURN, {"Digits": "one"}),
    "a speech of 10,000 characters with XML": shot(TURN, {"SpeechResult": "<Say>&</Gather>\x00\x1b " * 600}),
    "a speech of ligatures that unfold": shot(TURN, {"SpeechResult": "ﷺ" * 3000}),
    "a speech of combining marks": shot(TURN, {"SpeechResult": "e" + "\u0301" * 9000}),
    "a speech of one letter words": shot(TURN, {"SpeechResult": "a " * 5000}),
    "JSON": Shot(content_type="application/json", body=b'{"CallSid": "CA0", "Digits": "1"}'),
    "JSON that says it is a form": Shot(body=b'{"CallSid": "CA0", "Digits": "1"}'),
    "multipart": Shot(content_type="multipart/form-data; boundary=x", body=b"--x--"),
    "a form in UTF-16": Shot(content_type=FORM + "; charset=utf-16", body=b"Digits=1"),
    "no content type": Shot(content_type="", body=b"Digits=1"),
    "more fields than Twilio has": Shot(body=b"&".join(b"a%d=1" % n for n in range(MOST_FIELDS + 1))),
    "as many as it may have": Shot(body=b"&".join(b"a%d=1" % n for n in range(MOST_FIELDS))),
    "an unknown step": shot("/voice/lottery?v=1", {"Digits": "1"}),
    "a step of another alphabet": shot("/voice/%E4%B8%AD?v=1", {"Digits": "1"}),
    "a step of 5,000 letters": shot("/voice/" + "x" * 5000, {"Digits": "1"}),
    "an older release's state": shot("/voice/topics?v=0&t=4&lang=fr", {"Digits": "1"}),
    "state that is none": shot("/voice/topics?v=1&t=x&d=../..&c=%00&l=moon&f=99", {"Digits": "1"}),
    "state twice": shot("/voice/topics?v=1&v=2&g=en&g=fr", {"Digits": "1"}),
    "a query of 50,000 letters": shot("/voice/topics?" + "v=1&" * 12_500, {"Digits": "1"}),
    "links that no release had": shot("/voice/text?v=1&k=nothing&r=nobody", {"Digits": "1"}),
    "a text without a link": shot("/voice/offer_mobile?v=1", {"Digits": "#"}),
    "a caisse that closed": shot("/voice/adviser?v=1&c=zzz&d=00&p=metropole", {"Digits": "0"}),
    "GET": Shot("GET", TURN),
    "HEAD": Shot("HEAD", TURN),
    "OPTIONS": Shot("OPTIONS", TURN),
    "a method that nobody knows": Shot("BREW", TURN),
    "a method by another header": shot(TURN, {}, headers={"HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE"}),
    "a slash at the end": shot("/voice/", CALL),
    "two slashes at the end": shot("/voice/topics//?v=1", CALL),
    "two at the beginning": shot("//voice", CALL),
    "a way up and down": shot("/voice/../voice/topics?v=1", CALL),
    "an escaped way up": shot("/voice/%2e%2e/health", CALL),
    "an escaped slash": shot("/voice/topics%2Fwait?v=1", CALL),
    "escapes where none are needed": shot("/voice/%74opics?v=1", {"Digits": "1"}),
    "deeper than any address": shot("/voice/topics/wait/longer", CALL),
    "waiting at no queue": shot("/voice/nowhere/wait?v=1", {"QueuePosition": "-1", "AvgQueueTime": "NaN"}),
    "waiting for ever": shot("/voice/connect/wait?v=1", {"QueuePosition": "999999", "AvgQueueTime": "999999"}),
    "audio: up and out": Shot("GET", "/audio/../../settings.py", signed=False),
    "audio: escaped": Shot("GET", "/audio/%2e%2e/%2e%2e/settings.py", signed=False),
    "audio: from the root": Shot("GET", "/audio//etc/passwd", signed=False),
    "audio: NUL": Shot("GET", "/audio/fr/goodbye%00.wav", signed=False),
    "audio: a very long name": Shot("GET", "/audio/" + "a" * 5000, signed=False),
    "audio: by POST": Shot("POST", "/audio/fr/goodbye.wav"),
    "an outcome that Twilio has not invented yet": shot("/voice/connect?v=1", {"DialCallStatus": "beamed-up"}),
    "a queue's outcome at a menu": shot(TURN, {"QueueResult": "bridged"}),
    "two outcomes and a key": shot(TURN, {"QueueResult": "leave", "DialCallStatus": "busy", "Digits": "1"}),
    "a call that is over goes on": shot(TURN, {"CallStatus": "completed", "Digits": "1"}),
    "the end before the beginning": shot("/voice/status", {"CallStatus": "completed", "CallDuration": "-5"}),
    "a repeated request": shot(TURN, {"Digits": "1"}, headers=IDEMPOTENCY),
    "somebody else's host": shot(TURN, {"Digits": "1"}, headers={"HTTP_HOST": "evil.example/<script>"}),
    "a proxy that says http": shot(TURN, {"Digits": "1"}, headers={"HTTP_X_FORWARDED_PROTO": "http"}),
    "a signature in letters that are not ASCII": Shot(signed=False, headers={"HTTP_X_TWILIO_SIGNATURE": "é" * 28}),
    "a signature of 1 MB": Shot(signed=False, headers={"HTTP_X_TWILIO_SIGNATURE": "A" * 1_000_000}),
    "a hash of the body, which is for JSON": shot("/voice?bodySHA256=00", {"Digits": "1"}),
    "a target that is a whole address": Shot(target="https://line.example/voice", signed=False),
    "a moment where no rehearsal is allowed": shot("/voice?at=99991231T235959Z", CALL),
}


@pytest.mark.parametrize("kind", range(len(KINDS)))
@pytest.mark.parametrize("name", CORPUS)
def test_what_is_not_twilios_is_refused_and_what_is_gets_words(apps: tuple[Flask, ...], name: str, kind: int) -> None:
    assert fault_of(CORPUS[name], fire(apps[kind].wsgi_app, CORPUS[name])) == ""


@pytest.mark.parametrize("value", NASTY, ids=range(len(NASTY)))
def test_nasty_values_in_every_field_of_every_webhook(apps: tuple[Flask, ...], value: str) -> None:
    fields = (
        "CallSid",
        "From",
        "To",
        "CallStatus",
        "SpeechResult",
        "Digits",
        "DialCallStatus",
        "QueueResult",
        "Caller",
    )
    paths = ("/voice", TURN, "/voice/postcode?v=1", "/voice/connect/wait?v=1", "/voice/status", "/texts/status?m=1")
    for sent in (shot(path, {field: value}) for path in paths for field in fields):
        assert fault_of(sent, fire(apps[0].wsgi_app, sent)) == "", sent.target


# -- at random ---------------------------------------------------------------------------------------------------------

NUMBERS = examples()


def planted(random: Random) -> str:
    """A number that must never be seen again, as somebody might write it."""
    number = random.choice(NUMBERS)
    return random.choice(("+{}", "00{}", "tel:+{}", "<sip:+{}@x>", "{}", "+{} ext 1")).format(number)


@slices.examples(1200)
@given(st.randoms(use_true_random=False), st.integers(0, len(KINDS) - 1))
def test_any_request_is_refused_or_answered_in_words(apps: tuple[Flask, ...], random: Random, kind: int) -> None:
    written = io.StringIO()
    with logging_into(written):
        made = random_shot(random, planted)
        reply = fire(apps[kind].wsgi_app, made)
    assert fault_of(made, reply) == ""
    assert [stray_digits(line) for line in written.getvalue().splitlines()] in ([], [[]], [[], []])
    assert [numbers_in(address) for address in addresses(reply.body)] in ([], [[]], [[], []])


def test_the_requests_at_random_are_of_every_kind() -> None:
    random = Random(1)
    made = [random_shot(random) for _ in range(2000)]
    assert 0.5 < sum(map(is_twilios, made)) / len(made) < 0.9
    assert {one.method for one in made} > {"POST", "GET", "HEAD", "OPTIONS"}


# -- again, and in another order ---------------------------------------------------------------------------------------


def test_a_repeated_request_has_no_second_effect_and_the_same_words(app: Flask) -> None:
    random = Random(7)
    for one in (likely(random) for _ in range(80)):
        words, asked = fire(app.wsgi_app, one).body, len(rows(app))
        assert fire(app.wsgi_app, replace(one, headers=IDEMPOTENCY)).body == words, one.target
        assert len(rows(app)) == asked
    assert rows(app)


def test_webhooks_out_of_order_do_no_more_than_in_order(app: Flask) -> None:
    late = [
        shot("/voice/status", {**CALL, "CallStatus": "completed", "CallDuration": "60"}),
        shot("/texts/status?m=1", {"MessageSid": "SM0", "MessageStatus": "delivered"}),
        shot("/voice/anything_else?v=1&t=5&k=attestation", {**CALL, "Digits": "2"}),
        shot(TEXT, {**CALL, "Digits": "1"}),
        shot("/texts/status?m=1", {"MessageSid": "SM0", "MessageStatus": "sent"}),
        shot("/voice", {**CALL, "CallStatus": "ringing"}),
        shot(TEXT, {**CALL, "Digits": "1"}),
    ]
    for one in late:
        assert fault_of(one, fire(app.wsgi_app, one)) == ""
    [row] = rows(app)
    assert (row.state, row.sid) == ("sent", "SM0")


# -- whose requests they are -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("app", [{"TWILIO_ACCOUNT_SID": ACCOUNT}], indirect=True)
def test_another_account_is_refused_although_it_has_the_token(app: Flask) -> None:
    for path in ("/voice", TURN, "/voice/topics/wait", "/voice/status", "/texts/status", "/voice/a/b/c"):
        for account in ("AC" + "1" * 32, "", ACCOUNT.lower(), ACCOUNT + " "):
            assert fire(app.wsgi_app, shot(path, {**CALL, "AccountSid": account})).status == 403
        assert fire(app.wsgi_app, shot(path, CALL)).status == 403
        assert fire(app.wsgi_app, shot(path, {**CALL, "AccountSid": ACCOUNT})).status in (200, 204)


def test_a_flood_of_fields_is_refused_before_they_are_read(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """64 kB of fields, with any 28 letters for a signature, once cost what a hundred turns do."""
    monkeypatch.setattr("ivr.voice.webhook.read_pairs", lambda *_: pytest.fail("they were read"))
    flood = Shot(body=b"a&" * 32_000, signed=False, headers={"HTTP_X_TWILIO_SIGNATURE": "x" * 28})
    assert fire(app.wsgi_app, flood).status == 403
