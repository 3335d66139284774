"""Every value that a step fills in is heard in every language."""

from collections.abc import Iterator

from ivr.check.subject import Check, Seen, Subject
from ivr.check.wanted import wanted_prompts
from ivr.hours.words import words
from ivr.line.steps import End, Menu, Tell
from ivr.wording.phrases import placeholders

FREE = frozenset({"name"})  # values that a sentence may do without


def find(subject: Subject) -> Iterator[Seen]:
    wanted = wanted_prompts(subject)
    for key, step in subject.flow.steps.items():
        if not isinstance(step, Tell | Menu | End):
            continue
        for language, prompts in subject.prompts.items():
            prompt = prompts.prompts.get(key)
            for name in sorted(wanted[key] - FREE - {"count"} - placeholders(prompt.say)) if prompt else ():
                yield Seen(subject.prompt_place(language, key), {"key": key, "name": "{" + name + "}"})


CHECK = Check(
    code="unspoken-value",
    severity="error",
    find=find,
    fr=("« {key} » ne dit pas {name}, que l'étape lui donne.", "Mettez-le dans la phrase, ou retirez-le de « fills »."),
    en=("“{key}” doesn't say {name}, which the step gives it.", "Put it into the sentence, or take it from “fills”."),
    why=words(
        fr="Une heure de réouverture oubliée dans une langue laisse l'appelant sans réponse.",
        en="A reopening time forgotten in one language leaves the caller without an answer.",
    ),
)
