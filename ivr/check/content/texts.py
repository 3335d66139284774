"""Checks of text messages: those that menus offer are written in every language, and no other."""

from collections.abc import Iterator

from ivr.check.flow.slips import near
from ivr.check.subject import Subject, check
from ivr.check.wanted import learnt_at, wanted_texts
from ivr.findings import Finding, Place
from ivr.hours.words import words


@check(
    "missing-text",
    fr=("Le SMS « {name} » manque ; {row} l'offre.", "{near} Corrigez le nom, ou ajoutez-le sous « texts: »."),
    en=("The text message “{name}” is missing; {row} offers it.", "{near} Correct the name, or add it under “texts:”."),
    why=words(fr="Un menu l'offre : il doit exister.", en="A menu offers it: it must exist."),
)
def missing_text(subject: Subject) -> Iterator[Finding]:
    """Every text message that can be asked for is written in every language."""
    for prompts in subject.prompts.values():
        for name in wanted_texts(subject):
            if not prompts.texts.get(name):
                row = _offered_at(subject, name)
                yield missing_text.at(prompts.place("texts"), name=name, row=row, near=near(name, prompts.texts))


def _offered_at(subject: Subject, name: str) -> Place:
    """The first row of the table that leads to a text: by its link, or by the body whose own text it is."""
    choices = [(choice.place, choice.learns) for menu in subject.menus for choice in menu.choices]
    rows = [(step.place, learns) for step in subject.flow.rows for learns in learnt_at(step)]
    return next(place for place, learns in choices + rows if name in (learns.get("link"), learns.get("regime")))


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
