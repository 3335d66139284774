"""The line, for tests that ring it: a real app over a fresh database, at a moment that passes as the call does."""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import structlog
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.slices import settle

if TYPE_CHECKING:
    from tests.ringing import Ringing


# Hundreds of processes are started: what Python compiles is kept, on a machine that asks it not to as well.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

os.environ["LC_ALL"] = "C.UTF-8"  # whatever the machine speaks: commands that nobody asks otherwise speak French

# Timings are for benchmarks: a slow machine is no failure. Which one is loaded: tests/slices.py
hypothesis_settings.register_profile("whole", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.register_profile("line", hypothesis_settings.get_profile("whole"), max_examples=30)


def pytest_addoption(parser: pytest.Parser) -> None:
    """What a run of the tests may be asked for."""
    parser.addoption("--update-calls", action="store_true", help="rewrite tests/calls with what is heard now")
    parser.addoption("--update-pictures", action="store_true", help="take docs/pictures again")
    parser.addoption("--screens", action="store_true", help="every page of the console as pictures, into var/screens")
    parser.addoption("--whole", action="store_true", help="all of what is otherwise tried in slices")
    parser.addoption("--slice", type=int, metavar="N", help="this slice instead of today's")


def pytest_configure(config: pytest.Config) -> None:
    """Before any test is read: which of them there are depends on it."""
    settle(config)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, exitstatus: int, config: pytest.Config) -> None:
    """What fails can be repeated on another day."""
    if exitstatus == pytest.ExitCode.TESTS_FAILED and not config.option.whole:
        terminalreporter.write_line(f"Of slices (tests/slices.py) this run took --slice {config.option.slice}.")


def pytest_xdist_auto_num_workers() -> int:
    """Half as many processes again as cores: tests of browsers and of served lines mostly wait."""
    return max(2, (os.cpu_count() or 1) * 3 // 2)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """What is imported stays until the end: nobody looks for garbage in it, nor often in what a test makes."""
    gc.disable()
    yield
    gc.freeze()
    gc.enable()
    gc.set_threshold(50_000, 20, 20)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The walk of every call takes five seconds, once a process: whatever looks at it comes first, and so together."""
    items.sort(key=lambda item: not hasattr(getattr(item, "module", None), "walked"))


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test depends on how wide a terminal is, nor on how another one has the log written."""
    monkeypatch.delenv("COLUMNS", raising=False)
    level = logging.getLogger().level
    yield
    structlog.reset_defaults()
    logging.getLogger().setLevel(level)


@pytest.fixture(autouse=True, scope="session")
def content_once() -> Iterator[None]:
    """See tests/remembering.py."""
    from tests.remembering import remember  # only here: it imports the line

    with pytest.MonkeyPatch.context() as patch:
        remember(patch)
        yield


@pytest.fixture(autouse=True, scope="session")
def quick_stop() -> Iterator[None]:
    """A line that stops without its database, as those of many tests do, does not wait for it."""
    from ivr.journal.writer import Pace

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Pace.__init__, "__defaults__", (*(Pace.__init__.__defaults__ or ())[:-1], 0.1))
        yield


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Databases that commands open have as much time as `patient` gives a store."""
    from ivr.store.deadline import DeadlinePool  # only here: most tests open none
    from tests.postgres import PATIENT

    monkeypatch.setattr("ivr.store.engine.DeadlinePool", lambda threads, _seconds: DeadlinePool(threads, PATIENT))


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Callable[..., Ringing]]:
    """line(at, settings={...}) -> a line to ring, see tests/ringing.py."""
    from tests.ringing import Ringing  # only here: most tests ring no line and need no app

    placed: list[Ringing] = []

    def place(at: datetime, settings: Mapping[str, str] | None = None) -> Ringing:
        database = f"sqlite:///{tmp_path}/line{len(placed)}.sqlite3"
        placed.append(Ringing(at, {"DATABASE_URL": database, **(settings or {})}))
        return placed[-1]

    yield place
    for one in placed:
        one.close()
