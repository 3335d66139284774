"""French tells when it opens again, English forgot.

error unspoken-value at prompts/en.yaml
error misspoken-opening at schedules/lines.yaml (lines, mayotte)
error misspoken-opening at schedules/lines.yaml (lines, mayotte)
error misspoken-opening at schedules/lines.yaml (lines, mayotte)
error misspoken-opening at schedules/lines.yaml (lines, national)
error misspoken-opening at schedules/lines.yaml (lines, national)
error misspoken-opening at schedules/lines.yaml (lines, national)
"""

from ivr.check.subject import Subject
from ivr.wording.prompts import Prompt
from tests.broken.sound import prompts, subject


def broken() -> Subject:
    return subject(prompts=prompts(en={"away": Prompt("away", "No adviser is there.")}))
