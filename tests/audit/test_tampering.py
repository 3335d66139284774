"""Whatever is done to the table behind our back is found, and the row is named: in the database itself."""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, delete, insert, select, text, update

from ivr.audit.proof import Break, first_break, read_head
from ivr.audit.trail import Head, Trail, all_deeds, head, link
from ivr.keys import Keys
from ivr.store.audit_tables import deeds
from ivr.store.engine import Store, open_store
from tests.slices import slice_of
from tests.tables import write_tables

KEYS = Keys(audit=b"a" * 32, hashes=b"h" * 32, cookies=b"c" * 32, seal=b"s" * 32)
NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
ROWS = 30
SEEDS = range(1000)
FIELDS = ("at", "who", "did", "what", "origin", "chain")

Tampering = Callable[[Connection, random.Random], int]  # returns the first row that no longer holds


@pytest.fixture(scope="module")
def trail(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = open_store(write_tables(tmp_path_factory.mktemp("trail") / "ivr.sqlite3"))
    with store.writing() as connection:
        for number in range(ROWS):
            at = NOON + timedelta(minutes=number)
            Trail(KEYS).append(connection, who=f"p{number % 3}", did="publish", what=f"change {number}", at=at)
    yield store
    store.close()


def edit(connection: Connection, chance: random.Random) -> int:
    number, field = chance.randint(1, ROWS), chance.choice(FIELDS)
    value = NOON - timedelta(days=1) if field == "at" else chance.choice(["", "p9", "change 99", "0" * 64])
    old = connection.scalar(select(deeds.c[field]).where(deeds.c.number == number))
    new = f"{old}." if value == old else value
    connection.execute(update(deeds).where(deeds.c.number == number).values({field: new}))
    return number


def write_rubbish(connection: Connection, chance: random.Random) -> int:
    number, field = chance.randint(1, ROWS), chance.choice(FIELDS)
    rubbish = chance.choice(["'never'", "x'00ff'", "'\u00e9'"])
    connection.execute(text(f"UPDATE deeds SET {field} = {rubbish} WHERE number = {number}"))
    return number


def take_out(connection: Connection, chance: random.Random) -> int:
    number = chance.randint(1, ROWS - 1)
    connection.execute(delete(deeds).where(deeds.c.number == number))
    if chance.random() < 0.5:  # and close the gap
        _move(connection, number + 1, -1)
    return number


def put_in(connection: Connection, chance: random.Random) -> int:
    number = chance.randint(1, ROWS + 1)
    _move(connection, number, +1)
    row = {"number": number, "at": NOON, "who": "p1", "did": "undo", "what": "change 7", "origin": ""}
    chain = chance.choice(["f" * 64, connection.scalar(select(deeds.c.chain).limit(1))])
    connection.execute(insert(deeds).values(row | {"chain": chain}))
    return number


def swap(connection: Connection, chance: random.Random) -> int:
    first, second = sorted(chance.sample(range(1, ROWS + 1), 2))
    for old, new in ((first, 10_000), (second, first), (10_000, second)):
        connection.execute(update(deeds).where(deeds.c.number == old).values(number=new))
    return first


def cut(connection: Connection, chance: random.Random) -> int:
    first = chance.randint(1, ROWS)
    connection.execute(delete(deeds).where(deeds.c.number >= first))
    return first


def cut_and_go_on(connection: Connection, chance: random.Random) -> int:
    """By somebody who has the service write on after the cut."""
    cut(connection, chance)
    for number in range(ROWS):
        Trail(KEYS).append(connection, who="p1", did="undo", what=f"change {number}", at=NOON)
    return ROWS  # no row before the head that was kept can be told from a true one


def rewrite_all(connection: Connection, chance: random.Random) -> int:
    """By somebody who has the key: one row is altered, and the whole chain made anew."""
    altered, chain = chance.randint(1, ROWS), ""
    for row in list(all_deeds(connection)):
        values = {"what": "nothing"} if row.number == altered else {}
        new = type(row)(**{name: getattr(row, name) for name in row.__slots__} | values)
        chain = link(KEYS.audit, new, chain)
        connection.execute(update(deeds).where(deeds.c.number == row.number).values(values | {"chain": chain}))
    return ROWS


def _move(connection: Connection, first: int, by: int) -> None:
    numbers = connection.scalars(select(deeds.c.number).where(deeds.c.number >= first).order_by(deeds.c.number * -by))
    for number in numbers.all():
        connection.execute(update(deeds).where(deeds.c.number == number).values(number=number + by))


TAMPERINGS: tuple[Tampering, ...] = (
    edit, write_rubbish, take_out, put_in, swap, cut, cut_and_go_on, rewrite_all,
)  # fmt: skip


def after(store: Store, tampering: Tampering, chance: random.Random) -> tuple[Break | None, int]:
    """What is found once it was done, in a transaction that is taken back; and the first row it spoilt."""
    with store.engine.connect() as connection, connection.begin() as transaction:
        kept = head(connection)
        spoilt = tampering(connection, chance)
        found = first_break(all_deeds(connection), KEYS.audit, [kept])
        transaction.rollback()
    return found, spoilt


def test_untouched_it_holds(trail: Store) -> None:
    assert after(trail, lambda _connection, _chance: 0, random.Random(0)) == (None, 0)


def test_a_thousand_tamperings_are_found_and_located(trail: Store, pytestconfig: pytest.Config) -> None:
    """A seventh a day, of every kind."""
    for seed in slice_of(SEEDS, 7, pytestconfig):
        chance = random.Random(seed)
        tampering = TAMPERINGS[seed % len(TAMPERINGS)]
        found, spoilt = after(trail, tampering, chance)
        assert found is not None, (seed, tampering.__name__)
        assert found.number == spoilt, (seed, tampering.__name__, found)


def test_a_rewritten_row_lies_between_two_heads_that_were_kept(trail: Store) -> None:
    with trail.engine.connect() as connection, connection.begin() as transaction:
        heads = [Head(row.number, row.chain) for row in all_deeds(connection) if row.number % 10 == 0]
        chain = next(row.chain for row in all_deeds(connection) if row.number == 14)
        for row in [row for row in all_deeds(connection) if row.number >= 15]:
            new = type(row)(row.number, row.at, "p9", row.did, row.what, row.origin, "")
            chain = link(KEYS.audit, new, chain)
            connection.execute(update(deeds).where(deeds.c.number == row.number).values(who="p9", chain=chain))
        assert first_break(all_deeds(connection), KEYS.audit) is None, "the key alone does not tell"
        assert first_break(all_deeds(connection), KEYS.audit, heads) == Break(20, "rewritten", after=10)
        transaction.rollback()


@pytest.mark.parametrize("text", ["", "12", "12:xyz", "0:" + "a" * 64, "-1:" + "a" * 64])
def test_what_is_no_head_is_told_so(text: str) -> None:
    assert read_head(text) is None
