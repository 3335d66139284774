"""What somebody has read stays read, however often and in whatever order they say so."""

from concurrent.futures import ThreadPoolExecutor

from ivr.hours.words import words
from ivr.notices import outbox, read
from ivr.notices.outbox import Notice
from ivr.store.engine import Store
from tests.published.changing import NOW


def test_what_was_read_stays_read(store: Store) -> None:
    with store.writing() as connection:
        for key in "abc":
            outbox.write(connection, Notice("published", key, words(fr="Fait.", en="Done."), "/history/1"), NOW, ())
        first, *_, last = sorted(one.id for one in read.latest(connection, "m1", 9))
    with store.writing() as connection:
        read.mark_read(connection, "m1", last)
        read.mark_read(connection, "m1", first)  # a page that was opened earlier
        assert read.unread(connection, "m1") == 0
        assert read.unread(connection, "m2") == 3


def test_a_button_that_is_pressed_twice_at_once_is_no_fault(store: Store) -> None:
    def press(_: int) -> None:
        with store.writing() as connection:
            read.mark_read(connection, "m1", 5)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(press, range(12)))
