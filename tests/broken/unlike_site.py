"""A text leads to another site than the one that is said.

error unlike-site at prompts/en.yaml (texts)
error unlike-site at prompts/fr.yaml (texts)
"""

from dataclasses import replace

from ivr.check.subject import Subject
from tests.broken.sound import prompts, subject


def broken() -> Subject:
    texts = {"attestation": "Assurance Maladie : https://www.msa.fr"}
    return subject(prompts={language: replace(one, texts=texts) for language, one in prompts().items()})
