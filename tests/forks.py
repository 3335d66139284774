"""Processes that begin where tests/loaded.py ends: a start takes two seconds, and is paid once a suite's process."""

import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path

from ivr.cli import main

context = multiprocessing.get_context("forkserver")
context.set_forkserver_preload(["tests.loaded"])


def started(words: Sequence[str], environment: Mapping[str, str], log: Path) -> BaseProcess:
    """A command of `ivr` in a process of its own, which writes all that it says into that file."""
    log.touch()
    process = context.Process(target=_say, args=(words, environment, log))
    process.start()
    return process


def _say(words: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
    become(environment, log)
    sys.argv = ["ivr", *words]
    main()


def become(environment: Mapping[str, str], log: Path) -> None:
    """In a new process: what a shell gives to a command."""
    with log.open("ab") as output:
        for stream in (1, 2):
            os.dup2(output.fileno(), stream)
    os.environ.clear()
    os.environ.update(environment)
