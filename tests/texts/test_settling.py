"""Texts that wait for a person: told first, settled many at once, and never one that somebody else has settled."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from ivr.store.engine import Store
from ivr.store.tables import texts
from ivr.texts.settling import MOST, Decision, Group, Outlook, ResolveError, groups, outlook, resolve, settle, waiting
from tests.texts.building import NOW, HandClock, ScriptedSender, a_dispatch, a_request, ask, rows, states

LATER = NOW + timedelta(hours=1)
UNREADABLE, TRACELESS = "la liste de Twilio reste illisible", "resté sans trace chez Twilio après plusieurs essais"


def have_waiting(store: Store, *each: dict[str, Any]) -> list[int]:
    """Texts that wait for a person, their numbers; each with what is special about it."""
    ask(
        store,
        *(
            a_request(call=f"CA{call}", to=f"+3361234567{call}", now=NOW + timedelta(minutes=call))
            for call in range(len(each))
        ),
    )
    numbers = [row.id for row in rows(store)]
    with store.writing() as connection:
        for number, special in zip(numbers, each, strict=True):
            values = {"state": "review", "reason": UNREADABLE, "doubts": 3, **special}
            connection.execute(update(texts).where(texts.c.id == number).values(values))
    return numbers


def settled(store: Store, chosen: list[int], decision: Decision) -> Outlook:
    with store.writing() as connection:
        return settle(connection, chosen, decision, LATER)


def test_they_are_grouped_by_what_they_have_in_common(store: Store) -> None:
    numbers = have_waiting(store, {"to_number": None}, {}, {"reason": TRACELESS}, {"state": "sent"})
    with store.reading() as connection:
        assert groups(connection) == [
            Group(UNREADABLE, 2, 1, NOW),
            Group(TRACELESS, 1, 0, NOW + timedelta(minutes=2)),
        ]
        assert [text.id for text in waiting(connection)] == numbers[:3]
        assert [text.id for text in waiting(connection, TRACELESS)] == [numbers[2]]


@pytest.mark.parametrize(("decision", "state"), [("sent", "sent"), ("failed", "failed"), ("again", "queued")])
def test_many_are_settled_at_once(store: Store, decision: Decision, state: str) -> None:
    numbers = have_waiting(store, {}, {}, {"reason": TRACELESS})
    assert settled(store, numbers[:2], decision) == Outlook(decision, tuple(numbers[:2]), ())
    assert states(store) == [state, state, "review"]
    first = rows(store)[0]
    assert (first.reason, first.doubts, first.changed_at) == ("décidé à la main", 0, LATER)


def test_what_would_happen_is_what_happens(store: Store) -> None:
    one, erased, left, absent = *have_waiting(store, {}, {"to_number": None}, {"state": "delivered"}), 10**6
    chosen = [absent, left, erased, one, one]
    with store.reading() as connection:
        told = outlook(connection, chosen, "again")
    assert states(store) == ["review", "review", "delivered"]  # told, not done
    assert told == settled(store, chosen, "again")
    assert told.settled == (one,)
    assert (told.hindered_by("erased"), told.hindered_by("settled"), told.hindered_by("absent")) == (
        (erased,),
        (left,),
        (absent,),
    )
    assert states(store) == ["queued", "review", "delivered"]


def test_one_whose_number_is_erased_can_still_be_said_to_have_left(store: Store) -> None:
    [number] = have_waiting(store, {"to_number": None})
    assert settled(store, [number], "sent").settled == (number,)


def test_what_somebody_else_settled_meanwhile_stays_as_they_had_it(store: Store) -> None:
    numbers = have_waiting(store, {}, {})
    settled(store, numbers[:1], "failed")
    assert settled(store, numbers, "again") == Outlook("again", (numbers[1],), ((numbers[0], "settled"),))
    assert states(store) == ["failed", "queued"]


def test_sent_again_is_sent_once_more(store: Store) -> None:
    numbers = have_waiting(store, {}, {})
    settled(store, numbers, "again")
    sender, clock = ScriptedSender(), HandClock(LATER)
    dispatch = a_dispatch(store, sender, clock)
    assert [dispatch.send_one(), dispatch.send_one(), dispatch.send_one()] == [True, True, False]
    assert states(store) == ["sent", "sent"]


def test_only_so_many_at_once(store: Store) -> None:
    with store.reading() as connection:
        told = outlook(connection, range(3 * MOST), "sent")
    assert len(told.hindered) == MOST


def test_a_single_one_that_can_t_be_settled_says_why(store: Store) -> None:
    [number] = have_waiting(store, {"to_number": None})
    with store.writing() as connection:
        for chosen, why in ((number, "erased"), (10**6, "absent")):
            with pytest.raises(ResolveError) as refused:
                resolve(connection, chosen, "again", LATER)
            assert refused.value.why == why
