"""The head of the trail leaves once a day, and what was kept of it counts when the trail is verified."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ivr.audit import sending
from ivr.audit.sending import heads_in, send_head
from ivr.audit.trail import Trail, head
from ivr.changes.upkeep import DAY_SECONDS, ROUND_SECONDS, Upkeep
from ivr.keys import Keys
from ivr.store.engine import Store

KEYS = Keys(audit=b"a" * 32, hashes=b"h" * 32, cookies=b"c" * 32, seal=b"s" * 32)
NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


def clock() -> datetime:
    return NOON


@pytest.fixture
def trail(migrated_store: Store) -> Store:
    with migrated_store.writing() as connection:
        Trail(KEYS).append(connection, who="p1", did="publish", what="change 1", at=NOON)
    return migrated_store


@pytest.fixture
def heard() -> Iterator[tuple[str, list[Any]]]:
    """A place elsewhere, and what reached it."""
    reached: list[Any] = []

    class Elsewhere(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            reached.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", reached
    server.shutdown()
    server.server_close()


def test_an_empty_trail_has_no_head_to_send(migrated_store: Store, tmp_path: Path) -> None:
    assert not send_head(migrated_store, str(tmp_path / "heads"), clock)
    assert not (tmp_path / "heads").exists()


def test_a_file_gets_a_line_each_time_and_is_read_again(trail: Store, tmp_path: Path) -> None:
    file = tmp_path / "heads"
    send_head(trail, str(file), clock)
    send_head(trail, str(file), clock)
    file.write_text(file.read_text() + "\nnonsense\n")
    with trail.reading() as connection:
        assert list(heads_in(file)) == [head(connection)] * 2


def test_an_address_gets_it_as_json(
    trail: Store, heard: tuple[str, list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, reached = heard
    post = sending.requests.post
    monkeypatch.setattr(
        sending.requests,
        "post",
        lambda where, **more: post(address, **more) if where == "https://elsewhere.example" else None,
    )
    send_head(trail, "https://elsewhere.example", clock)
    with trail.reading() as connection:
        assert reached == [{"at": NOON.isoformat(), "head": str(head(connection))}]


def test_it_leaves_once_a_day_and_again_a_minute_after_it_could_not() -> None:
    now, sent, fails = [0.0], [], [True]

    def daily() -> None:
        sent.append(now[0])
        if fails[0]:
            raise OSError

    rounds, courier = SimpleNamespace(make=lambda: None), SimpleNamespace(deliver_due=lambda: None)
    upkeep = Upkeep(rounds, courier, lambda: now[0], daily)  # type: ignore[arg-type]
    for at in (0.0, 1.0, ROUND_SECONDS, DAY_SECONDS, ROUND_SECONDS + DAY_SECONDS):
        now[0], fails[0] = at, at == 0.0
        upkeep.step()
    assert sent == [0.0, ROUND_SECONDS, ROUND_SECONDS + DAY_SECONDS]
