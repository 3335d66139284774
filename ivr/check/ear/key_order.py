"""Keys are offered in sequence: 1, 2, 3... Only the language, which is no subject, may have the 9 first."""

from collections.abc import Iterator

from ivr.check.subject import Check, Seen, Subject, flow_place
from ivr.hours.words import words
from ivr.line.steps import Menu

LANGUAGE = "language"


def find(subject: Subject) -> Iterator[Seen]:
    for name, step in subject.flow.steps.items():
        keys = [choice.key for choice in step.choices if choice.to != LANGUAGE] if isinstance(step, Menu) else []
        if keys != [str(number) for number in range(1, len(keys) + 1)]:
            yield Seen(flow_place(name), {"keys": ", ".join(keys)})


CHECK = Check(
    code="key-order",
    severity="error",
    find=find,
    fr=("Les touches sont dites dans l'ordre {keys}.", "Numérotez-les à la suite, à partir de 1."),
    en=("The keys are said in the order {keys}.", "Number them in sequence, from 1 on."),
    why=words(
        fr="Un trou dans la suite fait croire à un choix manqué, et fait réécouter.",
        en="A gap in the sequence sounds like a missed option, and makes callers listen again.",
    ),
)
