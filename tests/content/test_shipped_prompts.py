"""The prompt files that are shipped: sound, and heard as callers mean it where a mistake would cost them most."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from ivr.content.prompts import read_prompts
from ivr.line.call import Call
from ivr.line.flow import FLOW
from ivr.line.hearing import hear
from ivr.line.inputs import NotUnderstood, Said
from ivr.line.lexicon import lexicon_of
from ivr.line.steps import Menu
from ivr.voice.vocabulary import Vocabulary
from ivr.wording.prompts import Prompts
from tests.line.situation import schedules

FOLDER = Path(__file__).parents[2] / "prompts"
NO = NotUnderstood()


@pytest.fixture(scope="module")
def prompts() -> Mapping[str, Prompts]:
    return read_prompts(FOLDER)


@pytest.mark.parametrize(
    ("language", "menu", "speech", "meant", "why"),
    [
        ("fr", "anything_else", "oui", Said("1"), "something else"),
        ("fr", "anything_else", "ouais", Said("1"), "another way to say yes"),
        ("fr", "anything_else", "non merci", Said("2"), "nothing else"),
        ("fr", "anything_else", "pas du tout", Said("2"), "another way to say no"),
        ("fr", "anything_else", "oui non", NO, "both"),
        ("fr", "anything_else", "mes horaires", Said(wish="hours"), "a wish, in any menu"),
        ("en", "anything_else", "no thank you", Said("2"), "nothing else"),
        ("fr", "topics", "je ne sais pas", NO, "no choice there"),
        ("fr", "topics", "l'attestation de ma carte Vitale", Said(wish="attestation"), "not the lost card of the file"),
        ("fr", "topics", "un conseiller", Said("0"), "not 1"),
        ("fr", "topics", "un", Said("1"), "the key by its name"),
        ("fr", "topics", "allô oui bonjour", NO, "nothing was chosen"),
        ("fr", "topics", "do you speak English", Said("9"), "the menu's own choice"),
        ("fr", "attestation", "in English please", Said(language="en"), "in every menu"),
        ("en", "topics", "I would like to speak to an agent", Said(wish="adviser"), "an adviser by another name"),
    ],
)
def test_callers_are_heard_where_it_matters(
    prompts: Mapping[str, Prompts], language: str, menu: str, speech: str, meant: Said | NotUnderstood, why: str
) -> None:
    heard = Vocabulary(FLOW, prompts, schedules()).hear(Call(step=menu, language=language), speech)  # type: ignore[arg-type]

    assert heard == meant, why


def test_every_choice_is_heard_by_each_of_its_words(prompts: Mapping[str, Prompts]) -> None:
    for language, own in prompts.items():
        for step in FLOW.steps.values():
            if not isinstance(step, Menu):
                continue
            choices = {choice.key: own.prompts[step.name].choices[choice.name].words for choice in step.choices}
            lexicon = lexicon_of(choices, own.everywhere)
            for key, words in choices.items():
                for word in words:
                    assert hear(word, lexicon) == Said(key), (language, step.name, word)
