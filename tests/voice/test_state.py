"""A call travels in the address of its next turn, and comes back the same."""

import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.content.schedules import read_schedules
from ivr.findings import LANGUAGES
from ivr.line.call import LINE_NAMES, MOST_DIALS, PLACES, Call
from ivr.line.flow import FLOW
from ivr.line.places import TERRITORIES
from ivr.line.steps import Menu, Tell
from ivr.voice.state import MOST_TURNS, NOWHERE, State, read_moment, read_state, write_moment, write_state

TERRITORY_CODES = {code for _, code in TERRITORIES.values() if code}
words = st.from_regex(r"[a-z0-9_]{1,40}", fullmatch=True)
calls = st.builds(
    Call,
    step=words,
    turn=st.integers(0, MOST_TURNS),
    line=st.sampled_from(LINE_NAMES),
    language=st.sampled_from(LANGUAGES),
    place=st.sampled_from(PLACES),
    department=st.sampled_from(["", "01", "69", "2A", "2B", "971", "976", "988"]),
    caisse=st.sampled_from(["", "011", "2A1", "971"]),
    topic=words | st.just(""),
    regime=words | st.just(""),
    link=words | st.just(""),
    tries=st.integers(0, 9),
    dials=st.integers(0, MOST_DIALS),
    doubt=st.lists(words, max_size=2).map(".".join),
    back=words | st.just(""),
)
moments = st.integers(0, 4_000_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))
states = st.builds(State, calls, at=moments | st.none(), sorry=st.booleans())


def read(address: str) -> State:
    step, _, query = address.partition("?")
    return read_state(step, query)


@given(states)
def test_what_is_written_is_read_back(state: State) -> None:
    assert read(write_state(state)) == state


@given(states)
def test_it_is_plain_ascii_that_no_proxy_rewrites(state: State) -> None:
    address = write_state(state)
    assert re.fullmatch(r"[a-z0-9_-]+\?[A-Za-z0-9_.=&]+", address)
    assert quote(address, safe="/?=&") == address


def test_what_is_not_known_is_left_out() -> None:
    assert write_state(State(Call(step="topics"))) == "topics?v=1"
    call = Call(step="regime", turn=3, place="metropole", department="69")
    assert write_state(State(call)) == "regime?v=1&t=3&p=metropole&d=69"


def test_the_longest_address_is_short_enough() -> None:
    call = Call(
        "s" * 40, 999, "national", "en", "metropole", "971", "c" * 12, "t" * 40, "r" * 40, "k" * 40, 9, "b" * 40
    )
    assert len(write_state(State(call, datetime(2026, 1, 1, tzinfo=UTC), True))) < 350


def test_a_call_of_a_thousand_turns_still_has_an_address() -> None:
    assert read(write_state(State(Call(step="topics", turn=4000)))).call == Call(step="topics", turn=MOST_TURNS)


@pytest.mark.parametrize(
    ("why", "address"),
    [
        ("an older release's", "topics?v=0&p=metropole"),
        ("a later release's", "topics?v=2&p=metropole"),
        ("without a version", "topics?p=metropole"),
        ("a turn that is no number", "topics?v=1&p=metropole&t=x"),
        ("Arabic digits", "topics?v=1&p=metropole&t=٣"),
        ("a language that is none", "topics?v=1&p=metropole&g=D3"),
        ("a number where a département should be", "topics?v=1&p=metropole&d=0612345678"),
        ("a step with a slash", "a/b?v=1&p=metropole"),
        ("a step in capitals", "Topics?v=1&p=metropole"),
        ("no step", "?v=1&p=metropole"),
    ],
)
def test_what_makes_no_sense_leads_to_the_first_menu_with_what_is_known(why: str, address: str) -> None:
    assert read(address).call == Call(step=NOWHERE, place="metropole"), why


@given(st.text(), st.text())
def test_nothing_that_comes_in_makes_reading_raise(step: str, query: str) -> None:
    assert isinstance(read_state(step, query), State)


def test_everything_that_the_flow_can_learn_travels() -> None:
    learnt = [choice.learns for step in FLOW.steps.values() if isinstance(step, Menu) for choice in step.choices]
    learnt += [step.learns for step in FLOW.steps.values() if isinstance(step, Tell)]
    learnt += [FLOW.manners.adviser.learns]
    for learns in learnt:
        call: Any = Call(step="topics")._replace(**dict(learns))  # type: ignore[arg-type]
        assert read(write_state(State(call))).call == call, learns


def test_every_step_caisse_departement_and_regime_travels() -> None:
    schedules = read_schedules(Path("schedules"))
    calls = [Call(step=name, back=name, topic=name) for name in FLOW.steps]
    calls += [Call(step="topics", caisse=code) for code in schedules.caisses]
    calls += [Call(step="topics", department=code) for code in (*schedules.departments, *TERRITORY_CODES)]
    calls += [Call(step="topics", regime=key, link=key) for key in schedules.regimes]
    for call in calls:
        assert read(write_state(State(call))).call == call


def test_a_moment_is_written_in_utc_without_a_character_to_escape() -> None:
    at = datetime(2026, 12, 25, 9, 0, tzinfo=timezone(timedelta(hours=3)))
    assert write_moment(at) == "20261225T060000Z"
    assert read_moment("20261225T060000Z") == at


@pytest.mark.parametrize("text", ["", "now", "2026-12-25", "20261325T060000Z", "20261225T060000Z0"])
def test_anything_else_is_no_moment(text: str) -> None:
    assert read_moment(text) is None
