"""A number that costs more than the call.

error surcharged-number at prompts/en.yaml
error surcharged-number at prompts/fr.yaml
error unlike-languages at prompts/en.yaml
"""

from ivr.check.subject import Subject
from tests.broken.sound import both, subject


def broken() -> Subject:
    return subject(prompts=both("card", "Appelez le 08 92 12 34 56.", "Call 3949."))
