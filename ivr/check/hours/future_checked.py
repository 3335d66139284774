"""Nobody has checked a source on a day that has not come yet."""

from collections.abc import Iterator

from ivr.check.hours.old_source import entries
from ivr.check.subject import Check, Seen, Subject
from ivr.hours.words import words


def find(subject: Subject) -> Iterator[Seen]:
    for place, _, _, checked in entries(subject):
        if checked and checked > subject.first:
            yield Seen(place, {"day": f"{checked:%Y-%m-%d}"})


CHECK = Check(
    code="future-checked",
    severity="warning",
    find=find,
    fr=(
        "« checked: {day} » est un jour à venir.",
        "Écrivez le jour où quelqu'un a vraiment comparé les horaires à leur source.",
    ),
    en=(
        "“checked: {day}” is a day to come.",
        "Write the day on which somebody really held the hours against their source.",
    ),
    why=words(
        fr="Une date à venir cacherait pendant des années que personne ne vérifie plus.",
        en="A day to come would hide for years that nobody checks any more.",
    ),
)
