"""A fresh worker: how long until it answers its first call, and how much memory it then has.

Its modules were compiled by a start before it, as `make install` and the container's build leave them, its database is
migrated, and example sentences were learnt; then the same on a disk that keeps nothing yet, as a new container's.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.ladder import environment_of
from benchmarks.measure import Figure
from ivr.store import schema
from ivr.store.engine import open_store

ONCE = """
from app import app  # as the server does
import json, resource, time
from pathlib import Path
from benchmarks.posts import call_of
calls = call_of(app, 1)
next(calls), next(calls)  # the second is made from the first one's answer
answered, processor = time.time(), time.process_time()
list(calls)
rollup = Path("/proc/self/smaps_rollup")  # of Linux alone
fields = [line.split() for line in rollup.read_text().splitlines()[1:]] if rollup.exists() else []
sizes = {name: int(kibibytes) for name, kibibytes, _ in fields}
rss = sizes.get("Rss:") or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
files = sizes.get("Shared_Clean:", 0) + sizes.get("Private_Clean:", 0)
print(json.dumps([answered, processor, rss, files]))
house = app.extensions["ivr"]
house.published.keep()  # for the next one
house.close()
"""


def process(folder: Path, runs: int = 3) -> Iterator[Figure]:
    """The best of a few: the machine's other business only ever adds to it."""
    with TemporaryDirectory() as temporary:
        environment = environment_of(folder, Path(temporary)) | {"PYTHONPYCACHEPREFIX": temporary}
        _migrate(environment["DATABASE_URL"])
        _once(folder, environment)
        bare = [environment | {"IVR_KEPT_DIR": f"{temporary}/{run}"} for run in range(runs)]
        found = [(_once(folder, environment), _once(folder, empty)) for empty in bare]
    for name, starts in zip(("fresh process", "nothing kept on its disk"), zip(*found, strict=True), strict=True):
        seconds, processor, kibibytes, files = (min(values) for values in zip(*starts, strict=True))
        yield Figure(f"start to first answer, {name}", f"{seconds:.2f} s, {processor:.2f} of processor", "1.2 s")
        yield Figure(
            f"resident memory, after one call, {name}",
            f"{kibibytes / 1024:.0f} MiB, {files / 1024:.0f} of files",
            "90 MiB",
        )


def _migrate(url: str) -> None:
    store = open_store(url)
    schema.migrate(store)
    store.close()


def _once(folder: Path, environment: Mapping[str, str]) -> tuple[float, float, int, int]:
    bare = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    started = time.time()
    ran = subprocess.run(
        [sys.executable, "-c", ONCE],
        cwd=folder,
        env=bare | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    if ran.returncode:
        raise RuntimeError(ran.stderr.strip().splitlines()[-1])
    answered, processor, kibibytes, files = json.loads(ran.stdout.splitlines()[-1])
    return answered - started, processor, kibibytes, files
