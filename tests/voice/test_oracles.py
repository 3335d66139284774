"""The signature is checked as by the SDK's validator, and a form is read as by werkzeug: they are the oracles."""

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import urlencode

from flask import Flask, request
from hypothesis import example, given, settings
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict
from werkzeug.formparser import FormDataParser
from werkzeug.test import EnvironBuilder

from ivr.settings import Settings
from ivr.voice.signature import FORM, SignatureCheck
from ivr.voice.webhook import Webhook, read_pairs

TOKEN = "12345"
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Sent:
    """A webhook: where to, with which fields, by whom."""

    address: str
    target: str
    pairs: Pairs
    token: str = TOKEN

    @property
    def signature(self) -> str:
        return str(RequestValidator(self.token).compute_signature(self.address + self.target, MultiDict(self.pairs)))


hosts = st.sampled_from(["line.example", "Line.example", "127.0.0.1", "elsewhere.example"])
ports = st.sampled_from(["", ":443", ":80", ":8443"])
addresses = st.builds("{}://{}{}".format, st.sampled_from(["https", "http"]), hosts, ports)
pieces = st.sampled_from(["a", "A", "/", "=", "&", "+", ";", "%C3%A9", "%c3%a9", "%2F", "%3F", "%26", "bodySHA256=0"])
queries = st.lists(pieces, min_size=1, max_size=6).map("".join)
paths = st.sampled_from(["/voice", "/voice/", "/voice/topics", "/voice/d%C3%A9c", "/voice//"])
targets = paths | st.builds("{}?{}".format, paths, queries)
texts = st.text(max_size=5)
names = st.sampled_from(["Digits", "digits", "SpeechResult", "FromCity", "", "Né", "a&b"]) | texts
values = st.sampled_from(["", "1", "2", " 1 ", "+33199001234", "a&b=c", "Où est ma carte ?", "100 %41", "🙂"]) | texts
forms = st.lists(st.tuples(names, values), max_size=8).map(tuple)
sents = st.builds(Sent, addresses, targets, forms)


def swap_port(sent: Sent) -> Sent:
    scheme, _, host = sent.address.partition("://")
    name, _, port = host.partition(":")
    return replace(sent, address=f"{scheme}://{name}" if port else f"{sent.address}:{443 if scheme == 'https' else 80}")


def mapped(change: Callable[[str], str]) -> Callable[[Sent], Sent]:
    return lambda sent: replace(sent, pairs=tuple((name, change(value)) for name, value in sent.pairs))


# What became of a webhook between Twilio and us, or of its signature.
WAYS: dict[str, Callable[[Sent], Sent]] = {
    "as it was": lambda sent: sent,
    "with the port the other way": swap_port,
    "by another token": lambda sent: replace(sent, token="other"),
    "another scheme": lambda sent: replace(sent, address=sent.address.replace("https", "http")),
    "host in small letters": lambda sent: replace(sent, address=sent.address.lower()),
    "escapes in small letters": lambda sent: replace(sent, target=sent.target.lower()),
    "a slash more": lambda sent: replace(sent, target=sent.target + "/"),
    "fields in another order": lambda sent: replace(sent, pairs=sent.pairs[::-1]),
    "fields twice": lambda sent: replace(sent, pairs=sent.pairs * 2),
    "a field less": lambda sent: replace(sent, pairs=sent.pairs[1:]),
    "a field more": lambda sent: replace(sent, pairs=(*sent.pairs, ("", ""))),
    "empty fields dropped": lambda sent: replace(sent, pairs=tuple(pair for pair in sent.pairs if pair[1])),
    "values trimmed": mapped(str.strip),
    "values in small letters": mapped(str.lower),
}


APP = Flask(__name__)
APP.request_class = Webhook


@cache
def check_of(address: str) -> SignatureCheck:
    return SignatureCheck(Settings(auth_token=TOKEN, public_url=address))  # type: ignore[arg-type]


@settings(max_examples=200)
@given(sent=sents, way=st.sampled_from(list(WAYS)))
@example(sent=Sent("https://line.example:8443", "/voice?t=3", (("Digits", "1"),)), way="with the port the other way")
@example(sent=Sent("https://line.example", "/voice", (("New", "2"), ("New", "1"), ("new", " é "))), way="fields twice")
def test_who_is_let_in_is_whom_the_sdk_lets_in(sent: Sent, way: str) -> None:
    signature = WAYS[way](sent).signature
    validator = RequestValidator(TOKEN)
    known = validator.validate(sent.address + sent.target, MultiDict(sent.pairs), signature)
    environ = EnvironBuilder(
        method="POST", data=urlencode(sent.pairs), content_type=FORM, headers={"X-Twilio-Signature": signature}
    ).get_environ()
    environ["RAW_URI"] = sent.target
    with APP.request_context(environ):
        assert (check_of(sent.address).fault(request) in ("", "repeated field")) == known


marks = ["&", "=", "+", "%", ";", " "]
bodies = st.lists(st.sampled_from([*marks, "%41", "%C3%A9", "%FF", "%f0%9f", "%2B", "a", "B"]))


@given(bodies.map("".join) | st.text(st.characters(max_codepoint=127)))
def test_a_form_is_read_as_werkzeug_reads_it(body: str) -> None:
    written = body.encode()
    _, form, _ = FormDataParser().parse(io.BytesIO(written), FORM, len(written), {})
    assert MultiDict(read_pairs(written)) == form  # which has each name's values together, wherever they came
