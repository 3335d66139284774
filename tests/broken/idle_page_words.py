"""The page has words for a sentence that the line no longer has, and a link of a text that never was.

warning idle-page-words at prompts/fr.yaml
warning idle-page-words at prompts/fr.yaml
"""

from dataclasses import replace

from ivr.check.subject import Subject
from ivr.wording.page_words import PageWords
from tests.broken.sound import prompts, subject


def broken() -> Subject:
    sound = prompts()
    page = PageWords(
        says={"welcom": "Bonjour.", "card": ""}, instead={"deaf": "Par visio.", "attestation": "Le compte."}
    )
    return subject(prompts={**sound, "fr": replace(sound["fr"], page=page)})
