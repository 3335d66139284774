"""What is Twilio's and what is not. Each trap here once let a forgery in, or a real call be refused."""

import io
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask, request
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs
from twilio.request_validator import RequestValidator
from werkzeug.test import EnvironBuilder

from ivr.logs import clean
from ivr.settings import Settings
from ivr.voice.signature import SignatureCheck, raw_target
from ivr.voice.webhook import Webhook

TOKEN, NEXT = "12345", "67890"
ADDRESS = "https://line.example"
FORM = {"CallSid": "CA0", "AccountSid": "AC0", "From": "+33199001234", "To": "+33199005678", "Digits": "1"}


def sign(path: str = "/voice", form: Mapping[str, str] = FORM, token: str = TOKEN, address: str = ADDRESS) -> str:
    return str(RequestValidator(token).compute_signature(address + path, dict(form)))


def fault(path: str = "/voice", *, settings: Mapping[str, Any] = {}, **sent: Any) -> str:
    """What the check says of a request; `sent` are werkzeug's words for it, `path` is the raw request target."""
    check = SignatureCheck(Settings(**{"auth_token": TOKEN, "public_url": ADDRESS, **settings}))
    app = Flask(__name__)
    app.request_class = Webhook
    app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
    signature, headers = sent.pop("signature", None), sent.pop("headers", {})
    sent = {"method": "POST", "data": FORM, **sent}
    if signature != "":
        headers = {**headers, "X-Twilio-Signature": sign(path) if signature is None else signature}
    environ = EnvironBuilder(path="/voice", headers=headers, **sent).get_environ()
    environ["RAW_URI"] = environ["REQUEST_URI"] = path
    with app.request_context(environ):
        return check.fault(request)


def test_a_signed_form_is_twilios() -> None:
    assert fault() == ""


def test_the_vector_of_twilios_own_page() -> None:
    form = {"CallSid": "CA1234567890ABCDE", "Caller": "+14158675310", "Digits": "1234", "From": "+14158675310"}
    form["To"] = "+18005551212"
    path, address = "/myapp.php?foo=1&bar=2", "https://example.com"
    known = "L/OH5YylLD5NRKLltdqwSvS0BnU="
    assert fault(path, data=form, signature=known, settings={"public_url": address}) == ""


@pytest.mark.parametrize(
    ("why", "sent"),
    [
        ("no signature: the validator itself raises TypeError", {"signature": ""}),
        ("signed with somebody else's token", {"signature": sign(token="other")}),
        ("signed with an empty token, which the validator would take", {"signature": sign(token="")}),
        ("another path's signature", {"signature": sign("/voice/topics?v=1")}),
        ("another host's signature", {"signature": sign(address="https://elsewhere.example")}),
        ("http instead of https", {"signature": sign(address="http://line.example")}),
        ("a field changed", {"data": {**FORM, "Digits": "2"}}),
        ("a field added", {"data": {**FORM, "More": "1"}}),
        ("a field taken away", {"data": {name: FORM[name] for name in ("CallSid", "From", "To")}}),
        ("a blank trimmed", {"signature": sign(form={**FORM, "Digits": "1 "})}),
        ("letters that are not ASCII", {"signature": "é" * 28}),
        ("a very long signature", {"signature": "A" * 5000}),
        ("GET", {"method": "GET", "data": None}),
        ("PUT", {"method": "PUT"}),
        ("JSON: the body is no field", {"data": None, "json": {"Digits": "1"}, "signature": sign(form={})}),
        ("no content type at all", {"data": b"Digits=1", "signature": sign(form={})}),
        ("multipart", {"content_type": "multipart/form-data"}),
        ("a body of 70 kB", {"data": {**FORM, "More": "x" * 70_000}}),
        ("not UTF-8", {"data": None, "input_stream": io.BytesIO(b"Digits=%FF"), "content_length": 10,
                       "content_type": "application/x-www-form-urlencoded"}),
    ],
)  # fmt: skip
def test_anything_else_is_not(why: str, sent: dict[str, Any]) -> None:
    assert fault(**sent) != "", why


def test_a_json_body_with_its_digest_in_the_address_is_not_a_call() -> None:
    path = "/voice?bodySHA256=44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    assert fault(path, data=None, json={}, signature=sign(path, {})) == "no form"


@pytest.mark.parametrize(
    "path",
    [
        "/voice/topics?v=1&t=3",
        "/voice?motif=d%C3%A9c%C3%A8s",  # Flask's request.url is an IRI: it would show the accents
        "/voice?next=%2Fa%3Fb",  # and undo these
        "/voice/d%C3%A9c",
        "/voice?x=%c3%a9",  # lower-case hexadecimals stay as they came
        "/voice/",  # the slash is signed
        "/voice?a=1&a=1",
        "/voice?x=a+b",
    ],
)
def test_the_raw_address_is_signed_byte_for_byte(path: str) -> None:
    assert fault(path) == ""


def test_a_rewritten_address_is_refused() -> None:
    assert fault("/voice/d%C3%A9c", signature=sign("/voice/déc")) == "signature"
    assert fault("/voice/", signature=sign("/voice")) == "signature"


def test_a_whole_address_in_the_request_line_is_refused() -> None:
    assert fault("https://elsewhere.example/voice") == "ValueError"


@pytest.mark.parametrize(
    ("configured", "signed"),
    [
        ("https://line.example", "https://line.example"),
        ("https://line.example", "https://line.example:443"),  # the validator tries both
        ("https://line.example:8443", "https://line.example"),  # voice over HTTPS: the port is dropped
        ("http://line.example:8080", "http://line.example:8080"),  # voice over HTTP: it is kept
    ],
)
def test_ports_are_signed_as_twilio_signs_them(configured: str, signed: str) -> None:
    assert fault(signature=sign(address=signed), settings={"public_url": configured}) == ""


def test_the_host_header_decides_nothing() -> None:
    elsewhere = sign(address="https://evil.example")
    assert fault(signature=elsewhere, base_url="https://evil.example") == "address"


@pytest.mark.parametrize(
    ("signed_for", "headers"),
    [
        ("https://tunnel.example", {"Host": "tunnel.example"}),
        ("https://tunnel.example", {"Host": "127.0.0.1:5000", "X-Forwarded-Host": "tunnel.example"}),
        ("http://line.example", {"Host": "line.example"}),
        ("http://127.0.0.1:5000", {"Host": "127.0.0.1:5000"}),
    ],
)
def test_a_request_signed_for_the_address_that_it_came_by_is_refused_and_both_are_logged(
    signed_for: str, headers: dict[str, str]
) -> None:
    with capture_logs() as logs:
        assert fault(signature=sign(address=signed_for), headers=headers) == "address"
    [entry] = logs
    assert (entry["configured"], entry["signed_for"]) == (ADDRESS, signed_for)
    assert clean("signed_for", signed_for) == signed_for, "it is written with its digits"
    assert FORM["From"] not in str(entry)


@pytest.mark.parametrize("host", ["evil.example", "a b/\x00", "[::1]", "", "evil.example/voice?", "u:p@evil.example"])
def test_without_the_token_no_host_is_logged(host: str) -> None:
    with capture_logs() as logs:
        assert fault(signature=sign(token="other", address=f"https://{host}"), headers={"Host": host}) == "signature"
    assert logs == []


def test_both_tokens_are_accepted_while_one_is_changed() -> None:
    both = {"auth_token_next": NEXT}
    assert fault(settings=both) == ""
    assert fault(signature=sign(token=NEXT), settings=both) == ""
    assert fault(signature=sign(token="third"), settings=both) == "signature"


def test_the_algorithm_that_a_request_names_is_not_followed() -> None:
    weak = RequestValidator(TOKEN).compute_signature(ADDRESS + "/voice", FORM, "HMAC_SHA256")
    assert fault(signature=weak) == "signature"


def test_without_a_token_there_is_no_check_at_all() -> None:
    with pytest.raises(ValueError, match="no token"):
        SignatureCheck(Settings())


@pytest.mark.parametrize(("account", "expected"), [("AC0", ""), ("AC1", "account")])
def test_another_account_is_refused_when_ours_is_known(account: str, expected: str) -> None:
    assert fault(settings={"account_sid": account}) == expected


def test_a_field_that_we_read_may_come_but_once() -> None:
    # {Digits: [1, 2]} signs as "Digits1Digits2", and so does {Digits: "1Digits2"}; a value given twice signs as once.
    twice = urlencode([*FORM.items(), ("Digits", "1")])
    assert fault(data=twice, content_type="application/x-www-form-urlencoded") == "repeated field"


def test_a_field_that_nobody_reads_may_come_twice() -> None:
    form = [*FORM.items(), ("New", "1"), ("New", "1")]
    signature = sign(form={**FORM, "New": "1"})
    assert fault(data=urlencode(form), content_type="application/x-www-form-urlencoded", signature=signature) == ""


def test_empty_and_unknown_fields_are_part_of_the_signature() -> None:
    form = {**FORM, "FromCity": "", "Invented": " with blanks ", "SpeechResult": "Où est ma carte ?"}
    assert fault(data=form, signature=sign(form=form)) == ""


@given(signature=st.text(st.characters(min_codepoint=33, max_codepoint=255), min_size=1), target=st.text(max_size=40))
def test_no_request_makes_the_check_raise(signature: str, target: str) -> None:
    assert fault("/" + target, signature=signature) != ""


@pytest.mark.parametrize(
    ("environ", "target"),
    [
        ({"RAW_URI": "/voice?a=%2F"}, "/voice?a=%2F"),  # gunicorn
        ({"REQUEST_URI": "/voice?a=%2F"}, "/voice?a=%2F"),  # werkzeug, nginx
        ({"PATH_INFO": "/d\xc3\xa9c", "QUERY_STRING": "a=%2F"}, "/d%C3%A9c?a=%2F"),  # servers that keep neither
        ({"SCRIPT_NAME": "/line", "PATH_INFO": "/voice"}, "/line/voice"),
    ],
)
def test_the_raw_target_wherever_the_server_keeps_it(environ: dict[str, str], target: str) -> None:
    assert raw_target(environ) == target
