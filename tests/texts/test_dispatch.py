"""One attempt at a text: what each outcome leads to, what the fence drops, and what is held meanwhile."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import Connection, update

from ivr.store.engine import Store
from ivr.store.tables import texts
from ivr.texts import claims, failpoints, ledger
from ivr.texts.sender import Accepted, Outgoing, Refused, Unsure
from ivr.texts.timing import Timing
from tests.texts.building import BODY, MOBILE, NOW, HandClock, ScriptedSender, a_dispatch, a_request, ask, rows, states
from tests.texts.chaos.child import Blind, Unfenced

BUSY = Refused(20429, "ralentir", retry=True)
OTHER = "+33687654321"


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture(autouse=True)
def _nothing_armed() -> Iterator[None]:
    yield
    failpoints.disarm()


def test_an_accepted_text_is_sent(store: Store, clock: HandClock) -> None:
    ask(store, a_request())
    sender = ScriptedSender([Accepted("SM1")])
    assert a_dispatch(store, sender, clock).send_one()
    [row] = rows(store)
    assert (row.state, row.sid, row.attempt, row.tried_at) == ("sent", "SM1", 1, NOW)
    assert [(text.id, text.to, text.body) for text in sender.sent] == [(row.id, MOBILE, BODY)]


def test_nothing_is_sent_twice_and_no_rehearsal_at_all(store: Store, clock: HandClock) -> None:
    ask(store, a_request(), a_request(call="CA2", rehearsal=True))
    sender = ScriptedSender()
    dispatch = a_dispatch(store, sender, clock)
    assert [dispatch.send_one() for _ in range(3)] == [True, False, False]
    assert states(store) == ["sent", "queued"]


def test_the_oldest_goes_first(store: Store, clock: HandClock) -> None:
    ask(store, a_request(to=OTHER, now=NOW), a_request(call="CA2", now=NOW - timedelta(minutes=1)))
    sender = ScriptedSender()
    a_dispatch(store, sender, clock).send_one()
    assert sender.sent[0].to == MOBILE


def test_a_text_that_a_clock_ahead_asked_for_leaves_at_once(store: Store, clock: HandClock) -> None:
    """The web server's, of another machine; or this one's, before it was set back."""
    ask(store, a_request(now=NOW + timedelta(minutes=20)))
    dispatch = a_dispatch(store, ScriptedSender([BUSY, Accepted("SM1")]), clock)
    assert dispatch.send_one()
    assert not dispatch.send_one(), "it was put off by our own clock"
    clock.pass_(10)
    assert dispatch.send_one()
    assert states(store) == ["sent"]


def test_no_connection_is_held_while_the_provider_is_asked(store: Store, clock: HandClock) -> None:
    held: list[int] = []

    def send(_text: Outgoing) -> Accepted:
        held.append(store.engine.pool.checkedout())  # type: ignore[attr-defined]
        return Accepted("SM1")

    ask(store, a_request())
    a_dispatch(store, ScriptedSender([send]), clock).send_one()
    assert held == [0]


def test_sending_is_committed_before_the_provider_is_asked(store: Store, clock: HandClock) -> None:
    seen: list[str] = []

    def send(_text: Outgoing) -> Accepted:
        seen.extend(states(store))
        return Accepted("SM1")

    ask(store, a_request())
    a_dispatch(store, ScriptedSender([send]), clock).send_one()
    assert seen == ["sending"]


def test_a_certain_failure_is_tried_again_after_waits_that_double(store: Store, clock: HandClock) -> None:
    ask(store, a_request())
    dispatch = a_dispatch(store, ScriptedSender([BUSY]), clock)
    waits = []
    for _ in range(4):
        assert dispatch.send_one()
        [row] = rows(store)
        assert (row.state, row.code, row.reason) == ("queued", 20429, "ralentir")
        waits.append((row.due_at - clock.at).total_seconds())
        assert not dispatch.send_one()  # not before it is due
        clock.pass_(waits[-1])
    assert waits == [5, 10, 20, 40]


def test_after_four_hours_it_is_too_late_and_keeps_its_reason(store: Store, clock: HandClock) -> None:
    ask(store, a_request())
    dispatch = a_dispatch(store, ScriptedSender([BUSY]), clock)
    for _ in range(100):
        dispatch.send_one()
        [row] = rows(store)
        if row.state == "expired":
            break
        clock.pass_((row.due_at - clock.at).total_seconds())
    assert (row.state, row.reason) == ("expired", "ralentir")
    assert timedelta(hours=3.8) < clock.at - NOW <= timedelta(hours=4)


def test_a_refusal_for_good_ends_at_once(store: Store, clock: HandClock) -> None:
    ask(store, a_request())
    a_dispatch(store, ScriptedSender([Refused(21614, "pas un mobile", retry=False)]), clock).send_one()
    [row] = rows(store)
    assert (row.state, row.code, row.reason) == ("failed", 21614, "pas un mobile")


def test_an_uncertain_outcome_is_not_sent_again(store: Store, clock: HandClock) -> None:
    ask(store, a_request())
    sender = ScriptedSender([Unsure("ReadTimeout")])
    dispatch = a_dispatch(store, sender, clock)
    dispatch.send_one()
    clock.pass_(100_000)
    assert not dispatch.send_one()
    [row] = rows(store)
    assert (row.state, row.reason, row.doubts, len(sender.sent)) == ("unknown", "ReadTimeout", 1, 1)


def test_an_answer_that_comes_after_the_sweep_still_counts(store: Store, clock: HandClock) -> None:
    ask(store, a_request())
    other = a_dispatch(store, ScriptedSender(), clock, worker="w2")

    def slow(_text: Outgoing) -> Accepted:
        clock.pass_(31)
        other.sweep()
        assert states(store) == ["unknown"]
        return Accepted("SM1")

    a_dispatch(store, ScriptedSender([slow]), clock).send_one()
    assert [(row.state, row.sid) for row in rows(store)] == [("sent", "SM1")]


def test_a_database_that_fails_once_does_not_lose_the_answer(store: Store, clock: HandClock) -> None:
    ask(store, a_request())
    dispatch = a_dispatch(store, ScriptedSender([Accepted("SM1")]), clock)
    note, fails = dispatch._note, iter([True, False])

    def failing(connection: Connection, *rest: object) -> None:
        note(connection, *rest)  # type: ignore[arg-type]
        if next(fails):
            connection.exec_driver_sql("SELECT * FROM no_such_table")

    dispatch._note = failing  # type: ignore[method-assign, assignment]
    dispatch.send_one()
    assert states(store) == ["sent"]


# -- the fence ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "messages"), [(None, 1), (Unfenced, 2)])
def test_a_worker_paused_beyond_its_lease_sends_nothing(
    store: Store, clock: HandClock, kind: type[Unfenced] | None, messages: int
) -> None:
    """The first worker sleeps between claim and request; the second takes over. Without the fence, a double."""
    ask(store, a_request())
    sender = ScriptedSender()
    second = a_dispatch(store, sender, clock, worker="w2")

    def sleep() -> None:
        failpoints.disarm()
        clock.pass_(31)
        second.sweep()
        assert second.send_one()

    failpoints.arm("send: claimed", sleep)
    a_dispatch(store, sender, clock, worker="w1", **({"kind": kind} if kind else {})).send_one()  # type: ignore[arg-type]
    assert len(sender.sent) == messages
    assert states(store) == ["sent"]


@pytest.mark.parametrize("paused", [16.0, 29.0])
def test_a_pause_longer_than_the_fence_drops_the_attempt_though_the_lease_still_runs(
    store: Store, clock: HandClock, paused: float
) -> None:
    ask(store, a_request())
    sender = ScriptedSender()
    dispatch = a_dispatch(store, sender, clock)
    failpoints.arm("send: claimed", lambda: clock.pass_(paused))
    assert dispatch.send_one()
    assert (sender.sent, states(store)) == ([], ["sending"])
    failpoints.disarm()
    clock.pass_(31)
    dispatch.sweep()
    assert dispatch.send_one()  # it certainly never left: no need to ask anybody
    assert (len(sender.sent), states(store)) == (1, ["sent"])


def test_a_pause_in_the_middle_of_the_fence_gives_the_attempt_back(store: Store, clock: HandClock) -> None:
    ask(store, a_request())
    sender = ScriptedSender()
    dispatch = a_dispatch(store, sender, clock)
    steady = iter([0.0, 1.0, 20.0])
    dispatch.monotonic = lambda: next(steady)
    dispatch.send_one()
    assert (sender.sent, states(store)) == ([], ["queued"])


def test_a_wall_clock_that_jumps_ahead_drops_the_attempt(store: Store, clock: HandClock) -> None:
    ask(store, a_request())
    sender = ScriptedSender()

    def jump() -> None:
        clock.at += timedelta(hours=1)

    failpoints.arm("send: claimed", jump)
    a_dispatch(store, sender, clock).send_one()
    assert (sender.sent, states(store)) == ([], ["sending"])


def test_without_reconciliation_a_lost_answer_is_a_double(store: Store, clock: HandClock) -> None:
    ask(store, a_request())
    sender = ScriptedSender([Unsure("ReadTimeout"), Accepted("SM2")])
    dispatch = a_dispatch(store, sender, clock, kind=Blind)
    assert [dispatch.send_one(), dispatch.send_one(), dispatch.send_one()] == [True, True, False]
    assert len(sender.sent) == 2


# -- claims ------------------------------------------------------------------------------------------------------------


def test_many_workers_claim_each_text_once(store: Store, clock: HandClock) -> None:
    ask(store, *(a_request(call=f"CA{index}", to=f"+336{index:04d}5678") for index in range(40)))
    sids = count()
    sender = ScriptedSender([lambda _text: Accepted(f"SM{next(sids)}")])

    def drain(worker: int) -> None:
        dispatch = a_dispatch(store, sender, clock, worker=f"w{worker}")
        while "queued" in states(store):
            dispatch.send_one()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(drain, range(4)))
    assert sorted(text.id for text in sender.sent) == [row.id for row in rows(store)]
    assert set(states(store)) == {"sent"}


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_a_worker_that_is_slow_to_commit_holds_nobody_up(store: Store, clock: HandClock) -> None:
    ask(store, a_request(), a_request(call="CA2", to=OTHER))
    with store.writing() as slow, store.writing() as quick:
        first = claims.claim(slow, "w1", clock.at, Timing())
        second = claims.claim(quick, "w2", clock.at, Timing())
        assert (first and first.text.to, second and second.text.to) == (MOBILE, OTHER)


@pytest.mark.parametrize("in_flight", ["sending", "unknown"])
def test_the_same_words_to_the_same_number_are_never_in_flight_twice(
    store: Store, clock: HandClock, in_flight: str
) -> None:
    ask(store, a_request(), a_request(call="CA2"), a_request(call="CA3", body="Autre chose", template="other"))
    first, _, other = rows(store)
    with store.writing() as connection:
        connection.execute(update(texts).where(texts.c.id == first.id).values(state=in_flight, lease_until=clock.at))
    sender = ScriptedSender([lambda text: Accepted(f"SM{text.id}")])
    dispatch = a_dispatch(store, sender, clock)
    assert [dispatch.send_one(), dispatch.send_one()] == [True, False]
    assert [text.id for text in sender.sent] == [other.id]
    with store.writing() as connection:
        connection.execute(update(texts).where(texts.c.id == first.id).values(state="sent", sid="SM1000"))
    assert dispatch.send_one()
    assert states(store) == ["sent"] * 3


def test_twins_claimed_at_once_meet_in_the_index(store: Store, clock: HandClock) -> None:
    """As if both workers had looked before either wrote: the second is told, and waits."""
    ask(store, a_request(), a_request(call="CA2"))
    first, _ = rows(store)
    with store.writing() as connection:
        connection.execute(update(texts).where(texts.c.id == first.id).values(state="sending", lease_until=clock.at))
    hidden = claims._twin_in_flight
    claims._twin_in_flight = lambda: texts.c.id < 0
    try:
        assert not a_dispatch(store, ScriptedSender(), clock).send_one()
    finally:
        claims._twin_in_flight = hidden
    assert states(store) == ["sending", "queued"]


def test_the_sweep_leaves_what_is_still_leased(store: Store, clock: HandClock) -> None:
    ask(store, a_request())
    with store.writing() as connection:
        claims.claim(connection, "w1", clock.at, Timing())
    dispatch = a_dispatch(store, ScriptedSender(), clock)
    assert dispatch.sweep() == 0
    clock.pass_(31)
    assert dispatch.sweep() == 1
    with store.reading() as connection:
        assert ledger.counts(connection) == {"queued": 1}


@pytest.mark.parametrize(("lease", "fence"), [(10, 10), (10, 20)])
def test_lengths_that_could_double_a_text_are_refused(lease: float, fence: float) -> None:
    with pytest.raises(ValueError, match="fence"):
        Timing(lease=lease, fence=fence)
