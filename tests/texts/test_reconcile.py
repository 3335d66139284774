"""Unknown outcomes: settled by the provider's list, or left to a person; never sent again on a guess."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from ivr.store.engine import Store
from ivr.store.tables import texts
from ivr.texts import failpoints
from ivr.texts.claims import TOO_LATE
from ivr.texts.dispatch import Dispatch
from ivr.texts.outcomes import Report, apply
from ivr.texts.sender import Accepted, Found, Outgoing, Unsure
from tests.texts.building import NOW, HandClock, ScriptedSender, a_dispatch, a_request, ask, rows, states

SETTLE = 120
LOST = Unsure("ReadTimeout")


def found(sid: str, at: datetime = NOW, status: str = "sent") -> Found:
    return Found(sid, status, None, at)


def doubtful(store: Store, sender: ScriptedSender) -> tuple[Dispatch, HandClock]:
    """One text, attempted at NOW, whose outcome is unknown."""
    clock = HandClock()
    ask(store, a_request())
    dispatch = a_dispatch(store, sender, clock)
    dispatch.send_one()
    assert states(store) == ["unknown"]
    return dispatch, clock


def test_nobody_looks_before_the_list_can_be_trusted(store: Store) -> None:
    sender = ScriptedSender([LOST])
    dispatch, clock = doubtful(store, sender)
    clock.pass_(SETTLE - 1)
    assert not dispatch.look_one()
    clock.pass_(1)
    assert dispatch.look_one()
    assert sender.looked[0][1] == NOW


@pytest.mark.parametrize(
    ("status", "state"), [("sent", "sent"), ("delivered", "delivered"), ("undelivered", "undelivered")]
)
def test_a_message_of_the_list_is_ours(store: Store, status: str, state: str) -> None:
    dispatch, clock = doubtful(store, ScriptedSender([LOST], [(found("SM7", status=status),)]))
    clock.pass_(SETTLE)
    dispatch.look_one()
    [row] = rows(store)
    assert (row.state, row.sid) == (state, "SM7")


def test_absent_once_is_not_enough_and_twice_is_sent_again_once(store: Store) -> None:
    sender = ScriptedSender([LOST, Accepted("SM2")])
    dispatch, clock = doubtful(store, sender)
    clock.pass_(SETTLE)
    dispatch.look_one()
    assert states(store) == ["unknown"]
    assert not dispatch.look_one()  # the second look is as far away again
    clock.pass_(SETTLE)
    dispatch.look_one()
    assert states(store) == ["queued"]
    assert [dispatch.send_one(), dispatch.send_one()] == [True, False]
    assert (len(sender.sent), states(store)) == (2, ["sent"])


def test_a_doubt_about_the_second_attempt_searches_from_the_first(store: Store) -> None:
    sender = ScriptedSender([LOST])
    dispatch, clock = doubtful(store, sender)
    for _ in range(2):
        clock.pass_(SETTLE)
        dispatch.look_one()
    dispatch.send_one()
    clock.pass_(SETTLE)
    dispatch.look_one()
    assert {since for _, since in sender.looked} == {NOW}


def test_a_text_that_always_meets_doubt_ends_when_it_is_too_late_for_it(store: Store) -> None:
    sender = ScriptedSender([LOST])
    dispatch, clock = doubtful(store, sender)
    for _ in range(130):
        clock.pass_(SETTLE)
        dispatch.look_one()
        dispatch.send_one()
    [row] = rows(store)
    assert (row.state, row.reason) == ("expired", TOO_LATE)
    assert NOW + timedelta(hours=4) <= row.changed_at < NOW + timedelta(hours=4, minutes=10)
    assert len(sender.sent) < 60


def test_a_list_that_cannot_be_read_changes_nothing_however_long(store: Store) -> None:
    sender = ScriptedSender([LOST], [Unsure("ReadTimeout")])
    dispatch, clock = doubtful(store, sender)
    for _ in range(200):
        clock.pass_(SETTLE)
        dispatch.look_one()
    assert (states(store), len(sender.sent)) == (["unknown"], 1)
    sender.lists = [(found("SM7"),)]
    clock.pass_(300)
    dispatch.look_one()
    assert states(store) == ["sent"]


def test_our_clock_may_jump_during_a_doubt(store: Store) -> None:
    """The list may lag as long as ever: only Twilio's clock tells how long ago it was."""
    sender = ScriptedSender([LOST])
    clock, twilio = HandClock(), HandClock(NOW - timedelta(hours=1))
    sender.now = twilio.now  # type: ignore[method-assign]
    ask(store, a_request())
    dispatch = a_dispatch(store, sender, clock)
    dispatch.send_one()
    clock.pass_(SETTLE + 3000)  # ours leaps ahead
    twilio.pass_(1)
    dispatch.look_one()
    [row] = rows(store)
    assert (row.absences, sender.looked[0][1]) == (0, NOW - timedelta(hours=1))
    twilio.pass_(SETTLE)
    clock.pass_(SETTLE)
    dispatch.look_one()
    assert rows(store)[0].absences == 1
    clock.pass_(SETTLE)
    dispatch.look_one()  # once more too early
    assert rows(store)[0].absences == 1
    twilio.pass_(SETTLE)
    clock.pass_(SETTLE)
    dispatch.look_one()
    assert states(store) == ["queued"]


def test_a_message_that_another_row_has_is_not_ours(store: Store) -> None:
    """Two calls asked for the same words to the same number; the list shows one message, and we know whose it is."""
    sender = ScriptedSender([Accepted("SM1"), LOST], [(found("SM1"),)])
    clock = HandClock()
    ask(store, a_request(call="CA1"), a_request(call="CA2"))
    dispatch = a_dispatch(store, sender, clock)
    assert [dispatch.send_one(), dispatch.send_one()] == [True, True]
    for _ in range(2):
        clock.pass_(SETTLE)
        dispatch.look_one()
    assert states(store) == ["sent", "queued"]


def test_of_two_messages_the_one_that_is_nobodys_is_ours(store: Store) -> None:
    sender = ScriptedSender([Accepted("SM1"), LOST], [(found("SM1"), found("SM2"))])
    clock = HandClock()
    ask(store, a_request(call="CA1"), a_request(call="CA2"))
    dispatch = a_dispatch(store, sender, clock)
    dispatch.send_one()
    dispatch.send_one()
    clock.pass_(SETTLE)
    dispatch.look_one()
    assert [row.sid for row in rows(store)] == ["SM1", "SM2"]


def test_a_receipt_that_comes_while_the_list_is_read_wins(store: Store) -> None:
    sender = ScriptedSender([LOST], [()])
    dispatch, clock = doubtful(store, sender)

    def arrives() -> None:
        with store.writing() as connection:
            apply(connection, Report("SM9", "delivered", None, rows(store)[0].id), clock.at)

    failpoints.arm("doubt: looked", arrives)
    clock.pass_(SETTLE)
    try:
        dispatch.look_one()
    finally:
        failpoints.disarm()
    assert [(row.state, row.sid) for row in rows(store)] == [("delivered", "SM9")]


def test_two_workers_do_not_count_one_absence_twice(store: Store) -> None:
    """The second looked at the same moment as the first: its answer is no second look."""
    dispatch, clock = doubtful(store, ScriptedSender([LOST]))
    late = a_dispatch(store, ScriptedSender(), clock, worker="w2")

    def other_one() -> None:
        failpoints.disarm()
        with store.writing() as connection:
            connection.execute(update(texts).values(due_at=clock.at))
        late.look_one()

    failpoints.arm("doubt: looked", other_one)
    clock.pass_(SETTLE)
    dispatch.look_one()
    [row] = rows(store)
    assert (row.state, row.absences) == ("unknown", 1)


def test_no_connection_is_held_while_the_list_is_read(store: Store) -> None:
    class Watching(ScriptedSender):
        def find(self, text: Outgoing, since: datetime) -> tuple[Found, ...] | Unsure:
            held.append(store.engine.pool.checkedout())  # type: ignore[attr-defined]
            return super().find(text, since)

    held: list[int] = []
    dispatch, clock = doubtful(store, Watching([LOST]))
    clock.pass_(SETTLE)
    dispatch.look_one()
    assert held == [0]


def test_a_worker_that_died_after_the_fence_is_not_guessed_about(store: Store) -> None:
    sender = ScriptedSender([], [(found("SM5", NOW + timedelta(seconds=1)),)])
    clock = HandClock()
    ask(store, a_request())
    dead = a_dispatch(store, ScriptedSender(), clock)
    failpoints.arm("send: fenced", _die)
    with pytest.raises(RuntimeError):
        dead.send_one()
    failpoints.disarm()
    living = a_dispatch(store, sender, clock, worker="w2")
    clock.pass_(31)
    living.sweep()
    assert (states(store), living.send_one()) == (["unknown"], False)
    clock.pass_(SETTLE)
    living.look_one()
    assert [(row.state, row.sid) for row in rows(store)] == [("sent", "SM5")]


def _die() -> None:
    raise RuntimeError("killed")
