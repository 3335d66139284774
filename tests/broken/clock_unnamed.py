"""A mobile abroad is taken for one under the line's own clock: no time is told with its clock.

error clock-unnamed at sound.py:30
error clock-unnamed at sound.py:33
error clock-unnamed at sound.py:34
error clock-unnamed at sound.py:35
error clock-unnamed at sound.py:49
error clock-unnamed at sound.py:61
"""

from collections.abc import Mapping

from ivr.check.subject import Subject
from tests.broken.sound import subject

PATCHES: Mapping[str, object] = {"ivr.line.facts.Facts._is_under": lambda *_: True}


def broken() -> Subject:
    return subject()
