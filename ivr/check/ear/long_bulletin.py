"""A notice is short: every caller hears it before the first menu."""

from collections.abc import Iterator

from ivr.check.ear.limits import BULLETIN, LONGEST_PROMPT
from ivr.check.speech_time import seconds_of
from ivr.check.subject import Check, Seen, Subject
from ivr.hours.words import words


def find(subject: Subject) -> Iterator[Seen]:
    for bulletin in subject.schedules.bulletins:
        for language in subject.prompts:
            took = seconds_of(bulletin.words.get(language, ""), language)
            if took > BULLETIN:
                values = {"key": bulletin.name, "language": language, "seconds": round(took), "most": 10}
                yield Seen(bulletin.place, values, severity="error" if took > LONGEST_PROMPT else None)


CHECK = Check(
    code="long-bulletin",
    severity="warning",
    find=find,
    fr=(
        "L'annonce « {key} » ({language}) dure {seconds} secondes ; {most} au plus.",
        "N'en gardez que ce qui change pour l'appelant ; le reste a sa place sur le site.",
    ),
    en=(
        "The notice “{key}” ({language}) takes {seconds} seconds; {most} at most.",
        "Keep what changes something for the caller; the rest belongs on the site.",
    ),
    why=words(
        fr="Chaque appelant entend les annonces avant le premier menu ; au-delà de trente secondes c'est une erreur.",
        en="Every caller hears the notices before the first menu; beyond thirty seconds it is an error.",
    ),
)
