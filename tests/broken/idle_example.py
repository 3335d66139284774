"""Examples stand under a name that the line does not know.

error idle-example at prompts/en.said.yaml
error idle-example at prompts/fr.said.yaml
"""

from dataclasses import replace

from ivr.check.subject import Subject
from tests.broken.sound import prompts, subject


def broken() -> Subject:
    examples = {"none": ("une pizza",), "remboursements": ("mes soins",)}
    return subject(prompts={name: replace(one, examples=examples) for name, one in prompts().items()})
