"""The desk: what becomes a row, what a cap stops, and what happens without a database."""

from datetime import UTC, datetime

from ivr.settings import Settings
from ivr.store.engine import Store
from ivr.texts import ledger
from ivr.texts.desk import TextDesk, TextRequest

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_a_request_is_a_row(store: Store) -> None:
    desk = TextDesk(store, Settings())
    r = TextRequest("CA1", "attestation", "fr", "bonjour", "+33612345678", "+33612345678", False, False, NOW)
    assert desk.request(r) == "taken"
    with store.reading() as connection:
        assert [line.to for line in ledger.recent(connection)] == ["+336••••••78"]
