"""Every prompt that a step says exists in every language."""

from collections.abc import Iterator

from ivr.check.subject import Check, Seen, Subject
from ivr.check.wanted import follows_silently, wanted_prompts
from ivr.hours.words import words
from ivr.line.steps import Menu


def find(subject: Subject) -> Iterator[Seen]:
    for language, prompts in subject.prompts.items():
        for key in sorted(wanted_prompts(subject)):
            prompt = prompts.prompts.get(key)
            step = subject.flow.steps.get(key)
            silent = isinstance(step, Menu) and (follows_silently(subject.flow, key) or bool(prompt))
            if prompt is None or not (prompt.say or silent):
                yield Seen(subject.prompt_place(language, key), {"key": key})


CHECK = Check(
    code="missing-prompt",
    severity="error",
    find=find,
    fr=("Le texte « {key} » manque.", "Ajoutez « {key}: ... » sous « prompts: »."),
    en=("The prompt “{key}” is missing.", "Add “{key}: ...” under “prompts:”."),
    why=words(
        fr="La ligne doit dire chaque étape dans chaque langue ; sinon l'appelant entend une excuse.",
        en="The line must say each step in each language; or the caller hears an apology.",
    ),
)
