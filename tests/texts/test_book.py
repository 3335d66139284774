"""The simulation of caps counts in memory as the desk counts on the rows: on any story, step by step."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import update

from benchmarks.caps import Ask, Book
from ivr.settings import Settings
from ivr.store.engine import Store
from ivr.store.tables import texts
from ivr.texts import caps, counting
from ivr.texts.desk import TextDesk
from tests.slices import slice_of
from tests.texts.building import NOW, a_request, rows

SETTINGS = Settings(text_day_cap=40, text_minute_cap=8, text_prefix_cap=6)
NUMBERS = [f"+336{index:03d}{last:05d}" for index in range(4) for last in (5678, 5679, 15678)]
PAUSES = (0.1, 1, 20, 60, 61, 1800, 3600, 3601, 40_000, 86_400)  # seconds


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Two stories a day."""
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", slice_of(range(8), 4, metafunc.config))


def test_both_books_agree(migrated_store: Store, seed: int) -> None:
    random, desk, book, at = Random(seed), TextDesk(migrated_store, SETTINGS), Book(), NOW
    for call in range(120):
        at += timedelta(seconds=random.choice(PAUSES) * random.random())
        typed = random.random() < 0.4
        number = random.choice(NUMBERS)
        caller = random.choice(("", *NUMBERS[:3])) if typed else number
        ask = Ask(at, number, caller, typed, exists=random.random() < 0.7)
        request = a_request(call=f"CA{call}", to=number, caller=caller, typed=typed, now=at)
        counts = book.count(ask)
        with migrated_store.reading() as connection:
            counted = counting.count(connection, desk._asked(request))
        assert replace(counted, promise="") == counts
        if caps.exceeded(counts, desk.limits, typed, at) is None:
            book.write(ask, caps.who_asks(counts, typed))
        before = len(rows(migrated_store))
        desk.request(request)
        written = rows(migrated_store)[before:]
        assert len(written) == (caps.exceeded(counts, desk.limits, typed, at) is None)
        with migrated_store.writing() as connection:
            state = "delivered" if ask.exists else "undelivered"
            connection.execute(update(texts).where(texts.c.call_sid == f"CA{call}").values(state=state))
