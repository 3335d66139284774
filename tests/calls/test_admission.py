"""Advisers are not used up by one caller, nor by those who withhold their number, nor by calls that are long over."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs
from twilio.request_validator import RequestValidator

from ivr.calls.admission import Admission
from ivr.metrics import read_metric
from ivr.settings import Settings
from ivr.store.engine import Store, open_store
from ivr.store.tables import adviser_calls
from ivr.texts.erase import Keeping, erase_all
from tests.postgres import *  # noqa: F403 - fixtures
from tests.postgres import patient
from tests.ringing import PUBLIC_URL, TOKEN, Ringing
from tests.serving import LANDLINE, MOBILE, TUESDAY_10H

WITHHELD = "anonymous"
CONNECT = "/voice/adviser_of?v=1&p=metropole&d=69&c=691&o=adviser"


@dataclass
class Calls:
    """Many calls to one line, each at the step where silence rings an adviser."""

    line: Ringing
    began: int = 0
    forms: dict[str, dict[str, str]] = field(default_factory=dict)

    def post(self, path: str, form: dict[str, str]) -> str:
        signature = RequestValidator(TOKEN).compute_signature(PUBLIC_URL + path, form)
        answer = self.line.app.test_client().post(path, data=form, headers={"X-Twilio-Signature": signature})
        assert answer.status_code in (200, 204)
        return answer.text

    def ring(self, caller: str, call: str = "") -> bool:
        """Whether a call that wants an adviser is put through; busy advisers are told of otherwise."""
        self.began += not call
        form = {"CallSid": call or f"CA{self.began}", "From": caller, "To": "3646", "CallStatus": "in-progress"}
        self.forms[form["CallSid"]] = form
        document = self.post(CONNECT, form)
        assert ("<Dial" in document) != ("Tous nos conseillers sont en ligne." in document)
        return "<Dial" in document

    def ended(self, call: str) -> None:
        """The adviser hung up."""
        self.post("/voice/connect?v=1&t=3", self.forms[call] | {"DialCallStatus": "completed"})

    def over(self, call: str) -> None:
        """Twilio tells that the call is over: all that is left where the caller hung up first."""
        self.post("/voice/status", self.forms[call] | {"CallStatus": "completed", "CallDuration": "9"})
        self.line.app.extensions["ivr"].journal.stop()  # its thread, which frees the adviser, writes down what waits

    def later(self, **span: float) -> "Calls":
        self.line.at += timedelta(**span)
        return self


@pytest.fixture
def calls(line: Callable[..., Ringing]) -> Callable[..., Calls]:
    def place(**settings: int) -> Calls:
        given = {f"IVR_{name.upper()}": str(value) for name, value in settings.items()}
        return Calls(line(TUESDAY_10H, {"IVR_ADVISER": "+33199000000", **given}))

    return place


def refusals(limit: str) -> float:
    return read_metric("ivr_adviser_refusals_total", {"limit": limit})


def test_an_adviser_is_rung_with_a_limit_of_time(calls: Callable[..., Calls]) -> None:
    line = calls(talk_minutes=45)
    document = line.post(CONNECT, {"CallSid": "CA1", "From": LANDLINE, "To": "3646", "CallStatus": "in-progress"})
    assert 'timeLimit="2700"' in document


def test_when_as_many_as_may_hold_an_adviser_do_the_next_hears_that_they_are_busy(calls: Callable[..., Calls]) -> None:
    line, before = calls(adviser_calls=3), refusals("all")
    with capture_logs() as logs:
        assert [line.ring(f"+3319900100{one}") for one in range(5)] == [True, True, True, False, False]
    assert refusals("all") == before + 2
    assert [entry["mend"] for entry in logs if entry["event"] == "adviser_limit_reached"] == [
        "if there are advisers free, raise IVR_ADVISER_CALLS"
    ], "loud, but once an hour"
    line.ended("CA1")
    line.over("CA2")
    assert [line.ring(f"+3319900200{one}") for one in range(3)] == [True, True, False]


def test_a_webhook_that_twilio_repeats_is_the_same_call(calls: Callable[..., Calls]) -> None:
    line = calls(adviser_calls=1)
    assert [line.ring(LANDLINE, "CA1"), line.ring(LANDLINE, "CA1"), line.ring(MOBILE, "CA2")] == [True, True, False]


def test_a_call_whose_end_is_never_told_is_over_in_the_end(calls: Callable[..., Calls]) -> None:
    line = calls(adviser_calls=1, talk_minutes=30)
    assert [line.ring(LANDLINE), line.later(minutes=30).ring(MOBILE)] == [True, False]
    assert line.later(minutes=3).ring(MOBILE)


def test_one_number_holds_ten_advisers_and_no_more(calls: Callable[..., Calls]) -> None:
    line, before = calls(caller_minute=0), refusals("caller")
    assert [line.ring(MOBILE) for _ in range(12)] == [True] * 10 + [False] * 2
    assert refusals("caller") == before + 2
    assert line.ring(LANDLINE), "another number is put through"


def test_one_number_is_put_through_ten_times_a_minute(calls: Callable[..., Calls]) -> None:
    line, before = calls(), refusals("minute")
    for one in range(10):
        assert line.ring(MOBILE)
        line.ended(f"CA{one + 1}")
    assert not line.ring(MOBILE)
    assert refusals("minute") == before + 1
    assert line.ring(LANDLINE)
    assert line.later(seconds=61).ring(MOBILE)


def test_a_withheld_crowd_is_not_one_caller(calls: Callable[..., Calls]) -> None:
    line = calls(adviser_calls=40)
    assert all(line.ring(WITHHELD) for _ in range(30)), "three in four of all"
    before = refusals("withheld")
    assert not line.ring(WITHHELD)
    assert refusals("withheld") == before + 1
    assert line.ring(MOBILE), "who shows a number finds the rest"


def test_without_limits_and_without_a_database_everybody_is_put_through(calls: Callable[..., Calls]) -> None:
    line = calls(adviser_calls=0, caller_calls=0, caller_minute=0)
    assert all(line.ring(MOBILE) for _ in range(12))
    line = calls(adviser_calls=1)
    line.line.store.engine.dispose()
    with line.line.store.writing() as connection:
        connection.exec_driver_sql("DROP TABLE adviser_calls")
    assert [line.ring(MOBILE), line.ring(LANDLINE)] == [True, True]


def test_rehearsals_hold_nobody(calls: Callable[..., Calls]) -> None:
    line = calls(adviser_calls=1, rehearsal=1)
    form = {"From": LANDLINE, "To": "3646", "CallStatus": "in-progress"}
    for one in range(3):
        assert "<Dial" in line.post(CONNECT + "&at=20261124T090000Z", form | {"CallSid": f"CA{one}"})
    assert line.ring(MOBILE)


def test_other_turns_ask_no_database(calls: Callable[..., Calls]) -> None:
    line = calls()
    line.line.store.within_deadline = None  # type: ignore[assignment,method-assign]  # whoever asks it breaks
    form = {"CallSid": "CA1", "From": LANDLINE, "To": "3646", "CallStatus": "in-progress"}
    with capture_logs() as logs:
        line.post("/voice", form)
        line.post("/voice/topics?v=1&t=1", form | {"Digits": "4"})
    assert not [entry for entry in logs if entry["log_level"] == "error"]


# -- on both databases ---------------------------------------------------------------------------------------------


@pytest.fixture
def two(store: Store, store_url: str) -> Iterator[tuple[Admission, Admission]]:
    """Two processes of one line."""
    other = open_store(store_url)
    settings = Settings(adviser_calls=3)
    yield Admission(store, settings), Admission(patient(other), settings)
    other.close()


def test_processes_count_together(two: tuple[Admission, Admission]) -> None:
    one, other = two
    put_through = [two[call % 2].admit(f"CA{call}", f"+3319900100{call}", TUESDAY_10H) for call in range(5)]
    assert put_through == [True, True, True, False, False]
    assert not other.admit("CA9", MOBILE, TUESDAY_10H)
    other.release("CA0", TUESDAY_10H)
    assert one.admit("CA9", MOBILE, TUESDAY_10H)


def test_however_many_ask_at_once_no_more_are_put_through(two: tuple[Admission, Admission]) -> None:
    with ThreadPoolExecutor(8) as threads:
        asked = [threads.submit(two[one % 2].admit, f"CA{one}", f"+3319900{one:04}", TUESDAY_10H) for one in range(40)]
        assert sum(each.result() for each in asked) == 3


def test_no_number_is_written_down_and_nothing_is_kept(two: tuple[Admission, Admission]) -> None:
    one, other = two
    one.admit("CA1", MOBILE, TUESDAY_10H)
    assert rows(one)[0].caller_hash not in ("", MOBILE)
    other.release("CA1", TUESDAY_10H)
    erase_all(one.store, TUESDAY_10H + timedelta(hours=2), Keeping(), lambda: None)
    assert rows(one) == []


def test_what_is_over_is_forgotten_by_the_next_call(two: tuple[Admission, Admission]) -> None:
    two[0].admit("CA1", MOBILE, TUESDAY_10H)
    two[0].admit("CA2", MOBILE, a_day_later := TUESDAY_10H + timedelta(days=1))
    assert [row.call_sid for row in rows(two[1])] == ["CA2"]
    assert a_day_later < rows(two[1])[0].until


def rows(admission: Admission) -> list[Any]:
    with admission.store.reading() as connection:
        return list(connection.execute(select(adviser_calls)).all())
