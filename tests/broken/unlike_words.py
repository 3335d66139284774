"""The offers of two choices were swapped, and what may be said for them was not.

error unlike-words at prompts/fr.yaml
error unlike-words at prompts/fr.yaml
"""

from dataclasses import replace

from ivr.check.subject import Subject
from ivr.wording.prompts import ChoiceWords
from tests.broken.sound import menu, prompts, subject


def broken() -> Subject:
    topics = replace(
        menu("topics"),
        choices={
            "hours": ChoiceWords("Pour un SMS", ("horaires",)),
            "link": ChoiceWords("Pour les horaires", ("sms",), sends="attestation"),
        },
    )
    return subject(prompts=prompts({"topics": topics}))
