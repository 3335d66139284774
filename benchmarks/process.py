"""A fresh process: how long until it answers its first call, and how much memory it then has."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Figure

ONCE = """
import json, resource, sys, time
from pathlib import Path
from benchmarks.turn import call_of, settings_of, TUESDAY
from ivr.factory import create_app
from ivr.logs import configure_logs
from tempfile import TemporaryDirectory
configure_logs()
with TemporaryDirectory() as temporary:
    app = create_app(settings_of(Path(sys.argv[1]), Path(temporary)), clock=lambda: TUESDAY)
    calls = call_of(app, 1)
    next(calls), next(calls)  # the second is made from the first one's answer
    answered = time.time()
    list(calls)
    status = Path("/proc/self/status").read_text() if Path("/proc/self/status").exists() else ""
    rss = next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")), 0)
    print(json.dumps({"answered": answered, "rss": rss or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))
    app.extensions["ivr"].close()
"""


def process(folder: Path, runs: int = 3) -> Iterator[Figure]:
    """The best of a few: the machine's other business only ever adds to it."""
    found = [_once(folder) for _ in range(runs)]
    seconds, kibibytes = (min(values) for values in zip(*found, strict=True))
    yield Figure("start to first answer, fresh process", f"{seconds:.2f} s", "1.2 s")
    yield Figure("resident memory, after one call", f"{kibibytes / 1024:.0f} MiB", "90 MiB")


def _once(folder: Path) -> tuple[float, int]:
    started = time.time()
    ran = subprocess.run(
        [sys.executable, "-c", ONCE, str(folder)], capture_output=True, text=True, check=False, timeout=120
    )
    if ran.returncode:
        raise RuntimeError(ran.stderr.strip().splitlines()[-1])
    told = json.loads(ran.stdout.splitlines()[-1])
    return told["answered"] - started, told["rss"]
