"""A menu offers a text that nobody wrote.

error missing-text at prompts/en.yaml (texts)
error missing-text at prompts/fr.yaml (texts)
"""

from dataclasses import replace

from ivr.check.subject import Subject
from tests.broken.sound import prompts, subject


def broken() -> Subject:
    return subject(prompts={name: replace(one, texts={}) for name, one in prompts().items()})
