"""What processes of tests/forks.py begin with: the line is imported, and the project's own content read and learnt.

Nothing imports this file but the process that forks them. What it opened or started they would share: it does neither.
"""

import gc
import os
import sys
import zoneinfo

gc.disable()  # as in app.py, as the next line is
sys.modules["rich"] = None  # type: ignore[assignment]
os.environ["PYTHONTZPATH"] = ""  # a machine without time zones of its own
zoneinfo.reset_tzpath()

import gunicorn.app.wsgiapp as gunicorn  # noqa: E402, F401
import pytest  # noqa: E402

from ivr import clock, factory  # noqa: E402, F401
from ivr.line.flow import FLOW  # noqa: E402
from ivr.published.live import open_published  # noqa: E402
from ivr.settings import PROJECT  # noqa: E402
from ivr.voice.vocabulary import learn  # noqa: E402
from tests import deployed  # noqa: E402, F401
from tests.remembering import remember  # noqa: E402
from tests.texts.chaos import child  # noqa: E402, F401

remember(pytest.MonkeyPatch())  # for good
content = open_published(PROJECT, FLOW, clock.now).current()
assert content
learn(FLOW, content.prompts)
gc.freeze()  # what they share is not looked through, and so not copied
gc.enable()
