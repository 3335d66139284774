"""A made-up account in Twilio's place, for every command that a test runs here."""

from collections.abc import Iterator

import pytest

from tests.carrier.fake_account import FakeAccount


@pytest.fixture
def twilio(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeAccount]:
    """Whatever was asked of it must be as Twilio publishes it."""
    with FakeAccount() as fake:
        monkeypatch.setattr("ivr.carrier.client.ELSEWHERE", fake.url)
        yield fake
    assert fake.breaches == []
