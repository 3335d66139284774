"""An address written instead of spoken, and one that nobody knows.

error written-address at prompts/en.yaml
error written-address at prompts/fr.yaml
error unlike-languages at prompts/en.yaml
"""

from ivr.check.subject import Subject
from tests.broken.sound import both, subject


def broken() -> Subject:
    return subject(prompts=both("card", "Voyez www.ameli.fr.", "See amelie dot f r."))
