"""An American's voice in the French file, and a Google voice of another country in the English one.

error foreign-voice at prompts/fr.yaml (voice)
error foreign-voice at prompts/en.yaml (voice)
"""

from dataclasses import replace

from ivr.check.subject import Subject
from tests.broken.sound import prompts, subject


def broken() -> Subject:
    spoken = prompts()
    american, indian = (
        replace(spoken["fr"], voice="Polly.Joanna"),
        replace(spoken["en"], voice="Google.en-IN-Chirp3-HD-Kore"),
    )
    return subject(prompts={"fr": american, "en": indian})
