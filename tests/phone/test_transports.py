"""Requests as they travel: signed as Twilio signs, the same over HTTP as in process."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server

from ivr.cli.call_faults import explained
from ivr.phone.phone import Phone
from ivr.phone.refusal import TwimlError
from ivr.phone.transports import HttpTransport, WsgiTransport
from ivr.phone.webhooks import Parties, Request, Webhooks, signed_address
from tests.phone import scripted_line
from tests.phone.scripted_line import ScriptedLine, document, gather, say

SIGNED = [
    ("https://line.example/voice?x=%2F", "https://line.example/voice?x=%2F", "byte for byte"),
    ("https://line.example:8443/voice", "https://line.example/voice", "over HTTPS the port is left out"),
    ("http://127.0.0.1:5000/voice", "http://127.0.0.1:5000/voice", "over HTTP it stays"),
    ("https://me:secret@line.example/voice", "https://line.example/voice", "no user"),
    ("https://line.example/voice#rc=2&rt=4000", "https://line.example/voice", "overrides are not sent"),
]


@pytest.mark.parametrize(("url", "signed"), [row[:2] for row in SIGNED], ids=[row[2] for row in SIGNED])
def test_the_address_that_is_signed(url: str, signed: str) -> None:
    assert signed_address(url) == signed


def test_signs_as_in_twilios_own_example() -> None:
    webhooks = Webhooks(HttpTransport("https://example.com"), "12345", Parties("", ""))
    params = {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+14158675310",
        "Digits": "1234",
        "From": "+14158675310",
        "To": "+18005551212",
    }
    assert webhooks._sign("https://example.com/myapp.php?foo=1&bar=2", params) == "L/OH5YylLD5NRKLltdqwSvS0BnU="


class _Quiet(WSGIRequestHandler):
    def log(self, *_: object, **__: object) -> None:  # type: ignore[override]
        """Says nothing on the terminal of the tests."""


@contextmanager
def served(line: ScriptedLine) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, line, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_the_same_call_over_http(monkeypatch: pytest.MonkeyPatch) -> None:
    bye = document(say("Au revoir."), "<Hangup/>")
    status = ("204 No Content", "", "")
    line = ScriptedLine({"/voice": document(gather(say("Tapez 1."))), "/next": bye, "/voice/status": status})
    with served(line) as address:
        monkeypatch.setattr(scripted_line, "BASE", address)  # what the line checks signatures against
        phone = Phone(HttpTransport(address), scripted_line.TOKEN, from_="+33199001234")
        phone.dial().press("1").hears("Au revoir.")
    assert phone.ended == "hangup"
    assert [path for path, _ in line.asked] == ["/voice", "/next", "/voice/status"]
    assert line.badly_signed == 0


def test_a_redirect_is_not_followed_over_http() -> None:
    line = ScriptedLine({"/voice": ("302 Found", "text/html", "")})
    with served(line) as address, pytest.raises(TwimlError, match="answered 302"):
        Phone(HttpTransport(address), scripted_line.TOKEN).dial()
    assert len(line.asked) == 1


def test_where_nobody_answers_it_says_so() -> None:
    with served(ScriptedLine({})) as address:
        pass
    with pytest.raises(TwimlError, match="nothing answers"):
        Phone(HttpTransport(address), scripted_line.TOKEN).dial()


@pytest.mark.parametrize(
    "first", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"], ids=["silent", "piece by piece"]
)
def test_a_service_that_is_slower_than_twilio_waits_is_not_told_to_be_away(first: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            connection, _ = server.accept()
            with connection, suppress(OSError):
                for piece in (first, *[b"."] * 9):
                    connection.sendall(piece)
                    time.sleep(0.05 if first else 0.2)

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(TwimlError, match="no whole answer within") as told:
            Phone(HttpTransport(f"http://127.0.0.1:{server.getsockname()[1]}", 0.15), scripted_line.TOKEN).dial()
        thread.join()
    assert "15 secondes que Twilio attend" in explained(str(told.value), "http://127.0.0.1")


def test_an_app_that_raises_is_seen_by_the_test() -> None:
    def broken(*_: object) -> list[bytes]:
        raise RuntimeError("out of order")

    with pytest.raises(RuntimeError, match="out of order"):
        WsgiTransport(broken).send(Request("POST", "https://line.example/voice"))
