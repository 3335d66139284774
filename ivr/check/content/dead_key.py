"""A key that a prompt announces in its own words is one that works there."""

import re
from collections.abc import Iterator

from ivr.check.subject import Check, Seen, Subject
from ivr.hours.words import words
from ivr.line.steps import Ask, Menu, Step
from ivr.wording.prompts import Prompt

ANNOUNCED = re.compile(
    r"\b(?:tapez|appuyez sur|press) (?:le |la touche )?([0-9*#])(?![0-9])(?! chiffres| digits)", re.I
)
EVERYWHERE = frozenset("0*#")


def find(subject: Subject) -> Iterator[Seen]:
    for language, prompts in subject.prompts.items():
        for key, prompt in prompts.prompts.items():
            works = _works(subject.flow.steps.get(key))
            for announced in _announced(prompt):
                if announced not in works:
                    yield Seen(subject.prompt_place(language, key), {"key": announced})


def _announced(prompt: Prompt) -> Iterator[str]:
    for text in (prompt.say, prompt.help):
        yield from ANNOUNCED.findall(text)


def _works(step: Step | None) -> frozenset[str]:
    match step:
        case Menu():
            return EVERYWHERE | {choice.key for choice in step.choices}
        case Ask():
            return frozenset("*#")
    return EVERYWHERE


CHECK = Check(
    code="dead-key",
    severity="error",
    find=find,
    fr=("Le texte annonce la touche {key}, qui ne fait rien à cet endroit.", "Corrigez la touche, ou ôtez l'annonce."),
    en=("The prompt announces key {key}, which does nothing there.", "Correct the key, or take it out."),
    why=words(
        fr="Les choix d'un menu sont annoncés d'après la table ; mais une aide peut nommer une touche elle-même.",
        en="A menu's choices are announced from the table; but a help may name a key itself.",
    ),
)
