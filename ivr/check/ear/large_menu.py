"""No menu offers more than a caller can hold in mind."""

from collections.abc import Iterator

from ivr.check.ear.limits import MOST_OPTIONS, OPTIONS
from ivr.check.subject import Check, Seen, Subject, flow_place
from ivr.hours.words import words
from ivr.line.steps import Menu


def find(subject: Subject) -> Iterator[Seen]:
    for name, step in subject.flow.steps.items():
        options = len(step.choices) if isinstance(step, Menu) else 0
        if options > OPTIONS:
            values = {"options": options, "most": OPTIONS}
            yield Seen(flow_place(name), values, severity="error" if options > MOST_OPTIONS else "warning")


CHECK = Check(
    code="large-menu",
    severity="warning",
    find=find,
    fr=("Le menu offre {options} choix ; {most} se retiennent.", "Regroupez les moins demandés sous un dernier choix."),
    en=("The menu offers {options} choices; {most} can be remembered.", "Group the rarest under a last choice."),
    why=words(
        fr="Au-delà de cinq choix l'appelant oublie les premiers ; au-delà de sept c'est une erreur.",
        en="Beyond five choices a caller forgets the first; beyond seven it is an error.",
    ),
)
