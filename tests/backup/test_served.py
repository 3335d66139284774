"""The commands beside a line that serves: a backup while it answers; no way back before it has stopped."""

import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ivr.cli import main
from ivr.store.engine import Store
from tests.backup.test_backup import TOOLS, url_of
from tests.deployed import Deployed


def test_a_line_that_serves_is_backed_up_and_not_restored_over(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though nobody rings: it is the connection of an idle process that keeps the way back shut."""
    monkeypatch.setenv("PATH", f"{TOOLS}:{os.environ['PATH']}")
    line = Deployed(tmp_path)
    line.like_anybody = store.dialect == "sqlite"  # the socket of the tests' own server is for its user alone
    line.settings["DATABASE_URL"] = url_of(store)
    line.settings["IVR_KEPT_DIR"] = str(tmp_path / "kept")
    environment = {name: line.settings[name] for name in ("DATABASE_URL", "IVR_KEPT_DIR")}
    store.close()

    def ivr(*words: str) -> Any:
        return CliRunner().invoke(main, [*words, str(tmp_path / "backup"), "--english"], env=environment)

    line.start()
    try:
        assert ivr("backup").exit_code == 0
        assert "the database is in use" in ivr("restore", "--yes").stderr.lower()
        line.rings("1", "1", from_="06 12 34 56 78").hears("SMS")
    finally:
        line.stop()
    assert ivr("restore", "--yes").exit_code == 0
    line.start()
    try:
        line.rings("1", "1", from_="06 12 34 56 78").hears("SMS")
    finally:
        line.stop()
