"""For commands that look into the database: one of their own, and never the developer's."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The settings name a file that isn't there."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/none.sqlite3")
