"""Processes that begin where tests/loaded.py ends: a start takes two seconds, and is paid once a suite's process."""

import multiprocessing

context = multiprocessing.get_context("forkserver")
context.set_forkserver_preload(["tests.loaded"])
