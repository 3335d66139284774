"""An app behind the server that the line runs on, as the Procfile starts it, on a port of its own."""

import os
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

from tests.deployed import free_port

STARTS = 60.0  # seconds


@contextmanager
def served(folder: Path, module: str, environment: Mapping[str, str]) -> Iterator[int]:
    """The port on which `module` answers, in processes of its own, until the end of the block."""
    port = free_port()
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("IVR_", "TWILIO_"))}
    process = subprocess.Popen(
        [sys.executable, "-m", *_web(folder, module), "--bind", f"127.0.0.1:{port}", "--log-level", "error"],
        cwd=folder,
        env=bare | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(60)


def _web(folder: Path, module: str) -> list[str]:
    """The Procfile's line for the web, with another app in it."""
    lines = (folder / "Procfile").read_text(encoding="utf-8").splitlines()
    [web] = [line.partition(":")[2] for line in lines if line.startswith("web:")]
    return [module if word == "app:app" else word for word in shlex.split(web)]


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTS
    while time.monotonic() < until and process.poll() is None:
        try:
            with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
                connection.request("GET", "/health/live")
                if connection.getresponse().read() is not None:
                    return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("it did not start: nothing to measure")
