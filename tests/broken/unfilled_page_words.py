"""The page tells a moment that the step knows nothing of.

error unfilled-page-words at prompts/fr.yaml
"""

from dataclasses import replace

from ivr.check.subject import Subject
from ivr.wording.page_words import PageWords
from tests.broken.sound import prompts, subject


def broken() -> Subject:
    sound = prompts()
    page = PageWords(says={"card": "Appelez avant {closing}.", "away": "Revenez {reopening}."})
    return subject(prompts={**sound, "fr": replace(sound["fr"], page=page)})
