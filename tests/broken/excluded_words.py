"""Who asks for a paid certificate says what excludes it.

error excluded-words at prompts/en.yaml
error excluded-words at prompts/fr.yaml
"""

from dataclasses import replace

from ivr.check.subject import Subject
from ivr.line.lexicon import Spoken
from ivr.line.steps import Wish
from tests.broken.sound import MANNERS, flow, prompts_saying, subject


def broken() -> Subject:
    manners = replace(MANNERS, wishes=(Wish("kiosk", "link"),))
    spoken = Spoken(words=("attestation", "attestation ... salaire/paie"), unless=("paie",))
    return subject(flow=flow(manners=manners), prompts=prompts_saying({"kiosk": spoken}))
