"""Twilio's real client against a stand-in that fails in every way: what is certain, and what is not."""

import logging
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests
from twilio.base.exceptions import TwilioRestException

from ivr.settings import Settings, SettingsError
from ivr.texts.failures import NOT_DELIVERED, REFUSALS, not_delivered, refused
from ivr.texts.outbox_sender import OutboxSender
from ivr.texts.outlet import sender_for
from ivr.texts.sender import Accepted, Found, Outgoing, Refused, Unsure
from ivr.texts.twilio_sender import CONNECT_SECONDS, READ_SECONDS, HeardClock, TwilioSender, outcome_of
from tests.postgres import PATIENT
from tests.texts.building import BODY, MOBILE, NOW, HandClock
from tests.texts.chaos.child import account
from tests.texts.fake_twilio import ACCOUNT, TOKEN, FakeTwilio

TEXT = Outgoing(7, MOBILE, BODY)
IMPATIENT = (0.2, 0.2)  # seconds to connect, and to read: where nothing will ever come
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def fake() -> Iterator[FakeTwilio]:
    with FakeTwilio() as fake:
        yield fake
    assert fake.breaches == []  # everything was asked as Twilio publishes it


@pytest.fixture
def sender(fake: FakeTwilio) -> TwilioSender:
    return TwilioSender(account(), fake.url, (PATIENT, PATIENT))


def test_an_accepted_text_has_twilios_id_and_names_its_row(fake: FakeTwilio, sender: TwilioSender) -> None:
    answer = sender.send(TEXT)
    [message] = fake.messages
    assert answer == Accepted(message.sid, "queued", None)
    assert (message.to, message.body, message.sender) == (MOBILE, BODY, "ameli test")
    assert message.callback == "https://line.example/texts/status?m=7"


@pytest.mark.parametrize("fault", ["timeout", "reset", "5xx", "lost", "garbled"])
def test_what_may_have_been_accepted_is_unsure(fake: FakeTwilio, sender: TwilioSender, fault: str) -> None:
    fake.weights, fake.hang = {fault: 1}, 2 * PATIENT
    if fault == "timeout":
        sender.timeouts = (PATIENT, IMPATIENT[1])
    assert isinstance(sender.send(TEXT), Unsure)
    assert fake.requests[fault] == 1  # no retry of the client's own


def test_too_many_requests_were_never_processed(fake: FakeTwilio, sender: TwilioSender) -> None:
    fake.weights = {"429": 1}
    assert sender.send(TEXT) == Refused(20429, REFUSALS[20429].reason, retry=True)


@pytest.mark.parametrize(
    ("status", "code", "retry"),
    [
        (400, 21614, False),
        (400, 21610, False),
        (400, 21611, True),
        *((400, code, True) for code in (21606, 21659, 21660, 21661, 21701, 21703, 21705)),  # mended in the settings
    ],
)
def test_a_refusal_has_its_code_and_reason(
    fake: FakeTwilio, sender: TwilioSender, status: int, code: int, retry: bool
) -> None:
    fake.refusals[MOBILE] = (status, code)
    assert sender.send(TEXT) == Refused(code, REFUSALS[code].reason, retry)
    assert fake.messages == []


@pytest.mark.parametrize(
    ("status", "code", "again"),
    [(400, 99999, False), (401, 20003, True), (403, None, True), (404, 20404, True), (429, None, True)]
    + [(status, None, None) for status in (302, 408, 409, 500, 502, 503, 504)]
    + [(500, 21614, None)],  # a code alone proves nothing
)
def test_the_status_decides_where_the_code_does_not(status: int, code: int | None, again: bool | None) -> None:
    failure = refused(status, code)
    assert (failure.again if failure else None) is again


def test_every_code_has_a_reason() -> None:
    assert all(failure.reason for failure in REFUSALS.values())
    assert (not_delivered(None), not_delivered(30003)) == ("", NOT_DELIVERED[30003])
    assert (not_delivered(21610), not_delivered(39999)) == (REFUSALS[21610].reason, "erreur Twilio 39999")


def test_wrong_credentials_wait_to_be_mended(fake: FakeTwilio) -> None:
    wrong = TwilioSender(account().__class__(ACCOUNT, ACCOUNT, "wrong", "ameli test"), fake.url, (PATIENT, PATIENT))
    assert wrong.send(TEXT) == Refused(20003, REFUSALS[20003].reason, retry=True)


def test_nobody_listening_is_certain() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    answer = TwilioSender(account(), f"http://127.0.0.1:{port}", (PATIENT, PATIENT)).send(TEXT)
    assert isinstance(answer, Refused)
    assert answer.retry


def test_a_name_that_does_not_resolve_is_certain() -> None:
    answer = TwilioSender(account(), "http://nowhere.invalid", (PATIENT, PATIENT)).send(TEXT)
    assert isinstance(answer, Refused)


def test_a_connection_that_is_never_made_is_given_up_on() -> None:
    with socket.socket() as deaf:  # listens, and accepts nobody: its queue fills up
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        callers = [socket.socket() for _ in range(4)]
        for caller in callers:
            caller.setblocking(False)
            caller.connect_ex(deaf.getsockname())
        answer = TwilioSender(account(), f"http://127.0.0.1:{deaf.getsockname()[1]}", IMPATIENT).send(TEXT)
        for caller in callers:
            caller.close()
    assert isinstance(answer, Refused)


@pytest.mark.parametrize(
    "error",
    [
        requests.ReadTimeout(),
        requests.ConnectionError("Connection aborted."),
        requests.ConnectionError(),
        requests.exceptions.SSLError("bad record"),
        OSError(),
        ValueError("half an answer"),
        TwilioRestException(500, "/"),
    ],
)
def test_whatever_is_not_proven_is_unsure(error: Exception) -> None:
    assert isinstance(outcome_of(error), Unsure)


# -- looking -----------------------------------------------------------------------------------------------------------


def test_the_list_is_searched_by_number_words_and_time(fake: FakeTwilio, sender: TwilioSender) -> None:
    for to, body in ((MOBILE, BODY), (MOBILE, "Autre chose"), ("+33687654321", BODY), (MOBILE, BODY)):
        sender.send(Outgoing(1, to, body))
    first, *_, last = fake.messages
    looked = sender.find(TEXT, LONG_AGO)
    assert isinstance(looked, tuple)
    assert [found.sid for found in looked] == [first.sid, last.sid]
    first.created -= timedelta(hours=1)
    looked = sender.find(TEXT, datetime.now(UTC))
    assert isinstance(looked, tuple)
    assert [found.sid for found in looked] == [last.sid]


def test_a_trial_account_puts_its_own_words_before_ours(sender: TwilioSender) -> None:
    sender.send(Outgoing(7, MOBILE, "Sent from your Twilio trial account - " + BODY))
    looked = sender.find(TEXT, LONG_AGO)
    assert isinstance(looked, tuple)
    assert len(looked) == 1


@pytest.mark.parametrize("written", ["+33199000001", "33199000001"])
def test_a_number_that_sends_is_known_again_however_the_settings_have_it(fake: FakeTwilio, written: str) -> None:
    """Twilio's list has its plus: what was accepted would be missed there, and sent a second time."""
    sender = TwilioSender(replace(account(), sender=written), fake.url, (PATIENT, PATIENT))
    sender.send(TEXT)
    fake.messages = [replace(message, sender="+33199000001") for message in fake.messages]
    looked = sender.find(TEXT, LONG_AGO)
    assert isinstance(looked, tuple)
    assert len(looked) == 1


def test_an_empty_list_is_an_answer(sender: TwilioSender) -> None:
    assert sender.find(TEXT, LONG_AGO) == ()


@pytest.mark.parametrize("fault", ["timeout", "reset", "5xx", "429", "garbled"])
def test_a_list_that_cannot_be_read_is_unsure(fake: FakeTwilio, sender: TwilioSender, fault: str) -> None:
    fake.list_weights = {fault: 1}
    assert isinstance(sender.find(TEXT, LONG_AGO), Unsure)


# -- manners -----------------------------------------------------------------------------------------------------------


def test_both_timeouts_are_set_by_default() -> None:
    client: Any = TwilioSender(account())._client()
    assert client.http_client.timeout == (CONNECT_SECONDS, READ_SECONDS)


def test_no_number_stays_in_the_client_or_in_the_log(sender: TwilioSender, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="ivr.carrier.twilio")
    sender.send(TEXT)
    client: Any = sender._client()
    assert client.http_client._test_only_last_request is None
    assert client.http_client._test_only_last_response is None
    assert "12345678" not in caplog.text


def test_a_messaging_service_sends_in_its_own_name(fake: FakeTwilio) -> None:
    service = "MG" + "0" * 32
    TwilioSender(account().__class__(ACCOUNT, ACCOUNT, TOKEN, service), fake.url, (PATIENT, PATIENT)).send(TEXT)
    [message] = fake.messages
    assert (message.sender, message.callback) == (service, "")


def test_a_region_is_asked_at_its_own_host(fake: FakeTwilio) -> None:
    irish = replace(account(), region="ie1")
    TwilioSender(irish, fake.url, (PATIENT, PATIENT)).send(TEXT)
    assert fake.breaches.pop().startswith("POST api.dublin.ie1.twilio.com/2010-04-01/")
    assert sender_region({"account_sid": ACCOUNT, "auth_token": TOKEN, "region": "ie1"}) == "ie1"


def sender_region(given: dict[str, str]) -> str:
    sender = sender_for(Settings(**given), lambda: NOW)
    assert isinstance(sender, TwilioSender)
    return sender.account.region


def test_credentials_decide_which_way_texts_leave() -> None:
    given = {"account_sid": ACCOUNT, "auth_token": TOKEN, "public_url": "https://line.example"}
    assert isinstance(sender_for(Settings(), lambda: NOW), OutboxSender)
    twilio = sender_for(Settings(**given), lambda: NOW)
    assert isinstance(twilio, TwilioSender)
    assert (twilio.account.username, twilio.account.password) == (ACCOUNT, TOKEN)
    assert twilio.account.callback == "https://line.example/texts/status"
    key = sender_for(Settings(**given, api_key="SK" + "0" * 32, api_secret="secret"), lambda: NOW)
    assert isinstance(key, TwilioSender)
    assert (key.account.username, key.account.password) == ("SK" + "0" * 32, "secret")
    here = sender_for(Settings(**(given | {"public_url": "http://127.0.0.1:5000"})), lambda: NOW)
    assert isinstance(here, TwilioSender)
    assert here.account.callback == ""  # Twilio refuses an address that it can't reach
    assert TOKEN not in repr(twilio.account)


@pytest.mark.parametrize("sender", ["ameli service", "améli", "MGshort!"])
def test_a_sender_that_twilio_would_refuse_is_refused_at_the_start(sender: str) -> None:
    with pytest.raises(SettingsError, match="IVR_TEXT_SENDER"):
        sender_for(Settings(account_sid=ACCOUNT, auth_token=TOKEN, text_sender=sender), lambda: NOW)


@pytest.mark.parametrize("sender", ["ameli test", "+33199000001", "38663", "MG" + "0" * 32])
def test_senders_that_may_be_used(sender: str) -> None:
    assert sender_for(Settings(account_sid=ACCOUNT, auth_token=TOKEN, text_sender=sender), lambda: NOW)


# -- the local outbox --------------------------------------------------------------------------------------------------


def test_the_local_outbox_is_a_file_of_lines(tmp_path: Any) -> None:
    path = tmp_path / "var" / "outbox.jsonl"
    outbox = OutboxSender(path, lambda: NOW)
    assert outbox.find(TEXT, LONG_AGO) == ()
    assert outbox.send(TEXT) == Accepted("LOCAL7")
    outbox.send(Outgoing(8, MOBILE, "Ça va"))
    with path.open("a") as cut_short:
        cut_short.write('{"id": 9, "at"')
    assert "Ça va" in path.read_text()
    assert outbox.find(TEXT, LONG_AGO) == (Found("LOCAL7", "queued", None, NOW),)
    assert outbox.find(TEXT, NOW + timedelta(seconds=1)) == ()
    assert isinstance(OutboxSender(tmp_path, lambda: NOW).send(TEXT), Unsure)
    assert isinstance(OutboxSender(tmp_path, lambda: NOW).find(TEXT, LONG_AGO), Unsure)


# -- whose clock, whose message ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("ahead", [timedelta(seconds=-61), timedelta(hours=-3), timedelta(hours=3)])
def test_twilios_clock_is_its_own(fake: FakeTwilio, sender: TwilioSender, ahead: timedelta) -> None:
    """Ours was 61 s ahead: the message seemed to be older than the attempt, and was sent once more."""
    fake.ahead = ahead
    now = sender.now()
    assert now is not None  # it was asked
    assert abs(now - datetime.now(UTC) - ahead) < timedelta(seconds=PATIENT)
    sender.send(TEXT)
    looked = sender.find(TEXT, now)
    assert isinstance(looked, tuple)
    assert len(looked) == 1


def test_a_clock_that_jumps_is_not_asked() -> None:
    steady = HandClock()
    heard = HeardClock(steady.monotonic)
    assert heard.is_to_be_asked()
    assert heard.now() is None
    assert not heard.is_to_be_asked()  # it was, just now
    steady.pass_(61)
    assert heard.is_to_be_asked()
    heard.hear(NOW)
    steady.pass_(5)
    assert heard.now() == NOW + timedelta(seconds=5)
    heard.hear(None)  # an answer without a date
    assert heard.now() == NOW + timedelta(seconds=5)


def test_a_twilio_that_is_away_tells_no_time(fake: FakeTwilio, sender: TwilioSender) -> None:
    fake.list_weights = {"reset": 1}
    assert sender.now() is None
    assert sender.now() is None
    assert fake.requests["list reset"] == 1


def test_another_lines_text_is_not_ours(fake: FakeTwilio, sender: TwilioSender) -> None:
    other = TwilioSender(replace(account(), sender="autre ligne"), fake.url, (PATIENT, PATIENT))
    other.send(TEXT)
    assert sender.find(TEXT, LONG_AGO) == ()
    sender.send(TEXT)
    both = [line.find(TEXT, LONG_AGO) for line in (sender, other)]
    assert [isinstance(looked, tuple) and len(looked) for looked in both] == [1, 1]


def test_a_messaging_services_texts_are_known_by_it(fake: FakeTwilio) -> None:
    ours, theirs = (
        TwilioSender(replace(account(), sender="MG" + digit * 32), fake.url, (PATIENT, PATIENT)) for digit in "01"
    )
    theirs.send(TEXT)
    assert ours.find(TEXT, LONG_AGO) == ()
    ours.send(TEXT)
    assert isinstance(looked := ours.find(TEXT, LONG_AGO), tuple)
    assert len(looked) == 1


def test_sixty_newer_messages_hide_nothing(fake: FakeTwilio, sender: TwilioSender) -> None:
    sender.send(TEXT)
    [ours] = fake.messages
    fake.messages += [replace(ours, sid=f"SM{index:032d}", body="Autre chose") for index in range(160)]
    assert isinstance(looked := sender.find(TEXT, LONG_AGO), tuple)
    assert [found.sid for found in looked] == [ours.sid]
    assert fake.requests["list ok"] == 4


def test_only_as_many_pages_as_the_time_in_question_has(fake: FakeTwilio, sender: TwilioSender) -> None:
    sender.send(TEXT)
    [ours] = fake.messages
    old = replace(ours, created=LONG_AGO, body="Autre chose")
    fake.messages = [*(replace(old, sid=f"SM{index:032d}") for index in range(160)), ours]
    assert isinstance(looked := sender.find(TEXT, datetime.now(UTC)), tuple)
    assert (len(looked), fake.requests["list ok"]) == (1, 1)


def test_more_than_can_be_looked_through_is_unsure(fake: FakeTwilio, sender: TwilioSender) -> None:
    sender.send(TEXT)
    [ours] = fake.messages
    fake.messages += [replace(ours, sid=f"SM{index:032d}", body="Autre chose") for index in range(2000)]
    assert isinstance(sender.find(TEXT, LONG_AGO), Unsure)
