"""The table leads somewhere who asks for a borne; French has no words to ask with.

error unsaid-wish at prompts/fr.yaml
"""

from dataclasses import replace

from ivr.check.subject import Subject
from ivr.line.lexicon import Spoken
from ivr.line.steps import Wish
from tests.broken.sound import MANNERS, flow, prompts_saying, subject


def broken() -> Subject:
    manners = replace(MANNERS, wishes=(Wish("kiosk", "link"),))
    said = prompts_saying({"kiosk": Spoken(words=("borne",))})
    said["fr"] = replace(said["fr"], wishes={})
    return subject(flow=flow(manners=manners), prompts=said)
