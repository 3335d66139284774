"""From abroad, the French sentence gives a number that only France answers; the English one forgot 114.

error danger-numbers at prompts/en.yaml
error danger-numbers at prompts/fr.yaml
error unlike-languages at prompts/en.yaml
error unlike-languages at prompts/en.yaml
"""

from ivr.check.subject import Subject
from ivr.wording.prompts import Prompt
from tests.broken.sound import prompts, subject


def broken() -> Subject:
    abroad = Prompt("emergency_abroad", "Appelez le 15 ou le 112.")
    national = Prompt("despair", "31 14 listens. Call 15, or 112.")
    return subject(prompts=prompts({"emergency_abroad": abroad}, {"despair": national}))
