"""Killed at any statement of what the console publishes, all of it is there or nothing: changes, audit, notices.

Each deed on one of the two databases, on the other the next day; `--whole`: on both.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.postgres import empty
from tests.slices import slice_of
from tests.tables import write_tables

# Forks: the content is read once, and each child does the deed on a connection of its own until it is killed.
KILLED = """
import gc, json, os, signal, sys
from datetime import UTC, datetime
from functools import partial
from sqlalchemy import event, func, select
from ivr.audit.trail import Trail
from ivr.changes import drafts, second_person
from ivr.changes.drafts import Author
from ivr.changes.ledger import ChangesTable
from ivr.changes.proposal import propose
from ivr.changes.publishing import Publishing, Signature
from ivr.content.changes import Change
from ivr.keys import Keys
from ivr.line.flow import FLOW
from ivr.published.live import open_published
from ivr.settings import PROJECT
from ivr.store.engine import open_store
from ivr.store.tables import metadata

deed, url = sys.argv[1:]
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
MARIE, PAUL = Signature("m1", "Marie"), Signature("p1", "Paul")
TRAIL = Trail(Keys(b"a" * 32, b"h" * 32, b"c" * 32, b"s" * 32))
DOOR = Publishing(TRAIL.append, ("webhook", "email"))
FRIDAY = {"where": "691", "days": "4 décembre 2026", "fr": "travaux", "en": "works"}
LATER = {**FRIDAY, "days": "11 décembre 2026"}

store = open_store(url)
published = open_published(PROJECT, FLOW, lambda: NOW, None, ChangesTable(store, lambda: NOW))
new = propose(published, [Change("closures", name, "puts", FRIDAY, author="Marie") for name in "abc"], NOW)

def publish(connection):
    ends = partial(drafts.end, key="draft")
    DOOR.publish(connection, new, by=MARIE, at=NOW, form="form", ends=ends)

def undo(connection):
    DOOR.publish(connection, back, by=PAUL, at=NOW, form="form", did="undo")

def wait(connection):
    Publishing(TRAIL.append, DOOR.ways, second_person=True).publish(connection, new, by=MARIE, at=NOW, form="form")

def approve(connection):
    second_person.approve(DOOR, connection, asked, asked.proposed(published, NOW), by=PAUL, at=NOW)

with store.writing() as connection:
    drafts.save(connection, "draft", Author("m1", "Marie"), {"where": ["691"]}, NOW, entry=("", ""))
    if deed == "undo":
        publish(connection)
    if deed == "approve":
        wait(connection)
        asked, = second_person.waiting(connection)
published.follow()
back = propose(published, [Change("closures", "a", "leaves", undoes=1)], NOW)

def rows():
    with store.reading() as connection:
        every = {table.name: connection.execute(select(table)).all() for table in metadata.sorted_tables}
    store.close()
    return {name: sorted(map(str, found)) for name, found in every.items()}

def do(at):
    own, statements = open_store(url), 0
    def count(*_):
        nonlocal statements
        statements += 1
        if statements == at:
            os.kill(os.getpid(), signal.SIGKILL)
    event.listen(own.engine, "before_cursor_execute", count)
    event.listen(own.engine, "commit", count)
    with own.writing() as connection:
        globals()[deed](connection)

gc.freeze()  # nothing that the children share is looked at again, and so copied
before, kills = rows(), 0
for at in range(1, 99):
    child = os.fork()
    if not child:
        do(at)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        break
    kills += 1
    assert rows() == before, at
after = rows()
print(json.dumps({"status": status, "kills": kills, "changed": sorted(n for n in after if after[n] != before[n])}))
"""
WHOLE = ["changes", "deeds", "deliveries", "notices", "publications"]


DEEDS = {  # -> what it changes
    "publish": [*WHOLE, "drafts", "published_changes"],
    "undo": [*WHOLE, "published_changes"],
    "wait": [name for name in WHOLE if name != "changes"],
    "approve": [*WHOLE, "published_changes"],
}
# Of two that stand together one has its turn today, the other tomorrow: each day every deed, and both databases.
KILLS = [
    ("publish", "sqlite"),
    ("publish", "postgresql"),
    ("undo", "postgresql"),
    ("undo", "sqlite"),
    ("wait", "sqlite"),
    ("wait", "postgresql"),
    ("approve", "postgresql"),
    ("approve", "sqlite"),
]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Which deeds are killed where."""
    if "deed" in metafunc.fixturenames:
        metafunc.parametrize(("deed", "engine"), slice_of(KILLS, 2, metafunc.config))


@pytest.fixture
def address(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """An empty database of that kind."""
    if engine == "sqlite":
        return write_tables(tmp_path / "ivr.sqlite3")
    url: str = request.getfixturevalue("postgres_url")
    empty(url)
    return url


def test_killed_at_any_statement_all_of_it_is_there_or_nothing(address: str, deed: str) -> None:
    ran = subprocess.run([sys.executable, "-c", KILLED, deed, address], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout.splitlines()[-1])
    assert told["status"] == 0, ran.stderr
    assert told["changed"] == sorted(DEEDS[deed])
    assert told["kills"] > 8
