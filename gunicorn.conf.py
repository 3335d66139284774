"""What gunicorn does beside serving app.py. It reads this file by itself when it is started in this folder."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

APP = Path(__file__).with_name("app.py")
TRIAL_SECONDS = 60.0


def on_starting(server: Any) -> None:
    """From now on a reload that no worker would survive is refused: gunicorn would end the old ones all the same."""
    server.reload = partial(_reload, server, server.reload)


def worker_exit(server: Any, worker: Any) -> None:
    """In a worker that ends. A first one that was refused says why, and ends the whole start.

    gunicorn would try again every second. It does for later ones, while the others go on.
    """
    error = sys.exception()
    refused = isinstance(error, SystemExit) and isinstance(error.code, str)
    if refused and not worker.booted and worker.age <= server.cfg.workers:
        print(error, file=sys.stderr, flush=True)
        os._exit(server.APP_LOAD_ERROR)


def _reload(server: Any, reload: Callable[[], None]) -> None:
    """SIGHUP: new workers for old ones, if the new could start with this release and these settings."""
    try:
        server.app.reload()  # this configuration, read again
    except SystemExit:
        why = "its configuration can't be read"
    else:
        why = _refusal(_environment(server.cfg, server.app.cfg))
    if why:
        server.log.error("No reload, the workers go on as they are: %s", why)
        server.app.cfg = server.cfg
    else:
        reload()


def _environment(before: Any, now: Any) -> Mapping[str, str]:
    """What new workers would be started with, where the configuration sets variables (raw_env)."""
    kept = {name: value for name, value in os.environ.items() if name not in before.env}
    return {**kept, **{name: before.env_orig[name] for name in before.env if name in before.env_orig}, **now.env}


def _refusal(environment: Mapping[str, str]) -> str:
    """Why the line would not start; "" when it would. In a process of its own: what is imported here stays for ever."""
    try:
        trial = subprocess.run(
            [sys.executable, str(APP)],
            env=environment,
            capture_output=True,
            text=True,
            timeout=TRIAL_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return trial.stderr.strip()[-2000:] or "it ended without a word" if trial.returncode else ""
