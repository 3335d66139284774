"""Closures and notices whose end nobody knows are told, so that none is forgotten."""

from collections.abc import Iterator

from ivr.check.hours.closures import closures
from ivr.check.subject import Check, Seen, Subject
from ivr.hours.rule import Dated
from ivr.hours.words import words


def find(subject: Subject) -> Iterator[Seen]:
    for one in closures(subject):
        if (one.last if isinstance(one, Dated) else one.end) is None:
            yield Seen(one.place, {"name": one.name})
    for bulletin in subject.schedules.bulletins:
        if bulletin.last is None:
            yield Seen(bulletin.place, {"name": bulletin.words["fr"]})


CHECK = Check(
    code="endless-closure",
    severity="warning",
    find=find,
    fr=(
        "« {name} » n'a pas de fin.",
        "Écrivez sa fin dès qu'elle est connue ; d'ici là, aucune réouverture n'est dite.",
    ),
    en=("“{name}” has no end.", "Write its end as soon as it is known; until then no reopening is told."),
    why=words(
        fr="Une fermeture sans fin que l'on oublie ferme la ligne pour toujours.",
        en="A closure without an end that is forgotten closes the line for ever.",
    ),
)
