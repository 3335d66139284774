"""Receipts come late, repeated, and in any order; the state they lead to is the same."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from ivr.store.engine import Store, open_store
from ivr.store.tables import texts
from ivr.texts.outcomes import Report, apply
from ivr.texts.receipts import apply_receipt, read_receipt
from ivr.texts.states import FINAL, OF_TWILIO, STATES, State, advance
from tests.postgres import patient
from tests.texts.building import MOBILE, NOW, a_request, ask, rows

# The lives that a message may have at Twilio, in order.
LIVES = [
    ("accepted", "queued", "sending", "sent", "delivered"),
    ("accepted", "scheduled", "queued", "sending", "sent", "undelivered"),
    ("queued", "sending", "failed"),
    ("queued", "sent", "delivered", "read"),
    ("accepted", "canceled"),
]
BEFORE: list[State] = ["queued", "sending", "unknown", "review"]


@st.composite
def disorders(draw: st.DrawFn) -> tuple[tuple[str, ...], list[str], State]:
    """A life, or its beginning; the same shuffled and repeated; and the state that the text was in."""
    life = draw(st.sampled_from(LIVES))
    life = life[: draw(st.integers(1, len(life)))]
    repeated = draw(st.permutations(life + tuple(draw(st.lists(st.sampled_from(life), max_size=4)))))
    return life, list(repeated), draw(st.sampled_from(BEFORE))


@given(disorders())
def test_the_state_is_the_same_as_in_order(disorder: tuple[tuple[str, ...], list[str], State]) -> None:
    life, shuffled, before = disorder
    in_order, out_of_order = before, before
    for status in life:
        in_order = advance(in_order, OF_TWILIO[status])
    for status in shuffled:
        out_of_order = advance(out_of_order, OF_TWILIO[status])
    assert in_order == out_of_order


@pytest.mark.parametrize("final", sorted(FINAL))
@pytest.mark.parametrize("reported", sorted({*OF_TWILIO.values()}))
def test_a_final_state_is_never_overwritten(final: State, reported: State) -> None:
    assert advance(final, reported) == final


def test_every_state_has_its_rank() -> None:
    assert {advance("queued", state) for state in STATES if state not in BEFORE} == {*FINAL, "sent"}


def one_text(store: Store, state: State = "unknown", sid: str | None = None) -> int:
    ask(store, a_request())
    with store.writing() as connection:
        connection.execute(update(texts).values(state=state, sid=sid))
    return int(rows(store)[0].id)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(disorders(), st.booleans())
def test_so_it_is_in_both_databases(
    store_url: str, disorder: tuple[tuple[str, ...], list[str], State], names_row: bool
) -> None:
    life, shuffled, before = disorder
    store = patient(open_store(store_url))
    with store.writing() as connection:
        connection.execute(texts.delete())
    text_id = one_text(store, before, None if names_row else "SM1")
    for minute, status in enumerate(shuffled):
        apply_receipt(
            store, Report("SM1", status, None, text_id if names_row else None), NOW + timedelta(minutes=minute)
        )
    expected = before
    for status in life:
        expected = advance(expected, OF_TWILIO[status])
    [row] = rows(store)
    store.close()
    assert (row.state, row.sid) == (expected, "SM1")


def test_a_receipt_settles_an_attempt_whose_answer_was_lost(store: Store) -> None:
    text_id = one_text(store, "unknown")
    assert apply_receipt(store, Report("SM1", "sent", None, text_id), NOW) == "applied"
    assert apply_receipt(store, Report("SM1", "sent", None, text_id), NOW) == "repeated"
    assert [(row.state, row.sid) for row in rows(store)] == [("sent", "SM1")]


def test_a_failure_keeps_its_code_and_reason(store: Store) -> None:
    text_id = one_text(store, "sent", "SM1")
    apply_receipt(store, Report("SM1", "undelivered", 30003, text_id), NOW)
    [row] = rows(store)
    assert (row.state, row.code, row.reason) == ("undelivered", 30003, "téléphone injoignable")


def test_a_second_message_for_a_text_changes_nothing(store: Store) -> None:
    text_id = one_text(store, "sent", "SM1")
    assert apply_receipt(store, Report("SM2", "delivered", None, text_id), NOW) == "second"
    assert [(row.state, row.sid) for row in rows(store)] == [("sent", "SM1")]


def test_the_message_id_counts_more_than_the_row_that_is_named(store: Store) -> None:
    """Two texts alike may have been told apart the other way round: each keeps one message all the same."""
    ask(store, a_request(call="CA1"), a_request(call="CA2"))
    first, second = rows(store)
    with store.writing() as connection:
        apply(connection, Report("SM2", "sent", None, first.id), NOW)
        apply(connection, Report("SM1", "sent", None, second.id), NOW)
    apply_receipt(store, Report("SM1", "delivered", None, first.id), NOW)
    assert [(row.state, row.sid) for row in rows(store)] == [("sent", "SM2"), ("delivered", "SM1")]


def test_a_receipt_of_nobody_is_foreign(store: Store) -> None:
    assert apply_receipt(store, Report("SM1", "sent", None, 12345), NOW) == "foreign"
    ask(store, a_request(rehearsal=True))
    assert apply_receipt(store, Report("SM1", "sent", None, rows(store)[0].id), NOW) == "foreign"


@pytest.mark.parametrize("sid", [None, "SM2"])
def test_a_receipt_for_a_row_that_a_restore_lost_is_not_taken_for_the_one_of_its_number(
    store: Store, sid: str | None
) -> None:
    """Rows are numbered on from the backup's last: a message that left since may bear a new one's number."""
    text_id = one_text(store, "queued", sid)
    lost = Report("SM1", "delivered", None, text_id, "+33687654321")
    assert apply_receipt(store, lost, NOW) == "foreign"
    assert [(row.state, row.sid) for row in rows(store)] == [("queued", sid)]
    assert apply_receipt(store, Report(sid or "SM2", "sent", None, text_id, MOBILE), NOW) == "applied"


def test_an_unknown_word_is_not_guessed_to_be_an_end(store: Store) -> None:
    text_id = one_text(store, "unknown")
    apply_receipt(store, Report("SM1", "teleported", None, text_id), NOW)
    assert rows(store)[0].state == "sent"


def test_without_a_database_it_is_unavailable() -> None:
    store = open_store("postgresql://nobody@127.0.0.1:1/none")
    assert apply_receipt(store, Report("SM1", "sent"), NOW) == "unavailable"
    store.close()


@pytest.mark.parametrize(
    ("form", "row", "report"),
    [
        ({"MessageSid": "SM1", "MessageStatus": "sent"}, "7", Report("SM1", "sent", None, 7)),
        ({"MessageSid": "SM1", "MessageStatus": "failed", "ErrorCode": "30008"}, "", Report("SM1", "failed", 30008)),
        ({"MessageSid": "SM1", "MessageStatus": "sent", "ErrorCode": "x"}, "7; drop", Report("SM1", "sent")),
        ({"MessageSid": "SM1", "MessageStatus": "sent"}, "9" * 30, Report("SM1", "sent")),
        ({"MessageSid": "SM1", "MessageStatus": "sent"}, "²", Report("SM1", "sent")),
        ({"MessageSid": "SM1", "MessageStatus": "sent", "To": MOBILE}, "", Report("SM1", "sent", None, None, MOBILE)),
        ({"MessageSid": "S" * 65, "MessageStatus": "sent"}, "7", None),
        ({"MessageStatus": "sent"}, "7", None),
        ({"MessageSid": "SM1"}, "7", None),
    ],
)
def test_reading_a_receipt(form: dict[str, str], row: str, report: Report | None) -> None:
    assert read_receipt(form, row) == report
