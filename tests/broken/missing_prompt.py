"""A sentence that English lacks.

error missing-prompt at prompts/en.yaml
"""

from ivr.check.subject import Subject
from tests.broken.sound import prompts, subject


def broken() -> Subject:
    return subject(prompts=prompts(en={"welcome": None}))
