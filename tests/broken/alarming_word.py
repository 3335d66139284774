"""A word for a lost account is one of despair, in both files.

error alarming-word at prompts/en.yaml
error alarming-word at prompts/fr.yaml
"""

from dataclasses import replace

from ivr.check.subject import Subject
from ivr.line.lexicon import Spoken
from ivr.line.steps import Wish
from tests.broken.sound import MANNERS, flow, prompts_saying, subject


def broken() -> Subject:
    manners = replace(MANNERS, wishes=(Wish("password", "link"),))
    said = prompts_saying({"password": Spoken(words=("tout arrêter",))}, {"despair": Spoken(words=("tout arrêter",))})
    return subject(flow=flow(manners=manners), prompts=said)
