"""No prompt is written for nothing."""

from collections.abc import Iterator

from ivr.check.subject import Check, Seen, Subject
from ivr.check.wanted import wanted_prompts
from ivr.hours.words import words


def find(subject: Subject) -> Iterator[Seen]:
    wanted = wanted_prompts(subject)
    for language, prompts in subject.prompts.items():
        for key in prompts.prompts:
            if key not in wanted:
                yield Seen(subject.prompt_place(language, key), {"key": key})


CHECK = Check(
    code="unused-prompt",
    severity="warning",
    find=find,
    fr=("Aucune étape ne dit « {key} ».", "Retirez ce texte, ou corrigez son nom."),
    en=("No step says “{key}”.", "Take this prompt away, or correct its name."),
    why=words(
        fr="Un texte que personne n'entend est le plus souvent une faute de frappe dans un nom.",
        en="A prompt that nobody hears is most often a slip in a name.",
    ),
)
