"""The audit trail on both databases: what is added is there with the thing done, in one chain, or neither is."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from ivr.audit.proof import first_break
from ivr.audit.trail import Trail, all_deeds, head, latest
from ivr.keys import Keys
from ivr.store.engine import Store

KEYS = Keys(audit=b"a" * 32, hashes=b"h" * 32, cookies=b"c" * 32, seal=b"s" * 32)
TRAIL = Trail(KEYS)
NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


def note(store: Store, what: str = "change 1", who: str = "p1") -> None:
    with store.writing() as connection:
        TRAIL.append(connection, who=who, did="publish", what=what, at=NOON)


def test_rows_are_numbered_from_one_and_hold_together(store: Store) -> None:
    for what in ("change 1", "change 2", "change 3"):
        note(store, what)
    with store.reading() as connection:
        rows = list(all_deeds(connection))
        assert [(row.number, row.what, row.at) for row in rows] == [
            (1, "change 1", NOON),
            (2, "change 2", NOON),
            (3, "change 3", NOON),
        ]
        assert head(connection).number == 3
    assert first_break(rows, KEYS.audit) is None
    assert first_break(rows, b"another key") is not None


def test_what_is_undone_leaves_no_row(store: Store) -> None:
    def fail() -> None:
        with store.writing() as connection:
            TRAIL.append(connection, who="p1", did="publish", what="change 1", at=NOON)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with store.reading() as connection:
        assert head(connection).number == 0


def test_many_at_once_stand_in_one_chain(store: Store) -> None:
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda number: note(store, f"change {number}"), range(24)))
    with store.reading() as connection:
        rows = list(all_deeds(connection))
    assert len(rows) == 24
    assert first_break(rows, KEYS.audit) is None


def test_an_unknown_word_is_no_deed(store: Store) -> None:
    with store.writing() as connection, pytest.raises(ValueError, match="DEEDS"):
        TRAIL.append(connection, who="p1", did="dances", what="", at=NOON)


def test_the_newest_come_first_page_by_page_and_by_person(store: Store) -> None:
    for number in range(1, 6):
        note(store, f"change {number}", who=f"p{number % 2}")
    with store.reading() as connection:
        assert [row.number for row in latest(connection, limit=2)] == [5, 4]
        assert [row.number for row in latest(connection, before=4, limit=2)] == [3, 2]
        assert [row.number for row in latest(connection, who="p0")] == [4, 2]


def test_an_address_is_recognised_and_never_kept() -> None:
    origin = TRAIL.origin_of("192.0.2.7")
    assert origin == TRAIL.origin_of("192.0.2.7") != TRAIL.origin_of("192.0.2.8")
    assert "192" not in origin
    assert TRAIL.origin_of(None) == ""
