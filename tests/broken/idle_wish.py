"""Words are listened to that no row of the table leads anywhere.

error idle-wish at prompts/en.yaml
error idle-wish at prompts/fr.yaml
"""

from ivr.check.subject import Subject
from ivr.line.lexicon import Spoken
from tests.broken.sound import prompts_saying, subject


def broken() -> Subject:
    return subject(prompts=prompts_saying({"kiosk": Spoken(words=("borne",))}))
