"""Texts by state, delay and reason: the same as who counts by hand, in both databases."""

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update

from ivr.store.engine import Store
from ivr.store.tables import texts
from ivr.texts.standing import EDGES, Asked, Reason, by_reason, by_state, delays
from tests.texts.building import NOW, a_request, ask, rows

DAY = Asked(NOW, NOW + timedelta(days=1))


def became(store: Store, number: int, **values: Any) -> None:
    """The text that was asked for as that one is now so."""
    chosen = rows(store)[number].id
    with store.writing() as connection:
        connection.execute(update(texts).where(texts.c.id == chosen).values(**values))


def within(store: Store, leg: str) -> list[int]:
    with store.reading() as connection:
        return next(list(found.within) for found in delays(connection, DAY) if found.leg == leg)


def test_texts_by_state_of_those_that_were_asked_for_in_time(store: Store) -> None:
    asked = [
        a_request(call=f"CA{call}", to=f"+3361234567{call}", now=NOW + timedelta(hours=12 * call)) for call in range(4)
    ]
    ask(store, *asked, a_request(call="CA9", rehearsal=True))
    became(store, 0, state="delivered")
    with store.reading() as connection:
        assert by_state(connection, DAY) == {"delivered": 1, "queued": 1}


def test_texts_by_reason_the_most_frequent_first(store: Store) -> None:
    ask(store, *(a_request(call=f"CA{call}", to=f"+3361234567{call}") for call in range(4)))
    for number in (0, 1):
        became(store, number, state="undelivered", reason="téléphone injoignable", code=30003)
    became(store, 2, state="review", reason="la liste de Twilio reste illisible")
    with store.reading() as connection:
        assert by_reason(connection, DAY) == [
            Reason("undelivered", "téléphone injoignable", 30003, 2),
            Reason("review", "la liste de Twilio reste illisible", None, 1),
        ]


def test_how_long_texts_took_to_leave_and_to_arrive(store: Store) -> None:
    ask(store, *(a_request(call=f"CA{call}", to=f"+3361234567{call}") for call in range(4)))
    became(store, 0, tried_at=NOW + timedelta(seconds=5), state="delivered", changed_at=NOW + timedelta(seconds=14))
    became(store, 1, tried_at=NOW + timedelta(seconds=6), state="sent", changed_at=NOW + timedelta(seconds=6))
    became(store, 2, tried_at=NOW + timedelta(days=1), state="undelivered", changed_at=NOW + timedelta(days=1))
    assert within(store, "tried") == [1, 1, 0, 0, 0, 0, 1]
    assert within(store, "delivered") == [0, 1, 0, 0, 0, 0, 0]


@given(st.lists(st.tuples(st.integers(0, 9000), st.booleans()), max_size=8))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_delays_fall_where_one_would_put_them_by_hand(migrated_store: Store, took: list[tuple[int, bool]]) -> None:
    with migrated_store.writing() as connection:
        connection.execute(delete(texts))
    ask(migrated_store, *(a_request(call=f"CA{call}", to=f"+3361234567{call}") for call in range(len(took))))
    expected = [0] * (len(EDGES) + 1)
    for number, (seconds, delivered) in enumerate(took):
        state = "delivered" if delivered else "sent"
        became(migrated_store, number, state=state, changed_at=NOW + timedelta(seconds=seconds + 0.25))
        expected[sum(seconds >= edge for edge in EDGES)] += delivered
    assert within(migrated_store, "delivered") == expected
