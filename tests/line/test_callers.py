"""What real callers say at a menu, with the real words of prompts/: kinds of sentences, a few of each.

A kind that was mended by a rule stands here with sentences that neither the phrases nor the examples have.
"""

import pytest

from ivr.line.call import Call
from ivr.line.inputs import NotUnderstood, Said
from tests.line.test_corpus import vocabulary


def heard(said: str, menu: str = "topics", language: str = "fr") -> object:
    """What is made of it."""
    return vocabulary().hear(Call(step=menu, language=language), said)  # type: ignore[arg-type]


@pytest.mark.parametrize("said", ["English please", "hello english", "can you please speak English to me"])
def test_another_language_is_understood_at_the_first_menu_by_the_key_that_changes_it(said: str) -> None:
    """There its words are a choice of the menu: what the examples alone knew was lost."""
    assert heard(said) == Said("9")
    assert heard(said, "attestation") == Said(language="en")
    assert heard("en français s'il vous plaît") == Said(language="fr")
    assert heard("sorry I don't speak English", language="en") == Said("9")


@pytest.mark.parametrize(
    ("said", "menu", "language"),
    [
        ("pas la MSA", "topics", "fr"),
        ("je ne suis pas à la MSA", "topics", "fr"),
        ("ni la SNCF ni la RATP", "attestation", "fr"),
        ("pas la MSA", "bodies", "fr"),
        ("ma mère n'est pas du tout sourde", "topics", "fr"),
        ("je ne suis pas sourd", "channels", "fr"),
        ("I'm not deaf", "topics", "en"),
        ("she is not really deaf", "channels", "en"),
        ("I am not with the MSA", "topics", "en"),
    ],
)
def test_what_somebody_is_not_is_not_taken_for_what_they_are(said: str, menu: str, language: str) -> None:
    assert heard(said, menu, language) == NotUnderstood()


def test_what_somebody_is_not_leaves_what_they_want() -> None:
    assert heard("je suis pas à la MSA je suis au régime général") == Said(body="general")
    assert heard("je ne suis pas sourde je veux un conseiller") == Said(wish="adviser")
    assert heard("pas la MSA, la SNCF", "bodies") == Said("3")
    assert heard("I'm not deaf, I want an adviser", language="en") == Said("0")


def test_words_for_something_else_that_begin_like_a_denial_are_meant() -> None:
    assert heard("pas la MGEN", "civil_service") == Said("2")
    assert heard("je n'entends pas bien") == Said(wish="deaf")


@pytest.mark.parametrize("menu", ["topics", "attestation", "meanwhile", "no_adviser"])
@pytest.mark.parametrize(("said", "language"), [("merci madame au revoir", "fr"), ("ok thanks bye", "en")])
def test_who_says_goodbye_is_let_go(said: str, language: str, menu: str) -> None:
    """They were not understood, and after the third time an adviser was rung for them."""
    assert heard(said, menu, language) == Said(wish="goodbye")


def test_a_goodbye_is_one_only_alone() -> None:
    assert heard("on m'a dit au revoir et raccroché, je veux un conseiller") != Said(wish="goodbye")
    assert heard("ne raccrochez pas") == NotUnderstood()


@pytest.mark.parametrize("menu", ["attestation", "file"])
@pytest.mark.parametrize(("said", "body"), [("MSA", "msa"), ("je suis enseignante à la MGEN", "mgen")])
def test_a_body_that_is_named_is_not_asked_for_once_more(said: str, body: str, menu: str) -> None:
    assert heard(said, menu) == Said(body=body)
