"""A slip in a voice's name, and a quality in which that voice does not exist.

warning unknown-voice at prompts/fr.yaml (voice)
warning unknown-voice at prompts/en.yaml (voice)
"""

from dataclasses import replace

from ivr.check.subject import Subject
from tests.broken.sound import prompts, subject


def broken() -> Subject:
    spoken = prompts()
    slip, quality = (
        replace(spoken["fr"], voice="Polly.Leah-Neural"),
        replace(spoken["en"], voice="Polly.Emma-Generative"),
    )
    return subject(prompts={"fr": slip, "en": quality})
