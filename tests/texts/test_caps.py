"""Caps: the pure decision as a table, and the counting on both databases, also when everybody asks at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from ivr.settings import Settings
from ivr.store.engine import Store
from ivr.texts.caps import Counts, Limits, exceeded
from ivr.texts.desk import TextDesk
from tests.texts.building import MOBILE, NOW, UNCAPPED, a_request, rows

LIMITS = Limits(prefix=10, minute=20, day=100)
OTHER = "+33687654321"


@pytest.mark.parametrize(
    ("counts", "typed", "cap"),
    [
        (Counts(), False, None),
        (Counts(numbers=1), True, None),
        (Counts(numbers=2), False, "call"),
        (Counts(number=2), False, None),
        (Counts(number=3), False, "number"),
        (Counts(caller=4), False, None),
        (Counts(caller=5), False, "caller"),
        (Counts(prefix=9), False, None),
        (Counts(prefix=10), False, "prefix"),
        (Counts(minute=20), False, "minute"),
        (Counts(day=100), False, "day"),
        (Counts(day=99), True, None),
        (Counts(day=100), True, "day"),  # the whole budget is spent: typed numbers are closed too
        (Counts(typed_prefix=5), True, "prefix"),  # typed numbers have half of each budget
        (Counts(typed_minute=10), True, "minute"),
        (Counts(typed_day=50), True, "day"),
        (Counts(typed_prefix=5, typed_minute=10, typed_day=50), False, None),  # ... and the other half stays
    ],
)
def test_the_cap_that_one_more_would_exceed(counts: Counts, typed: bool, cap: str | None) -> None:
    assert exceeded(counts, LIMITS, typed) == cap


def number(index: int) -> str:
    """Mobiles that share no prefix."""
    return f"+336{index:04d}5678"


def test_two_numbers_a_call(store: Store) -> None:
    desk = TextDesk(store, UNCAPPED)
    for index in range(4):
        assert desk.request(a_request(to=number(index), caller="", typed=True)) == "taken"
    desk.request(a_request(to=number(1), caller="", typed=True, template="another"))  # a number known to the call
    assert [row.to_number for row in rows(store)] == [number(0), number(1), number(1)]


@pytest.mark.parametrize(("hours", "written"), [(23.9, 3), (24.1, 4)])
def test_three_texts_a_number_in_24_hours(store: Store, hours: float, written: int) -> None:
    desk = TextDesk(store, UNCAPPED)
    for index in range(3):
        desk.request(a_request(call=f"CA{index}", caller=number(index)))
    desk.request(a_request(call="CA9", caller=number(9), now=NOW + timedelta(hours=hours)))
    assert len(rows(store)) == written


def test_five_texts_a_caller_in_24_hours(store: Store) -> None:
    desk = TextDesk(store, UNCAPPED)
    for index in range(7):
        desk.request(a_request(call=f"CA{index}", caller=MOBILE, to=number(index), typed=True))
    assert len(rows(store)) == 5


def test_withheld_callers_are_not_one_caller(store: Store) -> None:
    desk = TextDesk(store, UNCAPPED)
    for index in range(7):
        desk.request(a_request(call=f"CA{index}", caller="", to=number(index), typed=True))
    assert len(rows(store)) == 7


@pytest.mark.parametrize(("typed", "first", "an_hour_later"), [(False, 6, 7), (True, 3, 4)])
def test_texts_to_a_prefix_an_hour(store: Store, typed: bool, first: int, an_hour_later: int) -> None:
    desk = TextDesk(store, UNCAPPED.model_copy(update={"text_prefix_cap": 6}))
    for index in range(9):
        desk.request(a_request(call=f"CA{index}", caller="", to=f"+336123400{index:02d}", typed=typed))
    assert len(rows(store)) == first
    later = NOW + timedelta(minutes=61)
    desk.request(a_request(call="CAlate", caller="", to="+33612340099", typed=typed, now=later))
    assert len(rows(store)) == an_hour_later


@pytest.mark.parametrize(
    ("cap", "later"), [("text_minute_cap", timedelta(seconds=61)), ("text_day_cap", timedelta(hours=25))]
)
def test_the_whole_lines_budget(store: Store, cap: str, later: timedelta) -> None:
    desk = TextDesk(store, UNCAPPED.model_copy(update={cap: 6}))
    for index in range(5):
        desk.request(a_request(call=f"CAt{index}", caller="", to=number(index), typed=True))
    assert len(rows(store)) == 3  # typed numbers are closed at half of it
    for index in range(5, 10):
        desk.request(a_request(call=f"CAo{index}", caller=number(index), to=number(index)))
    assert len(rows(store)) == 6  # and nobody goes beyond the whole
    desk.request(a_request(call="CAlate", to=number(11), now=NOW + later))
    assert len(rows(store)) == 7


def test_rehearsals_neither_count_nor_are_capped(store: Store) -> None:
    desk = TextDesk(store, Settings(text_minute_cap=1))
    for index in range(5):
        desk.request(a_request(call=f"CAr{index}", rehearsal=True))
    desk.request(a_request(call="CA1"))
    assert [row.rehearsal for row in rows(store)] == [True] * 5 + [False]


def test_everybody_at_once_gets_no_more_than_the_cap(store: Store) -> None:
    """Counting and writing must not interleave: under READ COMMITTED they would."""
    store.pool.seconds = 30
    desk = TextDesk(store, UNCAPPED)
    requests = [a_request(call=f"CA{index}", caller="") for index in range(24)]
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(desk.request, requests)) == {"taken"}
    assert len(rows(store)) == 3


def test_the_same_text_asked_for_twice_at_once_is_one(store: Store) -> None:
    store.pool.seconds = 30
    desk = TextDesk(store, UNCAPPED)
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(desk.request, [a_request()] * 16)) == {"taken"}
    assert len(rows(store)) == 1


def test_a_number_is_the_same_whoever_asks_for_it(store: Store) -> None:
    desk = TextDesk(store, UNCAPPED)
    base = a_request(to=OTHER)
    for index in range(5):
        desk.request(replace(base, call_sid=f"CA{index}", caller=number(index), typed=bool(index % 2)))
    assert len(rows(store)) == 3
