"""A text that no menu offers.

warning unused-text at prompts/en.yaml (texts, kiosk)
warning unused-text at prompts/fr.yaml (texts, kiosk)
"""

from dataclasses import replace

from ivr.check.subject import Subject
from tests.broken.sound import prompts, subject


def broken() -> Subject:
    return subject(
        prompts={
            name: replace(one, texts={**one.texts, "kiosk": "https://www.ameli.fr"}) for name, one in prompts().items()
        }
    )
