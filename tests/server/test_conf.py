"""One configuration for gunicorn, `ivr run` and `ivr console`; and a reload whose new workers never come to serve."""

import logging
import runpy
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from gunicorn.config import Config
from gunicorn.errors import HaltServer

from ivr.cli.console import ConsoleServer
from ivr.cli.run import Server
from ivr.server.conf import SETTINGS, bind_of
from ivr.settings import Settings

OWN = {"bind", "workers"}  # `ivr run` and `ivr console`: one process, on the port that was asked for
FOREVER = 1e12  # when a worker last showed that it lives, which has not yet


@pytest.fixture
def conf() -> Iterator[dict[str, Any]]:
    """gunicorn.conf.py as gunicorn reads it: this room's modules are read again."""
    before = {name: module for name, module in sys.modules.items() if name.startswith("ivr.server")}
    read = runpy.run_path("gunicorn.conf.py")
    yield read["on_starting"].__globals__ | read
    sys.modules.update(before)


def test_whatever_starts_the_line_has_the_same_settings(conf: dict[str, Any]) -> None:
    assert {name: conf[name] for name in SETTINGS} == SETTINGS
    meant = Config()
    for name, value in SETTINGS.items():
        meant.set(name, value)
    for served in (Server(Settings(port=6000)), ConsoleServer(Settings(port=6000), "127.0.0.1")):
        cfg = served.cfg.settings
        assert {name: cfg[name].get() for name in SETTINGS if name not in OWN and name != "worker_class"} == {
            name: meant.settings[name].get() for name in SETTINGS if name not in OWN and name != "worker_class"
        }
        assert served.cfg.worker_class.__name__ == "PatientWorker"
        assert served.cfg.address == [("127.0.0.1", 6000)]


@pytest.mark.parametrize(
    ("port", "bind"),
    [
        ("", "127.0.0.1:5000"),
        ("8080", "0.0.0.0:8080"),
        ("65535", "0.0.0.0:65535"),
        *((bad, "127.0.0.1:0") for bad in ("0", "65536", "70000", "five", "80 80", "-1", "٣٣٣")),
    ],
)
def test_a_port_that_cannot_be_is_left_to_the_app_which_refuses_it_in_a_sentence(port: str, bind: str) -> None:
    """gunicorn ended in a traceback of its own, before the app was asked."""
    assert bind_of(port) == bind


def test_a_start_that_each_worker_refuses_ends_without_a_traceback(conf: dict[str, Any]) -> None:
    """The sentence stood above thirty lines of gunicorn's own, for every setting that was refused."""
    refused = iter((HaltServer("App failed to load.", 4), HaltServer("App failed to load.", 4), SystemExit(4)))
    halted: list[tuple[str | None, int]] = []

    def halt(reason: str | None, exit_status: int) -> None:
        halted.append((reason, exit_status))
        raise next(refused)

    arbiter = SimpleNamespace(halt=halt, reload=lambda: None)
    conf["on_starting"](arbiter)
    with pytest.raises(SystemExit):
        arbiter.halt(reason="App failed to load.", exit_status=4)
    assert halted == [("App failed to load.", 4)] * 3


def test_each_reload_takes_this_release_s_code(conf: dict[str, Any]) -> None:
    assert conf["SETTINGS"] == SETTINGS
    assert conf["SETTINGS"] is not SETTINGS, "read again, in a process that outlives the release"


@dataclass
class Arbiter:
    """gunicorn's first process, with two old workers that serve."""

    reloading: Callable[["Arbiter"], None]
    comes_up: bool = False  # whether a new worker ever serves
    num_workers: int = 2
    worker_age: int = 2
    WORKERS: dict[int, Any] = field(default_factory=dict)
    stopped: list[int] = field(default_factory=list)
    log: logging.Logger = field(default_factory=lambda: logging.getLogger("test"))

    def __post_init__(self) -> None:
        self.WORKERS = {pid: _worker(pid, 0.0) for pid in (1, 2)}

    def spawn_worker(self) -> None:
        self.worker_age += 1
        self.WORKERS[self.worker_age] = _worker(self.worker_age, 0.0 if self.comes_up else FOREVER)

    def manage_workers(self) -> None:
        self.stopped += sorted(self.WORKERS)[: -self.num_workers]

    def kill_worker(self, pid: int, number: int) -> None:
        assert number == signal.SIGKILL
        del self.WORKERS[pid]

    def reap_workers(self) -> None:
        """None has ended."""

    def reload(self) -> None:
        self.reloading(self)
        self.spawn_worker()
        self.spawn_worker()
        self.manage_workers()


def _worker(age: int, seen: float) -> Any:
    return SimpleNamespace(age=age, tmp=SimpleNamespace(last_update=lambda: seen))


def reloads(conf: dict[str, Any], arbiter: Arbiter) -> None:
    conf["_reload_without_a_gap"](arbiter, arbiter.reload)


def test_old_workers_are_stopped_when_the_new_ones_serve(conf: dict[str, Any]) -> None:
    arbiter = Arbiter(lambda _: None, comes_up=True)
    reloads(conf, arbiter)
    assert arbiter.stopped == [1, 2]


def test_where_the_new_ones_never_serve_the_old_ones_go_on(
    conf: dict[str, Any], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(conf["_stop_the_old"].__globals__, "SERVING_SECONDS", 0.0)
    monkeypatch.setattr(time, "sleep", lambda _: None)
    arbiter = Arbiter(lambda _: None)
    reloads(conf, arbiter)
    assert (sorted(arbiter.WORKERS), arbiter.stopped) == ([1, 2], [])
    assert "the new ones did not serve" in caplog.text


def test_a_new_one_that_ends_as_gunicorn_would_end_all_leaves_the_old_ones(
    conf: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    def halt(arbiter: Arbiter) -> None:
        arbiter.spawn_worker()
        raise HaltServer("Worker failed to boot.", 3)

    arbiter = Arbiter(halt)
    reloads(conf, arbiter)
    assert (sorted(arbiter.WORKERS), arbiter.stopped) == ([1, 2], [])
    assert "Worker failed to boot" in caplog.text


def test_one_that_dies_before_it_serves_is_begun_again(conf: dict[str, Any]) -> None:
    arbiter = Arbiter(lambda _: None, comes_up=True)
    arbiter.worker_age = 4
    arbiter.WORKERS[4] = _worker(4, 0.0)
    conf["_replace_the_dead"](arbiter, lambda: None, 2)
    assert sorted(arbiter.WORKERS) == [1, 2, 4, 5]
