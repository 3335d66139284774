"""Tomorrow's opening is always said to be at nine.

error misspoken-opening at schedules/lines.yaml (lines, mayotte)
error misspoken-opening at schedules/lines.yaml (lines, mayotte)
error misspoken-opening at schedules/lines.yaml (lines, mayotte)
error misspoken-opening at schedules/lines.yaml (lines, national)
error misspoken-opening at schedules/lines.yaml (lines, national)
error misspoken-opening at schedules/lines.yaml (lines, national)
"""

from dataclasses import replace

from ivr.check.subject import Subject
from tests.broken.sound import prompts, subject


def broken() -> Subject:
    french = prompts()["fr"]
    phrases = dict(french.phrases) | {"tomorrow": "demain {weekday} à 9 heures"}
    return subject(prompts=prompts() | {"fr": replace(french, phrases=phrases)})
