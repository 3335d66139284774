"""Two rows of the table have one name.

error repeated-step at repeated_step.py:13
"""

from ivr.check.subject import Subject
from ivr.line.steps import Tell
from ivr.line.table import flow_of
from tests.broken.sound import MANNERS, TABLE, subject


def broken() -> Subject:
    return subject(flow=flow_of(MANNERS, TABLE, (Tell("busy", then="no_adviser"),)))
