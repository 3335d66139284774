"""A help that names a key which does nothing there.

error dead-key at prompts/fr.yaml
error unlike-languages at prompts/en.yaml
"""

from ivr.check.subject import Subject
from tests.broken.sound import menu, prompts, subject


def broken() -> Subject:
    said = menu("last_wait", help="En cas de doute, tapez 4.", topics="Pour revenir au début")
    return subject(prompts=prompts(fr={"last_wait": said}))
