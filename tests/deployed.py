"""The line as it is deployed: `gunicorn app:app` in processes of its own, on loopback, over content that may break."""

import atexit
import ctypes
import json
import os
import resource
import shutil
import signal
import socket
import struct
import sys
import time
from collections.abc import Callable, Mapping
from http.client import HTTPConnection
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random
from typing import Any
from urllib.request import urlopen

import gunicorn.app.wsgiapp as gunicorn
import psutil

from ivr.cli.from_and_to import called_number
from ivr.phone.dialling import calling_number
from ivr.phone.phone import Phone
from ivr.phone.reader import read
from ivr.phone.timeline import Pace
from ivr.phone.transports import HttpTransport
from ivr.store.engine import open_store
from ivr.wording.speech_time import seconds_of
from tests.forks import become, context
from tests.tables import give_tables

PROJECT = Path(__file__).parents[1]
TOKEN = "made-up-token"
PATIENCE = 120.0  # seconds for a process to come up, on a machine that is busy
QUICK = PROJECT / "tests" / "quick_conf.py"  # the project's own configuration, with looks every fifth of a second
DROP_CAPABILITY, MAY_WRITE_ALL, MAY_READ_ALL = 24, 1, 2  # of prctl(2) and capabilities(7)
CAPABILITIES_OF = 0x20080522  # capget(2)'s third and last version


class Deployed:
    """One deployment in a folder: its content, its database, its log. `settings` may be changed before a start."""

    def __init__(self, folder: Path, *, workers: int = 1) -> None:
        self.folder, self.content, self.log_file = folder, folder / "content", folder / "log"
        for part in ("prompts", "schedules"):
            shutil.copytree(PROJECT / part, self.content / part)
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.workers = workers
        self.reread = folder / "environment"  # settings that are read again at every reload
        self.reread.write_text(f"TWILIO_AUTH_TOKEN={TOKEN}\n", encoding="utf-8")
        self.settings = {
            "IVR_TEST_ENVIRONMENT": str(self.reread),
            "IVR_PUBLIC_URL": self.address,
            "IVR_CONTENT_DIR": str(self.content),
            "IVR_METRICS_ADDRESS": "127.0.0.1:0",
            "DATABASE_URL": f"sqlite:///{folder}/data/line.sqlite3",
            "HOME": str(folder / "home"),
            "PYTHONTZPATH": "",  # a machine without time zones of its own
        }
        self.like_anybody = True  # file modes hold
        self.most_files = 0  # descriptors that each of its processes may have open; 0: as many as this one
        self.options: tuple[str, ...] = ("--config", str(QUICK))
        self.forked = True  # begins with what tests/loaded.py knows; False: with nothing, as a deployment does
        self.process: BaseProcess | None = None

    # -- what befalls it ---------------------------------------------------------------------------------------------

    def start(self) -> "Deployed":
        """A cold start, until it answers."""
        self.begin()
        self.wait_until(self.answers)
        return self

    def begin(self) -> None:
        """A cold start, without waiting for anything."""
        words = ["gunicorn", "--bind", f"127.0.0.1:{self.port}", "--log-level", "warning"]
        words += ["--workers", str(self.workers), *self.options, "app:app"]
        environment = _bare(os.environ) | self.settings
        self.process = context.Process(
            target=_serve,
            args=(words, environment, self.log_file, self.most_files, self.like_anybody, self.forked),
        )
        self.process.start()

    def hang_up(self) -> None:
        """SIGHUP, without waiting for anything."""
        self.master().send_signal(signal.SIGHUP)

    def reload(self) -> None:
        """SIGHUP, until only new workers are there, and answer."""
        before = self.pids()
        self.hang_up()
        self.wait_until(lambda: before.isdisjoint(self.pids()) and self.answers())

    def kill_a_worker(self) -> None:
        """SIGKILL to a worker, until another has taken its place, and answers."""
        one, *_ = before = self.pids()
        os.kill(one, signal.SIGKILL)
        self.wait_until(lambda: one not in self.pids() and len(self.pids()) == len(before) and self.answers())

    def migrates(self) -> None:
        """The release line."""
        store = open_store(self.settings["DATABASE_URL"])
        give_tables(store)
        store.close()

    def stop(self) -> None:
        """SIGTERM, and SIGKILL to whatever is left of it."""
        if self.process is None:
            return
        left = self.master().children(recursive=True) if self.process.is_alive() else []
        self.process.terminate()
        self.process.join(15)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        for child in left:
            if child.is_running():
                child.kill()
        self.process = None

    # -- what is seen of it ------------------------------------------------------------------------------------------

    def phone(self, from_: str = "01 99 00 12 34", to: str = "3646") -> Phone:
        """A phone that can ring it once."""
        transport = HttpTransport(self.address)
        return Phone(transport, TOKEN, calling_number(from_), called_number(to), pace=Pace(speak=seconds_of))

    def rings(self, *keys: str, **numbers: str) -> Phone:
        """A call, and keys pressed in it."""
        phone = self.phone(**numbers).dial()
        for key in keys:
            phone.press(key)
        return phone

    def get(self, path: str) -> tuple[int, str]:
        """Status and text of an address that needs no signature."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def ready(self) -> tuple[int, dict[str, Any]]:
        """Status and report of /health/ready."""
        status, told = self.get("/health/ready")
        return status, json.loads(told)

    def metrics(self) -> str:
        """What Prometheus reads of its first worker."""
        [worker, *_] = self.pids()
        [port] = _ports(worker) - {self.port}
        with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=PATIENCE) as answer:
            told: str = answer.read().decode()
            return told

    def keeps(self) -> bool:
        """Whether something was kept of both halves."""
        return all((self.folder / "data" / "kept" / "files" / part).exists() for part in ("prompts", "schedules"))

    def kept(self, part: str, name: str) -> str:
        """A file as it was last kept; "" when it was not."""
        file = self.folder / "data" / "kept" / "files" / part / name
        return file.read_text(encoding="utf-8") if file.exists() else ""

    def answers(self) -> bool:
        """Whether it lives, and its fallback is a document that Twilio plays."""
        try:
            if self.get("/health")[0] != 200:
                return False
            status, document = self.get("/voice/fallback")
        except OSError:
            return False
        return status == 200 and bool(read(document.encode()))

    @property
    def log(self) -> str:
        """All that its processes wrote."""
        return self.log_file.read_text(encoding="utf-8", errors="replace")

    def refuses(self) -> bool:
        """Whether it ended by itself, and not well."""
        assert self.process
        self.process.join(PATIENCE)
        return bool(self.process.exitcode)

    def master(self) -> psutil.Process:
        assert self.process is not None
        return psutil.Process(self.process.pid)

    def pids(self) -> set[int]:
        """Its workers' processes."""
        return {child.pid for child in self.master().children() if _serves(child)}

    def all_serve(self) -> bool:
        """Whether each worker has the line ready: it then serves metrics, at a port of its own."""
        pids = self.pids()
        return len(pids) == self.workers and all(len(_ports(pid)) > 1 for pid in pids)

    def wait_until(self, condition: Callable[[], Any], seconds: float = PATIENCE) -> None:
        """Raises AssertionError with the end of the log when that does not come about."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if condition():
                return
            time.sleep(0.05)
        raise AssertionError(f"not within {seconds:.0f} s. Its log ends:\n{self.log[-3000:]}")


def _serve(
    words: list[str], environment: dict[str, str], log: Path, most_files: int, like_anybody: bool, forked: bool
) -> None:
    """In the new process: what a shell would do, which says these words to it."""
    become(environment, log)
    os.chdir(PROJECT)
    if like_anybody:
        _like_anybody()
    if most_files:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most_files, most_files))
    if not forked:
        os.execve(sys.executable, [sys.executable, "-m", *words], environment)
    sys.argv = words
    gunicorn.run()


def _ports(pid: int) -> set[int]:
    """At which a process listens."""
    try:
        found = psutil.Process(pid).net_connections("tcp")
    except psutil.NoSuchProcess:
        return set()
    return {one.laddr.port for one in found if one.status == psutil.CONN_LISTEN}


def _serves(process: psutil.Process) -> bool:
    """Whether it is a worker that lives: a reload is tried in a process of its own."""
    try:
        return _lives(process) and not process.cmdline()[-1].endswith("app.py")
    except (psutil.NoSuchProcess, IndexError):
        return False


def _lives(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def free_port() -> int:
    """A port for a server of ours. No other process of tests is given it, of this suite or of one beside it.

    A UDP port of that number is held until this process ends, which is in no server's way; and no connection has one
    of these for its own end: systems take those from 32768 on.
    """
    while True:
        port = Random().randrange(20_000, 32_000)
        held = socket.socket(type=socket.SOCK_DGRAM)
        try:
            held.bind(("127.0.0.1", port))
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", port))
        except OSError:  # somebody's
            held.close()
        else:
            atexit.register(held.close)
            return port


def _bare(environment: Mapping[str, str]) -> dict[str, str]:
    """Without whatever settings this machine has."""
    ours = ("IVR_", "TWILIO_", "DATABASE_URL", "GUNICORN", "PORT")
    return {name: value for name, value in environment.items() if not name.startswith(ours)}


def _like_anybody() -> None:
    """File modes hold for root too, as they do for the user of a real deployment. For another user nothing changes."""
    system, header = ctypes.CDLL(None), struct.pack("Ii", CAPABILITIES_OF, 0)
    own = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable; then each of those beyond 32
    system.capget(header, own)
    for capability in (MAY_WRITE_ALL, MAY_READ_ALL):
        own[0] &= ~(1 << capability)
        system.prctl(DROP_CAPABILITY, capability)  # nor may what it executes
    system.capset(header, own)
