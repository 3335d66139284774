"""Eight things in one sentence.

warning long-list at prompts/fr.yaml
"""

from ivr.check.subject import Subject
from tests.broken.sound import both, subject


def broken() -> Subject:
    return subject(
        prompts=both("card", "Prenez carte, relevé, feuille, ordonnance, facture, quittance, passeport et stylo.")
    )
