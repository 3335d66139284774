import pytest

from ivr.changes.ledger import ChangesTable
from ivr.line.flow import FLOW
from ivr.published.live import open_published
from ivr.settings import PROJECT
from ivr.store.engine import Store
from tests.changes.place import Place
from tests.postgres import *  # noqa: F403 - fixtures
from tests.published.changing import NOW


@pytest.fixture
def place(store: Store) -> Place:
    """A fresh database of each kind, above the project's files."""
    return Place(store, open_published(PROJECT, FLOW, lambda: NOW, None, ChangesTable(store, lambda: NOW)))
