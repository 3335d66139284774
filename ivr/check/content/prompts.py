"""Checks of prompts and choices: what the flow says is written in every language, and nothing besides."""

import re
from collections.abc import Iterator

from ivr.check.subject import Subject, check
from ivr.check.wanted import follows_silently, wanted_prompts
from ivr.findings import Finding
from ivr.hours.words import words
from ivr.line.steps import LANGUAGE, OTHER, Ask, End, Menu, Step, Tell
from ivr.wording.phrases import placeholders
from ivr.wording.prompts import Prompt, Prompts


@check(
    "missing-prompt",
    fr=("Le texte « {key} » manque.", "Ajoutez « {key}: ... » sous « prompts: »."),
    en=("The prompt “{key}” is missing.", "Add “{key}: ...” under “prompts:”."),
    why=words(
        fr="La ligne doit dire chaque étape dans chaque langue ; sinon l'appelant entend une excuse.",
        en="The line must say each step in each language; or the caller hears an apology.",
    ),
)
def missing_prompt(subject: Subject) -> Iterator[Finding]:
    """Every prompt that a step says exists in every language."""
    for prompts, key, _ in _missing_prompts(subject):
        yield missing_prompt.at(prompts.place("prompts", key), key=key)


def unsayable(subject: Subject) -> frozenset[tuple[str, str]]:
    """The prompts, as (language, key), that can't be said because of what a check of this file tells already."""
    found = (*_missing_prompts(subject), *_missing_choices(subject), *_unfilled(subject))
    return frozenset((prompts.language, key) for prompts, key, _ in found)


Lacking = Iterator[tuple[Prompts, str, str]]  # whose, which prompt, and what it lacks


def _missing_prompts(subject: Subject) -> Lacking:
    for prompts in subject.prompts.values():
        for key in sorted(wanted_prompts(subject)):
            prompt = prompts.prompts.get(key)
            step = subject.flow.steps.get(key)
            silent = isinstance(step, Menu) and (follows_silently(subject.flow, key) or bool(prompt))
            if _is_address_of_nothing(prompts, key, step):
                continue  # the text itself is missing, and told
            if prompt is None or not (prompt.say or silent):
                yield prompts, key, ""


def _is_address_of_nothing(prompts: Prompts, key: str, step: Step | None) -> bool:
    text = key.removeprefix("address_")
    return step is None and text != key and text not in prompts.texts


@check(
    "unused-prompt",
    severity="warning",
    fr=("Aucune étape ne dit « {key} ».", "Retirez ce texte, ou corrigez son nom."),
    en=("No step says “{key}”.", "Take this prompt away, or correct its name."),
    why=words(
        fr="Un texte que personne n'entend est le plus souvent une faute de frappe dans un nom.",
        en="A prompt that nobody hears is most often a slip in a name.",
    ),
)
def unused_prompt(subject: Subject) -> Iterator[Finding]:
    """No prompt is written for nothing."""
    wanted = wanted_prompts(subject)
    for prompts in subject.prompts.values():
        for key in prompts.prompts:
            if key not in wanted:
                yield unused_prompt.at(prompts.place("prompts", key), key=key)


@check(
    "unfilled-placeholder",
    fr=("L'étape « {key} » ne remplit pas {name}.", "Retirez-le, ou ajoutez-le à « fills » de l'étape."),
    en=("The step “{key}” doesn't fill {name}.", "Take it away, or add it to the step's “fills”."),
    why=words(
        fr="Une accolade que rien ne remplit ne peut pas être dite : l'appelant entendrait une excuse.",
        en="Braces that nothing fills can't be spoken: the caller would hear an apology.",
    ),
)
def unfilled_placeholder(subject: Subject) -> Iterator[Finding]:
    """Every placeholder of a prompt is filled by the step that says it."""
    for prompts, key, name in _unfilled(subject):
        yield unfilled_placeholder.at(prompts.place("prompts", key), key=key, name=f"{{{name}}}")


def _unfilled(subject: Subject) -> Lacking:
    for key, filled in sorted(wanted_prompts(subject).items()):
        for prompts in subject.prompts.values():
            prompt = prompts.prompts.get(key)
            for name in sorted(placeholders(prompt.say) - filled) if prompt else ():
                yield prompts, key, name


UNSPOKEN = frozenset({"name", "count"})  # values that a sentence may do without


@check(
    "unspoken-value",
    fr=("« {key} » ne dit pas {name}, que l'étape lui donne.", "Mettez-le dans la phrase, ou retirez-le de « fills »."),
    en=("“{key}” doesn't say {name}, which the step gives it.", "Put it into the sentence, or take it from “fills”."),
    why=words(
        fr="Une heure de réouverture oubliée dans une langue laisse l'appelant sans réponse.",
        en="A reopening time forgotten in one language leaves the caller without an answer.",
    ),
)
def unspoken_value(subject: Subject) -> Iterator[Finding]:
    """Every value that a step fills in is heard in every language."""
    wanted = wanted_prompts(subject)
    for key, step in subject.flow.steps.items():
        if not isinstance(step, Tell | Menu | Ask | End):
            continue
        for prompts in subject.prompts.values():
            prompt = prompts.prompts.get(key)
            for name in sorted(wanted[key] - UNSPOKEN - placeholders(prompt.say)) if prompt else ():
                yield unspoken_value.at(prompts.place("prompts", key), key=key, name=f"{{{name}}}")


@check(
    "missing-choice",
    fr=(
        "Le menu « {menu} » n'a pas de mots pour le choix « {name} ».",
        "Ajoutez-le sous « choices: » avec son « offer: ».",
    ),
    en=("The menu “{menu}” has no words for the choice “{name}”.", "Add it under “choices:” with its “offer:”."),
    why=words(
        fr="Le menu est composé des choix de la table et des mots du fichier : il faut les deux.",
        en="A menu is composed of the table's choices and the file's words: both are needed.",
    ),
)
def missing_choice(subject: Subject) -> Iterator[Finding]:
    """Every key of a menu has its words, in every language."""
    for prompts, menu, name in _missing_choices(subject):
        yield missing_choice.at(prompts.place("prompts", menu), menu=menu, name=name)


def _missing_choices(subject: Subject) -> Lacking:
    for menu in subject.menus:
        for prompts in subject.prompts.values():
            prompt = prompts.prompts.get(menu.name)
            for choice in menu.choices if prompt else ():
                if prompt and (choice.name not in prompt.choices or not prompt.choices[choice.name].offer):
                    yield prompts, menu.name, choice.name


@check(
    "unused-choice",
    fr=("Le menu « {menu} » n'offre pas le choix « {name} ».", "Retirez ces mots, ou ajoutez une touche à la table."),
    en=("The menu “{menu}” doesn't offer the choice “{name}”.", "Take its words away, or add a key to the table."),
    why=words(
        fr="Des mots sans touche : un choix a été retiré ou renommé d'un seul côté.",
        en="Words without a key: a choice was taken away or renamed on one side only.",
    ),
)
def unused_choice(subject: Subject) -> Iterator[Finding]:
    """No choice is worded that its menu does not offer."""
    for prompts in subject.prompts.values():
        for key, prompt in prompts.prompts.items():
            offered = _offered(subject.flow.steps.get(key))
            for name in prompt.choices if key != LANGUAGE else ():
                if name not in offered:
                    yield unused_choice.at(prompts.place("prompts", key), menu=key, name=name)


def _offered(step: Step | None) -> set[str]:
    if not isinstance(step, Menu):
        return set()
    doubted = {OTHER, *(wish.name for wish in step.each.wishes)} if step.each and step.each.wishes else set()
    return doubted | {choice.name for choice in step.choices}


ANNOUNCED = re.compile(
    r"\b(?:tapez|appuyez sur|press) (?:le |la touche )?([0-9*#])(?![0-9])(?! chiffres| digits)", re.I
)
EVERYWHERE = frozenset("0*#")


@check(
    "dead-key",
    fr=("Le texte annonce la touche {key}, qui ne fait rien à cet endroit.", "Corrigez la touche, ou ôtez l'annonce."),
    en=("The prompt announces key {key}, which does nothing there.", "Correct the key, or take it out."),
    why=words(
        fr="Les choix d'un menu sont annoncés d'après la table ; mais une aide peut nommer une touche elle-même.",
        en="A menu's choices are announced from the table; but a help may name a key itself.",
    ),
)
def dead_key(subject: Subject) -> Iterator[Finding]:
    """A key that a prompt announces in its own words is one that works there."""
    for prompts in subject.prompts.values():
        for key, prompt in prompts.prompts.items():
            works = _works(subject.flow.steps.get(key))
            for announced in _announced(prompt):
                if announced not in works:
                    yield dead_key.at(prompts.place("prompts", key), key=announced)


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
