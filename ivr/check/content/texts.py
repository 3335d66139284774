"""Checks of text messages: those that menus offer are written in every language, and no other."""

from collections.abc import Iterator

from ivr.check.subject import Subject, check
from ivr.check.wanted import wanted_texts
from ivr.findings import Finding
from ivr.hours.words import words


@check(
    "missing-text",
    fr=("Le SMS « {name} » manque.", "Ajoutez « {name}: ... » sous « texts: »."),
    en=("The text message “{name}” is missing.", "Add “{name}: ...” under “texts:”."),
    why=words(fr="Un menu l'offre : il doit exister.", en="A menu offers it: it must exist."),
)
def missing_text(subject: Subject) -> Iterator[Finding]:
    """Every text message that can be asked for is written in every language."""
    for prompts in subject.prompts.values():
        for name in wanted_texts(subject):
            if not prompts.texts.get(name):
                yield missing_text.at(prompts.place("texts"), name=name)


@check(
    "unused-text",
    severity="warning",
    fr=("Aucun menu n'offre le SMS « {name} ».", "Retirez-le, ou offrez-le dans un menu."),
    en=("No menu offers the text message “{name}”.", "Take it away, or offer it in a menu."),
    why=words(
        fr="Un SMS que personne ne peut demander est le plus souvent une faute de frappe dans un nom.",
        en="A text that nobody can ask for is most often a slip in a name.",
    ),
)
def unused_text(subject: Subject) -> Iterator[Finding]:
    """No text message is written for nothing."""
    wanted = set(wanted_texts(subject))
    for prompts in subject.prompts.values():
        for name in prompts.texts:
            if name not in wanted:
                yield unused_text.at(prompts.place("texts", name), name=name)
