"""Caps: the pure decision as a table and as laws, and the same through the desk on both databases, all at once too."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from ivr.settings import Settings
from ivr.store.engine import Store
from ivr.store.tables import texts
from ivr.texts.caps import SHARES, Cap, Counts, Limits, Spent, exceeded, part_of, who_asks
from ivr.texts.desk import TextDesk
from tests.texts.building import MOBILE, NOW, UNCAPPED, a_request, rows

LIMITS = Limits(prefix=12, minute=24, day=600)
OTHER = "+33687654321"
NIGHT = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)  # nine in the evening, in Paris
YESTERDAY = NOW - timedelta(hours=25)


@pytest.mark.parametrize(
    ("counts", "typed", "cap"),
    [
        (Counts(), False, None),
        (Counts(numbers=1), True, None),
        (Counts(numbers=2), False, Cap("call")),
        (Counts(number=2), False, None),
        (Counts(number=3), False, Cap("number")),
        (Counts(caller=4), False, None),
        (Counts(caller=5), False, Cap("caller")),
        (Counts(number=3, minute=Spent(new=24)), False, Cap("number")),  # the narrowest is named
        # the whole budget, whoever spent it
        (Counts(prefix=Spent(5, 5, 2)), False, Cap("prefix", "all")),
        (Counts(minute=Spent(10, 8, 6)), True, Cap("minute", "all")),
        (Counts(reached=True, day=Spent(300, 200, 100)), False, Cap("day", "all")),
        # new numbers have two thirds
        (Counts(prefix=Spent(new=7)), False, None),
        (Counts(prefix=Spent(new=8)), False, Cap("prefix", "new")),
        (Counts(minute=Spent(new=16)), False, Cap("minute", "new")),
        (Counts(day=Spent(new=400)), False, Cap("day", "new")),
        (Counts(day=Spent(new=400)), True, None),
        # typed numbers half
        (Counts(prefix=Spent(typed=6)), True, Cap("prefix", "typed")),
        (Counts(minute=Spent(typed=12)), True, Cap("minute", "typed")),
        (Counts(day=Spent(typed=300)), True, Cap("day", "typed")),
        (Counts(day=Spent(typed=300)), False, None),
        # both together five sixths, and the rest is kept for numbers in good standing
        (Counts(day=Spent(new=250, typed=250)), False, Cap("day", "strangers")),
        (Counts(day=Spent(new=250, typed=250)), True, Cap("day", "strangers")),
        (Counts(reached=True, day=Spent(new=250, typed=250)), False, None),
        (Counts(reached=True, number=1, day=Spent(new=250, typed=250)), False, Cap("day", "strangers")),  # one a day
        (Counts(reached=True, day=Spent(new=250, typed=250)), True, Cap("day", "strangers")),  # anybody may type it
        # who have two thirds as well: somebody may pass for them too
        (Counts(reached=True, day=Spent(known=400)), False, Cap("day", "known")),
        (Counts(day=Spent(known=400)), False, None),
        # by day an hour may take all
        (Counts(hour=Spent(new=399), day=Spent(new=399)), False, None),
    ],
)
def test_the_cap_that_one_more_would_exceed(counts: Counts, typed: bool, cap: Cap | None) -> None:
    assert exceeded(counts, LIMITS, typed, NOW) == cap


@pytest.mark.parametrize(
    ("hour", "typed", "cap"),
    [
        (Spent(new=47), False, None),  # a new number's 4,000 of 6,000, an 84th each hour
        (Spent(new=48), False, Cap("hour", "new")),
        (Spent(typed=36), True, Cap("hour", "typed")),
        (Spent(new=30, typed=30), False, Cap("hour", "strangers")),
        (Spent(known=9, new=48), False, None),  # known callers ring too: it is no invention
        (Spent(known=11, new=60), False, None),
        (Spent(known=11, new=66), False, Cap("hour", "strangers")),
    ],
)
def test_by_night_strangers_have_little(hour: Spent, typed: bool, cap: Cap | None) -> None:
    limits = replace(LIMITS, day=6000, minute=10**6, prefix=10**6)
    assert exceeded(Counts(hour=hour, day=hour), limits, typed, NIGHT) == cap
    assert exceeded(Counts(hour=hour, day=hour), limits, typed, NOW) is None
    assert exceeded(Counts(reached=True, hour=hour, day=hour), limits, typed=False, now=NIGHT) is None


@pytest.mark.parametrize(("paris", "night"), [(7, True), (8, False), (17, False), (18, True)])
@pytest.mark.parametrize("month", [1, 7])
def test_the_night_is_that_of_paris(month: int, paris: int, night: bool) -> None:
    at = datetime(2026, month, 7, paris - (1 if month == 1 else 2), 30, tzinfo=UTC)
    spent = Spent(new=20)
    assert (exceeded(Counts(hour=spent, day=spent), LIMITS, False, at) is not None) == night


spents = st.builds(Spent, *(st.integers(0, 700),) * 3)
counts_ = st.builds(
    Counts,
    number=st.integers(0, 4),
    caller=st.integers(0, 6),
    reached=st.booleans(),
    prefix=spents,
    minute=spents,
    hour=spents,
    day=spents,
)
moments = st.integers(0, 366 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes))


@given(counts_, st.booleans(), moments)
def test_no_budget_and_no_part_of_one_is_ever_exceeded(counts: Counts, typed: bool, at: datetime) -> None:
    if exceeded(counts, LIMITS, typed, at) is None:
        who = who_asks(counts, typed)
        for share in (share for share in SHARES if who in share.whos):
            for budget in ("prefix", "minute", "day"):
                assert getattr(counts, budget).by(share) < part_of(getattr(LIMITS, budget), share.part)


@given(counts_, moments)
def test_whatever_strangers_do_a_sixth_is_left_to_known_numbers(counts: Counts, at: datetime) -> None:
    """Strangers who have spent all that they may never keep out a number in good standing."""
    spent = {budget: part_of(getattr(LIMITS, budget), SHARES[1].part) for budget in ("prefix", "minute", "day")}
    flooded = replace(
        counts, reached=True, number=0, caller=0, **{name: Spent(new=most) for name, most in spent.items()}
    )
    assert exceeded(flooded, LIMITS, False, at) is None


@given(counts_, st.booleans(), moments, st.sampled_from(["numbers", "number", "caller", "prefix", "minute", "day"]))
def test_what_is_refused_stays_refused_when_more_was_asked_for(
    counts: Counts, typed: bool, at: datetime, name: str
) -> None:
    before = getattr(counts, name)
    more = Spent(*(getattr(before, who.name) + 1 for who in fields(Spent))) if isinstance(before, Spent) else before + 1
    if exceeded(counts, LIMITS, typed, at):
        assert exceeded(replace(counts, **{name: more}), LIMITS, typed, at)


@given(st.integers(1, 20), st.booleans(), moments)
def test_the_smallest_budgets_let_somebody_in(budget: int, typed: bool, at: datetime) -> None:
    assert exceeded(Counts(), Limits(budget, budget, budget), typed, at) is None
    assert exceeded(Counts(), Limits(0, 0, 0), typed, at) is not None


# -- through the desk --------------------------------------------------------------------------------------------------


def number(index: int) -> str:
    """Mobiles that share no prefix."""
    return f"+336{index:04d}5678"


def test_two_numbers_a_call(store: Store) -> None:
    desk = TextDesk(store, UNCAPPED)
    outcomes = [desk.request(a_request(to=number(index), caller="", typed=True)) for index in range(4)]
    assert outcomes == ["taken", "taken", "capped", "capped"]
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


@pytest.mark.parametrize(("typed", "first", "an_hour_later"), [(False, 4, 5), (True, 3, 4)])
def test_texts_to_a_prefix_an_hour(store: Store, typed: bool, first: int, an_hour_later: int) -> None:
    desk = TextDesk(store, replace(UNCAPPED, text_prefix_cap=6))
    for index in range(9):
        desk.request(a_request(call=f"CA{index}", caller="", to=f"+336123400{index:02d}", typed=typed))
    assert len(rows(store)) == first
    later = NOW + timedelta(minutes=61)
    desk.request(a_request(call="CAlate", caller="", to="+33612340099", typed=typed, now=later))
    assert len(rows(store)) == an_hour_later


def in_good_standing(store: Store, *numbers: str) -> None:
    """A text reached each of these yesterday, at its own asking."""
    desk = TextDesk(store, UNCAPPED)
    for index, to in enumerate(numbers):
        desk.request(a_request(call=f"CAy{index}", to=to, now=YESTERDAY))
    with store.writing() as connection:
        connection.execute(update(texts).values(state="delivered"))


@pytest.mark.parametrize(
    ("cap", "later"), [("text_minute_cap", timedelta(seconds=61)), ("text_day_cap", timedelta(hours=25))]
)
def test_the_whole_lines_budget(store: Store, cap: str, later: timedelta) -> None:
    known = [number(index) for index in range(20, 24)]
    in_good_standing(store, *known)
    desk = TextDesk(store, replace(UNCAPPED, **{cap: 6}))

    def asked(*requests: tuple[str, bool]) -> int:
        for index, (to, typed) in enumerate(requests):
            desk.request(a_request(call=f"CA{typed}{to}{index}", to=to, typed=typed))
        return len(rows(store)) - len(known)

    assert asked(*((number(index), True) for index in range(5))) == 3  # typed numbers are closed at half of it
    assert asked(*((number(index), False) for index in range(5, 10))) == 5  # new ones at five sixths, with them
    assert asked(*((to, False) for to in known)) == 6  # known ones go on, and nobody beyond the whole
    desk.request(a_request(call="CAlate", to=number(11), now=NOW + later))
    assert len(rows(store)) == len(known) + 7


@pytest.mark.parametrize(
    ("state", "typed", "hours", "known"),
    [
        ("delivered", False, 25, True),
        ("delivered", False, 23, False),  # not on an earlier day
        ("delivered", True, 25, False),  # somebody typed it
        ("sent", False, 25, False),  # perhaps it is nobody's
        ("undelivered", False, 25, False),
    ],
)
def test_good_standing_is_a_text_that_reached_the_telephone_on_an_earlier_day(
    store: Store, state: str, typed: bool, hours: float, known: bool
) -> None:
    desk = TextDesk(store, UNCAPPED)
    desk.request(a_request(typed=typed, caller="", now=NOW - timedelta(hours=hours)))
    with store.writing() as connection:
        connection.execute(update(texts).values(state=state))
    desk.request(a_request(call="CA2"))
    assert [row.known for row in rows(store)] == [False, known]


def test_good_standing_ends_with_the_key_that_its_number_is_hashed_by(store: Store) -> None:
    in_good_standing(store, MOBILE)
    TextDesk(store, replace(UNCAPPED, secret_key="another")).request(a_request(call="CA2"))
    assert [row.known for row in rows(store)] == [False, False]


def test_rehearsals_neither_count_nor_are_capped(store: Store) -> None:
    desk = TextDesk(store, Settings(text_minute_cap=1))
    for index in range(5):
        assert desk.request(a_request(call=f"CAr{index}", rehearsal=True)) == "taken"
    assert desk.request(a_request(call="CAr0", rehearsal=True)) == "taken"
    desk.request(a_request(call="CA1"))
    assert [row.rehearsal for row in rows(store)] == [True] * 5 + [False]


def test_everybody_at_once_gets_no_more_than_the_cap(store: Store) -> None:
    """Counting and writing must not interleave: under READ COMMITTED they would."""
    store.pool.seconds = 30
    desk = TextDesk(store, UNCAPPED)
    requests = [a_request(call=f"CA{index}", caller="") for index in range(24)]
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(desk.request, requests)) == {"taken"}  # the same text is on its way to all of them
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
    assert [row.typed for row in rows(store)] == [False, True, False, False]  # typed texts bar nobody from calling
