"""A menu of more than three choices says how many there are."""

from collections.abc import Iterator

from ivr.check.ear.limits import FEW
from ivr.check.subject import Check, Seen, Subject
from ivr.hours.words import words
from ivr.line.steps import Menu
from ivr.wording.phrases import placeholders


def find(subject: Subject) -> Iterator[Seen]:
    for name, step in subject.flow.steps.items():
        options = len(step.choices) if isinstance(step, Menu) else 0
        for language, prompts in subject.prompts.items() if options > FEW else ():
            prompt = prompts.prompts.get(name)
            if prompt and "count" not in placeholders(prompt.say):
                yield Seen(subject.prompt_place(language, name), {"key": name, "options": options})


CHECK = Check(
    code="unsaid-count",
    severity="warning",
    find=find,
    fr=("« {key} » offre {options} choix sans dire combien.", "Ajoutez « {{count}} choix. » à son texte."),
    en=("“{key}” offers {options} choices without saying how many.", "Add “{{count}} choices.” to its words."),
    why=words(
        fr="Qui sait combien de choix viennent peut choisir quand les écouter tous.",
        en="Who knows how many options come can judge how long to listen.",
    ),
)
