"""The gates: shut after a few failures in a row, opened by the first answer; meanwhile one tries for all."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from ivr.metrics import read_metric
from ivr.store.engine import Store
from ivr.store.tables import texts
from ivr.texts import gates
from ivr.texts.gates import Gate, after_failure, is_shut
from ivr.texts.outcomes import Report, apply
from ivr.texts.sender import Accepted, Refused, Unsure
from ivr.texts.states import HELD
from ivr.texts.timing import Timing
from ivr.texts.worker import Worker
from tests.texts.building import NOW, Answer, HandClock, ScriptedSender, a_dispatch, a_request, ask, states

TIMING = Timing()
DOWN = Unsure("HTTP 503")
AWAY = Refused(None, "Twilio est injoignable", retry=True, away=True)


def many(store: Store, number: int) -> None:
    ask(store, *(a_request(call=f"CA{index}", to=f"+336{index:04d}5678") for index in range(number)))


def shut(store: Store) -> Gate | None:
    with store.reading() as connection:
        return gates.standing(connection).get("sending")


@pytest.mark.parametrize(
    ("answers", "is_shut_then"),
    [
        ([DOWN] * 4, False),
        ([DOWN] * 5, True),
        ([DOWN] * 4 + [Accepted("SM0")] + [DOWN] * 4, False),
        ([DOWN] * 4 + [Refused(21614, "pas un mobile", retry=False)] + [DOWN] * 4, False),  # somebody refused it
        ([Refused(None, "Twilio est injoignable", retry=True, away=True)] * 5, True),
        ([Refused(20429, "ralentir", retry=True)] * 9, False),
    ],
)
def test_five_failures_in_a_row_shut_it(store: Store, answers: list[Answer], is_shut_then: bool) -> None:
    many(store, len(answers) + 1)
    dispatch = a_dispatch(store, ScriptedSender(answers), HandClock())
    assert [dispatch.send_one() for _ in answers] == [True] * len(answers)
    assert (shut(store) is not None) == is_shut_then
    assert dispatch.send_one() == (not is_shut_then)


def test_one_tries_for_all_less_and_less_often_and_an_answer_opens_it(store: Store) -> None:
    many(store, 9)
    clock, sender = HandClock(), ScriptedSender([DOWN] * 7 + [Accepted("SM1"), Accepted("SM2")])
    workers = [a_dispatch(store, sender, clock, worker=f"w{number}") for number in range(2)]
    while workers[0].send_one():
        pass
    for wait in (30, 60):
        clock.pass_(wait - 1)
        assert not any(worker.send_one() for worker in workers)
        clock.pass_(1)
        assert [worker.send_one() for worker in workers] == [True, False]
    Worker(store, sender)._count()
    assert (read_metric("ivr_twilio_away", {"way": "sending"}), read_metric("ivr_twilio_away", {"way": "looking"})) == (
        1,
        0,
    )
    clock.pass_(120)
    assert [worker.send_one() for worker in workers] == [True, True]
    Worker(store, sender)._count()
    assert read_metric("ivr_twilio_away", {"way": "sending"}) == 0
    assert (shut(store), states(store)[7:]) == (None, ["sent"] * 2)


def test_a_probe_whose_worker_dies_is_followed_by_another(store: Store) -> None:
    many(store, 7)
    clock = HandClock()
    dispatch = a_dispatch(store, ScriptedSender([DOWN]), clock)
    while dispatch.send_one():
        pass
    clock.pass_(30)
    dispatch.confirm = lambda *_: False  # type: ignore[method-assign]
    assert dispatch.send_one()
    other = a_dispatch(store, ScriptedSender([Accepted("SM1")]), clock, worker="w2")
    clock.pass_(29)
    assert not other.send_one()
    clock.pass_(2)
    assert other.send_one()


def test_where_nothing_waits_nobody_becomes_the_probe(store: Store) -> None:
    many(store, 5)
    clock = HandClock()
    dispatch = a_dispatch(store, ScriptedSender([DOWN]), clock)
    while dispatch.send_one():
        pass
    clock.pass_(30)
    assert not dispatch.send_one()
    assert (gate := shut(store)) is not None
    assert gate.probe is None


def test_it_is_shut_no_longer_when_nobody_waits_to_try(store: Store) -> None:
    """What failed last was settled otherwise: that Twilio is away was told for hours after it was back."""
    many(store, 5)
    clock = HandClock()
    dispatch = a_dispatch(store, ScriptedSender([DOWN], [Unsure("ReadTimeout")]), clock)
    while dispatch.send_one():
        pass
    clock.pass_(120)
    while dispatch.look_one():
        pass
    assert both_shut(store) == {"sending", "looking"}
    clock.pass_(4000)
    dispatch.sweep()
    assert both_shut(store) == {"sending", "looking"}, "five doubts wait: once one is settled, it may try"
    with store.writing() as connection:
        for index, row in enumerate(connection.execute(select(texts)).all()):
            apply(connection, Report(f"SM{index}", "delivered", None, row.id), clock.at)
    dispatch.sweep()
    assert both_shut(store) == set()


def test_it_stays_shut_while_one_may_try_and_for_a_while_after(store: Store) -> None:
    many(store, 6)
    clock = HandClock()
    dispatch = a_dispatch(store, ScriptedSender([AWAY]), clock)
    while dispatch.send_one():
        pass
    for _ in range(30):
        clock.pass_(60)
        dispatch.sweep()
        dispatch.send_one()
        assert both_shut(store) == {"sending"}
    with store.writing() as connection:
        connection.execute(update(texts).values(state="queued", due_at=clock.at + timedelta(hours=3), reason=HELD))
    clock.pass_(3000)
    dispatch.sweep()
    assert both_shut(store) == {"sending"}, "another caller of this night is told that texts are late"
    clock.pass_(1000)
    dispatch.sweep()
    assert both_shut(store) == set(), "whoever waits until the morning tries nothing"


def both_shut(store: Store) -> set[str]:
    with store.reading() as connection:
        return {*gates.standing(connection)}


def test_what_left_before_it_was_shut_does_not_shut_it_for_longer() -> None:
    gate = Gate()
    for text_id in range(9):
        gate = after_failure(gate, text_id, "HTTP 503", NOW, TIMING)
    assert (gate.failures, gate.shuts, gate.until) == (9, 1, NOW + timedelta(seconds=30))


def test_never_longer_than_five_minutes() -> None:
    gate, now = Gate(), NOW
    for _ in range(40):
        gate = after_failure(Gate(9, gate.shuts, gate.since, gate.until, 1, ""), 1, "HTTP 503", now, TIMING)
    assert gate.until == now + timedelta(minutes=5)


@pytest.mark.parametrize(("now", "shut_now"), [(NOW, True), (NOW - timedelta(hours=1), False)])
def test_a_clock_that_was_set_back_keeps_nothing_shut(now: datetime, shut_now: bool) -> None:
    assert is_shut(Gate(5, 1, NOW, NOW + timedelta(seconds=30)), now, TIMING) == shut_now


def test_an_unreadable_list_is_not_asked_of_by_each_doubt(store: Store) -> None:
    many(store, 40)
    clock, sender = HandClock(), ScriptedSender([DOWN], [Unsure("ReadTimeout")])
    with store.writing() as connection:
        connection.execute(update(texts).values(state="unknown", unknown_at=NOW, doubted_at=NOW))
    dispatch = a_dispatch(store, sender, clock)
    while dispatch.look_one():
        pass
    assert len(sender.looked) == 5
    for _ in range(60):
        clock.pass_(60)
        dispatch.look_one()
    assert len(sender.looked) < 20
