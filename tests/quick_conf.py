"""gunicorn's configuration in tests/deployed.py: the project's own, but content is looked at every fifth of a second.

Variables of the environment are read from a file at every reload, so that settings can change while it runs. What
app.py imports is imported here, once for all the workers: most of their processor time would go there.
"""

import gc
import os
import runpy
import sys
from pathlib import Path
from typing import Any

globals().update(runpy.run_path(str(Path(__file__).parents[1] / "gunicorn.conf.py")))
gc.disable()  # as in app.py, as the next line is
sys.modules["rich"] = None  # type: ignore[assignment]
from ivr import factory as factory  # noqa: E402

gc.enable()

raw_env = Path(os.environ["IVR_TEST_ENVIRONMENT"]).read_text(encoding="utf-8").split()


def post_fork(_server: Any, _worker: Any) -> None:
    """In the worker, before it loads the app."""
    from ivr.published import live

    live.Published.start_refreshing.__defaults__ = (0.2,)
    live.SHARE = 0.5  # nobody calls much: it need not rest nine times as long as it read
