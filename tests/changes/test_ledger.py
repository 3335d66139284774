"""Rows that are only ever added: whole or not at all, seen in the order of their numbers, nobody overwritten unseen."""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, select

from ivr.changes import ledger
from ivr.changes.ledger import ChangesTable, OutrunError
from ivr.content.changes import Change
from ivr.store.engine import Store
from ivr.store.tables import changes
from tests.changes.killing import killed_at_every_statement
from tests.published.changing import FRIDAY, NOW, OUTAGE, put


def publish(store: Store, *drafts: Change, seen: Iterable[Change] = ()) -> tuple[int, ...]:
    with store.writing() as connection:
        return ledger.publish(connection, drafts, at=NOW, seen={change.key: change.id for change in seen})


def latest(connection: Connection) -> list[Change]:
    """Every change, the newest first."""
    return [ledger.change_of(row) for row in connection.execute(select(changes).order_by(changes.c.id.desc()))]


def test_what_is_published_is_read_again_as_it_was(store: Store) -> None:
    draft = Change(
        "closures", "travaux", "puts", {**FRIDAY, "where": ["691", "é"]}, "0123", author="Zoé", note="à voir"
    )
    (number,) = publish(store, draft)
    with store.reading() as connection:
        (found,) = latest(connection)
        assert ledger.one(connection, number) == found
        assert ledger.one(connection, number + 1) is None
    assert (found.id, found.at, found.author, found.note) == (number, NOW, "Zoé", "à voir")
    assert (found.entry, found.base, found.does) == (draft.entry, "0123", "puts")


def test_the_layer_is_the_newest_of_each_entry(store: Store) -> None:
    first, second = publish(store, put("closures", "a", FRIDAY), put("closures", "b", FRIDAY))
    table = ChangesTable(store, lambda: NOW)
    before = table.layer()
    (third,) = publish(store, Change("closures", "a", "removes"), seen=before)
    assert [(one.id, one.does) for one in table.layer()] == [(second, "puts"), (third, "removes")]
    assert table.newest() == third
    with store.reading() as connection:
        assert [one.id for one in ledger.of_entry(connection, "closures", "a")] == [third, first]


def test_of_two_who_change_the_same_entry_the_second_is_told_and_nothing_of_theirs_is_there(store: Store) -> None:
    publish(store, put("closures", "a", FRIDAY))
    with pytest.raises(OutrunError) as raised:
        publish(store, put("closures", "new", FRIDAY), put("closures", "a", OUTAGE))
    assert raised.value.by.name == "a"
    assert [one.name for one in ChangesTable(store, lambda: NOW).layer()] == ["a"]


def test_many_who_publish_at_once_wait_for_each_other(store: Store) -> None:
    """A number that is seen is never followed by a smaller one, or a process would miss that change for ever."""
    seen: list[int] = []
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            with store.reading() as connection:
                numbers = [one.id for one in latest(connection)]
            assert not [number for number in numbers if seen and number < seen[-1] and number not in known]
            known.update(numbers)
            seen.extend(numbers[:1])

    known: set[int] = set()
    with ThreadPoolExecutor(5) as pool:
        watching = pool.submit(watch)
        published = list(pool.map(lambda name: publish(store, put("closures", name, FRIDAY)), map(str, range(40))))
        done.set()
        watching.result()
    assert len({number for (number,) in published}) == 40


def test_what_the_files_say_is_left_to_them_once_however_many_processes_see_it(store: Store) -> None:
    table = ChangesTable(store, lambda: NOW)
    publish(store, put("closures", "a", FRIDAY), put("closures", "b", FRIDAY))
    equal = table.layer()
    publish(store, put("closures", "b", OUTAGE), seen=equal)  # somebody changes it meanwhile
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: table.leave(equal), range(4)))
    with store.reading() as connection:
        assert [(one.name, one.does) for one in latest(connection)][:2] == [("a", "leaves"), ("b", "puts")]


def test_what_is_no_json_is_left_to_the_reader(store: Store) -> None:
    with store.writing() as connection:
        deep = '{"w": ' + "[" * 800 + "]" * 800 + "}"
        for text in ("{", "[1]", "null", "[" * 5000, deep, '{"where": 691, "days": null, "hours": true}'):
            row = {"at": NOW, "author": "?", "section": "closures", "name": text[:9], "does": "puts", "entry": text}
            connection.execute(changes.insert().values(row))
    assert [one.node is not None for one in ChangesTable(store, lambda: NOW).layer()] == [True] * 6


def prepare(_store: Store) -> Callable[[Connection], object]:
    """The deed that is killed."""
    three = [put("closures", name, {"where": "all"}) for name in "abc"]
    return lambda connection: ledger.publish(connection, three, at=NOW, seen={})


def test_killed_at_any_statement_a_publication_is_there_whole_or_not_at_all(store_url: str) -> None:
    killed = killed_at_every_statement(prepare, store_url)
    assert killed.halves == [], "statements at which some of it stayed"
    assert killed.changed == ["changes"]
    assert killed.kills > 5
