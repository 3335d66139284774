"""The last option of a menu comes before the caller has gone."""

from collections.abc import Iterator

from ivr.check.ear.limits import LAST_OPTION
from ivr.check.ear.spoken import heard, offer_of, said_of, seconds
from ivr.check.subject import Check, Seen, Subject, flow_place
from ivr.hours.words import words
from ivr.line.steps import Menu


def find(subject: Subject) -> Iterator[Seen]:
    for name, step in subject.flow.steps.items():
        for language in subject.prompts if isinstance(step, Menu) else ():
            assert isinstance(step, Menu)
            took = seconds(heard(subject, language, said_of(step), offer_of(step)))
            if took > LAST_OPTION:
                yield Seen(flow_place(name), {"seconds": round(took), "most": 40, "language": language})


CHECK = Check(
    code="late-option",
    severity="warning",
    find=find,
    fr=(
        "Le dernier choix est dit après {seconds} secondes ({language}) ; {most} au plus.",
        "Raccourcissez les choix, ou regroupez-en.",
    ),
    en=(
        "The last option is said after {seconds} seconds ({language}); {most} at most.",
        "Shorten the options, or group some.",
    ),
    why=words(
        fr="Celui qui attend le dernier choix doit garder les autres en tête.",
        en="Who waits for the last option must keep the others in mind.",
    ),
)
