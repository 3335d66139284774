"""Closures and notices that are over are told, so that they can be taken away."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

from ivr.check.hours.closures import closures
from ivr.check.subject import Check, Seen, Subject
from ivr.hours.rule import Dated
from ivr.hours.words import words


def find(subject: Subject) -> Iterator[Seen]:
    today = datetime.combine(subject.first, time(), UTC)
    for one in closures(subject):
        end = one.last if isinstance(one, Dated) else one.end and one.end.date()
        if end and end < subject.first:
            yield Seen(one.place, {"name": one.name, "last": f"{end:%Y-%m-%d}"})
    for bulletin in subject.schedules.bulletins:
        if bulletin.last and bulletin.last <= today:
            yield Seen(bulletin.place, {"name": bulletin.words["fr"], "last": f"{bulletin.last:%Y-%m-%d}"})


CHECK = Check(
    code="lapsed-closure",
    severity="warning",
    find=find,
    fr=("« {name} » est terminé depuis le {last}.", "Retirez-le du fichier."),
    en=("“{name}” has been over since {last}.", "Take it out of the file."),
    why=words(
        fr="Un fichier qui ne garde que le présent se relit d'un coup d'œil.",
        en="A file that holds the present alone is read at a glance.",
    ),
)
