"""A key without words in English.

error missing-choice at prompts/en.yaml
"""

from ivr.check.subject import Subject
from tests.broken.sound import menu, prompts, subject


def broken() -> Subject:
    return subject(prompts=prompts(en={"topics": menu("topics", hours="For opening hours")}))
