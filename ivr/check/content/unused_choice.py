"""No choice is worded that its menu does not offer."""

from collections.abc import Iterator

from ivr.check.subject import Check, Seen, Subject
from ivr.hours.words import words
from ivr.line.steps import Menu, Step


def find(subject: Subject) -> Iterator[Seen]:
    for language, prompts in subject.prompts.items():
        for key, prompt in prompts.prompts.items():
            offered = _offered(subject.flow.steps.get(key))
            for name in prompt.choices:
                if name not in offered:
                    yield Seen(subject.prompt_place(language, key), {"menu": key, "name": name})


def _offered(step: Step | None) -> set[str]:
    return {choice.name for choice in step.choices} if isinstance(step, Menu) else set()


CHECK = Check(
    code="unused-choice",
    severity="error",
    find=find,
    fr=("Le menu « {menu} » n'offre pas le choix « {name} ».", "Retirez ces mots, ou ajoutez une touche à la table."),
    en=("The menu “{menu}” doesn't offer the choice “{name}”.", "Take its words away, or add a key to the table."),
    why=words(
        fr="Des mots sans touche : un choix a été retiré ou renommé d'un seul côté.",
        en="Words without a key: a choice was taken away or renamed on one side only.",
    ),
)
