"""Killed at any statement of what the console publishes, all of it is there or nothing: changes, audit, notices.

Each deed on one of the two databases, on the other the next day; `--whole`: on both.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection

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
from ivr.store.engine import Store
from tests.changes.killing import killed_at_every_statement
from tests.postgres import empty
from tests.slices import slice_of
from tests.tables import write_tables

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
MARIE, PAUL = Signature("m1", "Marie"), Signature("p1", "Paul")
TRAIL = Trail(Keys(b"a" * 32, b"h" * 32, b"c" * 32, b"s" * 32))
DOOR = Publishing(TRAIL.append, ("webhook", "email"))
FRIDAY = {"where": "691", "days": "4 décembre 2026", "fr": "travaux", "en": "works"}
DRAFTS = [Change("closures", name, "puts", FRIDAY, author="Marie") for name in "abc"]


def prepare(deed: str, store: Store) -> Callable[[Connection], None]:
    """A deed that is to be killed, and what must be there before it."""
    published = open_published(PROJECT, FLOW, lambda: NOW, None, ChangesTable(store, lambda: NOW))
    new = propose(published, DRAFTS, NOW)
    publish = partial(
        DOOR.publish, proposal=new, by=MARIE, at=NOW, form="form", ends=partial(drafts.end, key="draft", by=MARIE.who)
    )
    second = Publishing(TRAIL.append, DOOR.ways, second_person=True)
    wait = partial(second.publish, proposal=new, by=MARIE, at=NOW, form="form")
    with store.writing() as connection:
        drafts.save(connection, "draft", Author("m1", "Marie"), {"where": ["691"]}, NOW, entry=("", ""))
        if deed == "undo":
            publish(connection)
        if deed == "approve":
            wait(connection)
            [asked] = second_person.waiting(connection)
    published.follow()
    if deed == "undo":
        back = propose(published, [Change("closures", "a", "leaves", undoes=1)], NOW)
        return partial(DOOR.publish, proposal=back, by=PAUL, at=NOW, form="form", did="undo")
    if deed == "approve":
        proposed = asked.proposed(published, NOW)
        return lambda connection: second_person.approve(DOOR, connection, asked, proposed, by=PAUL, at=NOW)
    return {"publish": publish, "wait": wait}[deed]


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
    killed = killed_at_every_statement(partial(prepare, deed), address)
    assert killed.halves == [], "statements at which some of it stayed"
    assert killed.changed == sorted(DEEDS[deed])
    assert killed.kills > 8
