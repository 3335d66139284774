"""Every key of a menu has its words, in every language."""

from collections.abc import Iterator

from ivr.check.subject import Check, Seen, Subject
from ivr.hours.words import words
from ivr.line.steps import Menu


def find(subject: Subject) -> Iterator[Seen]:
    for name, step in subject.flow.steps.items():
        if not isinstance(step, Menu):
            continue
        for language, prompts in subject.prompts.items():
            prompt = prompts.prompts.get(name)
            for choice in step.choices if prompt else ():
                if prompt and (choice.name not in prompt.choices or not prompt.choices[choice.name].offer):
                    yield Seen(subject.prompt_place(language, name), {"menu": name, "name": choice.name})


CHECK = Check(
    code="missing-choice",
    severity="error",
    find=find,
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
