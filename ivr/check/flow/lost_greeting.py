"""Every call begins in the first menu: the greeting leads there, whoever rings and whatever there is to tell."""

from collections.abc import Iterator

from ivr.check.subject import Check, Seen, Subject, flow_place
from ivr.hours.words import words


def find(subject: Subject) -> Iterator[Seen]:
    told: set[str] = set()
    for edge in subject.walk.first:
        step = edge.turn.call.step
        if step != subject.flow.manners.home and step not in told:
            told.add(step)
            yield Seen(flow_place(step), edge=edge)


CHECK = Check(
    code="lost-greeting",
    severity="error",
    find=find,
    fr=("L'accueil de certains appels mène ici, pas au premier menu.", "Menez chaque accueil au premier menu."),
    en=("The greeting of some calls leads here, not to the first menu.", "Lead every greeting to the first menu."),
    why=words(
        fr="Tout ce que la ligne sait faire part du premier menu.",
        en="Everything that the line can do starts from the first menu.",
    ),
    needs="walk",
)
