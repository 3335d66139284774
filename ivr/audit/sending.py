"""The head of the audit trail, sent elsewhere: to an address, or to a file of another disk, a line each time."""

from collections.abc import Iterator
from pathlib import Path

import requests

from ivr.audit.proof import read_head
from ivr.audit.trail import Head, head
from ivr.clock import Clock
from ivr.store.engine import Store

SECONDS = 10.0


def send_head(store: Store, where: str, clock: Clock) -> bool:
    """Send the head of this moment; False while the trail is empty. Raises OSError (requests' errors are some too)."""
    at = clock()
    with store.reading() as connection:
        last = head(connection)
    if not last.number:
        return False
    if where.startswith("https://"):
        sent = {"at": at.isoformat(), "head": str(last)}
        requests.post(where, json=sent, timeout=SECONDS, allow_redirects=False).raise_for_status()
    else:
        with Path(where).open("a", encoding="ascii") as file:
            file.write(f"{at.isoformat()} {last}\n")
    return True


def heads_in(file: Path) -> Iterator[Head]:
    """The heads that a file holds, one at the end of each line; a line without one is passed over. Raises OSError."""
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        if line.strip() and (found := read_head(line.split()[-1])):
            yield found
