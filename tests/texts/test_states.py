"""The table of states: each has its words, and the database's index knows those that are in flight."""

from typing import get_args

from ivr.findings import LANGUAGES
from ivr.store.partial_indexes import IN_FLIGHT as INDEXED
from ivr.texts.states import FINAL, IN_FLIGHT, STATES, UNSENT, State, promising


def test_every_state_has_its_row_and_its_words_in_both_languages() -> None:
    assert tuple(STATES) == get_args(State)
    for language in LANGUAGES:
        assert len({meaning.name[language] for meaning in STATES.values()}) == len(STATES)


def test_a_text_waits_is_with_the_provider_or_is_over() -> None:
    assert {*UNSENT, "sent", *FINAL} == set(STATES)
    assert not set(UNSENT) & set(FINAL)


def test_the_index_of_texts_in_flight_names_the_same_states() -> None:
    """The tables' room can't import this one; the protocol rests on both saying the same."""
    for state in STATES:
        assert (f"'{state}'" in str(INDEXED)) == (state in IN_FLIGHT)


def test_nothing_is_promised_of_a_text_that_failed_or_waits_for_a_person() -> None:
    assert set(promising("")) == {"review", "undelivered", "failed", "expired"}
    assert set(promising("coming")) < set(UNSENT)
    assert not set(promising("sent")) & set(UNSENT)
