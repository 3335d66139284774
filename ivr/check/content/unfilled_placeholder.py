"""Every placeholder of a prompt is filled by the step that says it."""

from collections.abc import Iterator

from ivr.check.subject import Check, Seen, Subject
from ivr.check.wanted import wanted_prompts
from ivr.hours.words import words
from ivr.wording.phrases import placeholders


def find(subject: Subject) -> Iterator[Seen]:
    for key, filled in sorted(wanted_prompts(subject).items()):
        for language, prompts in subject.prompts.items():
            prompt = prompts.prompts.get(key)
            for name in sorted(placeholders(prompt.say) - filled) if prompt else ():
                yield Seen(subject.prompt_place(language, key), {"key": key, "name": "{" + name + "}"})


CHECK = Check(
    code="unfilled-placeholder",
    severity="error",
    find=find,
    fr=("L'étape « {key} » ne remplit pas {name}.", "Retirez-le, ou ajoutez-le à « fills » de l'étape."),
    en=("The step “{key}” doesn't fill {name}.", "Take it away, or add it to the step's “fills”."),
    why=words(
        fr="Une accolade que rien ne remplit ne peut pas être dite : l'appelant entendrait une excuse.",
        en="Braces that nothing fills can't be spoken: the caller would hear an apology.",
    ),
)
