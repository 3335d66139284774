"""Examples stand in one language alone.

warning lost-examples at prompts/fr.said.yaml
"""

from dataclasses import replace

from ivr.check.subject import Subject
from tests.broken.sound import prompts, subject


def broken() -> Subject:
    both = prompts()
    return subject(prompts=both | {"en": replace(both["en"], examples={"none": ("a pizza",)})})
