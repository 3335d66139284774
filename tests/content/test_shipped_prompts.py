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
        ("fr", "confirm_mobile", "oui", Said("1"), "the number is right"),
        ("fr", "confirm_mobile", "c'est juste", Said("1"), "so it is"),
        ("fr", "confirm_mobile", "non", Said("2"), "it is wrong"),
        ("fr", "confirm_mobile", "ce n'est pas juste", Said("2"), "'juste' alone would text a stranger"),
        ("fr", "confirm_mobile", "c'est pas correct", Said("2"), "so would 'correct'"),
        ("fr", "confirm_mobile", "pas tout à fait", Said("2"), "so would 'tout à fait'"),
        ("fr", "confirm_mobile", "pas d'accord", Said("2"), "so would 'd'accord'"),
        ("fr", "confirm_mobile", "oui non", NO, "both"),
        ("en", "confirm_mobile", "yes that's right", Said("1"), "the number is right"),
        ("en", "confirm_mobile", "that's not right", Said("2"), "'right' alone would text a stranger"),
        ("en", "confirm_mobile", "no it isn't correct", Said("2"), "so would 'correct'"),
        ("fr", "regime", "je ne sais pas", Said("1"), "in doubt, the general régime"),
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
