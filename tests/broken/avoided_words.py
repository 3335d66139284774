"""What nobody says on the telephone.

warning avoided-words at prompts/en.yaml
warning avoided-words at prompts/fr.yaml
"""

from ivr.check.subject import Subject
from tests.broken.sound import both, subject


def broken() -> Subject:
    return subject(prompts=both("card", "Veuillez patienter.", "Hold the line & wait."))
