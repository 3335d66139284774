"""Words out of what is said: the quick way says what the plain one does, of one sentence and of many."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.line.patterns import heard_each, heard_of, tokens_of

LETTERS = st.text(st.sampled_from("aéÉŒæ ßﬁ_-'’\n\t½İ가٣…abc 9"), max_size=20)


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("J'ai perdu ma carte, où ça ?", "j ai perdu ma carte ou ca"),
        ("ŒUVRE Ægir", "oeuvre aegir"),
        ("« mes_droits »… n°5", "mes droits n 5"),
        ("la s  n-c f", "la sncf"),
        ("c m\nu", "cmu"),
        ("a b", "a b"),
        ("", ""),
    ],
)
def test_what_is_said_becomes_words(said: str, heard: str) -> None:
    assert " ".join(heard_of(said)) == heard


@given(LETTERS | st.text(max_size=10))
def test_words_are_letters_without_their_accents(said: str) -> None:
    apart = unicodedata.normalize("NFKD", said.casefold()).replace("œ", "oe").replace("æ", "ae")
    kept = (one for one in apart if not unicodedata.combining(one))
    assert tokens_of(said) == tuple("".join(one if one.isalnum() else " " for one in kept).split())


@given(st.lists(LETTERS, max_size=5))
def test_many_are_heard_as_each_is(said: list[str]) -> None:
    assert heard_each(said) == [heard_of(one) for one in said]
