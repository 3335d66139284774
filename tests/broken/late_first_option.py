"""A greeting that takes fifteen seconds.

warning late-first-option at flow: welcome
"""

from ivr.check.subject import Subject
from tests.broken.sound import both, subject


def broken() -> Subject:
    return subject(prompts=both("welcome", "Bonjour. " + "Nous sommes très heureux de vous entendre. " * 6))
