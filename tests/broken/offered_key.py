"""The key comes before what it is for.

error offered-key at prompts/fr.yaml
error unlike-languages at prompts/en.yaml
"""

from ivr.check.subject import Subject
from tests.broken.sound import menu, prompts, subject


def broken() -> Subject:
    return subject(prompts=prompts(fr={"last_wait": menu("last_wait", topics="Tapez 1 pour revenir au début")}))
