"""A choice is "for X, press N": its own words name no key, for the line says it after them."""

import re
from collections.abc import Iterator

from ivr.check.subject import Check, Seen, Subject
from ivr.hours.words import words

KEY = re.compile(r"\b(?:tapez|appuyez|touche|press|key)\b", re.IGNORECASE)


def find(subject: Subject) -> Iterator[Seen]:
    for language, prompts in subject.prompts.items():
        option = prompts.phrases.get("option", "")
        if option.find("{offer}") > option.find("{key}"):
            yield Seen(prompts.place("phrases", "option"), {"offer": option})
        for key, prompt in prompts.prompts.items():
            for choice in prompt.choices.values():
                if KEY.search(choice.offer):
                    yield Seen(subject.prompt_place(language, key), {"offer": choice.offer})


CHECK = Check(
    code="offered-key",
    severity="error",
    find=find,
    fr=(
        "« {offer} » dit la touche avant ce qu'elle fait.",
        "Dites d'abord pour quoi : la ligne ajoute la touche.",
    ),
    en=("“{offer}” says the key before what it does.", "Say first what for: the line adds the key."),
    why=words(
        fr="« Pour X, tapez N » : on retient la touche qu'on entend juste après ce qu'on cherche.",
        en="“For X, press N”: the key is remembered that is heard right after what was wanted.",
    ),
)
