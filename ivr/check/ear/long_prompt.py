"""Nothing is told for longer than a caller listens."""

from collections.abc import Iterator

from ivr.check.ear.limits import LONGEST_PROMPT, PROMPT
from ivr.check.ear.spoken import heard, said_of, seconds, speaking
from ivr.check.subject import Check, Seen, Subject
from ivr.findings import Severity
from ivr.hours.words import words
from ivr.line.steps import Ask, End, Menu, Tell


def find(subject: Subject) -> Iterator[Seen]:
    for name, step in speaking(subject):
        for language in subject.prompts:
            assert isinstance(step, Tell | Menu | Ask | End)
            took = seconds(heard(subject, language, said_of(step)))
            if took > PROMPT:
                values = {"key": name, "seconds": round(took), "most": 20}
                severity: Severity = "error" if took > LONGEST_PROMPT else "warning"
                yield Seen(subject.prompt_place(language, name), values, severity=severity)


CHECK = Check(
    code="long-prompt",
    severity="warning",
    find=find,
    fr=("« {key} » dure {seconds} secondes ; {most} au plus.", "Coupez la phrase, ou partagez l'étape en deux."),
    en=("“{key}” takes {seconds} seconds; {most} at most.", "Cut the sentence, or split the step in two."),
    why=words(
        fr="Après vingt secondes d'un trait, on n'écoute plus ; au-delà de trente c'est une erreur.",
        en="After twenty seconds in one go nobody listens any more; beyond thirty it is an error.",
    ),
)
