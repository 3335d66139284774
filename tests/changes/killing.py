"""A process whose forks each do the same deed on a connection of their own, killed at one statement after the other."""

import gc
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, event, select

from ivr.store.engine import Store, open_store
from ivr.store.tables import metadata
from tests import forks

MOST = 99  # statements of a deed
Rows = dict[str, list[str]]
Deed = Callable[[Connection], object]
Prepare = Callable[[Store], Deed]


@dataclass(frozen=True)
class Killed:
    """What came of it: how often it was killed, after how many of those anything was there, what all of it changes."""

    kills: int
    halves: list[int]
    changed: list[str]


def killed_at_every_statement(prepare: Prepare, url: str) -> Killed:
    """`prepare` makes a deed ready in the process that forks, which begins as tests/loaded.py ends."""
    ours, theirs = forks.context.Pipe(duplex=False)
    process = forks.context.Process(target=_kill, args=(prepare, url, theirs))
    process.start()
    theirs.close()
    with ours, suppress(EOFError):
        told: Killed = ours.recv()
        process.join()
        return told
    raise AssertionError("it ended without a word: what it wrote is above")


def _kill(prepare: Prepare, url: str, tell: Any) -> None:
    store = open_store(url)
    deed = prepare(store)
    before, halves = _rows(store), []
    gc.freeze()  # nothing that the children share is looked at again, and so copied
    for at in range(1, MOST):
        child = os.fork()
        if not child:
            _do(deed, store, at)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            break
        halves += [at] if _rows(store) != before else []
    assert status == 0, status
    after = _rows(store)
    tell.send(Killed(at - 1, halves, sorted(name for name in after if after[name] != before[name])))


def _do(deed: Deed, store: Store, at: int) -> None:
    """In a child, which ends here. No connection of the parent's is open."""
    statements = 0

    def count(*_: object) -> None:
        nonlocal statements
        statements += 1
        if statements == at:
            os.kill(os.getpid(), signal.SIGKILL)

    ended = 1
    try:
        event.listen(store.engine, "before_cursor_execute", count)
        event.listen(store.engine, "commit", count)
        with store.writing() as connection:
            deed(connection)
        ended = 0
    finally:
        os._exit(ended)


def _rows(store: Store) -> Rows:
    with store.reading() as connection:
        every = {table.name: connection.execute(select(table)).all() for table in metadata.sorted_tables}
    store.close()
    return {name: sorted(map(str, found)) for name, found in every.items()}
