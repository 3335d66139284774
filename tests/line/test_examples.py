"""The second opinion: what examples make of words, and what becomes of it beside the phrases."""

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.line.examples import NO_EXAMPLES, NONE, examples_of
from ivr.line.hearing import hear
from ivr.line.inputs import NotUnderstood, Said
from ivr.line.lexicon import Spoken, alarm_of, lexicon_of, wished_of
from ivr.line.patterns import tokens_of

EVERYWHERE = {"0": ("conseiller",), "*": ("retour",), "#": ("répétez",), "not": ("pas besoin",), "little": ("la", "ma")}
WISHES = {
    "file": Spoken(words=("rembours*", "carte vitale")),
    "hours": Spoken(words=("horaires", "ouvert")),
    "msa": Spoken(words=("msa",)),
}
DANGERS = {"emergency": Spoken(words=("tombé",), unless=("travail",), perhaps=("mal",), always=("respire plus",))}
SAID = {
    "file": [
        "mon remboursement dentiste",
        "carte vitale perdue",
        "remboursement lunettes dentiste",
        "dentiste pas payé",
    ]
    * 3,
    "hours": ["quand ouvrez vous", "le bureau est ouvert quand", "quels horaires", "bureau ouvert samedi"] * 3,
    "msa": ["je suis à la msa", "agriculteur", "mon exploitation agricole", "je suis exploitant", "la msa agricole"]
    * 3,
    "adviser": ["un conseiller", "parler au conseiller"] * 3,
    "emergency": ["il est tombé il ne bouge plus", "elle a mal elle est tombée et saigne", "il est tombé il saigne"]
    * 3,
    NONE: [
        "une pizza",
        "la banque est ouverte",
        "carte de bus",
        "ma carte de bus perdue",
        "bus",
        "tombé sur un répondeur",
        "mon accident au travail",
    ]
    * 3,
}
LEARNT = examples_of(SAID)
LEXICON = lexicon_of(
    {},
    EVERYWHERE,
    wished=wished_of(WISHES, ("msa",), EVERYWHERE, LEARNT),
    alarms=[alarm_of("fr", DANGERS, EVERYWHERE, LEARNT)],
)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("le remboursement du dentiste", Said(wish="file")),  # both say so
        ("quand le bureau est il ouvert", Said(wish="hours")),
        ("conseiller", Said("0")),
        ("agriculteur", Said(body="msa")),  # an example word by word, though no phrase has it
        ("une pizza", NotUnderstood()),
        ("pizza carte vitale bus", Said(doubt=("file",))),  # a phrase, and examples that know it for nothing of ours
        ("ma carte vitale de bus", NotUnderstood()),  # ... and that are sure
        ("dentiste carte vitale et quand est ouvert le bureau", Said(doubt=("hours", "file"))),
        ("dentiste pas encore payé", Said(wish="file")),  # the examples alone, and sure
        ("pas besoin de remboursement", NotUnderstood()),  # taken back: the examples have no say
        ("retour", Said("*")),
    ],
)
def test_phrases_and_examples_are_weighed(said: str, meant: Said | NotUnderstood) -> None:
    assert hear(said, LEXICON) == meant


@pytest.mark.parametrize(
    ("said", "danger"),
    [
        ("il respire plus", True),  # sure, whatever the examples say
        ("il est tombé il saigne beaucoup", True),
        ("tombé sur le répondeur", False),  # words of danger that are known from something else
        ("elle saigne elle ne bouge plus", True),  # no phrase has it
        ("tombé au travail", False),  # excluded
        ("une carte de bus", False),
    ],
)
def test_a_danger_is_weighed_too(said: str, danger: bool) -> None:
    heard = hear(said, LEXICON)
    assert (isinstance(heard, Said) and heard.danger == "emergency") == danger


def test_without_examples_the_phrases_decide_alone() -> None:
    lexicon = lexicon_of({}, EVERYWHERE, wished=wished_of(WISHES, (), EVERYWHERE))
    assert hear("carte vitale bus", lexicon) == Said(wish="file")
    assert hear("dentiste", lexicon) == NotUnderstood()
    assert not NO_EXAMPLES.likely(("carte",))


@given(
    st.lists(st.sampled_from(["remboursement", "carte", "bus", "ouvert", "il", "tombé", "xyz", "quand"]), max_size=12)
)
def test_what_is_likely_is_one_in_all(words: list[str]) -> None:
    likely = LEARNT.likely(tuple(words))
    assert isclose(sum(likely.values()), 1) if set(words) - {"xyz"} else not likely
    assert set(likely) <= set(SAID)


def test_an_example_is_surely_what_it_is() -> None:
    assert LEARNT.likely(tokens_of("Une pizza !")) == {NONE: 1.0}


def test_examples_need_none_of_what_is_nothing() -> None:
    """A language may begin with a few sentences."""
    few = examples_of({"hours": ["le bureau est ouvert quand"] * 3, "file": ["mon dentiste"] * 3})
    lexicon = lexicon_of({}, EVERYWHERE, wished=wished_of(WISHES, (), EVERYWHERE, few))
    assert hear("remboursement du bureau ouvert quand", lexicon) == Said(wish="hours")
