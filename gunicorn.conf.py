"""gunicorn's configuration: it reads this file by itself when it is started in this folder, and again at each reload.

The settings are in ivr/server/conf.py, where `ivr run` takes them too. Here is what gunicorn does beside serving.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from gunicorn.errors import HaltServer

APP = Path(__file__).with_name("app.py")
TRIAL_SECONDS = 60.0
SERVING_SECONDS = 60.0  # in which new workers must serve
LOOK_SECONDS = 0.05

for name in [name for name in sys.modules if name.startswith("ivr.server")]:
    del sys.modules[name]  # a reload is for new code too, and this process outlives it
from ivr.server.conf import SETTINGS  # noqa: E402

globals().update(SETTINGS)


def on_starting(server: Any) -> None:
    """From now on a reload that no worker would survive is refused: gunicorn would end the old ones all the same."""
    server.reload = partial(_reload, server, server.reload)
    server.halt = partial(_halt, server.halt)


def _halt(halt: Callable[..., None], reason: str | None = None, exit_status: int = 0) -> None:
    """gunicorn stops its workers, and would end in a traceback where one more refuses to start meanwhile."""
    try:
        halt(reason, exit_status)
    except HaltServer:
        _halt(halt, reason, exit_status)  # one worker fewer each time


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
        _reload_without_a_gap(server, reload)


def _reload_without_a_gap(server: Any, reload: Callable[[], None]) -> None:
    """gunicorn would stop the old workers as soon as the new ones are begun, a second or more before they serve."""
    begun = server.worker_age
    server.manage_workers = partial(_stop_the_old, server, server.manage_workers, begun)
    server.reap_workers = partial(_replace_the_dead, server, server.reap_workers, begun)
    try:
        reload()
    except HaltServer as error:
        _stay(server, begun, error.reason)
    except NotServingError:
        _stay(server, begun, f"the new ones did not serve within {SERVING_SECONDS:.0f} seconds")
    finally:
        del server.manage_workers, server.reap_workers  # gunicorn's own again


class NotServingError(Exception):
    """New workers take too long."""


def _stop_the_old(server: Any, stop_the_old: Callable[[], None], begun: int) -> None:
    """Once all the new workers serve. Until a worker first shows that it lives, its file has the time of its making."""
    until = time.monotonic() + SERVING_SECONDS
    while any(worker.tmp.last_update() > time.monotonic() for worker in _new(server, begun).values()):
        if time.monotonic() > until:
            raise NotServingError
        time.sleep(LOOK_SECONDS)
        server.reap_workers()
    stop_the_old()


def _replace_the_dead(server: Any, reap: Callable[[], None], begun: int) -> None:
    """gunicorn begins no worker while a reload lasts: one that was killed meanwhile would be missed."""
    reap()
    while len(_new(server, begun)) < server.num_workers:
        server.spawn_worker()


def _stay(server: Any, begun: int, why: str) -> None:
    """With the old workers: the new ones serve nobody yet."""
    server.log.error("No reload, the workers go on as they are: %s", why)
    for pid in _new(server, begun):
        server.kill_worker(pid, signal.SIGKILL)
    while _new(server, begun):
        with suppress(HaltServer):
            type(server).reap_workers(server)
        time.sleep(LOOK_SECONDS)


def _new(server: Any, begun: int) -> dict[int, Any]:
    """The workers that were begun since the reload was."""
    return {pid: worker for pid, worker in server.WORKERS.items() if worker.age > begun}


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
