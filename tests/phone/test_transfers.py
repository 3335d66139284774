"""Transfers: numbers that are rung and queues that are waited in, with every way in which they end."""

import re

import pytest

from ivr.phone.refusal import TwimlError
from tests.phone.scripted_line import document, gather, ring, say

BYE = document(say("Au revoir."), "<Hangup/>")

DIALS = [
    ("answer", "completed", "transfer", "+33199000001"),
    ("busy", "busy", "hangup", "+33199000001"),
    ("no-answer", "no-answer", "hangup", "+33199000001"),
    ("failed", "failed", "hangup", "+33199000001"),
]


@pytest.mark.parametrize(("advisers", "status", "ended", "dialled"), DIALS)
def test_a_dial_leads_to_its_action(advisers: str, status: str, ended: str, dialled: str) -> None:
    pages = {"/voice": document('<Dial action="/dialled" timeout="20">+33199000001</Dial>'), "/dialled": BYE}
    phone, line = ring(pages, advisers=advisers)
    phone.dial()
    form = line.form("/dialled")
    assert form["DialCallStatus"] == status
    assert re.fullmatch(r"CA[0-9a-f]{32}", form["DialCallSid"])
    assert ("DialCallDuration" in form) == (advisers == "answer")
    assert (phone.ended, phone.dialled) == (ended, dialled)
    assert (phone.connected_at is not None) == (advisers == "answer")
    assert phone.seconds >= (25 if advisers == "no-answer" else 1), "Twilio adds five seconds to a timeout"


def test_a_dial_without_an_action_goes_on_in_its_document() -> None:
    phone, _ = ring({"/voice": document("<Dial>+33199000001</Dial>", say("Occupé."))}, advisers="busy")
    phone.dial().hears("Occupé.")


def test_a_call_that_goes_on_after_an_adviser_is_no_transfer() -> None:
    pages = {"/voice": document('<Dial action="/menu">+33199000001</Dial>'), "/menu": document(gather()), "/next": BYE}
    phone, _ = ring(pages)
    assert phone.dial().ended is None
    assert phone.press("1").ended == "hangup"


QUEUE = document('<Enqueue action="/left" waitUrl="/wait">advisers</Enqueue>')
WAITING = document(say("Vous êtes en attente."), gather(say("Tapez 1 pour renoncer."), action="/wait/keys"))


def test_a_queue_plays_its_waiting_and_then_connects() -> None:
    phone, line = ring({"/voice": QUEUE, "/wait": WAITING, "/left": BYE})
    phone.dial().hears("Vous êtes en attente.", "Au revoir.")
    assert int(line.form("/wait")["QueuePosition"]) >= 1
    assert {"QueueSid", "QueueTime", "AvgQueueTime", "CurrentQueueSize"} <= set(line.form("/wait"))
    assert line.form("/left")["QueueResult"] == "bridged"
    assert phone.ended == "transfer"


@pytest.mark.parametrize(("advisers", "result"), [("busy", "queue-full"), ("failed", "system-error")])
def test_a_queue_that_takes_nobody(advisers: str, result: str) -> None:
    phone, line = ring({"/voice": QUEUE, "/left": BYE}, advisers=advisers)
    assert phone.dial().ended == "hangup"
    assert line.form("/left")["QueueResult"] == result


def test_a_caller_waits_round_after_round_and_may_leave() -> None:
    pages = {
        "/voice": QUEUE,
        "/wait": WAITING,
        "/wait/keys": [document("<Pause/>"), document("<Leave/>")],
        "/left": BYE,
    }
    phone, line = ring(pages, advisers="no-answer")
    phone.dial()
    assert phone.waiting
    first = line.form("/wait")
    phone.wait().wait()
    assert phone.waiting
    assert int(line.form("/wait")["QueueTime"]) > int(first["QueueTime"])
    assert int(line.form("/wait")["QueuePosition"]) < int(first["QueuePosition"])
    phone.press("1").hears("Au revoir.")
    assert line.form("/left")["QueueResult"] == "leave"


def test_an_adviser_may_come_free_while_a_caller_waits() -> None:
    phone, line = ring({"/voice": QUEUE, "/wait": document("<Pause/>"), "/left": BYE}, advisers="no-answer")
    phone.dial()
    phone.advisers = "answer"
    assert phone.wait().ended == "transfer"
    assert line.form("/left")["QueueResult"] == "bridged"


def test_hanging_up_in_a_queue_is_told_to_its_action() -> None:
    phone, line = ring({"/voice": QUEUE, "/wait": WAITING, "/left": BYE}, advisers="no-answer")
    assert phone.dial().hang_up().ended == "caller"
    assert line.form("/left")["QueueResult"] == "hangup"
    phone.does_not_hear("Au revoir.")


@pytest.mark.parametrize("verb", ["<Enqueue>q</Enqueue>", "<Dial>+33199000001</Dial>"])
def test_no_dial_and_no_queue_inside_a_queue(verb: str) -> None:
    phone, _ = ring({"/voice": QUEUE, "/wait": document(verb), "/left": BYE})
    with pytest.raises(TwimlError, match="no place in what is played to a queue"):
        phone.dial()


def test_nobody_leaves_a_queue_from_outside() -> None:
    phone, _ = ring({"/voice": document("<Leave/>")})
    with pytest.raises(TwimlError, match="nobody waits"):
        phone.dial()
