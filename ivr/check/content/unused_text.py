"""No text message is written for nothing."""

from collections.abc import Iterator

from ivr.check.subject import Check, Seen, Subject
from ivr.check.wanted import wanted_texts
from ivr.hours.words import words


def find(subject: Subject) -> Iterator[Seen]:
    wanted = set(wanted_texts(subject))
    for prompts in subject.prompts.values():
        for name in prompts.texts:
            if name not in wanted:
                yield Seen(prompts.place("texts", name), {"name": name})


CHECK = Check(
    code="unused-text",
    severity="warning",
    find=find,
    fr=("Aucun menu n'offre le SMS « {name} ».", "Retirez-le, ou offrez-le dans un menu."),
    en=("No menu offers the text message “{name}”.", "Take it away, or offer it in a menu."),
    why=words(
        fr="Un SMS que personne ne peut demander est le plus souvent une faute de frappe dans un nom.",
        en="A text that nobody can ask for is most often a slip in a name.",
    ),
)
