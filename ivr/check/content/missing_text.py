"""Every text message that can be asked for is written in every language."""

from collections.abc import Iterator

from ivr.check.subject import Check, Seen, Subject
from ivr.check.wanted import wanted_texts
from ivr.hours.words import words


def find(subject: Subject) -> Iterator[Seen]:
    for prompts in subject.prompts.values():
        for name in wanted_texts(subject):
            if not prompts.texts.get(name):
                yield Seen(prompts.place("texts"), {"name": name})


CHECK = Check(
    code="missing-text",
    severity="error",
    find=find,
    fr=("Le SMS « {name} » manque.", "Ajoutez « {name}: ... » sous « texts: »."),
    en=("The text message “{name}” is missing.", "Add “{name}: ...” under “texts:”."),
    why=words(fr="Un menu l'offre : il doit exister.", en="A menu offers it: it must exist."),
)
